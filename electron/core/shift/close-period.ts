import type { PeriodKind, PeriodReport } from '../../../shared/domain/shift/period-report.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import type { Deed, Till } from '../till.ts';
import {
  closePeriodsBefore,
  type DuePeriod,
  duePeriods,
  lastClosed,
  periodOfDate,
  writePeriod,
} from './period-close.ts';
import { dateOfNextShift } from './shift-standing.ts';

export type ClosePeriodRefusal = 'period_not_over' | 'period_already_closed' | 'period_empty';

/**
 * Closes a month or a year by hand, after every earlier one that is still open, since none is ever closed out of order.
 * Refuses `period_already_closed` (also for one before the last closed), `period_not_over` and `period_empty`.
 */
export function closePeriod(
  till: Till,
  deed: Deed,
  input: { readonly kind: PeriodKind; readonly period: string },
): Result<PeriodReport, ClosePeriodRefusal> {
  const { kind, period } = input;
  const last = lastClosed(till, kind);
  if (last !== null && period <= last) return refuse('period_already_closed', { period });
  if (period >= periodOfDate(kind, dateOfNextShift(till))) {
    return refuse('period_not_over', { period });
  }
  const due = duePeriods(till, kind).find((one) => one.period === period);
  if (!due) return refuse('period_empty', { period });
  const by = deed.by.staffId;
  const report = inTransaction(till.db, () => {
    closePeriodsBefore(till, kind === 'month' ? `${period}-01` : `${period}-01-01`, by);
    if (kind === 'year') closeMonthsOf(till, period, by);
    return writePeriod(till, kind, due, by);
  });
  till.announce({ type: 'shift.changed' });
  till.announce({ type: 'paper.changed' });
  till.announce({ type: 'sync.changed' });
  return ok(report);
}

/** A period as the screen offers it: one that is running yet, or one that can be closed. */
export type OpenPeriod = DuePeriod & {
  readonly registerId: string;
  readonly kind: PeriodKind;
  readonly isOver: boolean;
};

/** Months and years with Z reports that no close holds yet, oldest first. */
export function openPeriods(till: Till): readonly OpenPeriod[] {
  const next = dateOfNextShift(till);
  return (['month', 'year'] as const).flatMap((kind) =>
    duePeriods(till, kind).map((due) => ({
      registerId: till.registerId,
      kind,
      ...due,
      isOver: due.period < periodOfDate(kind, next),
    })),
  );
}

function closeMonthsOf(till: Till, year: string, by: string): void {
  for (const due of duePeriods(till, 'month')) {
    if (due.period.slice(0, 4) <= year) writePeriod(till, 'month', due, by);
  }
}
