import { describe, expect, it } from 'vitest';
import { bestPromotions, WORK_LIMIT } from '../../shared/domain/promotions/best-promotions.ts';
import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import { fen } from '../../shared/kernel/money.ts';
import { printedSeed } from '../support/printed-seed.ts';
import { dice, plainPromotion, type RandomCart, smallCart } from '../support/random-promotions.ts';
import { oneEachCart, shopCart, shopGoods } from '../support/shop-promotions.ts';
import { cartOf, keptCases, textOf } from './corpus.ts';
import { type Solve, wrongWith } from './judge.ts';
import { smallest } from './smaller-cart.ts';

/** `ORACLE_CARTS` tries more, `SEED` others. */
const USUAL_SEED = 618_000_000;
const CARTS = Number(process.env.ORACLE_CARTS ?? 10_000);
const SHOWN = 3;

describe('the best price of a small cart, against every choice that the rules admit', () => {
  it('is right in every case that once was wrong', () => {
    const wrong = keptCases()
      .map(({ was, cart }) => ({ was, now: wrongWith(cartOf(cart), bestPromotions) }))
      .filter(({ now }) => now !== null);
    expect(wrong).toEqual([]);
  });

  it(`is the least that can be paid, is admissible and adds up, on ${CARTS} random carts`, () => {
    expect(failuresOf(bestPromotions, CARTS, smallCart)).toEqual([]);
  });

  it('is so too where an N-th item is there twice under two names', () => {
    const twice = 600;
    expect(failuresOf(bestPromotions, twice, withTwins)).toEqual([]);
  });
});

describe('with the steps that a till may take', () => {
  const provedOf = (count: number, cartOf: (seed: number) => RandomCart) =>
    Array.from({ length: count }, (_, i) => cartOf(USUAL_SEED + i)).filter(
      ({ lines, context }) => bestPromotions(lines, { ...context, workLimit: WORK_LIMIT }).isProved,
    ).length;

  it('the best price is proved in each of 2,000 small carts', () => {
    expect(provedOf(2_000, smallCart)).toBe(2_000);
  });

  const goods = shopGoods();
  it.each([
    ['promotion days', (seed: number) => shopCart(seed, { lines: 20, promotions: 200 }, goods)],
    [
      'one promotion a unit',
      (seed: number) => oneEachCart(seed, { units: 20, promotions: 200 }, goods),
    ],
  ])(
    'the best price is proved in each of 60 carts of 20 lines under 200 promotions: %s',
    (_, cartOf) => {
      expect(provedOf(60, cartOf)).toBe(60);
    },
  );
});

/** Four or five goods of several prices, two like N-th items over all of them, and two promotions of a random cart. */
function withTwins(seed: number): RandomCart {
  const roll = dice(seed);
  const { lines: some, context } = smallCart(seed);
  const [like] = some;
  if (!like) return withTwins(seed + 1);
  const lines = Array.from({ length: roll.between(4, 5) }, (_, i) => ({
    ...{ ...like, kind: 'goods' as const, isPricedByHand: false, unitCount: 1 },
    ...{ lineId: `t${i}`, sku: `T${i}`, unitListFen: fen(roll.between(1, 9) * 111) },
  }));
  const twin = (promotionId: string, days: number): Promotion => {
    const one = plainPromotion(promotionId, 2, { kind: 'nth_item', n: 2, offRate: 5_000 });
    return { ...one, window: { ...one.window, toAt: one.window.toAt + days * 86_400_000 } };
  };
  const promotions = [...context.promotions.slice(0, 2), twin('z1', 2), twin('z2', 1)];
  return { lines, context: { ...context, promotions } };
}

/** The first carts that fail, each as small as it still does: a line for corpus.json. */
function failuresOf(solve: Solve, count: number, cartWith: (seed: number) => RandomCart): string[] {
  const { seed } = printedSeed('small promotion carts', USUAL_SEED);
  const failures: string[] = [];
  for (let i = 0; i < count && failures.length < SHOWN; i++) {
    const cart = cartWith(seed + i);
    if (wrongWith(cart, solve) === null) continue;
    const small = smallest(cart, (other) => wrongWith(other, solve) !== null);
    failures.push(textOf(small, seed + i, wrongWith(small, solve) ?? ''));
  }
  return failures;
}
