import { describe, expect, it } from 'vitest';
import { aPromotion } from '../../../../test/support/a-promotion.ts';
import { fen } from '../../../kernel/money.ts';
import { bestPromotions, WORK_LIMIT } from '../best-promotions.ts';
import type { Promotion } from '../promotion.ts';
import type { PromotionContext, PromotionLine } from '../promotion-cart.ts';

function netsOf(unitCount: number, promotions: readonly Promotion[]): readonly number[] {
  const line: PromotionLine = {
    ...{ lineId: 'l', sku: 'micro', kind: 'goods', brand: '', category: '', tags: [] },
    ...{ unitCount, unitListFen: fen(129_900), isPricedByHand: false },
  };
  const context: PromotionContext = {
    ...{ promotions, at: aPromotion(EACH).window.fromAt, storeId: '', registerId: '' },
    ...{ customer: { isKnown: true, tier: 'member' }, shownCoupons: new Set() },
    ...{ deposits: new Map(), quotaLeft: new Map(), unticked: new Set(), pinned: new Set() },
    workLimit: WORK_LIMIT,
  };
  return bestPromotions([line], context).lines[0]?.unitNets ?? [];
}

const EACH = {
  kind: 'threshold_each',
  perFen: fen(30_000),
  offFen: fen(5_000),
  capFen: null,
} as const;
const flash = (perSale: number) =>
  aPromotion(
    { kind: 'flash_sale', priceFen: fen(99_900) },
    { isExclusive: true, quota: { perSale } },
  );

describe('of units that are alike', () => {
  it('the first ones take the flash sale, whichever promotion is named first', () => {
    const both = [flash(2), aPromotion(EACH, { layer: 5 })];
    expect(netsOf(3, both)).toEqual([99_900, 99_900, 109_900]);
    expect(netsOf(3, both.toReversed())).toEqual([99_900, 99_900, 109_900]);
    expect(netsOf(4, both)).toEqual([99_900, 99_900, 109_900, 109_900]);
  });

  it('every n-th stays the one that costs less, also behind a flash sale', () => {
    const half = aPromotion({ kind: 'nth_item', n: 2, offRate: 5_000 });
    expect(netsOf(3, [half])).toEqual([129_900, 64_950, 129_900]);
    expect(netsOf(3, [half, flash(1)]).toSorted()).toEqual([129_900, 64_950, 99_900].toSorted());
  });
});
