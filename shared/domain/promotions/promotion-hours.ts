import { SHANGHAI_OFFSET_MS } from '../../kernel/business-date.ts';
import type { Window } from './promotion.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A time in which a promotion runs without a break: `[fromAt, toAt)` in epoch ms. */
export type Run = { readonly fromAt: number; readonly toAt: number };

/** Whether the window, its weekdays and its hours leave any moment at which it runs. */
export function everRuns(window: Window): boolean {
  return runsOf(window, 1).length > 0;
}

/**
 * When a promotion runs, at most `most` runs from its start on, and no further than 60 days into a window with
 * weekdays or hours: by then they have come round. Hours that meet, over midnight too, are one run.
 */
export function runsOf(window: Window, most: number): readonly Run[] {
  const { fromAt, toAt, weekdays, hours } = window;
  if (toAt <= fromAt) return [];
  if (weekdays.length === 0 && hours.length === 0) return [{ fromAt, toAt }];
  const runs: Run[] = [];
  const until = Math.min(toAt, fromAt + 60 * DAY_MS);
  const parts = hours.length === 0 ? [{ fromMinute: 0, toMinute: 1_440 }] : hours;
  const ordered = parts.toSorted((a, b) => a.fromMinute - b.fromMinute);
  for (let day = dayStart(fromAt); day < until && runs.length <= most; day += DAY_MS) {
    if (weekdays.length > 0 && !weekdays.includes(weekdayOf(day))) continue;
    for (const { fromMinute, toMinute } of ordered) {
      const from = Math.max(fromAt, day + fromMinute * MINUTE_MS);
      const to = Math.min(toAt, day + toMinute * MINUTE_MS);
      const last = runs.at(-1);
      if (to <= from) continue;
      if (last && from <= last.toAt)
        runs[runs.length - 1] = { ...last, toAt: Math.max(last.toAt, to) };
      else runs.push({ fromAt: from, toAt: to });
    }
  }
  return runs.slice(0, most);
}

/** 1 Monday … 7 Sunday, in Shanghai. */
function weekdayOf(dayAt: number): number {
  const day = new Date(dayAt + SHANGHAI_OFFSET_MS).getUTCDay();
  return day === 0 ? 7 : day;
}

function dayStart(at: number): number {
  return Math.floor((at + SHANGHAI_OFFSET_MS) / DAY_MS) * DAY_MS - SHANGHAI_OFFSET_MS;
}
