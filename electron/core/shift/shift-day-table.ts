import { dayWarning, type OpenDay } from '../../../shared/domain/shift/shift-day.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { dayCutoffAt } from '../settings/setting-table.ts';
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

/**
 * The shifts of a register's day, which no Z report holds yet, oldest first: the last one runs, is counted, or was
 * handed over and waits. Empty between a Z report and the next opening.
 */
export function unreportedShifts(db: Database, registerId: string): readonly Shift[] {
  return prepared<[{ registerId: string }], ShiftRow>(
    db,
    `SELECT s.*, t.state, t.seq AS transition_seq FROM shift s
     JOIN shift_transition t ON t.shift_id = s.shift_id AND t.seq =
       (SELECT max(seq) FROM shift_transition WHERE shift_id = s.shift_id)
     WHERE s.register_id = (SELECT @registerId) AND s.number > coalesce((
       SELECT d.number FROM shift d WHERE d.register_id = (SELECT @registerId)
         AND EXISTS (SELECT 1 FROM shift_transition c WHERE c.shift_id = d.shift_id AND c.state = 'closed')
         AND (EXISTS (SELECT 1 FROM z_shift z WHERE z.shift_id = d.shift_id)
           OR NOT EXISTS (SELECT 1 FROM handover h WHERE h.from_shift_id = d.shift_id))
       ORDER BY d.number DESC LIMIT 1), 0)
     ORDER BY s.number`,
  )
    .all({ registerId })
    .map(shiftFromRow);
}

export type SellingObstacle = 'no_open_shift' | 'handover_waiting' | 'shift_too_old';

/** Why this register may not take money at `now` (epoch ms); `null` when it may. */
export function sellingObstacle(
  db: Database,
  registerId: string,
  now: number,
): SellingObstacle | null {
  const day = unreportedShifts(db, registerId);
  const last = day.at(-1);
  if (!last || last.state === 'counting') return 'no_open_shift';
  if (last.state === 'closed') return 'handover_waiting';
  return warningOf(db, day, now) === 'too_old' ? 'shift_too_old' : null;
}

/**
 * What staff are told of a day made of these shifts; nothing of no day. The first shift opened it, gave it its date, and
 * it ends by the cut-off of then.
 */
export function warningOf(
  db: Database,
  day: readonly OpenDay[],
  now: number,
): ReturnType<typeof dayWarning> {
  const [first] = day;
  return first ? dayWarning(first, now, dayCutoffAt(db, first.openedAt)) : null;
}
