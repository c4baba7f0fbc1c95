import {
  addDays,
  type BusinessDate,
  businessDate,
  SHANGHAI_OFFSET_MS,
} from '../../kernel/business-date.ts';

/** From half past eleven in the evening on its business date the till reminds that the day is to be closed. */
const LATE_AFTER_MINUTES = 23 * 60 + 30;

/** A day that is open longer than this, and whose date is over, sells no more until it is closed. */
const LONGEST_DAY_MS = 24 * 3_600_000;

/** A shift that opens more days than this after the last one makes the clock doubtful. */
export const FARTHEST_AHEAD_DAYS = 40;

/**
 * The business date of a shift that opens at `now` (epoch ms) after one of `lastDate`: never the same date again, so
 * that no date has two Z reports, and never an earlier one, wherever the clock stands.
 */
export function nextBusinessDate(
  now: number,
  lastDate: BusinessDate | null,
  cutoffMinutes: number,
): BusinessDate {
  const today = businessDate(now, cutoffMinutes);
  if (lastDate === null || today > lastDate) return today;
  return addDays(lastDate, 1) as BusinessDate;
}

/** Whole days from one date to a later one; negative for an earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
}

/** A day that is open: since when, counted from the first shift of it, and under which date. */
export type OpenDay = { readonly openedAt: number; readonly businessDate: BusinessDate };

type Warning = 'late' | 'past_day' | 'too_old';

/**
 * What staff are told of an open day at `now`: `late` from 23:30 on its date, `past_day` when its date is over by the
 * cut-off (minutes past midnight), `too_old` when it is also open for 24 hours; then it sells no more.
 */
export function dayWarning(day: OpenDay, now: number, cutoffMinutes: number): Warning | null {
  if (businessDate(now, cutoffMinutes) > day.businessDate) {
    return now - day.openedAt >= LONGEST_DAY_MS ? 'too_old' : 'past_day';
  }
  const midnight = Date.parse(`${day.businessDate}T00:00:00Z`) - SHANGHAI_OFFSET_MS;
  return now >= midnight + LATE_AFTER_MINUTES * 60_000 ? 'late' : null;
}
