import type { ReportMovement } from '../../../shared/domain/shift/report-cash.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** Cash that moved without a sale in one shift, by kind and category; what was undone, and its undoing, are left out. */
export function movementSums(db: Database, shiftId: string): readonly ReportMovement[] {
  return prepared<[string], ReportMovement>(
    db,
    `SELECT m.kind, m.category, count(*) AS count, sum(m.amount_fen) AS amountFen FROM cash_movement m
     WHERE m.shift_id = ? AND m.undoes IS NULL
       AND NOT EXISTS (SELECT 1 FROM cash_movement u WHERE u.undoes = m.movement_id)
     GROUP BY m.kind, m.category ORDER BY m.kind, m.category`,
  ).all(shiftId);
}

/** Why the drawer differed at the end of a shift, as it was booked; empty where it did not differ. */
export function bookedReason(db: Database, shiftId: string): string {
  const row = prepared<[string], { reason: string | null }>(
    db,
    `SELECT reason FROM drawer_event WHERE shift_id = ? AND kind = 'over_short'
     ORDER BY event_id DESC LIMIT 1`,
  ).get(shiftId);
  return row?.reason ?? '';
}

/** A handover out of a shift, people by their id. */
export type HandoverRow = {
  readonly outBy: string;
  readonly inBy: string | null;
  readonly handedFen: Fen;
  readonly receivedFen: Fen | null;
  readonly verdict: 'accepted' | 'disputed' | null;
  readonly bears: 'shop' | 'outgoing' | 'incoming' | null;
};

export function handoverFrom(db: Database, shiftId: string): HandoverRow | null {
  return (
    prepared<[string], HandoverRow>(
      db,
      `SELECT h.out_by AS outBy, a.in_by AS inBy, h.handed_fen AS handedFen,
         a.received_fen AS receivedFen, a.verdict, s.bears
       FROM handover h LEFT JOIN handover_answer a USING (handover_id)
       LEFT JOIN handover_settlement s USING (handover_id) WHERE h.from_shift_id = ?`,
    ).get(shiftId) ?? null
  );
}

/** Everybody who sold in these shifts, by staff id. */
export function sellersOf(db: Database, shiftIds: readonly string[]): readonly string[] {
  return prepared<[string], { cashier_id: string }>(
    db,
    `SELECT DISTINCT cashier_id FROM sale WHERE shift_id IN (SELECT value FROM json_each(?))
     ORDER BY cashier_id`,
  )
    .all(JSON.stringify(shiftIds))
    .map((row) => row.cashier_id);
}
