import type { Window } from '../../../shared/domain/promotions/promotion.ts';
import { SHANGHAI_OFFSET_MS } from '../../../shared/kernel/business-date.ts';

/** How a promotion stands today by its window: until when it runs, or from when it will; `null`: not today. */
export type WindowToday = {
  readonly state: 'running' | 'coming';
  readonly changesAt: number;
  readonly isWholeDay: boolean;
} | null;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Where `at` (epoch ms) stands in a window, looking no further than the end of the calendar day. */
export function windowToday(window: Window, at: number): WindowToday {
  const midnight = at - ((at + SHANGHAI_OFFSET_MS) % DAY_MS);
  const weekday = new Date(midnight + SHANGHAI_OFFSET_MS).getUTCDay() || 7;
  if (window.weekdays.length > 0 && !window.weekdays.includes(weekday)) return null;
  const hours = window.hours.length > 0 ? window.hours : [{ fromMinute: 0, toMinute: 1440 }];
  const parts = hours
    .map(({ fromMinute, toMinute }) => ({
      from: Math.max(window.fromAt, midnight + fromMinute * MINUTE_MS),
      to: Math.min(window.toAt, midnight + toMinute * MINUTE_MS),
    }))
    .filter(({ from, to }) => from < to && to > at)
    .sort((a, b) => a.from - b.from);
  const part = parts[0];
  if (!part) return null;
  if (part.from > at) return { state: 'coming', changesAt: part.from, isWholeDay: false };
  return { state: 'running', changesAt: part.to, isWholeDay: part.to >= midnight + DAY_MS };
}
