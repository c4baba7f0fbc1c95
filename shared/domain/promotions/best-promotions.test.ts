import { describe, expect, it } from 'vitest';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import {
  contextOf,
  dice,
  EVERYWHERE,
  plainPromotion,
  smallCart,
} from '../../../test/support/random-promotions.ts';
import { oneEachCart, shopGoods } from '../../../test/support/shop-promotions.ts';
import { fen } from '../../kernel/money.ts';
import { bestPromotions, WORK_LIMIT } from './best-promotions.ts';
import type { Promotion } from './promotion.ts';
import type { PromotionContext, PromotionLine } from './promotion-cart.ts';

const only = (...skus: string[]) => ({ ...EVERYWHERE, skus });
const yuan = (amount: number) => fen(amount * 100);
const NO_QUOTA = { total: null, perDay: null, perCustomer: null, perSale: null };

const full = plainPromotion('full', 3, {
  kind: 'threshold_once',
  overFen: yuan(3000),
  offFen: yuan(300),
});
const each = plainPromotion('each', 5, {
  kind: 'threshold_each',
  perFen: yuan(300),
  offFen: yuan(50),
  capFen: null,
});
const flash = plainPromotion(
  'flash',
  1,
  { kind: 'flash_sale', priceFen: yuan(999) },
  { scope: only('micro'), isExclusive: true, quota: { ...NO_QUOTA, perSale: 2 } },
);
const coupon = (id: string, over: number, off: number) =>
  plainPromotion(id, 4, {
    kind: 'coupon',
    coupon: 'shop',
    claim: 'automatic',
    overFen: yuan(over),
    offFen: yuan(off),
    offRate: null,
    capFen: null,
  });
const gift = plainPromotion('gift', 2, {
  kind: 'gift',
  threshold: { overFen: yuan(2000), overUnits: null, isEach: false },
  reward: { skus: ['kettle'], count: 1 },
});

describe('what a customer pays', () => {
  it.each([
    ['a threshold just missed', [['tv', 2999, 1]], [full], 2999, []],
    ['a threshold reached', [['tv', 3000, 1]], [full], 2700, ['full']],
    [
      'two of three at the flash price',
      [['micro', 1299, 3]],
      [flash, each],
      3097,
      ['flash', 'each'],
    ],
    [
      'one shop coupon, the better',
      [['tv', 500, 1]],
      [coupon('a', 300, 20), coupon('b', 400, 60)],
      440,
      ['b'],
    ],
    [
      'a kettle that comes with a fridge',
      [
        ['fridge', 2000, 1],
        ['kettle', 99, 1],
      ],
      [gift],
      2000,
      ['gift'],
    ],
    [
      'no kettle without enough',
      [
        ['fridge', 1800, 1],
        ['kettle', 99, 1],
      ],
      [gift],
      1899,
      [],
    ],
    ['nothing', [], [full], 0, []],
  ] as const)('%s', (_, goods, promotions, paid, taken) => {
    const shelf = goods.map(([sku, price, count]) => line(sku, price, count));
    const outcome = bestPromotions(shelf, at(promotions));
    expect([outcome.netFen / 100, outcome.taken.map((t) => t.promotion.promotionId)]).toEqual([
      paid,
      taken,
    ]);
    expect(outcome.isProved).toBe(true);
  });

  it('does not save more by a step limit than the search may take, and says so', () => {
    const cart = oneEachCart(1, { units: 20, promotions: 200 }, shopGoods());
    const short = bestPromotions(cart.lines, { ...cart.context, workLimit: 10 });
    const whole = bestPromotions(cart.lines, { ...cart.context, workLimit: WORK_LIMIT });
    expect([short.isProved, whole.isProved]).toEqual([false, true]);
    expect(whole.netFen).toBeLessThanOrEqual(short.netFen);
  });
});

