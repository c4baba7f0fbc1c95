import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PeopleTill } from '../../../test/support/people-till.ts';
import { tradedDays } from '../../../test/support/traded-days.ts';
import { verifyStore } from './verify-store.ts';

let shop: PeopleTill;
beforeAll(() => {
  shop = tradedDays({ days: 5, salesADay: 6, isLastOpen: true });
});
afterAll(() => shop.remove());

describe('a journal that nobody touched', () => {
  it('verifies with every chain, close and row', () => {
    const verdict = verifyStore(shop.till.db);
    expect(verdict.firstBad).toBeNull();
    expect(verdict.zReports.map((z) => z.ok)).toEqual([true, true, true, true]);
  });
});
