import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPromotion } from '../../../test/support/a-promotion.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { everyOff, giftOver } from '../../../test/support/running-promotion.ts';
import { fen } from '../../kernel/money.ts';
import type { Benefit, Promotion } from '../promotions/promotion.ts';
import { type LineToPrice, type PricedCart, priceCart, WITHOUT_PROMOTIONS } from './priced-cart.ts';

const METRE = 12_000;
const pipe = (quantityMilli: number, unitListFen = METRE): LineToPrice => ({
  ...{ lineId: 'pipe', sku: 'pipe', kind: 'material', brand: '', category: '', tags: [] },
  ...{ quantityMilli, unitListFen: fen(unitListFen), override: null, discount: null },
});
const fridge: LineToPrice = {
  ...pipe(1_000, 300_000),
  ...{ lineId: 'fridge', sku: 'fridge', kind: 'goods' },
};
const price = (yuan: number): Benefit => ({
  ...{ kind: 'direct_price', priceFen: fen(yuan * 100), offFen: null },
});
const less = (yuan: number): Benefit => ({
  ...{ kind: 'direct_price', priceFen: null, offFen: fen(yuan * 100) },
});

type Rest = Parameters<typeof aPromotion>[1];
const ownScope = { scope: { skus: ['pipe', 'fridge'] } };

const net = (...of: Parameters<typeof priced>) => priced(...of).netFen;
const why = (...of: Parameters<typeof priced>) => priced(...of).outcome.notTaken[0]?.reason;

/** Lines under one promotion. */
function priced(lines: readonly LineToPrice[], benefit: Benefit, rest: Rest = {}): PricedCart {
  const promotion: Promotion = aPromotion(benefit, { ...ownScope, ...rest });
  const context = {
    ...WITHOUT_PROMOTIONS,
    promotions: [promotion],
    at: promotion.window.fromAt,
    customer: { isKnown: true, tier: 'member' as const },
    deposits: new Map([[promotion.promotionId, 9]]),
  };
  return priceCart(lines, null, context);
}

describe('goods sold by the metre', () => {
  it.each<[string, number, number, Benefit]>([
    ['a price is the price of a metre', 2_500, 25_000, price(100)],
    ['what is taken off is taken off every metre', 2_500, 25_000, less(20)],
    ['no more than a metre costs is taken off it', 2_500, 0, less(130)],
    [
      'a member’s price is that of a metre',
      1_500,
      16_500,
      { kind: 'member_price', priceFen: fen(11_000) },
    ],
    ['a flash price is that of a metre', 500, 4_500, { kind: 'flash_sale', priceFen: fen(9_000) }],
    ['half a fen is rounded up', 1_001, 10_010, price(100)],
    ['whole metres cost the same as pieces', 2_000, 20_000, price(100)],
    ['more than anybody counts is priced by the piece too', 1_000_000, 10_000_000, price(100)],
    ['what a piece costs is no price for a piece of one', 500, 6_000, price(130)],
    ['a percentage is one of the whole length', 2_500, 27_000, { kind: 'percent', payRate: 9_000 }],
    ['a threshold counts what the length comes to', 2_500, 29_000, everyOff(300, 10)],
  ])('%s', (_, milli, paid, benefit) => {
    expect(net([pipe(milli)], benefit)).toBe(paid);
  });

  it.each<[string, Benefit, Rest]>([
    [
      'limited',
      { kind: 'flash_sale', priceFen: fen(9_000) },
      { quota: { perSale: 2 }, scope: { skus: ['pipe'] } },
    ],
    ['the second of two', { kind: 'nth_item', n: 2, offRate: 5_000 }, {}],
    ['any two', { kind: 'pick_n', count: 2, priceFen: fen(20_000) }, {}],
    [
      'a set',
      {
        kind: 'bundle',
        items: [
          { sku: 'fridge', quantity: 1 },
          { sku: 'pipe', quantity: 1 },
        ],
        priceFen: fen(290_000),
      },
      {},
    ],
    ['a gift', giftOver(1_000, 'pipe'), { scope: { skus: ['fridge'] } }],
    [
      'a presale',
      { kind: 'presale', depositFen: fen(1_000), worthFen: fen(2_000), offFen: null },
      { scope: { skus: ['pipe'] } },
    ],
  ])('a length that is not whole is in nothing that counts pieces: %s', (_, benefit, rest) => {
    expect(net([fridge, pipe(2_500)], benefit, rest)).toBe(300_000 + 30_000);
    expect(['whole_units_only', 'set_incomplete']).toContain(
      why([fridge, pipe(2_500)], benefit, rest),
    );
    expect(net([fridge, pipe(2_000)], benefit, rest)).toBeLessThan(300_000 + 24_000);
  });

  it('cost never more than the list price, and as much by the metre whatever the length', () => {
    const { seed, numRuns } = printedSeed('lengths under a price');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.integer({ min: 1, max: 200 }),
        (milli, yuan) => {
          const paid = net([pipe(milli)], price(yuan));
          const metre = Math.min(yuan * 100, METRE);
          const pieces = milli % 1_000 === 0 ? 0 : 1;
          expect(Math.abs(paid - (metre * milli) / 1_000)).toBeLessThanOrEqual(pieces / 2);
        },
      ),
      { seed, numRuns },
    );
  });
});
