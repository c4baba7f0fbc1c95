import type { LaneRange } from './lane-totals.ts';
import type { ReportCash } from './report-cash.ts';
import type { DeductionSource } from './report-deductions.ts';
import type { PerpetualTotals, ReportHead, ReportKind, ZReport } from './z-report.ts';

export type PeriodKind = 'month' | 'year';

/** Who closes which period, and when; `closedBy` is a staff id or 'system' in the journal, a name on paper. */
export type PeriodHead = Pick<ReportHead, 'registerId' | 'registerSerial' | 'version' | 'store'> & {
  readonly kind: PeriodKind;
  readonly period: string; // '2026-11', '2026'
  readonly closedAt: number;
  readonly closedBy: string;
};

/** The Z reports of a period: of its own lane, none where `lastZ` = `firstZ` − 1, and of earlier lanes. */
export type PeriodRange = {
  readonly firstZ: number;
  readonly lastZ: number;
  /** Only where a restore gave the store a new lane. */
  readonly lanes?: readonly LaneRange[];
};

/** One line of a period: a day of a month, or a month of a year. */
export type PeriodRow = {
  readonly name: string; // '2026-11-03', '2026-11'
  readonly registerId?: string; // of an earlier lane
  readonly firstZ: number;
  readonly lastZ: number;
  readonly saleCount: number;
  readonly netSalesFen: number;
  readonly receivedFen: number;
  readonly overShortFen: number;
  readonly perpetualFen: number; // at its end
};

/**
 * What the Z reports of a period add up to. Amounts are plain fen, since a year may pass what one amount can hold;
 * what an old report did not record counts as nothing.
 */
export type PeriodReport = PeriodHead &
  PeriodRange &
  PerpetualTotals & {
    readonly form: 1;
    readonly zCount: number;
    readonly fromDate: string;
    readonly toDate: string;
    readonly firstReceipt: string | null;
    readonly lastReceipt: string | null;
    readonly saleCount: number;
    readonly itemCount: number;
    readonly listFen: number;
    readonly discountFen: number;
    readonly sources: readonly PeriodSum<{ readonly source: DeductionSource }>[];
    readonly netFen: number;
    readonly returnCount: number;
    readonly returnsFen: number;
    readonly netSalesFen: number;
    readonly roundingFen: number; // of sales − of returns
    readonly receivedFen: number;
    readonly refundedFen: number;
    readonly tenders: readonly PeriodTender[];
    readonly kinds: readonly PeriodSum<Pick<ReportKind, 'kind'>>[];
    readonly categories: readonly PeriodCategory[];
    readonly paidInFen: number;
    readonly paidOutFen: number;
    readonly dropsFen: number;
    readonly depositsFen: number;
    /** Deposits for presales: taken and paid back in cash; only where there were some. */
    readonly presaleInFen?: number;
    readonly presaleBackFen?: number;
    readonly overFen: number; // days that had more
    readonly shortFen: number; // days that had less, not negative
    readonly rows: readonly PeriodRow[];
    readonly before: PerpetualTotals;
    readonly journalSeq: number;
    readonly journalHash: string;
  };

type PeriodSum<Key> = Key & { readonly count: number; readonly amountFen: number };
type PeriodTender = PeriodSum<{ readonly kind: string }> & {
  readonly refundCount: number;
  readonly refundFen: number;
  readonly netFen: number;
};
type PeriodCategory = {
  readonly category: string;
  readonly unitMilli: number; // sold − returned
  readonly netFen: number; // sold − returned
};

/**
 * The report of a period from its Z reports, at least one, those of earlier lanes first and each lane's oldest first;
 * its totals are their sums.
 */
export function periodReport(
  head: PeriodHead & PeriodRange,
  days: readonly ZReport[],
  before: PerpetualTotals,
): PeriodReport {
  const first = days[0];
  const last = days[days.length - 1];
  if (!first || !last) throw new Error('a period holds at least one Z report');
  const total = (of: (day: ZReport) => number) => days.reduce((sum, day) => sum + of(day), 0);
  const refunded = total((day) => day.returns?.refundFen ?? 0);
  const back = total((day) => (day.returns?.netFen ?? 0) - (day.returns?.roundingFen ?? 0));
  const received = total((day) => day.receivedFen);
  return {
    ...head,
    form: 1,
    zCount: days.length,
    fromDate: first.businessDate,
    toDate: last.businessDate,
    firstReceipt: days.find((day) => day.firstReceipt !== null)?.firstReceipt ?? null,
    lastReceipt: days.findLast((day) => day.lastReceipt !== null)?.lastReceipt ?? null,
    saleCount: total((day) => day.saleCount),
    itemCount: total((day) => day.itemCount),
    listFen: total((day) => day.listFen),
    discountFen: total((day) => day.discountFen),
    sources: sumBy(
      days.flatMap((day) => day.deductions?.sources ?? []),
      ({ source }) => ({ source }),
    ),
    netFen: total((day) => day.netFen),
    returnCount: total((day) => day.returns?.count ?? 0),
    returnsFen: total((day) => day.returns?.netFen ?? 0),
    netSalesFen: total((day) => day.netSalesFen),
    roundingFen: total((day) => day.roundingFen - (day.returns?.roundingFen ?? 0)),
    receivedFen: received,
    refundedFen: refunded,
    tenders: tenders(days),
    kinds: sumBy(
      days.flatMap((day) =>
        (day.kinds ?? []).map(({ kind, lineCount, netFen }) => ({
          kind,
          count: lineCount,
          amountFen: netFen,
        })),
      ),
      ({ kind }) => ({ kind }),
    ),
    categories: categories(days),
    paidInFen: total((day) => day.cash?.paidInFen ?? 0),
    paidOutFen: total((day) => day.cash?.paidOutFen ?? 0),
    dropsFen: total((day) => day.cash?.dropsFen ?? 0),
    depositsFen: total((day) => day.cash?.depositsFen ?? 0),
    ...presaleOf(days),
    overFen: total((day) => Math.max(0, overShortOf(day))),
    shortFen: total((day) => Math.max(0, -overShortOf(day))),
    rows: rowsOf(head, days),
    before,
    perpetualFen: before.perpetualFen + received,
    perpetualAbsoluteFen: before.perpetualAbsoluteFen + received + 2 * back,
    journalSeq: last.journalSeq,
    journalHash: last.journalHash,
  };
}

