/** A day of trade, `2026-06-18`, by the store's cut-off and not by the calendar. */
export type BusinessDate = string & { readonly __unit: 'business-date' };

/** China has one zone without daylight saving, so its offset is a constant. */
export const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** A day of trade ends at 04:00 where a store has not chosen otherwise. */
export const DEFAULT_CUTOFF_MINUTES = 240;

/** The business date at `at` (epoch ms): before `cutoffMinutes` past midnight it is still yesterday. */
export function businessDate(at: number, cutoffMinutes: number): BusinessDate {
  const local = new Date(at + SHANGHAI_OFFSET_MS - cutoffMinutes * 60_000);
  return local.toISOString().slice(0, 10) as BusinessDate;
}

/** `2026-06-18 10:25:31` in Shanghai, as paper shows it. */
export function shanghaiTime(at: number): string {
  return new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** The calendar date `days` after a date text `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
  const at = Date.parse(`${date}T00:00:00Z`) + days * 86_400_000;
  return new Date(at).toISOString().slice(0, 10);
}
