import { describe, expect, it } from 'vitest';
import { type BusinessDate, DEFAULT_CUTOFF_MINUTES as FOUR } from '../../kernel/business-date.ts';
import { daysBetween, dayWarning, nextBusinessDate } from './shift-day.ts';

const at = (shanghai: string) => Date.parse(`${shanghai}:00+08:00`);
const date = (text: string) => text as BusinessDate;

describe('the business date of a shift that opens', () => {
  it.each([
    // opens at, last shift's date, its date
    ['2026-06-18T09:00', null, '2026-06-18'],
    ['2026-06-19T03:59', null, '2026-06-18'],
    ['2026-06-19T04:00', null, '2026-06-19'],
    ['2026-06-18T09:00', '2026-06-17', '2026-06-18'],
    ['2026-06-18T19:00', '2026-06-18', '2026-06-19'], // the day has its Z already
    ['2026-06-18T19:00', '2026-06-19', '2026-06-20'], // and the next one too
    ['2026-06-30T19:00', '2026-06-30', '2026-07-01'],
    ['2026-12-31T19:00', '2026-12-31', '2027-01-01'],
    ['2001-01-01T09:00', '2026-06-18', '2026-06-19'], // a clock that was set back
    ['2026-08-01T09:00', '2026-06-18', '2026-08-01'],
  ])('at %s after %s is %s', (now, last, expected) => {
    expect(nextBusinessDate(at(now), last === null ? null : date(last), FOUR)).toBe(expected);
  });

  it.each([
    // opens at, last shift's date, cut-off, its date
    ['2026-06-19T00:00', '2026-06-18', 0, '2026-06-19'],
    ['2026-06-18T23:59', '2026-06-17', 0, '2026-06-18'],
    ['2026-06-19T11:59', '2026-06-17', 720, '2026-06-18'],
    ['2026-06-19T12:00', '2026-06-18', 720, '2026-06-19'],
    ['2026-06-19T05:00', '2026-06-19', 720, '2026-06-20'], // noon chosen only after that date had its Z
  ])('at %s after %s, by a cut-off of %i minutes, is %s', (now, last, cutoff, expected) => {
    expect(nextBusinessDate(at(now), date(last), cutoff)).toBe(expected);
  });

  it.each([
    ['2026-06-18', '2026-06-18', 0],
    ['2026-06-18', '2026-07-28', 40],
    ['2026-12-31', '2027-01-01', 1],
    ['2026-06-18', '2026-06-17', -1],
    ['2024-02-28', '2024-03-01', 2],
  ])('from %s to %s: %i days', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });
});

describe('what staff are told of an open day', () => {
  const morning = { openedAt: at('2026-06-18T09:00'), businessDate: date('2026-06-18') };
  const evening = { openedAt: at('2026-06-18T22:00'), businessDate: date('2026-06-18') };
  const nextDay = { openedAt: at('2026-06-18T19:00'), businessDate: date('2026-06-19') };
  it.each([
    ['a morning', morning, '2026-06-18T23:29', null],
    ['half past eleven', morning, '2026-06-18T23:30', 'late'],
    ['after midnight it is still that day', morning, '2026-06-19T00:30', 'late'],
    ['up to the cut-off', morning, '2026-06-19T03:59', 'late'],
    ['past the cut-off', morning, '2026-06-19T04:00', 'past_day'],
    ['a day and a night, less a minute', morning, '2026-06-19T08:59', 'past_day'],
    ['a day and a night', morning, '2026-06-19T09:00', 'too_old'],
    ['a late opening has its 24 hours', evening, '2026-06-19T21:59', 'past_day'],
    ['and no more', evening, '2026-06-19T22:00', 'too_old'],
    ['opened after the Z for tomorrow', nextDay, '2026-06-18T23:45', null],
    ['24 hours, its date not over', nextDay, '2026-06-19T19:30', null],
    ['its own evening', nextDay, '2026-06-19T23:30', 'late'],
    ['its date over and 24 hours', nextDay, '2026-06-20T04:00', 'too_old'],
    ['a clock before the opening', morning, '2026-06-17T09:00', null],
  ] as const)('%s: %s', (_, day, now, expected) => {
    expect(dayWarning(day, at(now), FOUR)).toBe(expected);
  });

  it.each([
    ['by midnight', 0, '2026-06-19T00:00', 'past_day'],
    ['by midnight', 0, '2026-06-18T23:59', 'late'],
    ['by noon', 720, '2026-06-19T11:59', 'late'],
    ['by noon', 720, '2026-06-19T12:00', 'too_old'],
  ] as const)('a day that ends %s (%i minutes) at %s: %s', (_, cutoff, now, expected) => {
    expect(dayWarning(morning, at(now), cutoff)).toBe(expected);
  });
});
