import { SHANGHAI_OFFSET_MS } from '../../kernel/business-date.ts';
import type { Window } from './promotion.ts';

const DAY_MS = 86_400_000;

/**
 * A window moved to the next year that has not passed by `now` (epoch ms): to the same date, as 618 is, or to the same
 * weekday of the same week of the year, as a weekend sale is. It keeps its length; 29 February becomes 1 March.
 */
export function windowNextYear(window: Window, by: 'date' | 'weekday', now: number): Window {
  const lengthMs = window.toAt - window.fromAt;
  for (let years = 1; ; years += 1) {
    const fromAt = movedByYears(window.fromAt, by, years);
    if (fromAt + lengthMs > now) return { ...window, fromAt, toAt: fromAt + lengthMs };
  }
}

function movedByYears(at: number, by: 'date' | 'weekday', years: number): number {
  const there = new Date(at + SHANGHAI_OFFSET_MS);
  there.setUTCFullYear(there.getUTCFullYear() + years);
  const sameDate = there.getTime() - SHANGHAI_OFFSET_MS;
  if (by === 'date') return sameDate;
  const days = Math.round((sameDate - at) / DAY_MS);
  const ahead = days % 7;
  return sameDate + (ahead <= 3 ? -ahead : 7 - ahead) * DAY_MS;
}
