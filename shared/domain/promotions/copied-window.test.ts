import { describe, expect, it } from 'vitest';
import { windowNextYear } from './copied-window.ts';

const at = (text: string) => Date.parse(`${text}:00+08:00`);
const text = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16);
const weekday = (ms: number) => new Date(ms + 8 * 3_600_000).getUTCDay();

function copied(from: string, to: string, by: 'date' | 'weekday', now: string) {
  const window = { fromAt: at(from), toAt: at(to), weekdays: [6, 7], hours: [] };
  return windowNextYear(window, by, at(now));
}

describe('a promotion copied from last year', () => {
  it('runs on the same dates, as 618 does', () => {
    const next = copied('2025-06-16T00:00', '2025-06-19T00:00', 'date', '2026-05-01T00:00');
    expect([text(next.fromAt), text(next.toAt)]).toEqual(['2026-06-16T00:00', '2026-06-19T00:00']);
    expect(next.weekdays).toEqual([6, 7]);
  });

  it.each([
    ['2025-06-14T08:00', '2026-06-13T08:00'],
    ['2024-02-29T08:00', '2026-02-26T08:00'],
    ['2025-12-29T00:00', '2026-12-28T00:00'],
    ['2024-01-01T00:00', '2027-01-04T00:00'],
  ])('from %s runs on the nearest day of the same name', (from, moved) => {
    const end = text(at(from) + 2 * 86_400_000);
    const next = copied(from, end, 'weekday', '2026-01-02T00:00');
    expect(weekday(next.fromAt)).toBe(weekday(at(from)));
    expect(text(next.fromAt)).toBe(moved);
  });

  it('of many years ago comes to the next time that is not over', () => {
    const next = copied('2019-11-11T00:00', '2019-11-12T00:00', 'date', '2026-11-23T00:00');
    expect(text(next.fromAt)).toBe('2027-11-11T00:00');
  });

  it('of this year, when it is not over yet, still means next year', () => {
    const next = copied('2026-06-16T00:00', '2026-06-19T00:00', 'date', '2026-06-01T00:00');
    expect(text(next.fromAt)).toBe('2027-06-16T00:00');
  });

  it('begun on 29 February begins on 1 March', () => {
    const next = copied('2024-02-29T00:00', '2024-03-02T00:00', 'date', '2024-06-01T00:00');
    expect(text(next.fromAt)).toBe('2025-03-01T00:00');
  });
});
