import type { ShiftStanding } from '../../../shared/contract/shift.ts';
import { nextBusinessDate } from '../../../shared/domain/shift/shift-day.ts';
import { type BusinessDate, businessDate } from '../../../shared/kernel/business-date.ts';
import { dayCutoff } from '../settings/setting-table.ts';
import type { Till } from '../till.ts';
import { earlierLanes } from './earlier-lane-table.ts';
import { waitingHandover } from './handover-table.ts';
import { handoverView } from './handover-view.ts';
import { shiftView } from './shift.ts';
import { unreportedShifts } from './shift-day-table.ts';
import { lastShiftOf } from './shift-table.ts';
import { zReportsOf } from './z-report-table.ts';

/** What the shift screen begins with: the running shift, or who must take over, or a day to open. */
export function shiftStanding(till: Till): ShiftStanding {
  const waiting = waitingHandover(till.db, till.registerId);
  const day = unreportedShifts(till.db, till.registerId);
  const nextDate = dateOfNextShift(till);
  return {
    shift: shiftView(till),
    handover: waiting && handoverView(till, waiting),
    nextBusinessDate: nextDate,
    dayIsClosed: day.length === 0 && nextDate > businessDate(till.clock.now(), dayCutoff(till.db)),
    openDayShifts: day.filter((shift) => shift.state === 'closed').length,
  };
}

/**
 * The business date of a shift opened now: the open day's own, or one that has no Z report yet, also none of a lane
 * before a restore.
 */
export function dateOfNextShift(till: Till): BusinessDate {
  const [first] = unreportedShifts(till.db, till.registerId);
  if (first) return first.businessDate;
  const lastDate =
    lastShiftOf(till.db, till.registerId)?.businessDate ?? lastDateOfEarlierLanes(till);
  return nextBusinessDate(till.clock.now(), lastDate, dayCutoff(till.db));
}

/** The latest date that a lane before closed; a shift that a restore cut off has closed none. */
function lastDateOfEarlierLanes({ db, registerId }: Till): BusinessDate | null {
  const dates = earlierLanes(db, registerId).flatMap((lane) => zReportsOf(db, lane, 1));
  // A report's date was a business date when its shift opened.
  return (dates
    .map((z) => z.businessDate)
    .sort()
    .at(-1) ?? null) as BusinessDate | null;
}
