import type { ZReport } from '../../../shared/contract/shift.ts';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import {
  type Counted,
  type ReportHead,
  shiftReport,
} from '../../../shared/domain/shift/z-report.ts';
import { lastEntry } from '../journal/journal-table.ts';
import { staffById } from '../staff/staff-table.ts';
import { registerSerial } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { drawerEventsOf } from './drawer-table.ts';
import { controlFacts, salesFacts } from './shift-facts-table.ts';
import type { Shift } from './shift-table.ts';
import { zReportsOf } from './z-report-table.ts';

/** The report of these shifts, oldest first, from the facts as they stand now; X and Z differ only in `end`. */
export function composeReport(
  till: Till,
  shifts: readonly [...Shift[], Shift],
  end: Pick<ReportHead, 'zNumber' | 'closedAt' | 'closedBy' | 'approvedBy'> & {
    readonly counted: Counted | null;
  },
): ZReport {
  const { counted, ...closing } = end;
  const shift = shifts[shifts.length - 1] as Shift; // the type says that there is one
  const entry = lastEntry(till.db, till.registerId);
  return shiftReport({
    head: {
      ...closing,
      shiftNumber: shift.number,
      registerId: shift.registerId,
      registerSerial: registerSerial(till.db, shift.registerId) ?? '',
      version: till.version,
      businessDate: shift.businessDate,
      openedAt: shift.openedAt,
      openedBy: staffById(till.db, shift.openedBy)?.name ?? shift.openedBy,
    },
    sales: salesFacts(till.db, shift.shiftId),
    drawer: expectedCash(drawerEventsOf(till.db, shift.shiftId)),
    control: controlFacts(till.db, shift.registerId),
    counted,
    perpetualBeforeFen: zReportsOf(till.db, shift.registerId, 1)[0]?.perpetualFen ?? 0,
    journal: { seq: entry?.seq ?? 0, hash: entry?.hash ?? '' },
  });
}
