import { describe, expect, it } from 'vitest';
import { bestPromotions } from '../../shared/domain/promotions/best-promotions.ts';
import type { PromotionOutcome } from '../../shared/domain/promotions/promotion-cart.ts';
import { printedSeed } from '../support/printed-seed.ts';
import { dice, type RandomCart, smallCart } from '../support/random-promotions.ts';
import { shopCart, shopGoods } from '../support/shop-promotions.ts';
import { brokenSum } from './judge.ts';
import { at } from './rule-arithmetic.ts';

const GOODS = shopGoods();
const SHOP = { lines: 8, promotions: 60 };

describe('what holds of every priced cart', () => {
  it('lines come to the total, shares to what was taken, and no unit is below zero', () => {
    const wrong = carts('sums', 400, 30)
      .map((cart) => brokenSum(cart, priced(cart)))
      .filter((problem) => problem !== null);
    expect(wrong).toEqual([]);
  });

  it('the order in which promotions are listed changes nothing', () => {
    for (const cart of carts('order of promotions', 300, 20)) {
      const { promotions } = cart.context;
      const roll = dice(promotions.length + cart.lines.length);
      const shuffled = roll.some(promotions, promotions.length);
      const rest = promotions.filter((promotion) => !shuffled.includes(promotion));
      const context = { ...cart.context, promotions: [...rest, ...shuffled] };
      expect(figures(priced({ ...cart, context }))).toEqual(figures(priced(cart)));
    }
  });

  it('the same cart has the same answer, down to who bears each fen, and is left as it was', () => {
    for (const cart of carts('twice', 200, 10)) {
      const before = JSON.stringify(cart);
      expect(priced(cart)).toEqual(priced(cart));
      expect(JSON.stringify(cart)).toBe(before);
    }
  });

  it('one more promotion to choose from, that replaces no unit price, never raises the total', () => {
    for (const cart of carts('one more', 600, 20).map(withoutPins)) {
      const all = priced(cart);
      const more = cart.context.promotions.filter(({ layer }) => layer > 1);
      if (more.length === 0 || !all.isProved) continue;
      const left = more[cart.lines.length % more.length];
      const promotions = cart.context.promotions.filter((promotion) => promotion !== left);
      const without = priced({ ...cart, context: { ...cart.context, promotions } });
      expect(all.netFen).toBeLessThanOrEqual(without.netFen);
    }
  });

  it('what is listed as not taken is not taken, and every promotion is listed once', () => {
    for (const cart of carts('listed', 300, 10)) {
      const { taken, notTaken } = priced(cart);
      const ids = [...taken, ...notTaken].map(({ promotion }) => promotion.promotionId);
      expect([...ids].sort()).toEqual(
        cart.context.promotions.map(({ promotionId }) => promotionId).sort(),
      );
    }
  });
});

function carts(what: string, small: number, shop: number): RandomCart[] {
  const { seed } = printedSeed(`promotions: ${what}`, 618_000_000);
  return [
    ...Array.from({ length: small }, (_, i) => smallCart(seed + i)),
    ...Array.from({ length: shop }, (_, i) => shopCart(seed + i, SHOP, GOODS)),
  ];
}

function priced({ lines, context }: RandomCart): PromotionOutcome {
  return bestPromotions(lines, context);
}

/** What a customer and an auditor see; how long the search took is neither's business. */
function figures({ lines, taken, netFen }: PromotionOutcome): object {
  return {
    netFen,
    taken: taken.map(({ promotion, amountFen }) => [promotion.promotionId, amountFen]),
    units: lines.map(({ unitNets }, i) => [at(lines, i).lineId, unitNets]),
  };
}

function withoutPins(cart: RandomCart): RandomCart {
  return { ...cart, context: { ...cart.context, pinned: new Set() } };
}
