import type { Cell, ReportChart, ReportColumn } from '../../../shared/contract/reports.ts';
import { allStaff } from '../staff/staff-table.ts';
import { REPORT_LIMITS } from './report-limits.ts';
import {
  bars,
  figure,
  minus,
  netOf,
  type PageAsked,
  type PageParts,
  shareOf,
  table,
} from './report-parts.ts';
import { dayCount, eachDate } from './report-period.ts';
import { type Dimension, type Measures, NO_MEASURES, type Period } from './report-rollup-table.ts';
import { sumsByDate, sumsByKey, totalOf } from './report-source.ts';
import { targetOfPeriod } from './sales-target.ts';

type Named = readonly [name: string, sums: Measures, was: Measures | null];

/** Day by day, and month by month where the period is long. */
export function daysPage(asked: PageAsked): PageParts {
  const { source, period, beside } = asked;
  const days = sumsByDate(source, period);
  const was = beside && sumsByDate(source, beside);
  const isLong = dayCount(period) > 92;
  const dates = eachDate(period);
  const wasDates = beside ? eachDate(beside) : [];
  const named = dates.map((date, i): Named => {
    const before = was?.get(wasDates[i] ?? '') ?? NO_MEASURES;
    return [date, days.get(date) ?? NO_MEASURES, was && before];
  });
  const months = isLong ? byMonth(named) : [];
  const busy = named.filter(([, sums]) => sums.saleCount > 0 || sums.returnCount > 0);
  const first: ReportColumn = { key: 'date', kind: 'date' };
  return {
    figures: [...salesFigures(asked), ...targetFigures(asked)],
    chart: netChart(isLong ? months : named, first, beside !== null),
    tables: [
      ...(isLong ? [salesTable('months', { key: 'month', kind: 'date' }, months)] : []),
      salesTable('days', first, busy),
    ],
    notes: [],
  };
}

/** By the hour of the shop's clock, in the order of a business day. */
export function hoursPage(asked: PageAsked): PageParts {
  const hours = namedSums(asked, 'hour');
  const found = new Map(hours.map((each) => [each[0], each]));
  const busy = hours.map(([hour]) => dayOrder(hour));
  const [first, last] = [Math.min(4, ...busy), Math.max(16, ...busy)];
  const shown = Array.from({ length: last - first + 1 }, (_, i): Named => {
    const hour = hourAt(first + i);
    return found.get(hour) ?? [hour, NO_MEASURES, asked.beside && NO_MEASURES];
  });
  return {
    figures: salesFigures(asked),
    chart: netChart(shown, HOUR, asked.beside !== null),
    tables: [
      salesTable(
        'hours',
        HOUR,
        hours.toSorted((a, b) => dayOrder(a[0]) - dayOrder(b[0])),
      ),
    ],
    notes: [],
  };
}

export function brandsPage(asked: PageAsked): PageParts {
  const column: ReportColumn = { key: 'brand', kind: 'word', words: 'none' };
  return rankedPage(asked, { dimension: 'brand', key: 'brands', column });
}

export function categoriesPage(asked: PageAsked): PageParts {
  const column: ReportColumn = { key: 'category', kind: 'word', words: 'none' };
  return rankedPage(asked, { dimension: 'category', key: 'categories', column });
}

export function staffPage(asked: PageAsked): PageParts {
  const names = staffNames(asked);
  const page = rankedPage(asked, {
    dimension: 'staff',
    key: 'staff',
    column: { key: 'person', kind: 'text' },
    nameOf: (staffId) => names.get(staffId) ?? staffId,
  });
  return { ...page, notes: ['returns_of_seller'] };
}

/** Names of everyone who ever worked here, by id. */
export function staffNames({ till }: PageAsked): ReadonlyMap<string, string> {
  return new Map(allStaff(till.db).map(({ staffId, name }) => [staffId, name]));
}

/** The place of an hour in a business day that begins at 04:00. */
export function dayOrder(hour: string): number {
  return (Number(hour) + 20) % 24;
}

export function hourAt(order: number): string {
  return String((order + 4) % 24).padStart(2, '0');
}

function rankedPage(
  asked: PageAsked,
  by: {
    readonly dimension: Dimension;
    readonly key: string;
    readonly column: ReportColumn;
    readonly nameOf?: (key: string) => string;
  },
): PageParts {
  const named = namedSums(asked, by.dimension)
    .toSorted((a, b) => netOf(b[1]) - netOf(a[1]) || (a[0] < b[0] ? -1 : 1))
    .map(([key, sums, was]): Named => [by.nameOf?.(key) ?? key, sums, was]);
  return {
    figures: salesFigures(asked),
    chart: netChart(named.slice(0, REPORT_LIMITS.barsShown), by.column, asked.beside !== null),
    tables: [salesTable(by.key, by.column, named)],
    notes: named.length > REPORT_LIMITS.barsShown ? ['chart_shows_first'] : [],
  };
}

