import { type ReportInput, STANDING_REPORTS } from '../../../shared/contract/reports.ts';
import { addDays } from '../../../shared/kernel/business-date.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { REPORT_LIMITS } from './report-limits.ts';
import type { Period } from './report-rollup-table.ts';

export type AskedPeriod = { readonly period: Period; readonly beside: Period | null };

/** The period of a report and the one beside it. Refuses `period_invalid`. */
export function askedPeriod(input: ReportInput): Result<AskedPeriod, 'period_invalid'> {
  if (STANDING_REPORTS.includes(input.name)) {
    return ok({ period: { from: input.to, to: input.to }, beside: null });
  }
  const from = input.name === 'today' ? input.to : input.from;
  const period = { from, to: input.to };
  if (!isDate(from) || !isDate(input.to) || from > input.to) return refuse('period_invalid');
  if (dayCount(period) > REPORT_LIMITS.periodDays) return refuse('period_invalid');
  if (input.name === 'today') return ok({ period, beside: aYearBefore(period) });
  if (input.compare === 'none') return ok({ period, beside: null });
  const beside = input.compare === 'before' ? justBefore(period) : aYearBefore(period);
  return ok({ period, beside });
}

/** How many days a period has, both ends included. */
export function dayCount({ from, to }: Period): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

export function eachDate({ from, to }: Period): readonly string[] {
  return Array.from({ length: dayCount({ from, to }) }, (_, i) => addDays(from, i));
}

/** The same date a year before; 29 February has its day before. */
export function yearBefore(date: string): string {
  const text = `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`;
  return isDate(text) ? text : addDays(`${text.slice(0, 8)}01`, 27);
}

function aYearBefore({ from, to }: Period): Period {
  return { from: yearBefore(from), to: yearBefore(to) };
}

function justBefore(period: Period): Period {
  return { from: addDays(period.from, -dayCount(period)), to: addDays(period.from, -1) };
}

/** A date of the calendar between 2000 and 2100: `2026-02-30` is none. */
function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || text < '2000-01-01' || text > '2100-01-01') return false;
  return new Date(at).toISOString().slice(0, 10) === text;
}
