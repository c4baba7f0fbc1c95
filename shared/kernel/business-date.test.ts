import { describe, expect, it } from 'vitest';
import { addDays, businessDate, DEFAULT_CUTOFF_MINUTES, shanghaiTime } from './business-date.ts';

const at = (text: string) => Date.parse(text);

describe('the business date', () => {
  it.each([
    ['2026-06-18T03:59:59.999+08:00', '2026-06-17'],
    ['2026-06-18T04:00:00+08:00', '2026-06-18'],
    ['2026-06-18T23:59:59+08:00', '2026-06-18'],
    ['2026-06-19T00:30:00+08:00', '2026-06-18'],
    ['2026-01-01T01:00:00+08:00', '2025-12-31'],
    ['2024-03-01T03:00:00+08:00', '2024-02-29'],
    ['1970-01-01T12:00:00+08:00', '1970-01-01'],
  ])('a sale at %s belongs to %s', (time, date) => {
    expect(businessDate(at(time), DEFAULT_CUTOFF_MINUTES)).toBe(date);
  });

  it('a store with a cut-off at midnight keeps calendar days', () => {
    expect(businessDate(at('2026-06-18T00:00:00+08:00'), 0)).toBe('2026-06-18');
    expect(businessDate(at('2026-06-17T23:59:59+08:00'), 0)).toBe('2026-06-17');
  });

  it.each([
    ['2026-06-18T11:59:59+08:00', 720, '2026-06-17'],
    ['2026-06-18T12:00:00+08:00', 720, '2026-06-18'],
    ['2026-06-18T00:29:59+08:00', 30, '2026-06-17'],
    ['2026-06-18T00:30:00+08:00', 30, '2026-06-18'],
  ])('at %s, in a store whose day ends %i minutes past midnight, is %s', (time, cutoff, date) => {
    expect(businessDate(at(time), cutoff)).toBe(date);
  });

  it('does not depend on the zone that the machine is set to', () => {
    expect(shanghaiTime(at('2026-06-18T02:25:31Z'))).toBe('2026-06-18 10:25:31');
  });

  it.each([
    ['2026-06-18', 7, '2026-06-25'],
    ['2026-12-28', 7, '2027-01-04'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s and %i days is %s', (date, days, later) => {
    expect(addDays(date, days)).toBe(later);
  });
});
