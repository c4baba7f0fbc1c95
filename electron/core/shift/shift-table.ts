import type { Pieces } from '../../../shared/domain/shift/denominations.ts';
import type { ShiftState } from '../../../shared/domain/shift/shift-state.ts';
import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type ShiftId } from '../../../shared/kernel/ids.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** A shift and its present state, which is its last transition. */
export type Shift = {
  readonly shiftId: ShiftId;
  readonly registerId: string;
  readonly number: number;
  readonly state: ShiftState;
  readonly transitionSeq: number;
  readonly businessDate: BusinessDate;
  readonly openedAt: number; // epoch ms
  readonly openedBy: string; // staff id
  readonly openingFloat: Fen;
};

export type StoredCount = {
  readonly seq: number;
  readonly transitionSeq: number;
  readonly countedBy: string;
  readonly countedAt: number;
  readonly pieces: Pieces;
  readonly countedFen: Fen;
  readonly expectedFen: Fen;
  readonly overShortFen: Fen;
};

type ShiftRow = {
  shift_id: string;
  register_id: string;
  number: number;
  state: ShiftState;
  transition_seq: number;
  business_date: BusinessDate;
  opened_at: number;
  opened_by: string;
  opening_float_fen: Fen;
};

/** The shift in which this register may sell now; `null` when none is open or the cash is being counted. */
export function openShiftOf(db: Database, registerId: string): Shift | null {
  const shift = lastShiftOf(db, registerId);
  return shift?.state === 'open' ? shift : null;
}

/** The shift that is not closed yet, open or counting. */
export function currentShiftOf(db: Database, registerId: string): Shift | null {
  const shift = lastShiftOf(db, registerId);
  return shift && shift.state !== 'closed' ? shift : null;
}

/** The newest shift of a register: shifts follow one another, so an earlier one is closed. */
export function lastShiftOf(db: Database, registerId: string): Shift | null {
  const row = prepared<[string], ShiftRow>(
    db,
    `SELECT s.*, t.state, t.seq AS transition_seq FROM shift s
     JOIN shift_transition t ON t.shift_id = s.shift_id
     WHERE s.register_id = (SELECT ?) ORDER BY s.number DESC, t.seq DESC LIMIT 1`,
  ).get(registerId);
  if (!row) return null;
  return {
    shiftId: asId<ShiftId>(row.shift_id),
    registerId: row.register_id,
    number: row.number,
    state: row.state,
    transitionSeq: row.transition_seq,
    businessDate: row.business_date,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    openingFloat: row.opening_float_fen,
  };
}

export function insertShift(
  db: Database,
  shift: Omit<Shift, 'state' | 'transitionSeq'> & { readonly pieces: Pieces },
): void {
  db.prepare(
    `INSERT INTO shift (shift_id, register_id, number, business_date, opened_at, opened_by,
       opening_float_fen, opening_count)
     VALUES (@shiftId, @registerId, @number, @businessDate, @openedAt, @openedBy, @openingFloat, @count)`,
  ).run({ ...shift, count: JSON.stringify(shift.pieces) });
}

export function insertTransition(
  db: Database,
  transition: { shiftId: string; seq: number; state: ShiftState; at: number; by: string },
): void {
  db.prepare(
    `INSERT INTO shift_transition (shift_id, seq, state, at, by)
     VALUES (@shiftId, @seq, @state, @at, @by)`,
  ).run(transition);
}

export function insertCount(db: Database, shiftId: string, count: StoredCount): void {
  db.prepare(
    `INSERT INTO cash_count (shift_id, seq, transition_seq, counted_by, counted_at, counts,
       counted_fen, expected_fen, over_short_fen)
     VALUES (@shiftId, @seq, @transitionSeq, @countedBy, @countedAt, @counts,
       @countedFen, @expectedFen, @overShortFen)`,
  ).run({ ...count, shiftId, counts: JSON.stringify(count.pieces) });
}

/** The last count of a shift, also one that selling has made void since (see `transitionSeq`). */
export function lastCount(db: Database, shiftId: string): StoredCount | null {
  const row = db
    .prepare<[string], Record<string, unknown>>(
      'SELECT * FROM cash_count WHERE shift_id = ? ORDER BY seq DESC LIMIT 1',
    )
    .get(shiftId);
  if (!row) return null;
  // Written by `insertCount` only, so the stored shapes are its own.
  return {
    seq: row.seq as number,
    transitionSeq: row.transition_seq as number,
    countedBy: row.counted_by as string,
    countedAt: row.counted_at as number,
    pieces: JSON.parse(row.counts as string) as Pieces,
    countedFen: row.counted_fen as Fen,
    expectedFen: row.expected_fen as Fen,
    overShortFen: row.over_short_fen as Fen,
  };
}