function presaleOf(days: readonly ZReport[]) {
  const sum = (of: (cash: ReportCash) => number | undefined) =>
    days.reduce((total, { cash }) => total + ((cash && of(cash)) ?? 0), 0);
  const presaleInFen = sum((cash) => cash.presaleInFen);
  const presaleBackFen = sum((cash) => cash.presaleBackFen);
  return presaleInFen + presaleBackFen === 0 ? {} : { presaleInFen, presaleBackFen };
}

/** What a day's drawers differed by, all shifts and disputed handovers together; signed. */
export function overShortOf(day: ZReport): number {
  return (
    (day.overShortFen ?? 0) + (day.cash?.earlierOverShortFen ?? 0) + (day.cash?.disputedFen ?? 0)
  );
}

function rowsOf(head: PeriodHead, days: readonly ZReport[]): readonly PeriodRow[] {
  const rows = new Map<string, PeriodRow>();
  for (const day of days) {
    const name = head.kind === 'month' ? day.businessDate : day.businessDate.slice(0, 7);
    const { registerId } = day;
    const key = `${registerId} ${name}`;
    const row = rows.get(key);
    rows.set(key, {
      name,
      ...(registerId === head.registerId ? {} : { registerId }),
      firstZ: row?.firstZ ?? day.zNumber ?? 0,
      lastZ: day.zNumber ?? 0,
      saleCount: (row?.saleCount ?? 0) + day.saleCount,
      netSalesFen: (row?.netSalesFen ?? 0) + day.netSalesFen,
      receivedFen: (row?.receivedFen ?? 0) + day.receivedFen,
      overShortFen: (row?.overShortFen ?? 0) + overShortOf(day),
      perpetualFen: day.perpetualFen,
    });
  }
  return [...rows.values()];
}

function tenders(days: readonly ZReport[]): readonly PeriodTender[] {
  const sums = new Map<string, PeriodTender>();
  for (const one of days.flatMap((day) => day.tenders)) {
    const sum = sums.get(one.kind);
    sums.set(one.kind, {
      kind: one.kind,
      count: (sum?.count ?? 0) + one.count,
      amountFen: (sum?.amountFen ?? 0) + one.amountFen,
      refundCount: (sum?.refundCount ?? 0) + (one.refundCount ?? 0),
      refundFen: (sum?.refundFen ?? 0) + (one.refundFen ?? 0),
      netFen: (sum?.netFen ?? 0) + one.netFen,
    });
  }
  return [...sums.values()];
}

function categories(days: readonly ZReport[]): readonly PeriodCategory[] {
  const sums = new Map<string, PeriodCategory>();
  for (const one of days.flatMap((day) => day.categories)) {
    const sum = sums.get(one.category);
    sums.set(one.category, {
      category: one.category,
      unitMilli: (sum?.unitMilli ?? 0) + one.unitMilli - (one.returnedMilli ?? 0),
      netFen: (sum?.netFen ?? 0) + one.netFen - (one.returnedFen ?? 0),
    });
  }
  return [...sums.values()].sort((a, b) => b.netFen - a.netFen);
}

function sumBy<Row extends { readonly count: number; readonly amountFen: number }, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): readonly PeriodSum<Key>[] {
  const sums = new Map<string, PeriodSum<Key>>();
  for (const row of rows) {
    const key = keyOf(row);
    const name = JSON.stringify(key);
    const sum = sums.get(name);
    sums.set(name, {
      ...key,
      count: (sum?.count ?? 0) + row.count,
      amountFen: (sum?.amountFen ?? 0) + row.amountFen,
    });
  }
  return [...sums.values()].sort((a, b) => b.amountFen - a.amountFen);
}
