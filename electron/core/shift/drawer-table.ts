import type { DrawerEvent, DrawerEventKind } from '../../../shared/domain/shift/expected-cash.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

export type NewDrawerEvent = {
  readonly shiftId: string;
  readonly kind: DrawerEventKind;
  readonly amountFen: Fen; // signed: what the drawer gains
  readonly ref?: string | null; // the sale, for example
  readonly at: number; // epoch ms
  readonly by: string; // staff id, or 'system'
  readonly reason?: string | null;
};

/** Records an event in the cash drawer. Call it inside the transaction of what caused it. */
export function insertDrawerEvent(db: Database, event: NewDrawerEvent): void {
  prepared(
    db,
    `INSERT INTO drawer_event (shift_id, kind, amount_fen, ref, at, by, reason)
     VALUES (@shiftId, @kind, @amountFen, @ref, @at, @by, @reason)`,
  ).run({ ...event, ref: event.ref ?? null, reason: event.reason ?? null });
}

/** Every event in the drawer during one shift, in order. */
export function drawerEventsOf(db: Database, shiftId: string): readonly DrawerEvent[] {
  return prepared<[string], { kind: DrawerEventKind; amount: Fen }>(
    db,
    'SELECT kind, amount_fen AS amount FROM drawer_event WHERE shift_id = ? ORDER BY event_id',
  ).all(shiftId);
}
