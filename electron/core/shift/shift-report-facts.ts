import type { ZReport } from '../../../shared/contract/shift.ts';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import { ownTotals } from '../../../shared/domain/shift/lane-totals.ts';
import type { HandoverFacts, ShiftFacts } from '../../../shared/domain/shift/report-cash.ts';
import { namedReport } from '../../../shared/domain/shift/report-people.ts';
import {
  type CarriedMatter,
  type Counted,
  type ReportHead,
  shiftReport,
} from '../../../shared/domain/shift/z-report.ts';
import { depositSums } from '../deposits/deposit-table.ts';
import { lastEntry } from '../journal/journal-table.ts';
import { staffById } from '../staff/staff-table.ts';
import { registerSerial, storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { drawerEventsOf } from './drawer-table.ts';
import { interruptedShifts } from './interrupted-shifts.ts';
import { laneTotals } from './lane-totals.ts';
import { bookedReason, handoverFrom, movementSums, sellersOf } from './shift-cash-table.ts';
import { controlFacts, ticketFacts } from './shift-control-table.ts';
import { salesFacts } from './shift-facts-table.ts';
import { countsOf, type Shift } from './shift-table.ts';
import { zReportsOf } from './z-report-table.ts';

/** How a report ends; `counted` is null for an X report, `matters` is what the day carries over (`openMatters`). */
export type ReportEnd = Pick<ReportHead, 'zNumber' | 'closedAt' | 'closedBy' | 'approvedBy'> & {
  readonly counted: Counted | null;
  readonly matters?: readonly CarriedMatter[];
};

/** The report of these shifts as `composeFigures` makes it, its people named as paper and screen show them. */
export function composeReport(
  till: Till,
  shifts: readonly [...Shift[], Shift],
  end: ReportEnd,
): ZReport {
  return nameReport(till, composeFigures(till, shifts, end));
}

/** A report that knows its people by staff id, with their names. */
export function nameReport(till: Till, report: ZReport): ZReport {
  return namedReport(report, (id) => staffById(till.db, id)?.name ?? id);
}

/**
 * The report of these shifts, oldest first, from the facts as they stand now, with people by staff id as the journal
 * keeps it; X and Z differ only in `end`. It costs what the shifts hold: no statement looks at the history before.
 */
export function composeFigures(
  till: Till,
  shifts: readonly [...Shift[], Shift],
  end: ReportEnd,
): ZReport {
  const { counted, matters = [], ...closing } = end;
  const { db } = till;
  const last = shifts[shifts.length - 1] as Shift; // the type says that there is one
  const { registerId } = last;
  const ids = shifts.map(({ shiftId }) => shiftId);
  const before = zReportsOf(db, registerId, 1)[0];
  const entry = lastEntry(db, registerId);
  const store = storeOf(db);
  return shiftReport({
    head: {
      ...closing,
      registerId,
      registerSerial: registerSerial(db, registerId) ?? '',
      version: till.version,
      store: { name: store?.name ?? '', branch: store?.branch ?? '' },
      businessDate: last.businessDate,
    },
    shifts: shifts.map((shift) => shiftFacts(till, shift)),
    handovers: ids.flatMap((shiftId, i) => handoverFacts(till, shiftId, shifts[i]?.number ?? 0)),
    operators: [...new Set([...shifts.map(({ openedBy }) => openedBy), ...sellersOf(db, ids)])],
    sales: salesFacts(db, ids),
    control: controlFacts(db, { registerId, afterSeq: before?.journalSeq ?? 0 }, ids),
    tickets: ticketFacts(db, ids),
    presale: depositSums(db, ids),
    counted,
    matters: matters.map(({ kind, count }) => ({ kind, count })),
    before: ownTotals(before ?? null),
    lanes: laneTotals(db, registerId),
    interrupted: interruptedShifts(till),
    journal: { seq: entry?.seq ?? 0, hash: entry?.hash ?? '' },
  });
}

function shiftFacts(till: Till, shift: Shift): ShiftFacts {
  const { shiftId, number } = shift;
  const counts = countsOf(till.db, shiftId);
  const held = shift.state === 'closed' ? counts.at(-1) : undefined;
  return {
    number,
    openedBy: shift.openedBy,
    openedAt: shift.openedAt,
    drawer: expectedCash(drawerEventsOf(till.db, shiftId)),
    movements: movementSums(till.db, shiftId),
    counts: counts.map((count) => ({
      shiftNumber: number,
      seq: count.seq,
      countedFen: count.countedFen,
      expectedFen: count.expectedFen,
      overShortFen: count.overShortFen,
      by: count.countedBy,
      at: count.countedAt,
    })),
    booked: held
      ? {
          countedFen: held.countedFen,
          overShortFen: held.overShortFen,
          reason: bookedReason(till.db, shiftId),
        }
      : null,
  };
}

function handoverFacts(till: Till, shiftId: string, fromShift: number): readonly HandoverFacts[] {
  const row = handoverFrom(till.db, shiftId);
  if (!row) return [];
  return [{ ...row, fromShift, verdict: row.verdict ?? 'waiting' }];
}
