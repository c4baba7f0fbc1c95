import { periodReportDocument } from '../../../shared/documents/period-slip.ts';
import {
  type PeriodKind,
  type PeriodReport,
  periodReport,
} from '../../../shared/domain/shift/period-report.ts';
import type { PerpetualTotals } from '../../../shared/domain/shift/z-report.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { appendNow } from '../journal/journal-table.ts';
import { signEntry } from '../journal/signature-table.ts';
import { insertJob } from '../printing/print-job-table.ts';
import { staffById } from '../staff/staff-table.ts';
import { registerSerial, storeOf } from '../staff/store-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Till } from '../till.ts';
import { insertPeriodClose, lastPeriod, zDatesAfter, zReportsBetween } from './period-table.ts';

const KINDS = ['month', 'year'] as const;
const LETTERS = { month: 7, year: 4 } as const;

/**
 * Closes every month and year with Z reports that ended before `businessDate`, oldest first, a year after its months.
 * Call it in the transaction that opens a shift of that date. `by`: a staff id, or 'system'.
 */
export function closePeriodsBefore(
  till: Till,
  businessDate: string,
  by = 'system',
): readonly PeriodReport[] {
  return KINDS.flatMap((kind) =>
    duePeriods(till, kind)
      .filter(({ period }) => period < periodOfDate(kind, businessDate))
      .map((due) => writePeriod(till, kind, due, by)),
  );
}

export type DuePeriod = {
  readonly period: string;
  readonly firstZ: number;
  readonly lastZ: number;
};

/**
 * The periods whose Z reports no close holds yet, oldest first, the running one too. Z reports are taken as they are
 * numbered: one whose date lies before the last closed period, by a clock that was set back, counts in the next.
 */
export function duePeriods(till: Till, kind: PeriodKind): readonly DuePeriod[] {
  const last = lastPeriod(till.db, till.registerId, kind);
  const due: DuePeriod[] = [];
  for (const { number, businessDate } of zDatesAfter(till.db, till.registerId, last?.lastZ ?? 0)) {
    const period = periodOfDate(kind, businessDate);
    const open = due.at(-1);
    if (open && period <= open.period) due[due.length - 1] = { ...open, lastZ: number };
    else due.push({ period, firstZ: number, lastZ: number });
  }
  return last ? afterPeriod(due, last.period) : due;
}

export function periodOfDate(kind: PeriodKind, businessDate: string): string {
  return businessDate.slice(0, LETTERS[kind]);
}

/** Writes one period's close, inside the caller's transaction: signed journal entry, row, paper, fact for the cloud. */
export function writePeriod(
  till: Till,
  kind: PeriodKind,
  due: DuePeriod,
  by: string,
): PeriodReport {
  const { db, registerId } = till;
  const at = till.clock.now();
  const store = storeOf(db);
  const head = {
    kind,
    period: due.period,
    registerId,
    registerSerial: registerSerial(db, registerId) ?? '',
    version: till.version,
    store: { name: store?.name ?? '', branch: store?.branch ?? '' },
    closedAt: at,
    closedBy: by,
  };
  const days = zReportsBetween(db, registerId, due.firstZ, due.lastZ);
  const draft = periodReport(head, days, totalsBefore(till, due.firstZ));
  const { journalSeq: _, journalHash: __, ...figures } = draft;
  const entry = appendNow(till, kind === 'month' ? 'MONTH_CLOSE' : 'YEAR_CLOSE', by, figures);
  signEntry(till, entry);
  const report: PeriodReport = {
    ...draft,
    closedBy: staffById(db, by)?.name ?? by,
    journalSeq: entry.seq,
    journalHash: entry.hash,
  };
  insertPeriodClose(db, { report, closedBy: by });
  insertJob(db, {
    jobId: till.random.uuid(),
    kind: 'period_report',
    ref: periodRef(report),
    copy: 0,
    document: periodReportDocument(report),
    at,
  });
  insertFact(db, {
    factId: `${store?.nodeId ?? ''}:${periodRef(report)}`,
    kind: 'period_close',
    registerId,
    body: canonicalJson({ report }),
    createdAt: at,
  });
  return report;
}

/** What a period's paper is filed under. */
export function periodRef(of: Pick<PeriodReport, 'registerId' | 'kind' | 'period'>): string {
  return `${of.registerId}|${of.kind}|${of.period}`;
}

function totalsBefore(till: Till, firstZ: number): PerpetualTotals {
  const [day] = zReportsBetween(till.db, till.registerId, firstZ - 1, firstZ - 1);
  return {
    perpetualFen: day?.perpetualFen ?? 0,
    perpetualAbsoluteFen: day?.perpetualAbsoluteFen ?? day?.perpetualFen ?? 0,
  };
}

/** Moves Z reports dated before the last closed period into the first due period after it. */
function afterPeriod(due: readonly DuePeriod[], closed: string): readonly DuePeriod[] {
  const first = due.find(({ period }) => period > closed);
  if (!first) return [];
  const later = due.filter(({ period }) => period > first.period);
  return [{ ...first, firstZ: due[0]?.firstZ ?? first.firstZ }, ...later];
}
