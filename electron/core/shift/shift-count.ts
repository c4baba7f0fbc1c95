import type { CountResult, CountView } from '../../../shared/contract/shift.ts';
import { expectedCash, tolerance } from '../../../shared/domain/shift/expected-cash.ts';
import { staffById } from '../staff/staff-table.ts';
import type { Till } from '../till.ts';
import { drawerEventsOf } from './drawer-table.ts';
import {
  countsOf,
  currentShiftOf,
  lastCount,
  type Shift,
  type StoredCount,
} from './shift-table.ts';

/** The count of the present counting; one from before the till sold again no longer counts. */
export function validCount(till: Till, shift: Shift): StoredCount | null {
  if (shift.state !== 'counting') return null;
  const count = lastCount(till.db, shift.shiftId);
  return count?.transitionSeq === shift.transitionSeq ? count : null;
}

/**
 * A count as staff see it, with the tolerance for this shift's takings. A later count is no longer blind, so one that
 * fits does not undo that an earlier one of this shift did not.
 */
export function countResult(till: Till, shift: Shift, count: StoredCount): CountResult {
  const allowed = tolerance(expectedCash(drawerEventsOf(till.db, shift.shiftId)).takings);
  return {
    seq: count.seq,
    countedFen: count.countedFen,
    expectedFen: count.expectedFen,
    overShortFen: count.overShortFen,
    toleranceFen: allowed,
    needsApproval: countsOf(till.db, shift.shiftId).some(
      (one) => one.seq <= count.seq && Math.abs(one.overShortFen) > allowed,
    ),
  };
}

/**
 * Every count of the running shift, oldest first; none while a counting waits for its first one, because what an
 * earlier counting expected would tell whoever counts now.
 */
export function countHistory(till: Till): readonly CountView[] {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift || (shift.state === 'counting' && !validCount(till, shift))) return [];
  return countsOf(till.db, shift.shiftId).map((count) => ({
    seq: count.seq,
    at: count.countedAt,
    byName: staffById(till.db, count.countedBy)?.name ?? count.countedBy,
    countedFen: count.countedFen,
    expectedFen: count.expectedFen,
    overShortFen: count.overShortFen,
    isStanding: shift.state === 'counting' && count.transitionSeq === shift.transitionSeq,
  }));
}