function salesFigures({ source, period, beside }: PageAsked) {
  const sumsOf = (of: Period) => totalOf(sumsByDate(source, of).values());
  const sums = sumsOf(period);
  const was = beside && sumsOf(beside);
  const average = (of: Measures) =>
    of.saleCount === 0 ? null : Math.round(of.netFen / of.saleCount);
  return [
    figure('net', 'fen', netOf(sums), was && netOf(was)),
    figure('sale_count', 'count', sums.saleCount, was?.saleCount),
    figure('average', 'fen', average(sums), was && average(was)),
    figure('returned', 'fen', sums.returnedFen, was?.returnedFen),
  ];
}

function targetFigures({ source, period }: PageAsked) {
  const target = targetOfPeriod(source.db, period);
  if (target === 0) return [];
  const net = netOf(totalOf(sumsByDate(source, period).values()));
  return [figure('target', 'fen', target), figure('reached', 'rate', shareOf(net, target))];
}

function namedSums({ source, period, beside }: PageAsked, dimension: Dimension): readonly Named[] {
  const sums = sumsByKey(source, dimension, period);
  const was = beside && sumsByKey(source, dimension, beside);
  const keys = new Set([...sums.keys(), ...(was?.keys() ?? [])]);
  return [...keys].map((key): Named => {
    return [key, sums.get(key) ?? NO_MEASURES, was && (was.get(key) ?? NO_MEASURES)];
  });
}

function byMonth(days: readonly Named[]): readonly Named[] {
  const months = Map.groupBy(days, ([date]) => date.slice(0, 7));
  return [...months].map(([month, own]): Named => {
    const was = own.flatMap(([, , before]) => (before ? [before] : []));
    return [month, totalOf(own.map(([, sums]) => sums)), was.length === 0 ? null : totalOf(was)];
  });
}

const HOUR: ReportColumn = { key: 'hour', kind: 'word', words: 'hour' };

const SALES_COLUMNS: readonly ReportColumn[] = [
  { key: 'sale_count', kind: 'count' },
  { key: 'units', kind: 'milli' },
  { key: 'list', kind: 'fen' },
  { key: 'discount', kind: 'fen' },
  { key: 'returned', kind: 'fen' },
  { key: 'net', kind: 'fen' },
  { key: 'share', kind: 'rate' },
];

function salesTable(key: string, first: ReportColumn, named: readonly Named[]) {
  const hasWas = named.some(([, , was]) => was !== null);
  const whole = named.reduce((sum, [, sums]) => sum + netOf(sums), 0);
  const rows = named.map(([name, sums, was]): readonly Cell[] => [
    name,
    sums.saleCount,
    sums.unitMilli - sums.returnedMilli,
    sums.listFen,
    sums.netFen - sums.listFen,
    minus(sums.returnedFen),
    netOf(sums),
    shareOf(netOf(sums), whole),
    ...(hasWas ? [was ? netOf(was) : null] : []),
  ]);
  const was: readonly ReportColumn[] = hasWas ? [{ key: 'was', kind: 'fen' }] : [];
  // A sale with goods of two brands counts for both, so only dates and hours have a number of sales in all.
  const isWhole = ['date', 'month', 'hour', 'person'].includes(first.key);
  const sums = ['units', 'list', 'discount', 'returned', 'net', 'share', 'was'];
  return table({
    key,
    columns: [first, ...SALES_COLUMNS, ...was],
    rows,
    sums: isWhole ? ['sale_count', ...sums] : sums,
    totals: { share: shareOf(whole, whole) },
  });
}

function netChart(
  named: readonly Named[],
  { key, kind, words }: ReportColumn,
  hasWas: boolean,
): ReportChart {
  const main = { key: 'net', values: named.map(([, sums]) => netOf(sums)), tone: 'main' } as const;
  const was = named.map(([, , before]) => (before ? netOf(before) : null));
  const series = hasWas ? [main, { key: 'was', values: was, tone: 'beside' } as const] : [main];
  return bars(
    named.map(([name]) => name),
    kind,
    series,
    words === undefined ? { placeKey: key } : { placeKey: key, placeWords: words },
  );
}
