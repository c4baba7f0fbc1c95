import type { CountResult } from '../../../shared/contract/shift.ts';
import { expectedCash, tolerance } from '../../../shared/domain/shift/expected-cash.ts';
import type { Till } from '../till.ts';
import { drawerEventsOf } from './drawer-table.ts';
import { lastCount, type Shift, type StoredCount } from './shift-table.ts';

/** The count of the present counting; one from before the till sold again no longer counts. */
export function validCount(till: Till, shift: Shift): StoredCount | null {
  if (shift.state !== 'counting') return null;
  const count = lastCount(till.db, shift.shiftId);
  return count?.transitionSeq === shift.transitionSeq ? count : null;
}

/** A count as staff see it, with the tolerance for this shift's takings. */
export function countResult(till: Till, shift: Shift, count: StoredCount): CountResult {
  const allowed = tolerance(expectedCash(drawerEventsOf(till.db, shift.shiftId)).takings);
  return {
    seq: count.seq,
    countedFen: count.countedFen,
    expectedFen: count.expectedFen,
    overShortFen: count.overShortFen,
    toleranceFen: allowed,
    needsApproval: Math.abs(count.overShortFen) > allowed,
  };
}
