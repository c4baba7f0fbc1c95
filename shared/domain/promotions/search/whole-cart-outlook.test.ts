import { describe, expect, it } from 'vitest';
import { printedSeed } from '../../../../test/support/printed-seed.ts';
import { dice, smallCart } from '../../../../test/support/random-promotions.ts';
import { shopCart, shopGoods } from '../../../../test/support/shop-promotions.ts';
import { bestPromotions } from '../best-promotions.ts';
import { type Problem, problemOf } from '../promotion-problem.ts';
import { isWholeCart } from '../whole-cart.ts';
import { at } from './number-at.ts';
import { openWorthOf } from './open-worth.ts';
import { candidatesOf } from './whole-cart-candidates.ts';
import { count, countOpen, mostOfCart, outlookOf } from './whole-cart-outlook.ts';

const goods = shopGoods();
const shop = (seed: number) => shopCart(seed, { lines: 8, promotions: 60 }, goods);

/** The most that whole-cart promotions bring by the outlook, and by the rates that it leaves out. */
function boundOf(problem: Problem) {
  const open = openWorthOf(problem, candidatesOf(problem));
  const outlook = outlookOf(problem, open.others);
  const rates = problem.listOf.reduce(
    (sum, _, unit) => sum + at(open.rateOf, unit) * at(outlook.standing, unit),
    0,
  );
  return { outlook, bound: outlook.now + open.rounding + rates };
}

describe('what the whole cart can still bring', () => {
  it.each([
    ['small', smallCart, 300],
    ['shop', shop, 20],
  ] as const)(
    'is never less than what the best choice of a %s cart takes',
    (name, cartOf, carts) => {
      const { seed } = printedSeed(`outlooks of ${name} carts`);
      for (let i = 0; i < carts; i++) {
        const { lines, context } = cartOf(seed + i);
        const { bound } = boundOf(problemOf(lines, context));
        const taken = bestPromotions(lines, context)
          .taken.filter(({ promotion: p }) => isWholeCart(p.benefit) && !p.isExclusive)
          .reduce((sum, { amountFen }) => sum + amountFen, 0);
        expect({ i, isBelow: bound + 1e-6 < taken }).toEqual({ i, isBelow: false });
      }
    },
  );

  it('never grows while units are placed, and is as before when they are taken back', () => {
    const { seed } = printedSeed('units placed in an outlook');
    for (let i = 0; i < 20; i++) {
      const roll = dice(seed + i);
      const { lines, context } = shop(seed + i);
      const problem = problemOf(lines, context);
      const { outlook } = boundOf(problem);
      const steps = problem.listOf.map((_, unit) => ({
        unit,
        // Only what something exclusive can hold is ever held.
        price:
          outlook.isHoldable[unit] === 1 && roll.is(0.5)
            ? null
            : roll.upTo(at(outlook.standing, unit)),
      }));
      let before = outlook.now;
      for (const { unit, price } of steps) {
        count(outlook, unit, -1);
        if (price !== null) countOpen(outlook, unit, price, 1);
        const after = mostOfCart(outlook);
        expect(after).toBeLessThanOrEqual(before);
        before = after;
      }
      for (const { unit, price } of steps) {
        if (price !== null) countOpen(outlook, unit, price, -1);
        count(outlook, unit, 1);
      }
      expect(mostOfCart(outlook)).toBe(outlook.now);
    }
  });
});
