import { describe, expect, it } from 'vitest';
import { contextOf, plainPromotion } from '../../../../test/support/random-promotions.ts';
import { fen } from '../../../kernel/money.ts';
import { bestPromotions } from '../best-promotions.ts';
import type { Promotion } from '../promotion.ts';
import type { PromotionLine } from '../promotion-cart.ts';

const goods = (lineId: string, unitListFen: number): PromotionLine => ({
  ...{ lineId, sku: lineId, kind: 'goods', brand: '', category: '', tags: [] },
  ...{ unitCount: 1, unitListFen: fen(unitListFen), isPricedByHand: false },
});

/** The second item for half, until so many days after the others. */
function half(promotionId: string, days: number, rest: Partial<Promotion> = {}): Promotion {
  const one = plainPromotion(
    promotionId,
    2,
    { kind: 'nth_item', n: 2, offRate: 5_000 },
    { group: '', ...rest },
  );
  return { ...one, window: { ...one.window, toAt: one.window.toAt + days * 86_400_000 } };
}

/** By line: the promotion that made it cheaper, and all that was taken. */
function pricedWith(prices: readonly number[], ...promotions: readonly Promotion[]) {
  const lines = prices.map((price, i) => goods(`l${i}`, price));
  const outcome = bestPromotions(lines, contextOf(promotions));
  return {
    by: outcome.lines.map(({ shares }) => shares.map((s) => s.promotion.promotionId).join()),
    netFen: outcome.netFen,
    isProved: outcome.isProved,
  };
}

describe('N-th items that are alike', () => {
  it('pair dear goods with dear ones, and the published first has the earliest good', () => {
    const first = { by: ['a', '', '', 'b'], netFen: 900 + 400 + 200 + 50, isProved: true };
    expect(pricedWith([100, 900, 200, 800], half('a', 0), half('b', 1))).toEqual(first);
    const second = { ...first, by: ['b', '', '', 'a'] };
    expect(pricedWith([100, 900, 200, 800], half('a', 1), half('b', 0))).toEqual(second);
  });

  it('only the published first is used where one is enough', () => {
    expect(pricedWith([300, 200], half('a', 2), half('b', 1), half('c', 3)).by).toEqual(['', 'b']);
  });

  it('one that is pinned is used, whatever comes before it', () => {
    const lines = [goods('l0', 300), goods('l1', 200)];
    const context = contextOf([half('a', 0), half('b', 1)], { pinned: new Set(['b']) });
    const { taken } = bestPromotions(lines, context);
    expect(taken.map(({ promotion }) => promotion.promotionId)).toEqual(['b']);
  });

  it('are not alike where one takes no coupons, is limited or belongs to a group', () => {
    for (const rest of [
      { stacksWithCoupons: false },
      { quota: { total: null, perDay: null, perCustomer: null, perSale: 1 } },
      { group: 'g' },
    ]) {
      const { netFen, isProved } = pricedWith(
        [100, 900, 200, 800],
        half('a', 0),
        half('b', 0, rest),
      );
      expect({ netFen, isProved }).toEqual({ netFen: 1_550, isProved: true });
    }
  });
});
