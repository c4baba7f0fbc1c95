import { describe, expect, it } from 'vitest';
import { firstPeriod, presetDates, presetsFor } from './report-period.ts';

const NONE = { from: '2026-01-05', to: '2026-01-09' };

describe('the dates of a report', () => {
  it.each([
    ['today', '2026-06-18', '2026-06-18', '2026-06-18'],
    ['yesterday', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['week', '2026-06-18', '2026-06-15', '2026-06-18'], // a Thursday: since Monday
    ['week', '2026-06-21', '2026-06-15', '2026-06-21'], // a Sunday ends its week
    ['month', '2026-06-18', '2026-06-01', '2026-06-18'],
    ['last_month', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['last_month', '2026-01-10', '2025-12-01', '2025-12-31'],
    ['year', '2026-06-18', '2026-01-01', '2026-06-18'],
    ['coming', '2026-12-25', '2026-12-25', '2027-01-07'],
    ['custom', '2026-06-18', '2026-01-05', '2026-01-09'],
  ] as const)('%s on %s is %s to %s', (preset, today, from, to) => {
    expect(presetDates(preset, today, NONE)).toEqual({ from, to });
  });

  it('of deliveries lie ahead, of all else behind', () => {
    expect(firstPeriod('installations', '2026-06-18')).toMatchObject({ to: '2026-07-01' });
    expect(firstPeriod('brands', '2026-06-18')).toMatchObject({
      from: '2026-06-01',
      to: '2026-06-18',
    });
    expect(presetsFor('installations')).not.toContain('yesterday');
    expect(presetsFor('brands')).not.toContain('coming');
  });
});