describe('why', () => {
  it('￥1 more gives ￥300 off', () => {
    const { nearMisses, notTaken } = bestPromotions([line('tv', 2999, 1)], at([full]));
    expect(nearMisses).toEqual([
      { promotion: full, missingFen: yuan(1), missingUnits: null, givesFen: yuan(300) },
    ]);
    expect(notTaken).toMatchObject([{ reason: 'threshold_missing', missingFen: yuan(1) }]);
  });

  it('a gift that is earned but not in the cart is open', () => {
    const outcome = bestPromotions([line('fridge', 2000, 1)], at([gift]));
    expect(outcome.openRewards).toEqual([{ promotion: gift, skus: ['kettle'], count: 1 }]);
    expect(outcome.notTaken).toMatchObject([{ reason: 'reward_missing' }]);
  });

  it.each([
    ['not_started', { window: { ...full.window, fromAt: full.window.toAt - 1 } }, {}],
    ['ended', { window: { ...full.window, toAt: full.window.fromAt } }, {}],
    ['other_store', { audience: { ...full.audience, storeIds: ['S9'] } }, {}],
    ['tier_missing', { audience: { ...full.audience, tiers: ['vip'] as const } }, {}],
    ['customer_needed', { audience: { ...full.audience, isCustomerNeeded: true } }, {}],
    ['quota_used_up', {}, { quotaLeft: new Map([['full', 0]]) }],
    ['unticked', { isOptional: true }, { unticked: new Set(['full']) }],
    ['nothing_in_scope', { scope: only('lamp') }, {}],
  ] as const)('%s', (reason, change: Partial<Promotion>, context: Partial<PromotionContext>) => {
    const promotion = { ...full, ...change };
    const outcome = bestPromotions([line('tv', 4000, 1)], { ...at([promotion]), ...context });
    expect(outcome.notTaken).toMatchObject([{ reason }]);
    expect(outcome.netFen).toBe(yuan(4000));
  });

  it('nobody is asked for a card, a coupon or a deposit where no good takes part', () => {
    const promotion = {
      ...{ ...full, scope: only('lamp') },
      audience: { ...full.audience, tiers: ['vip'] as const, isCustomerNeeded: true },
    };
    const { notTaken } = bestPromotions([line('tv', 4000, 1)], at([promotion]));
    expect(notTaken).toMatchObject([{ reason: 'nothing_in_scope' }]);
  });

  it('names the coupon that is better', () => {
    const [a, b] = [coupon('a', 300, 20), coupon('b', 400, 60)];
    const outcome = bestPromotions([line('tv', 500, 1)], at([a, b]));
    expect(outcome.notTaken).toMatchObject([{ promotion: a, reason: 'one_coupon', other: b }]);
  });

  it('a pin that cannot be is ignored and explained', () => {
    const outcome = bestPromotions([line('tv', 500, 1)], {
      ...at([full]),
      pinned: new Set(['full']),
    });
    expect([outcome.netFen, outcome.notTaken[0]?.reason]).toEqual([yuan(500), 'threshold_missing']);
  });
});

describe('whatever is in the cart', () => {
  const { seed } = printedSeed('carts with promotions');
  const carts = Array.from({ length: 150 }, (_, i) => smallCart(seed + i));

  it('the order in which promotions are listed does not matter', () => {
    for (const { lines, context } of carts) {
      const shuffled = [...context.promotions].sort((a, b) => (a.name < b.name ? 1 : -1));
      const outcome = bestPromotions(lines, context);
      expect(bestPromotions(lines, { ...context, promotions: shuffled })).toEqual(outcome);
    }
  });

  it('shares add up, nothing is below zero, and all refunds are what was paid', () => {
    for (const { lines, context } of carts) {
      const outcome = bestPromotions(lines, context);
      const nets = outcome.lines.flatMap((l) => l.unitNets);
      expect(Math.min(0, ...nets)).toBe(0);
      expect(nets.reduce((a: number, b) => a + b, 0)).toBe(outcome.netFen);
      for (const { shares, unitNets, unitListFen } of outcome.lines) {
        const off = unitNets.map((_, unit) =>
          shares.reduce((sum: number, share) => sum + (share.unitShares[unit] ?? 0), 0),
        );
        expect(unitNets).toEqual(off.map((amount) => unitListFen - amount));
        for (const { amountFen, unitShares } of shares) {
          expect(unitShares.reduce((a: number, b) => a + b, 0)).toBe(amountFen);
        }
      }
    }
  });

  it('one more promotion that may be left out never makes it dearer', () => {
    for (const [i, { lines, context }] of carts.entries()) {
      const sum = dice(seed + i).between(1, 400);
      const more = plainPromotion(
        'more',
        3,
        { kind: 'threshold_once', overFen: fen(sum), offFen: fen(Math.ceil(sum / 4)) },
        { isOptional: true },
      );
      const before = bestPromotions(lines, { ...context, pinned: new Set() }).netFen;
      const promotions = [...context.promotions, more];
      const after = bestPromotions(lines, { ...context, pinned: new Set(), promotions }).netFen;
      expect(after).toBeLessThanOrEqual(before);
    }
  });
});

function line(sku: string, price: number, unitCount: number): PromotionLine {
  return {
    lineId: sku,
    sku,
    kind: 'goods',
    brand: '',
    category: '',
    tags: [],
    unitCount,
    unitListFen: yuan(price),
    isPricedByHand: false,
  };
}

function at(promotions: readonly Promotion[]): PromotionContext {
  return contextOf(promotions, { workLimit: WORK_LIMIT });
}
