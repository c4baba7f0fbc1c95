import { describe, expect, it } from 'vitest';
import type { Adjustment } from '../../../shared/domain/pricing/priced-cart.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { deductionsByName, giftUnits } from './deduction-names.ts';

function taken(amountFen: number, more: Partial<Adjustment> = {}): Adjustment {
  return {
    ...{ kind: 'threshold_each', reason: '每满300减50', funding: 'store' },
    ...{ amountFen: fen(amountFen), unitShares: [fen(amountFen)] },
    promotion: { promotionId: 'p1', version: 1, layer: 3 },
    ...more,
  };
}
const byHand = (kind: 'override' | 'line_discount' | 'cart_discount', reason: string) =>
  taken(100, { kind, reason, promotion: null });

describe('the deductions on a receipt', () => {
  it('name each promotion once, in the order of the pipeline, with who pays for it; hands come last', () => {
    const coupon = { promotionId: 'p2', version: 3, layer: 6 as const };
    expect(
      deductionsByName([
        byHand('line_discount', '样机'),
        taken(300, { kind: 'coupon', reason: '平台券', funding: 'platform', promotion: coupon }),
        taken(200),
        taken(50, { funding: 'brand', reason: '品牌直降', kind: 'direct_price' }),
        taken(400),
        byHand('cart_discount', ''),
      ]),
    ).toEqual([
      { name: '每满300减50', amountFen: 600 },
      { name: '品牌直降(品牌出资)', amountFen: 50 },
      { name: '平台券(平台出资)', amountFen: 300 },
      { name: '单品优惠 样机', amountFen: 100 },
      { name: '整单优惠', amountFen: 100 },
    ]);
  });

  it('of two promotions of one name stay two', () => {
    const other = { promotionId: 'p9', version: 1, layer: 3 as const };
    expect(deductionsByName([taken(200), taken(100, { promotion: other })])).toHaveLength(2);
  });

  it('count the units that were given away', () => {
    const unitShares = [fen(0), fen(9_900), fen(9_900)];
    expect(giftUnits([taken(100), taken(19_800, { kind: 'gift', unitShares })])).toBe(2);
    expect(giftUnits([])).toBe(0);
  });
});
