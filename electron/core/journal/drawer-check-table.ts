import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { type Payload, SAME_MOMENT_MS } from './recorded-row-table.ts';
import type { EntryPlace } from './sale-check.ts';

/** What an entry put into the drawer's ledger. `by` is null where the entry does not say. */
type SaidEvent = {
  readonly seq: number;
  readonly kind: string;
  readonly amountFen: number;
  readonly ref: string | null;
  readonly at: number;
  readonly by: string | null;
};

type EventRow = [kind: string, amountFen: number, ref: string | null, at: number, by: string];

export type DrawerFault = {
  readonly seq: number;
  readonly why: 'row_differs' | 'row_missing' | 'entry_missing';
  readonly table: 'drawer_event';
};

export type DrawerCheck = {
  /** Notes what an entry puts into a drawer; at the end of a shift answers how its ledger differs. */
  readonly look: (type: string, payload: Payload, entry: EntryPlace) => DrawerFault | null;
  /** How the ledgers of shifts that still run differ. */
  readonly end: (lastSeq: number) => DrawerFault | null;
};

/** Compares the drawer's ledger with what the entries say, shift by shift, in order. */
export function drawerCheck(db: Database): DrawerCheck {
  const byShift = new Map<string, SaidEvent[]>();
  let running = ''; // the shift that opened last
  const settle = (shiftId: string, seq: number): DrawerFault | null => {
    const said = byShift.get(shiftId) ?? [];
    byShift.delete(shiftId);
    return compare(eventRows(db, shiftId), said, seq);
  };
  return {
    look: (type, payload, entry) => {
      if (type === 'SHIFT_OPEN') {
        running = String(payload.shiftId);
        byShift.set(running, []);
      }
      const shiftId = String(payload.shiftId ?? running);
      const events = saidEvents(type, payload, entry);
      if (events.length > 0) byShift.get(shiftId)?.push(...events);
      return type === 'SHIFT_CLOSE' ? settle(shiftId, entry.seq) : null;
    },
    end: (lastSeq) => {
      const faults = [...byShift.keys()].map((shiftId) => settle(shiftId, lastSeq + 1));
      return faults.find((fault) => fault !== null) ?? null;
    },
  };
}

function saidEvents(type: string, payload: Payload, entry: EntryPlace): readonly SaidEvent[] {
  const by = entry.operator === 'system' ? null : entry.operator;
  const event = { seq: entry.seq, at: entry.endedAt, by, ref: null };
  switch (type) {
    case 'SALE': {
      const [tender] = (payload.tenders ?? []) as readonly Payload[];
      const sale = { ...event, ref: String(payload.saleId) };
      const changeFen = Number(tender?.changeFen ?? 0);
      const amountFen = Number(tender?.tenderedFen ?? payload.dueFen);
      return [
        { ...sale, kind: 'cash_sale', amountFen },
        ...(changeFen === 0 ? [] : [{ ...sale, kind: 'cash_change', amountFen: -changeFen }]),
      ];
    }
    case 'RETURN': {
      const amountFen = -Number(payload.refundFen);
      const ref = String(payload.returnId);
      return amountFen === 0 ? [] : [{ ...event, kind: 'cash_refund', amountFen, ref }];
    }
    case 'DEPOSIT': {
      const amountFen = Number(payload.depositFen);
      return [{ ...event, kind: 'deposit_in', amountFen, ref: String(payload.depositId) }];
    }
    case 'DEPOSIT_END': {
      if (payload.state !== 'refunded') return [];
      const amountFen = -Number(payload.depositFen);
      return [{ ...event, kind: 'deposit_back', amountFen, ref: String(payload.depositId) }];
    }
    case 'CASH_MOVEMENT': {
      const ref = String(payload.movementId);
      const amountFen = Number(payload.amountFen);
      return [{ ...event, kind: String(payload.kind), amountFen, ref }];
    }
    case 'SHIFT_OPEN':
      return [{ ...event, kind: 'open_float', amountFen: Number(payload.floatFen) }];
    case 'SHIFT_CLOSE': {
      const amountFen = Number(payload.overShortFen ?? 0);
      return amountFen === 0 ? [] : [{ ...event, kind: 'over_short', amountFen }];
    }
    case 'NO_SALE':
      return [{ ...event, kind: 'no_sale', amountFen: 0 }];
    default:
      return [];
  }
}

function compare(
  rows: readonly EventRow[],
  said: readonly SaidEvent[],
  lastSeq: number,
): DrawerFault | null {
  const table = 'drawer_event';
  const at = said.findIndex((event, i) => isOther(rows[i], event));
  const seq = said[at]?.seq ?? lastSeq;
  if (rows.length > said.length) return { seq, why: 'entry_missing', table };
  if (rows.length < said.length) return { seq, why: 'row_missing', table };
  return at === -1 ? null : { seq, why: 'row_differs', table };
}

function isOther(row: EventRow | undefined, said: SaidEvent): boolean {
  if (!row) return true;
  const [kind, amountFen, ref, at, by] = row;
  return (
    kind !== said.kind ||
    amountFen !== said.amountFen ||
    ref !== said.ref ||
    (said.by !== null && by !== said.by) ||
    Math.abs(at - said.at) > SAME_MOMENT_MS
  );
}

function eventRows(db: Database, shiftId: string): readonly EventRow[] {
  return prepared<[string]>(
    db,
    'SELECT kind, amount_fen, ref, at, by FROM drawer_event WHERE shift_id = ? ORDER BY event_id',
  )
    .raw()
    .all(shiftId) as EventRow[];
}
