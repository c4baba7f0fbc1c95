import { periodReportDocument } from '../../../shared/documents/period-slip.ts';
import { type LaneRange, totalOf } from '../../../shared/domain/shift/lane-totals.ts';
import {
  type PeriodKind,
  type PeriodRange,
  type PeriodReport,
  periodReport,
} from '../../../shared/domain/shift/period-report.ts';
import type { PerpetualTotals, ZReport } from '../../../shared/domain/shift/z-report.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { appendNow } from '../journal/journal-table.ts';
import { signEntry } from '../journal/signature-table.ts';
import { insertJob } from '../printing/print-job-table.ts';
import { staffById } from '../staff/staff-table.ts';
import { registerSerial, storeOf } from '../staff/store-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Till } from '../till.ts';
import { earlierLanes } from './earlier-lane-table.ts';
import { ownTotalsThrough } from './lane-totals.ts';
import {
  type ClosedPeriod,
  insertPeriodClose,
  lastPeriod,
  zDatesAfter,
  zReportsBetween,
} from './period-table.ts';

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

export type DuePeriod = PeriodRange & { readonly period: string };

/**
 * The periods whose Z reports no close holds yet, oldest first, the running one too: the lane's own, and those of the
 * lanes it continues. Z reports are taken as they are numbered: one whose date lies before the last closed period, by a
 * clock that was set back or because the cloud gave it back late, counts in the next.
 */
export function duePeriods(till: Till, kind: PeriodKind): readonly DuePeriod[] {
  const { db } = till;
  const lanes = lanesOf(till);
  const closes = lanes.map((lane) => lastPeriod(db, lane, kind));
  const closed = latest(closes);
  const through = new Map(lanes.map((lane, i) => [lane, heldThrough(lane, closes, i)]));
  const open = lanes.map((lane) => zsByPeriod(zDatesAfter(db, lane, through.get(lane) ?? 0), kind));
  const periods = new Set(open.flatMap((zs) => zs.map(({ period }) => period)));
  return [...periods]
    .filter((period) => closed === null || period > closed)
    .sort()
    .map((period) => {
      const ranges = lanes.map((lane, i): LaneRange => {
        const before = through.get(lane) ?? 0;
        const lastZ = open[i]?.findLast((zs) => zs.period <= period)?.lastZ ?? before;
        through.set(lane, lastZ);
        return { registerId: lane, firstZ: before + 1, lastZ };
      });
      const { firstZ, lastZ } = ranges[ranges.length - 1] as LaneRange; // its own is always among them
      const held = ranges.slice(0, -1).filter((range) => range.lastZ > 0);
      return { period, firstZ, lastZ, ...(held.length === 0 ? {} : { lanes: held }) };
    });
}

/** The last closed period of a kind, whichever lane of the store closed it. */
export function lastClosed(till: Till, kind: PeriodKind): string | null {
  return latest(lanesOf(till).map((lane) => lastPeriod(till.db, lane, kind)));
}

function lanesOf({ db, registerId }: Till): readonly string[] {
  return [...earlierLanes(db, registerId), registerId];
}

function latest(closes: readonly (ClosedPeriod | null)[]): string | null {
  return closes.reduce<string | null>(
    (last, close) => (close && (last === null || close.period > last) ? close.period : last),
    null,
  );
}

/** Up to which Z report of a lane closes hold its days: its own, or those of the lanes that continue it. */
function heldThrough(
  lane: string,
  closes: readonly (ClosedPeriod | null)[],
  index: number,
): number {
  const later = closes.slice(index + 1).flatMap((close) => close?.lanes ?? []);
  const ranges = later.filter(({ registerId }) => registerId === lane);
  return Math.max(closes[index]?.lastZ ?? 0, ...ranges.map(({ lastZ }) => lastZ));
}

/** The last Z report of each period of one lane, in order: a date that falls behind counts in the period before it. */
function zsByPeriod(
  zs: readonly { readonly number: number; readonly businessDate: string }[],
  kind: PeriodKind,
): readonly { readonly period: string; readonly lastZ: number }[] {
  const periods: { period: string; lastZ: number }[] = [];
  for (const { number, businessDate } of zs) {
    const period = periodOfDate(kind, businessDate);
    const open = periods.at(-1);
    if (open && period <= open.period) open.lastZ = number;
    else periods.push({ period, lastZ: number });
  }
  return periods;
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
    registerId,
    registerSerial: registerSerial(db, registerId) ?? '',
    version: till.version,
    store: { name: store?.name ?? '', branch: store?.branch ?? '' },
    closedAt: at,
    closedBy: by,
  };
  const draft = periodReport({ ...head, ...due }, daysOf(till, due), totalsBefore(till, due));
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

/** Every Z report of a period, those of earlier lanes first. */
function daysOf(till: Till, due: DuePeriod): readonly ZReport[] {
  return rangesOf(till, due).flatMap(({ registerId, firstZ, lastZ }) =>
    zReportsBetween(till.db, registerId, firstZ, lastZ),
  );
}

function totalsBefore(till: Till, due: DuePeriod): PerpetualTotals {
  return totalOf(
    rangesOf(till, due).map(({ registerId, firstZ }) =>
      ownTotalsThrough(till.db, registerId, firstZ - 1),
    ),
  );
}

function rangesOf({ registerId }: Till, due: DuePeriod): readonly LaneRange[] {
  return [...(due.lanes ?? []), { registerId, firstZ: due.firstZ, lastZ: due.lastZ }];
}
