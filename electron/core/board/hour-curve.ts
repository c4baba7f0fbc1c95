import type { BoardHour } from '../../../shared/contract/board.ts';
import { allocate } from '../../../shared/kernel/allocate.ts';
import { addDays } from '../../../shared/kernel/business-date.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { netOf } from '../reports/report-parts.ts';
import { type Measures, NO_MEASURES, type Period } from '../reports/report-rollup-table.ts';
import { type ReportSource, sumsByDate, sumsByKey } from '../reports/report-source.ts';
import { hourOf } from '../reports/rollup-fold.ts';
import { dayOrder, hourAt } from '../reports/sales-pages.ts';

/** The target follows the hours of so many days past, if on enough of them anything was sold. */
const PAST_DAYS = 28;
const ENOUGH_DAYS = 7;
/** An hour in which less than a fiftieth of the takings came is no hour of the shop. */
const SELDOM_SHARE = 50;
/** Hours that are shown and share an even target: 08:00 to 20:00, counted from 04:00. */
const OPEN_HOURS = { first: 4, last: 16 };
const HOUR_MS = 3_600_000;

export type HourCurve = {
  readonly hours: readonly BoardHour[];
  /** By how many own days the target is spread; 0: evenly. */
  readonly curveDays: number;
  /** What the target asks for by now, the running hour by its minutes; `null` without a target. */
  readonly dueByNowFen: number | null;
};

/**
 * Takings of each hour beside its share of the target (fen; `null`: none). The shares follow what each hour took in
 * over the last 28 days of this shop, or are even where there were fewer than 7 days with sales; they add up to the
 * target exactly.
 */
export function hourCurve(
  source: ReportSource,
  asked: { readonly date: string; readonly now: number; readonly targetFen: number | null },
): HourCurve {
  const { date, now, targetFen } = asked;
  const sold = sumsByKey(source, 'hour', { from: date, to: date });
  const past: Period = { from: addDays(date, -PAST_DAYS), to: addDays(date, -1) };
  const days = [...sumsByDate(source, past).values()].filter((sums) => netOf(sums) > 0).length;
  const curveDays = days >= ENOUGH_DAYS ? days : 0;
  const usual = curveDays > 0 ? usualHours(sumsByKey(source, 'hour', past)) : new Map();
  const busy = [...sold.keys(), ...usual.keys()].map(dayOrder);
  const first = Math.min(OPEN_HOURS.first, ...busy);
  const last = Math.max(OPEN_HOURS.last, ...busy);
  const orders = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const weights = orders.map((order) =>
    curveDays > 0 ? (usual.get(hourAt(order)) ?? 0) : Number(isOpenHour(order)),
  );
  const shares = targetFen === null ? null : allocate(fen(targetFen), weights);
  const running = dayOrder(hourOf(now));
  const hours = orders.map(
    (order, i): BoardHour => ({
      hour: hourAt(order),
      netFen: netOf(sold.get(hourAt(order)) ?? NO_MEASURES),
      targetFen: shares?.[i] ?? (shares ? 0 : null),
      when: order < running ? 'past' : order === running ? 'running' : 'coming',
    }),
  );
  return { hours, curveDays, dueByNowFen: shares && dueByNow(hours, now) };
}

/** What each usual hour took in; a single late sale of the past makes no hour of its own. */
function usualHours(past: ReadonlyMap<string, Measures>): ReadonlyMap<string, number> {
  const nets = [...past].map(([hour, sums]) => [hour, Math.max(0, netOf(sums))] as const);
  const all = nets.reduce((sum, [, net]) => sum + net, 0);
  return new Map(nets.filter(([, net]) => net * SELDOM_SHARE >= all && net > 0));
}

function isOpenHour(order: number): boolean {
  return order >= OPEN_HOURS.first && order < OPEN_HOURS.last;
}

function dueByNow(hours: readonly BoardHour[], now: number): number {
  return hours.reduce((sum, { when, targetFen }) => {
    if (when === 'coming' || targetFen === null) return sum;
    return (
      sum + (when === 'past' ? targetFen : Math.floor((targetFen * (now % HOUR_MS)) / HOUR_MS))
    );
  }, 0);
}
