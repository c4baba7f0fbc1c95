import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PeopleTill, peopleTill } from '../../../test/support/people-till.ts';
import { eachEntry } from './journal-table.ts';
import { type OfflineWatch, watchOffline } from './offline-watch.ts';

const MINUTE = 60_000;
let shop: PeopleTill;
let isUnreachable = false;
let watch: OfflineWatch;

beforeEach(() => {
  shop = peopleTill();
  isUnreachable = false;
  watch = watchOffline(shop.till, () => isUnreachable);
});
afterEach(() => shop.remove());

function turn(unreachable: boolean, afterMs: number): void {
  shop.pass(afterMs);
  isUnreachable = unreachable;
  watch.look();
}

/** How long each outage in the journal was, in minutes. */
function outages(): readonly number[] {
  return [...eachEntry(shop.till.db, shop.till.registerId)]
    .filter((entry) => entry.type === 'OFFLINE')
    .map((entry) => {
      const { fromAt, toAt } = JSON.parse(entry.payload) as { fromAt: number; toAt: number };
      expect([entry.startedAt, entry.endedAt]).toEqual([fromAt, toAt]);
      return (toAt - fromAt) / MINUTE;
    });
}

describe('a cloud that cannot be reached', () => {
  it('is journalled once it answers again, from when it was missed', () => {
    turn(true, MINUTE);
    turn(true, 5 * MINUTE); // another try that failed
    expect(outages()).toEqual([]);
    turn(false, 5 * MINUTE);
    turn(false, MINUTE);
    expect(outages()).toEqual([10]);
  });

  it('for a minute is a slow line and no outage', () => {
    turn(true, 0);
    turn(false, MINUTE);
    expect(outages()).toEqual([]);
  });

  it('while a day is counted belongs to that day up to then, and to the next from then on', () => {
    turn(true, 0);
    shop.pass(30 * MINUTE);
    watch.settle();
    turn(false, 20 * MINUTE);
    expect(outages()).toEqual([30, 20]);
  });

  it('when the program ends was offline until then', () => {
    turn(true, 0);
    shop.pass(3 * MINUTE);
    watch.stop();
    expect(outages()).toEqual([3]);
  });
});
