import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { expendable, firstToGo } from './rotation.ts';

const QUARTER = 15 * 60_000;
const DAY = 96 * QUARTER;
const NOON = Date.parse('2026-06-18T12:00:00+08:00');
const made = (ats: readonly number[]) => ats.map((at, i) => ({ file: `b${i}`, at }));
const kept = (ats: readonly number[]) => {
  const all = made(ats);
  const gone = new Set(expendable(all));
  return all.filter((backup) => !gone.has(backup)).map(({ at }) => at);
};

describe('old backups', () => {
  it('of one busy day: the newest eight quarter-hours stay, which hold the day’s last', () => {
    const day = Array.from({ length: 20 }, (_, i) => NOON + i * QUARTER);
    expect(kept(day)).toEqual(day.slice(-8));
  });

  it('of three weeks: the last of each of fourteen days stays', () => {
    const closes = Array.from({ length: 21 }, (_, i) => NOON - (20 - i) * DAY);
    // The month before the fourteenth day has its last one too.
    const may = closes.findLast((at) => at < Date.parse('2026-06-01T04:00:00+08:00'));
    expect(kept(closes)).toEqual([may, ...closes.slice(-14)]);
  });

  it('of two years: the last of each of twelve months stays', () => {
    const months = Array.from({ length: 24 }, (_, i) => Date.UTC(2025, i, 20));
    expect(kept(months)).toHaveLength(14); // fourteen days with a backup reach further here
    const daily = Array.from({ length: 730 }, (_, i) => NOON - i * DAY).reverse();
    expect(kept(daily)).toHaveLength(14 + 11);
  });

  it('a sale at night counts for the day it was booked to', () => {
    const night = [NOON, NOON + 13 * 4 * QUARTER, NOON + DAY]; // one in the morning is still the day before
    expect(kept(night)).toEqual(night);
  });

  it('the newest never goes, and what stays is stable: asked again, nothing more goes', () => {
    const { seed, numRuns } = printedSeed('rotation');
    const ats = fc.array(fc.integer({ min: 0, max: 900 * DAY }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(ats, (offsets) => {
        const stay = kept(offsets.map((offset) => NOON - offset));
        const newest = NOON - Math.min(...offsets);
        return (
          stay.includes(newest) && stay.length <= 8 + 14 + 12 && kept(stay).length === stay.length
        );
      }),
      { seed, numRuns: Math.min(numRuns, 100) },
    );
  });

  it('on a full stick go oldest first, down to two', () => {
    const all = made([NOON, NOON - DAY, NOON - 2 * DAY]);
    expect(firstToGo(all)).toBe(all[2]);
    expect(firstToGo(all.slice(0, 2))).toBeNull();
  });
});
