import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alone,
  CASHIER,
  MANAGER,
  type PeopleTill,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { seededChance } from '../../../test/support/sync-till.ts';
import { firstBrokenEntry } from '../journal/journal-table.ts';
import { closeShift, recentZReports, xReport } from './close-shift.ts';
import { openShift } from './open-shift.ts';
import { startCount, submitCount } from './shift.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
});
afterEach(() => shop.remove());

const cashier = alone(CASHIER);
const SEEDS = [1, 618, 1111, Math.floor(Math.random() * 1e9)];

describe('days of trade', () => {
  it.each(SEEDS)('add up to what was handed over, given back and counted (seed %i)', (seed) => {
    const chance = seededChance(seed);
    const whole = (most: number) => Math.floor(chance() * most);
    const goods = Array.from({ length: 5 }, (_, i) => {
      const listFen = 1 + whole(300_000);
      return { listFen, sku: stock(shop.till, `货${i}`, listFen) };
    });
    let everSold = 0;
    for (let day = 1; day <= 3; day += 1) {
      const floatFen = whole(100_000);
      taken(openShift(shop.till, cashier, { float: { pieces: {}, otherFen: floatFen } }));
      // The drawer as a person with a pencil would keep it.
      let drawer = floatFen;
      let net = 0;
      let due = 0;
      const saleCount = whole(6);
      for (let i = 0; i < saleCount; i += 1) {
        const { sku, listFen } = goods[whole(goods.length)] ?? { sku: '', listFen: 0 };
        const dueFen = listFen - (listFen % 10);
        sell(shop.till, sku, chance() < 0.5 ? null : dueFen + 10 * whole(1_000));
        net += listFen;
        due += dueFen;
        drawer += dueFen;
      }
      everSold += due;
      const x = taken(xReport(shop.till, alone(MANAGER)));
      expect(x).toMatchObject({
        saleCount,
        netFen: net,
        roundingFen: net - due,
        expectedFen: drawer,
      });
      taken(startCount(shop.till, cashier));
      const countedFen = Math.max(0, drawer + whole(1_000) - 500);
      const count = { pieces: {}, otherFen: countedFen };
      taken(submitCount(shop.till, cashier, { count, attempt: 1 }));
      const close = { countSeq: 1, reason: '盘点' };
      const { report } = taken(closeShift(shop.till, alone(MANAGER), close));
      expect(report).toMatchObject({
        zNumber: day,
        expectedFen: drawer,
        countedFen,
        overShortFen: countedFen - drawer,
        perpetualFen: everSold,
      });
      // The clock may be set to anything overnight: numbers go on, nothing is sorted by time.
      shop.pass(whole(864_000_000) - 432_000_000, 'by setting the clock');
      shop.restart();
    }
    expect(recentZReports(shop.till, 9).map((one) => one.zNumber)).toEqual([3, 2, 1]);
    expect(firstBrokenEntry(shop.till.db, '01')).toBeNull();
  });
});
