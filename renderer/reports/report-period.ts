import type { Comparison, ReportName } from '../../shared/contract/reports.ts';
import { addDays } from '../../shared/kernel/business-date.ts';

export const PRESETS = ['today', 'yesterday', 'week', 'month', 'last_month', 'year'] as const;
export type Preset = (typeof PRESETS)[number] | 'coming' | 'custom';

export type ChosenPeriod = {
  readonly preset: Preset;
  readonly from: string;
  readonly to: string;
  readonly compare: Comparison;
};

/** The presets that mean something for a report: what is promised lies ahead, what was sold behind. */
export function presetsFor(name: ReportName): readonly Preset[] {
  return name === 'installations'
    ? ['coming', 'today', 'week', 'month', 'custom']
    : [...PRESETS, 'custom'];
}

/** The dates of a preset on a business date; `custom` keeps those that are chosen. */
export function presetDates(
  preset: Preset,
  today: string,
  kept: { readonly from: string; readonly to: string },
): { readonly from: string; readonly to: string } {
  const month = `${today.slice(0, 7)}-01`;
  const monthBefore = addDays(month, -1);
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week':
      return { from: addDays(today, -daysSinceMonday(today)), to: today };
    case 'month':
      return { from: month, to: today };
    case 'last_month':
      return { from: `${monthBefore.slice(0, 7)}-01`, to: monthBefore };
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case 'coming':
      return { from: today, to: addDays(today, 13) };
    case 'custom':
      return { from: kept.from, to: kept.to };
  }
}

/** What a report begins with. */
export function firstPeriod(name: ReportName, today: string): ChosenPeriod {
  const preset = name === 'installations' ? 'coming' : name === 'today' ? 'today' : 'month';
  const none = { from: today, to: today };
  return { preset, compare: 'none', ...presetDates(preset, today, none) };
}

function daysSinceMonday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}
