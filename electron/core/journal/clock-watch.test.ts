import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PeopleTill, peopleTill } from '../../../test/support/people-till.ts';
import { type ClockWatch, watchClock } from './clock-watch.ts';
import { eachEntry } from './journal-table.ts';

const MINUTE = 60_000;
let shop: PeopleTill;
let watch: ClockWatch | null = null;

beforeEach(() => {
  vi.useFakeTimers();
  shop = peopleTill();
});
afterEach(() => {
  watch?.stop();
  shop.remove();
  vi.useRealTimers();
});

describe('the clock of the till', () => {
  it('leaves a start of the program in the journal', () => {
    watch = watchClock(shop.till);
    expect(entries().map((entry) => entry.type)).toContain('PROGRAM_START');
    expect(jumps()).toEqual([]);
  });

  it('leaves in the journal that the program is another one than at the start before', () => {
    watchClock(shop.till).stop();
    watch = watchClock({ ...shop.till, version: '0.2.0' });
    watch.stop();
    watch = watchClock({ ...shop.till, version: '0.2.0' });
    const updates = entries().filter((entry) => entry.type === 'PROGRAM_UPDATED');
    expect(updates.map((entry) => JSON.parse(entry.payload) as unknown)).toEqual([
      { from: '0.0.0', to: '0.2.0' },
    ]);
  });

  it('that only runs on is never flagged', () => {
    watch = watchClock(shop.till);
    for (let i = 0; i < 10; i += 1) {
      shop.pass(MINUTE);
      vi.advanceTimersByTime(30_000);
    }
    expect(jumps()).toEqual([]);
  });

  it.each([10 * MINUTE, -10 * MINUTE])('set by %i ms while it runs is flagged once', (byMs) => {
    watch = watchClock(shop.till);
    shop.pass(byMs, 'by setting the clock');
    vi.advanceTimersByTime(30_000);
    vi.advanceTimersByTime(30_000);
    expect(jumps()).toEqual([{ byMs, seen: 'while_running' }]);
  });

  it('set by less than two minutes is what a time server does', () => {
    watch = watchClock(shop.till);
    shop.pass(MINUTE, 'by setting the clock');
    vi.advanceTimersByTime(30_000);
    expect(jumps()).toEqual([]);
  });

  it('set back between two starts is flagged at the second', () => {
    watchClock(shop.till).stop();
    shop.pass(-60 * MINUTE, 'by setting the clock');
    watch = watchClock(shop.till);
    expect(jumps()).toEqual([{ byMs: -60 * MINUTE, seen: 'at_start' }]);
  });
});

function entries() {
  return [...eachEntry(shop.till.db, shop.till.registerId)];
}

function jumps() {
  return entries()
    .filter((entry) => entry.type === 'CLOCK_JUMP')
    .map((entry) => JSON.parse(entry.payload) as unknown);
}
