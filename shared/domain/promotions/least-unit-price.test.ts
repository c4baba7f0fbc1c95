import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPromotion } from '../../../test/support/a-promotion.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { fen } from '../../kernel/money.ts';
import { bestPromotions, WORK_LIMIT } from './best-promotions.ts';
import { leastUnitPrice, setWeights } from './least-unit-price.ts';
import type { Benefit } from './promotion.ts';
import type { PromotionContext, PromotionLine } from './promotion-cart.ts';

const amount = fc.integer({ min: 1, max: 60_000 }).map(fen);
const capFen = fc.option(amount, { nil: null });
const rate = fc.integer({ min: 1, max: 9_999 });
const none = { overFen: null, overUnits: null, isEach: false };
const threshold = fc.oneof(
  amount.map((overFen) => ({ ...none, overFen })),
  fc.integer({ min: 1, max: 4 }).map((overUnits) => ({ ...none, overUnits })),
);
const coupon = { kind: 'coupon', coupon: 'shop', claim: 'automatic' } as const;
const reward = { skus: ['A'], count: 1 };

const benefit: fc.Arbitrary<Benefit> = fc.oneof(
  rate.map((payRate) => ({ kind: 'percent' as const, payRate })),
  amount.map((priceFen) => ({ kind: 'flash_sale' as const, priceFen })),
  amount.map((offFen) => ({ kind: 'direct_price' as const, priceFen: null, offFen })),
  fc.record({ n: fc.integer({ min: 2, max: 3 }), offRate: rate }).map((nth) => ({
    kind: 'nth_item' as const,
    ...nth,
  })),
  amount.map((priceFen) => ({ kind: 'pick_n' as const, count: 2, priceFen })),
  amount.map((priceFen) => ({
    kind: 'bundle' as const,
    items: ['A', 'B'].map((sku) => ({ sku, quantity: 1 })),
    priceFen,
  })),
  threshold.map((t) => ({ kind: 'gift' as const, threshold: t, reward })),
  fc
    .record({ threshold, priceFen: amount })
    .map((add) => ({ kind: 'add_on' as const, reward, ...add })),
  fc
    .record({ overFen: amount, offFen: amount })
    .map((step) => ({ kind: 'threshold_once' as const, ...step })),
  fc
    .record({ perFen: amount.map((per) => fen(per + 999)), offFen: amount, capFen })
    .map((step) => ({ kind: 'threshold_each' as const, ...step })),
  fc
    .array(fc.record({ overFen: amount, offFen: amount }), { minLength: 1, maxLength: 3 })
    .map((tiers) => ({ kind: 'threshold_tiered' as const, tiers })),
  fc
    .record({ threshold, offRate: rate, capFen })
    .map((step) => ({ kind: 'threshold_percent' as const, ...step })),
  fc
    .record({ overFen: amount, offFen: amount })
    .map((step) => ({ ...coupon, ...step, offRate: null, capFen: null })),
  fc
    .record({ overFen: amount, offRate: rate, capFen })
    .map((step) => ({ ...coupon, ...step, offFen: null })),
);

const cart = fc.array(
  fc.record({
    unitFen: fc.integer({ min: 1, max: 40_000 }),
    count: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 2, maxLength: 4 },
);

describe('the least that a unit can come to under one promotion', () => {
  it('is never above what any cart pays for it', () => {
    fc.assert(
      fc.property(benefit, cart, (given, units) => {
        const lines = units.map(
          ({ unitFen, count }, n): PromotionLine => ({
            ...{ lineId: `l${n}`, sku: 'ABCD'[n] ?? 'D', kind: 'goods', brand: '', category: '' },
            ...{ tags: [], unitCount: count, unitListFen: fen(unitFen), isPricedByHand: false },
          }),
        );
        const pool = lines.map(({ sku, unitListFen }) => ({ sku, listFen: unitListFen }));
        const promotion = aPromotion(given);
        const context: PromotionContext = {
          ...{ promotions: [promotion], at: promotion.window.fromAt, storeId: '', registerId: '' },
          ...{ customer: { isKnown: true, tier: 'member' }, shownCoupons: new Set() },
          ...{ deposits: new Map(), quotaLeft: new Map(), unticked: new Set(), pinned: new Set() },
          workLimit: WORK_LIMIT,
        };
        const set = setWeights(given, pool);
        for (const { unitNets, unitListFen } of bestPromotions(lines, context).lines) {
          const least = leastUnitPrice(given, unitListFen, set);
          expect(least).toBeLessThanOrEqual(unitListFen);
          expect(Math.min(...unitNets)).toBeGreaterThanOrEqual(least);
        }
      }),
      { ...printedSeed('least unit price'), numRuns: Number(process.env.RUNS ?? 500) },
    );
  });
});
