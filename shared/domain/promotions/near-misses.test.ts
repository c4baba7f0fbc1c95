import { describe, expect, it } from 'vitest';
import { contextOf, plainPromotion } from '../../../test/support/random-promotions.ts';
import { fen } from '../../kernel/money.ts';
import { bestPromotions } from './best-promotions.ts';
import type { Benefit, Promotion } from './promotion.ts';
import type { PromotionLine } from './promotion-cart.ts';

const yuan = (amount: number) => fen(amount * 100);
const full = (over: number, off: number): Benefit => ({
  ...{ kind: 'threshold_once', overFen: yuan(over), offFen: yuan(off) },
});
const coupon = (over: number, off: number): Benefit => ({
  ...{ kind: 'coupon', coupon: 'shop', claim: 'automatic', overFen: yuan(over) },
  ...{ offFen: yuan(off), offRate: null, capFen: null },
});
const direct = (price: number): Benefit => ({
  ...{ kind: 'direct_price', priceFen: yuan(price), offFen: null },
});
const p = (id: string, benefit: Benefit, rest: Partial<Promotion> = {}): Promotion =>
  plainPromotion(id, layerOf(benefit), benefit, rest);

function layerOf({ kind }: Benefit): Promotion['layer'] {
  if (kind === 'gift') return 2;
  if (kind === 'coupon') return 4;
  return kind === 'direct_price' ? 1 : 3;
}

function line(sku: string, price: number, unitCount = 1): PromotionLine {
  return {
    ...{ lineId: sku, sku, kind: 'goods', brand: '', category: '', tags: [] },
    ...{ unitCount, unitListFen: yuan(price), isPricedByHand: false },
  };
}

const fridge = line('fridge', 3_000);

describe('what is nearly reached', () => {
  const near = (lines: readonly PromotionLine[], promotions: readonly Promotion[]) =>
    bestPromotions(lines, contextOf(promotions)).nearMisses.map(
      ({ promotion, missingFen, missingUnits, givesFen }) =>
        `${promotion.promotionId} ${(missingFen ?? 0) / 100} ${missingUnits ?? 0} ${givesFen / 100}`,
    );

  it.each<[string, readonly string[], readonly PromotionLine[], readonly Promotion[]]>([
    [
      'what earlier promotions leave counts, where it looks at that',
      ['a 600 0 100'],
      [fridge],
      [p('a', full(3_500, 100), { layer: 5, basis: 'running' }), p('b', full(2_000, 100))],
    ],
    [
      'what it would cost the coupons is taken off',
      ['a 500 0 150'],
      [fridge],
      [p('a', full(3_500, 200), { stacksWithCoupons: false }), p('b', coupon(0, 50))],
    ],
    [
      'a step that only makes up for what gives way is none',
      [],
      [fridge],
      [p('a', coupon(3_500, 50)), p('b', coupon(0, 50))],
    ],
    [
      'one that would take the goods out of what was taken is none',
      [],
      [fridge],
      [p('a', full(3_500, 200), { isExclusive: true }), p('b', direct(2_900))],
    ],
    [
      'the cap is reached: more goods bring nothing more',
      [],
      [fridge],
      [
        p('a', {
          ...{ kind: 'threshold_each', perFen: yuan(1_000), offFen: yuan(50) },
          capFen: yuan(150),
        }),
      ],
    ],
  ])('%s', (_, told, lines, promotions) => {
    expect(near(lines, promotions)).toEqual(told);
  });

  it('not more than a customer can be told', () => {
    const many = Array.from({ length: 30 }, (_, i) => p(`a${i}`, full(4_000 + 100 * i, 50 + i)));
    expect(near([fridge], many).map((told) => told.split(' ')[1])).toEqual([
      ...['1000', '1100', '1200', '1300', '1400'],
    ]);
  });
});

describe('a reward', () => {
  it('is open only as far as goods in the cart cannot be had for it', () => {
    const two: Benefit = {
      kind: 'gift',
      threshold: { overFen: null, overUnits: 2, isEach: true },
      reward: { skus: ['kettle'], count: 1 },
    };
    const open = (count: number) =>
      bestPromotions([line('kettle', 99, count)], contextOf([p('a', two)])).openRewards.map(
        ({ count: more }) => more,
      );
    // Two earn a third; the third in the cart is it; four have earned two with two more.
    expect([1, 2, 3, 4, 5].map((count) => open(count))).toEqual([[], [1], [], [], [1]]);
  });
});
