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

export type ShiftRow = {
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
  return row ? shiftFromRow(row) : null;
}

/** A shift that is known to be there, by its id. */
export function shiftById(db: Database, shiftId: string): Shift {
  const row = prepared<[string], ShiftRow>(
    db,
    `SELECT s.*, t.state, t.seq AS transition_seq FROM shift s
     JOIN shift_transition t ON t.shift_id = s.shift_id
     WHERE s.shift_id = ? ORDER BY t.seq DESC LIMIT 1`,
  ).get(shiftId);
  if (!row) throw new Error('a shift that a row refers to is there');
  return shiftFromRow(row);
}

/** Every state a shift went through, in order, as a journal entry holds it. */
export function transitionsOf(
  db: Database,
  shiftId: string,
): readonly { seq: number; state: ShiftState; at: number; by: string }[] {
  return prepared<[string], { seq: number; state: ShiftState; at: number; by: string }>(
    db,
    'SELECT seq, state, at, by FROM shift_transition WHERE shift_id = ? ORDER BY seq',
  ).all(shiftId);
}

/** When the register's last shift last changed its state (epoch ms); `null` before its first shift. */
export function lastMoveOf(db: Database, registerId: string): number | null {
  const row = prepared<[string], { at: number }>(
    db,
    `SELECT t.at FROM shift s JOIN shift_transition t ON t.shift_id = s.shift_id
     WHERE s.register_id = (SELECT ?) ORDER BY s.number DESC, t.seq DESC LIMIT 1`,
  ).get(registerId);
  return row?.at ?? null;
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
  return countsOf(db, shiftId).at(-1) ?? null;
}

/** Every count of a shift, first to last: a recount stands beside the one before. */
export function countsOf(db: Database, shiftId: string): readonly StoredCount[] {
  return prepared<[string], CountRow>(
    db,
    'SELECT * FROM cash_count WHERE shift_id = ? ORDER BY seq',
  )
    .all(shiftId)
    .map((row) => ({
      seq: row.seq,
      transitionSeq: row.transition_seq,
      countedBy: row.counted_by,
      countedAt: row.counted_at,
      // Written by `insertCount` only.
      pieces: JSON.parse(row.counts) as Pieces,
      countedFen: row.counted_fen,
      expectedFen: row.expected_fen,
      overShortFen: row.over_short_fen,
    }));
}

type CountRow = {
  seq: number;
  transition_seq: number;
  counted_by: string;
  counted_at: number;
  counts: string;
  counted_fen: Fen;
  expected_fen: Fen;
  over_short_fen: Fen;
};

/** A shift from a row of it together with the state and number of its last transition. */
export function shiftFromRow(row: ShiftRow): Shift {
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
