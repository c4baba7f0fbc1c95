import type { Cell } from '../../../shared/contract/reports.ts';
import { SHANGHAI_OFFSET_MS } from '../../../shared/kernel/business-date.ts';
import { netUntil } from './report-facts-table.ts';
import { figure, netOf, type PageAsked, type PageParts, shareOf, table } from './report-parts.ts';
import { yearBefore } from './report-period.ts';
import { type Measures, NO_MEASURES } from './report-rollup-table.ts';
import { sumsByDate, sumsByKey } from './report-source.ts';
import { hourOf } from './rollup-fold.ts';
import { dayOrder, hourAt } from './sales-pages.ts';
import { targetOfPeriod } from './sales-target.ts';

const DAY_MS = 86_400_000;
/** Hours that are shown even when nothing was sold: 08:00 to 20:00, counted from 04:00. */
const OPEN_HOURS = { first: 4, last: 16 };

/** A day against its target and the same date a year before, hour by hour and added up. */
export function todayPage(asked: PageAsked): PageParts {
  const { source, period, today } = asked;
  const date = period.to;
  const lastYear = yearBefore(date);
  const day = sumsByDate(source, period).get(date) ?? NO_MEASURES;
  const before = sumsByDate(source, { from: lastYear, to: lastYear }).get(lastYear);
  const target = targetOfPeriod(source.db, period);
  const isRunning = date === today;
  const was = isRunning ? netByNow(asked, lastYear) : netOf(before ?? NO_MEASURES);
  return {
    figures: [
      figure('net', 'fen', netOf(day), was),
      figure('target', 'fen', target === 0 ? null : target),
      figure('reached', 'rate', shareOf(netOf(day), target)),
      figure('sale_count', 'count', day.saleCount, isRunning ? null : (before?.saleCount ?? 0)),
      figure('returned', 'fen', day.returnedFen),
      figure('last_year_day', 'fen', netOf(before ?? NO_MEASURES)),
    ],
    ...hourByHour(asked, lastYear, target),
    notes: before ? [] : ['no_last_year'],
  };
}

/** What had been sold by the same time of day on another date. */
function netByNow({ till, source, today }: PageAsked, date: string): number {
  const passed = till.clock.now() - midnightOf(today);
  const midnight = midnightOf(date);
  return netUntil(source.db, date, midnight - DAY_MS, midnight + passed);
}

function midnightOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) - SHANGHAI_OFFSET_MS;
}

function hourByHour(
  { till, source, period, today }: PageAsked,
  lastYear: string,
  target: number,
): Pick<PageParts, 'chart' | 'tables'> {
  const hours = sumsByKey(source, 'hour', period);
  const before = sumsByKey(source, 'hour', { from: lastYear, to: lastYear });
  const busy = [...hours.keys(), ...before.keys()].map(dayOrder);
  const first = Math.min(OPEN_HOURS.first, ...busy);
  const last = Math.max(OPEN_HOURS.last, ...busy);
  const places = Array.from({ length: last - first + 1 }, (_, i) => hourAt(first + i));
  const now = period.to === today ? dayOrder(hourOf(till.clock.now())) : last;
  const netAt = (of: ReadonlyMap<string, Measures>) =>
    places.map((hour) => netOf(of.get(hour) ?? NO_MEASURES));
  const nets = netAt(hours);
  const added = addedUp(nets).map((sum, i) => (first + i <= now ? sum : null));
  const netsBefore = netAt(before);
  const addedBefore = addedUp(netsBefore);
  const rows = places.map((hour, i): readonly Cell[] => [
    hour,
    hours.get(hour)?.saleCount ?? 0,
    nets[i] ?? 0,
    added[i] ?? null,
    netsBefore[i] ?? 0,
    addedBefore[i] ?? 0,
  ]);
  const goal = { key: 'target', values: places.map(() => target), tone: 'goal' } as const;
  return {
    chart: {
      shape: 'lines',
      kind: 'fen',
      places,
      placeKind: 'word',
      placeWords: 'hour',
      series: [
        { key: 'added', values: added, tone: 'main' },
        { key: 'last_year_added', values: addedBefore, tone: 'beside' },
        ...(target === 0 ? [] : [goal]),
      ],
    },
    tables: [
      table({
        key: 'hours',
        columns: [
          { key: 'hour', kind: 'word', words: 'hour' },
          { key: 'sale_count', kind: 'count' },
          { key: 'net', kind: 'fen' },
          { key: 'added', kind: 'fen' },
          { key: 'last_year', kind: 'fen' },
          { key: 'last_year_added', kind: 'fen' },
        ],
        rows,
        sums: ['sale_count', 'net', 'last_year'],
      }),
    ],
  };
}

function addedUp(values: readonly number[]): readonly number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}
