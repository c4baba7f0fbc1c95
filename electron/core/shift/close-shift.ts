import type { CloseValue, ZReport } from '../../../shared/contract/shift.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import type { Deed, Till } from '../till.ts';
import { bookClose } from './book-close.ts';
import { writeDayClose } from './close-day.ts';
import { openMatters } from './open-matters.ts';
import { type SettleRefusal, settleCount, whoAccepts } from './settle-count.ts';
import { validCount } from './shift-count.ts';
import { unreportedShifts } from './shift-day-table.ts';
import { queueReport } from './shift-paper.ts';
import { composeReport } from './shift-report-facts.ts';
import { currentShiftOf, lastCount, type Shift } from './shift-table.ts';
import { latestZReports } from './z-report-table.ts';

export type CloseRefusal = SettleRefusal | 'shift_not_open' | 'nothing_to_close';

type CloseInput = { readonly countSeq: number | null; readonly reason: string };

/**
 * Closes the day: the counted shift ends, its difference is booked, and the Z report holds every shift since the
 * last one, all in one commit. `countSeq` is the count that was looked at; null closes a day whose last shift was
 * handed over and never taken, which takes the right `accept_over_short`, at the till or by approval.
 * Refuses `shift_not_open`, `nothing_to_close`, and what `settleCount` refuses.
 */
export function closeShift(
  till: Till,
  deed: Deed,
  input: CloseInput,
): Result<CloseValue, CloseRefusal> {
  const closed =
    input.countSeq === null
      ? closeUntaken(till, deed, input.reason)
      : closeCounted(till, deed, { ...input, countSeq: input.countSeq });
  if (closed.ok) {
    till.announce({ type: 'shift.changed' });
    till.announce({ type: 'paper.changed' });
    till.announce({ type: 'sync.changed' });
  }
  return closed;
}

/** The report of the day so far; takes no number and, beside the sheet itself, leaves nothing behind. Refuses `shift_not_open`. */
export function xReport(
  till: Till,
  deed: Deed,
): Result<ZReport, 'shift_not_open' | 'count_needed'> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift) return refuse('shift_not_open');
  // The count is blind: whoever counts must not learn the expected amount from an X report.
  if (shift.state === 'counting' && !validCount(till, shift)) return refuse('count_needed');
  const report = composeReport(till, dayOf(till, shift), {
    zNumber: null,
    closedAt: till.clock.now(),
    closedBy: deed.by.staffId,
    approvedBy: null,
    counted: null,
    matters: openMatters(till),
  });
  inTransaction(till.db, () => queueReport(till, 'x_report', shift.shiftId, report));
  till.announce({ type: 'paper.changed' });
  return ok(report);
}

/** The last Z reports, newest first, also those of the lane before a restore. */
export function recentZReports(till: Till, limit: number): readonly ZReport[] {
  return latestZReports(till.db, limit);
}

function closeCounted(
  till: Till,
  deed: Deed,
  input: { readonly countSeq: number; readonly reason: string },
): Result<CloseValue, CloseRefusal> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift) return refuse('shift_not_open');
  const settled = settleCount(till, deed, shift, input);
  if (!settled.ok) return settled;
  const { count, end } = settled.value;
  const report = inTransaction(till.db, () => {
    const day = dayOf(till, shift); // before it closes: closed without a Z report it would end the day before itself
    bookClose(till, shift, settled.value);
    return writeDayClose(till, day, count, end);
  });
  return ok({ zNumber: report.zNumber, report });
}

/** Nobody came to take the drawer over: the count it was handed over with is the day's last. */
function closeUntaken(
  till: Till,
  deed: Deed,
  reason: string,
): Result<CloseValue, 'shift_not_counting' | 'nothing_to_close' | 'approval_needed'> {
  const shifts = unreportedShifts(till.db, till.registerId);
  const last = shifts.at(-1);
  if (!last) return refuse('nothing_to_close');
  const count = lastCount(till.db, last.shiftId);
  if (last.state !== 'closed' || !count) return refuse('shift_not_counting');
  const approvedBy = whoAccepts(deed);
  if (!approvedBy) return refuse('approval_needed', { right: 'accept_over_short' });
  const report = inTransaction(till.db, () =>
    writeDayClose(till, [...shifts.slice(0, -1), last], count, {
      closedBy: deed.by,
      approvedBy,
      reason,
    }),
  );
  return ok({ zNumber: report.zNumber, report });
}

/** The day's shifts, `last` as the last of them. */
function dayOf(till: Till, last: Shift): readonly [...Shift[], Shift] {
  const shifts = unreportedShifts(till.db, till.registerId);
  return [...shifts.filter((one) => one.shiftId !== last.shiftId), last];
}
