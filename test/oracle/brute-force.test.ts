import { describe, expect, it } from 'vitest';
import { bestPromotions, WORK_LIMIT } from '../../shared/domain/promotions/best-promotions.ts';
import { printedSeed } from '../support/printed-seed.ts';
import { type RandomCart, smallCart } from '../support/random-promotions.ts';
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

/** A cart of the least seed from this one on that has an N-th item: once more, and ending at another time. */
function withTwins(seed: number): RandomCart {
  for (let next = seed * 7; ; next++) {
    const { lines, context } = smallCart(next);
    const one = context.promotions.find(({ benefit }) => benefit.kind === 'nth_item');
    if (!one) continue;
    const twin = {
      ...one,
      promotionId: `${one.promotionId}a`,
      window: { ...one.window, toAt: one.window.toAt - 1 },
    };
    const others = context.promotions.filter((other) => other !== one).slice(0, 5);
    return { lines, context: { ...context, promotions: [...others, one, twin] } };
  }
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
