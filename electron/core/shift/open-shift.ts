import type { CashCountInput, ShiftView } from '../../../shared/contract/shift.ts';
import { countedCash } from '../../../shared/domain/shift/denominations.ts';
import { daysBetween, FARTHEST_AHEAD_DAYS } from '../../../shared/domain/shift/shift-day.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { dayCutoff } from '../settings/setting-table.ts';
import type { Deed, Till } from '../till.ts';
import { beginShift } from './begin-shift.ts';
import { earlierLanes } from './earlier-lane-table.ts';
import { waitingHandover } from './handover-table.ts';
import { whoAccepts } from './settle-count.ts';
import { viewOf } from './shift.ts';
import { dateOfNextShift } from './shift-standing.ts';
import { lastMoveOf, lastShiftOf } from './shift-table.ts';

/** A float above 100,000 yuan is a slip of the finger. */
const MAX_FLOAT_FEN = 10_000_000;

export type OpenRefusal =
  | 'count_invalid'
  | 'float_too_large'
  | 'shift_already_open'
  | 'handover_waiting'
  | 'clock_far_ahead';

/**
 * Opens a shift on this register with a counted float; only then may it sell. A clock that says a date more than 40
 * days after the register's last shift is believed only when somebody who may accept differences confirms that date.
 * Refuses `count_invalid`, `float_too_large`, `shift_already_open`, `handover_waiting`, `clock_far_ahead`.
 */
export function openShift(
  till: Till,
  deed: Deed,
  input: { readonly float: CashCountInput; readonly confirmedDate?: string | undefined },
): Result<ShiftView, OpenRefusal> {
  const float = countedCash(input.float);
  if (!float.ok) return float;
  if (float.value.total > MAX_FLOAT_FEN) return refuse('float_too_large');
  const last = lastShiftOf(till.db, till.registerId);
  if (last && last.state !== 'closed') return refuse('shift_already_open');
  if (waitingHandover(till.db, till.registerId)) return refuse('handover_waiting');
  const date = dateOfNextShift(till);
  const days = daysAhead(till, date);
  const isConfirmed = input.confirmedDate === date && whoAccepts(deed) !== null;
  if (days > FARTHEST_AHEAD_DAYS && !isConfirmed) return refuse('clock_far_ahead', { date, days });
  const shift = inTransaction(till.db, () =>
    beginShift(till, deed.by.staffId, { businessDate: date, float: float.value }),
  );
  till.announce({ type: 'shift.changed' });
  return ok(viewOf(till, shift));
}

/**
 * Days from the register's last shift to the date that would open now; in a new lane, from that of the lane before,
 * since a new PC is where a clock stands wrong. Shifts alone are looked at: a wrong clock has by then written its start
 * and its sign-in into the journal too.
 */
function daysAhead({ db, registerId }: Till, date: string): number {
  const lanes = [...earlierLanes(db, registerId), registerId];
  const lastMoveAt = lanes.reduce<number | null>((at, lane) => lastMoveOf(db, lane) ?? at, null);
  if (lastMoveAt === null) return 0;
  return daysBetween(businessDate(lastMoveAt, dayCutoff(db)), date);
}
