import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { type Shift, type ShiftRow, shiftFromRow } from './shift-table.ts';

/** Says that a Z report holds a shift; the key lets no second one hold it. */
export function insertZShift(
  db: Database,
  row: { readonly registerId: string; readonly zNumber: number; readonly shiftId: string },
): void {
  prepared(
    db,
    'INSERT INTO z_shift (shift_id, register_id, z_number) VALUES (@shiftId, @registerId, @zNumber)',
  ).run(row);
}

/** The shifts of a register that no Z report holds yet, oldest first; the running one is the last of them. */
export function unreportedShifts(db: Database, registerId: string): readonly Shift[] {
  return prepared<[string], ShiftRow>(
    db,
    `SELECT s.*, t.state, t.seq AS transition_seq FROM shift s
     JOIN shift_transition t ON t.shift_id = s.shift_id AND t.seq =
       (SELECT max(seq) FROM shift_transition WHERE shift_id = s.shift_id)
     WHERE s.register_id = (SELECT ?) AND NOT EXISTS (SELECT 1 FROM z_shift z WHERE z.shift_id = s.shift_id)
     ORDER BY s.number`,
  )
    .all(registerId)
    .map(shiftFromRow);
}
