import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import type { InterruptedShift } from '../../../shared/domain/shift/z-report.ts';
import type { Till } from '../till.ts';
import { drawerEventsOf } from './drawer-table.ts';
import { earlierLanes, wasReported } from './earlier-lane-table.ts';
import { unreportedShifts } from './shift-day-table.ts';

/**
 * Shifts that a restore cut off: a lane of before was selling, was counted or waited to be taken over, and no Z report
 * holds it. Nobody can close them any more, so the next Z of the lane that goes on names each once with its cash,
 * and again when the cloud gave back more of it.
 */
export function interruptedShifts(till: Till): readonly InterruptedShift[] {
  const { db } = till;
  return earlierLanes(db, till.registerId)
    .flatMap((lane) => unreportedShifts(db, lane))
    .map((shift): InterruptedShift => {
      const drawer = expectedCash(drawerEventsOf(db, shift.shiftId));
      return {
        registerId: shift.registerId,
        number: shift.number,
        businessDate: shift.businessDate,
        openedAt: shift.openedAt,
        floatFen: drawer.openingFloat,
        takenFen: drawer.takings,
        expectedFen: drawer.expected,
      };
    })
    .filter((shift) => !wasReported(db, shift));
}
