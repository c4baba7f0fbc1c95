import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPromotion } from '../../../test/support/a-promotion.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { couponOff, everyOff } from '../../../test/support/running-promotion.ts';
import { fen, sumFen } from '../../kernel/money.ts';
import type { PromotionContext } from '../promotions/promotion-cart.ts';
import {
  cartDiscountBase,
  type LineToPrice,
  type ManualDiscount,
  priceCart as priceWith,
  unitCountOf,
  WITHOUT_PROMOTIONS,
} from './priced-cart.ts';

const line = (lineId: string, unitListFen: number | null, more: Partial<LineToPrice> = {}) => ({
  lineId,
  sku: lineId,
  brand: '美的',
  category: '小家电',
  tags: [],
  kind: 'goods' as const,
  quantityMilli: 1000,
  unitListFen: unitListFen === null ? null : fen(unitListFen),
  override: null,
  discount: null,
  ...more,
});
const priceCart = (lines: readonly LineToPrice[], discount: ManualDiscount | null) =>
  priceWith(lines, discount, WITHOUT_PROMOTIONS);
const off = (yuanFen: number): ManualDiscount => ({
  rate: null,
  offFen: fen(yuanFen),
  reason: '样机',
});
const percent = (rate: number): ManualDiscount => ({ rate, offFen: null, reason: '熟客' });
const priced = (unitFen: number) => ({ unitFen: fen(unitFen), reason: '对手价' });

describe('a cart is priced', () => {
  it('at its list prices when nobody did anything', () => {
    const cart = priceCart([line('a', 219_900), line('b', 8_000, { quantityMilli: 2000 })], null);
    expect(cart).toMatchObject({ listFen: 235_900, discountFen: 0, netFen: 235_900 });
    expect(cart.lines[1]).toMatchObject({ unitNets: [8_000, 8_000], reductionRate: 0 });
  });

  it('with a discount on the whole cart spread over fridge, washer and kettle by largest remainder', () => {
    const cart = priceCart([line('a', 219_900), line('b', 129_900), line('c', 9_990)], off(55_000));
    expect(cart.lines.map((l) => l.adjustments[0]?.amountFen)).toEqual([33_616, 19_857, 1_527]);
    expect(cart.lines.map((l) => l.netFen)).toEqual([186_284, 110_043, 8_463]);
    expect(cart.netFen).toBe(304_790);
  });

  it('without losing a fen where three like lines share one yuan', () => {
    const cart = priceCart([line('a', 1_000), line('b', 1_000), line('c', 1_000)], off(1_000));
    expect(cart.lines.map((l) => l.netFen)).toEqual([666, 667, 667]);
  });

  it('with services and materials left out of a discount on the whole cart', () => {
    const cart = priceCart(
      [
        line('ac', 399_900, { quantityMilli: 2000 }),
        line('bracket', 8_000, { quantityMilli: 2000, kind: 'material' }),
        line('pipe', 12_000, { quantityMilli: 2500, kind: 'material' }),
      ],
      off(40_000),
    );
    expect(cart.lines.map((l) => l.netFen)).toEqual([759_800, 16_000, 30_000]);
    expect(cart.lines[0]?.unitNets).toEqual([379_900, 379_900]);
    expect(cart.netFen).toBe(805_800);
  });

  it('by the metre, rounded half up to the fen, as one piece', () => {
    const cart = priceCart([line('pipe', 333, { quantityMilli: 1500, kind: 'material' })], null);
    expect(cart.lines[0]).toMatchObject({ netFen: 500, unitNets: [500] });
  });

  it('at a price set by hand, which shows as a deduction from the list price', () => {
    const [one] = priceCart([line('a', 10_000, { override: priced(9_500) })], null).lines;
    expect(one).toMatchObject({ listFen: 10_000, netFen: 9_500, reductionRate: 499 });
    expect(one?.adjustments).toEqual([
      {
        ...{ kind: 'override', reason: '对手价', funding: 'store', amountFen: 500 },
        ...{ unitShares: [500], promotion: null },
      },
    ]);
  });

  it('at a price above the list, or without any list price, as its own list price', () => {
    const cart = priceCart(
      [
        line('a', 10_000, { override: priced(12_000) }),
        line('b', null, { override: priced(5_000) }),
      ],
      null,
    );
    expect(cart).toMatchObject({ listFen: 17_000, discountFen: 0, netFen: 17_000 });
    expect(cart.lines.flatMap((l) => l.adjustments)).toEqual([]);
  });

  it('at nothing where it has neither list price nor a price set by hand', () => {
    expect(priceCart([line('a', null)], null).netFen).toBe(0);
  });

  it('with a rate rounded unit by unit, so that two cost twice what one costs', () => {
    const one = priceCart([line('a', 50, { discount: percent(300) })], null);
    const two = priceCart([line('a', 50, { discount: percent(300), quantityMilli: 2000 })], null);
    expect(one.netFen).toBe(48);
    expect(two.netFen).toBe(2 * one.netFen);
  });

  it('with each deduction on the amount that the one before left', () => {
    const lines = [line('a', 10_000, { override: priced(9_000), discount: percent(1_000) })];
    const cart = priceCart(lines, off(100));
    expect(cart.lines[0]?.adjustments.map((a) => a.amountFen)).toEqual([1_000, 900, 100]);
    expect(cart.netFen).toBe(8_000);
    expect(cartDiscountBase(lines, priceCart(lines, off(100)))).toBe(8_100);
  });

  it('never below nothing, however much is taken off', () => {
    const lines = [line('a', 300, { discount: off(500) }), line('b', 200)];
    expect(priceCart(lines, off(10_000))).toMatchObject({ netFen: 0 });
  });

  it('so that three percent off 99.90, which is 3.00, is no more than three percent', () => {
    const [one] = priceCart([line('a', 9_990, { discount: percent(300) })], null).lines;
    expect(one?.netFen).toBe(9_690);
    expect(one?.reductionRate).toBeLessThanOrEqual(300);
  });

  it('in whole counted pieces, a measure as one', () => {
    expect([1000, 3000, 999_000, 1500, 1_000_000].map(unitCountOf)).toEqual([1, 3, 999, 1, 1]);
  });
});

const discount = fc.option(
  fc.oneof(
    fc.record({ rate: fc.integer({ min: 1, max: 10_000 }), offFen: fc.constant(null) }),
    fc.record({
      rate: fc.constant(null),
      offFen: fc.integer({ min: 1, max: 3_000_000 }).map((value) => fen(value)),
    }),
  ),
);
const asDiscount = (d: { rate: number | null; offFen: number | null } | null) =>
  d && { rate: d.rate, offFen: d.offFen === null ? null : fen(d.offFen), reason: '让利' };
const anyLine = fc
  .record({
    kind: fc.constantFrom('goods' as const, 'service' as const, 'material' as const),
    unitListFen: fc.option(fc.integer({ min: 0, max: 2_000_000 })),
    quantityMilli: fc.oneof(
      fc.integer({ min: 1, max: 40 }).map((n) => n * 1000),
      fc.integer({ min: 1, max: 90_000 }),
    ),
    override: fc.option(fc.integer({ min: 1, max: 2_000_000 })),
    discount,
  })
  .map((l) =>
    line('x', l.unitListFen, {
      kind: l.kind,
      quantityMilli: l.quantityMilli,
      override: l.override === null ? null : priced(l.override),
      discount: asDiscount(l.discount),
    }),
  );
const anyCart = fc.array(anyLine, { minLength: 1, maxLength: 12 });

describe('every cart', () => {
  it('adds up: units to lines, lines to the total, deductions to what is missing; nothing below zero', () => {
    fc.assert(
      fc.property(anyCart, discount, (lines, d) => {
        const cart = priceCart(lines, asDiscount(d));
        for (const one of cart.lines) {
          expect(sumFen(one.unitNets)).toBe(one.netFen);
          expect(sumFen(one.adjustments.map((a) => a.amountFen))).toBe(one.listFen - one.netFen);
          expect(Math.min(...one.unitNets)).toBeGreaterThanOrEqual(0);
          expect(Math.min(...one.adjustments.map((a) => a.amountFen), 1)).toBeGreaterThan(0);
          expect(one.reductionRate).toBeGreaterThanOrEqual(0);
          expect(one.reductionRate).toBeLessThanOrEqual(10_000);
        }
        expect(sumFen(cart.lines.map((l) => l.netFen))).toBe(cart.netFen);
        expect(cart.listFen - cart.discountFen).toBe(cart.netFen);
      }),
      printedSeed('carts add up'),
    );
  });

  it('costs the same in whatever order its lines were scanned, and each time it is priced', () => {
    fc.assert(
      fc.property(anyCart, discount, (lines, d) => {
        const total = priceCart(lines, asDiscount(d)).netFen;
        expect(priceCart([...lines].reverse(), asDiscount(d)).netFen).toBe(total);
        expect(priceCart(lines, asDiscount(d))).toEqual(priceCart(lines, asDiscount(d)));
      }),
      printedSeed('order of lines'),
    );
  });

  it('costs what it did before once a discount is taken back', () => {
    fc.assert(
      fc.property(anyCart, discount, (lines, d) => {
        const bare = lines.map((l) => ({ ...l, discount: null, override: null }));
        const before = priceCart(bare, null);
        expect(priceCart(bare, asDiscount(d)).netFen).toBeLessThanOrEqual(before.netFen);
        expect(priceCart(bare, null)).toEqual(before);
      }),
      printedSeed('taken back'),
    );
  });

  it('a rate within a limit is never reported above it, on a line or on the whole cart', () => {
    fc.assert(
      fc.property(anyCart, fc.integer({ min: 1, max: 10_000 }), (lines, rate) => {
        const bare = lines.map((l) => ({ ...l, discount: null, override: null }));
        const each = priceCart(
          bare.map((l) => ({ ...l, discount: percent(rate) })),
          null,
        );
        const whole = priceCart(bare, percent(rate));
        for (const one of [...each.lines, ...whole.lines]) {
          expect(one.reductionRate).toBeLessThanOrEqual(rate);
        }
      }),
      printedSeed('rate within a limit'),
    );
  });
});

describe('a cart under promotions', () => {
  const running: PromotionContext = {
    ...WITHOUT_PROMOTIONS,
    at: Date.parse('2026-06-17T10:00:00+08:00'),
    promotions: [
      aPromotion({ kind: 'percent', payRate: 9_500 }),
      aPromotion({ kind: 'nth_item', n: 2, offRate: 5_000 }, { scope: { skus: ['b', 'c'] } }),
      aPromotion(everyOff(300, 50), { funding: 'brand' }),
      aPromotion(couponOff(500, 33, 'automatic'), { basis: 'running' }),
    ],
  };

  it('takes promotions first, then what is taken off by hand, down to every unit', () => {
    const threshold = { ...running, promotions: running.promotions.slice(2, 3) };
    const [one] = priceWith(
      [line('a', 20_000, { quantityMilli: 3000, discount: percent(300) })],
      off(1_000),
      threshold,
    ).lines;
    expect(one?.adjustments.map(({ kind, amountFen }) => [kind, amountFen])).toEqual([
      ['threshold_each', 10_000],
      ['line_discount', 1_500],
      ['cart_discount', 1_000],
    ]);
    // The limit looks at what promotions left of it: 25 of 500 yuan, less two fen a unit and one for rounding.
    expect(one).toMatchObject({ beforeManualFen: 50_000, netFen: 47_500, reductionRate: 500 });
  });

  it('leaves a price agreed by hand in place of a list price alone, and measures it on the list price', () => {
    const cart = priceWith(
      [
        line('a', 20_000, { override: priced(19_000) }),
        line('b', null, { override: priced(10_000) }),
      ],
      null,
      { ...running, promotions: running.promotions.slice(0, 1) },
    );
    expect(cart.lines.map((l) => l.netFen)).toEqual([19_000, 9_500]);
    expect(cart.lines.map((l) => l.reductionRate)).toEqual([500, 0]);
  });

  it('takes a measured length as one unit', () => {
    const metres = { quantityMilli: 2500, kind: 'material' as const };
    const scope = { skus: ['pipe'] };
    const promotions = [aPromotion({ kind: 'percent', payRate: 9_000 }, { scope })];
    const cart = priceWith([line('pipe', 12_000, metres)], null, { ...running, promotions });
    expect(cart.lines[0]).toMatchObject({ netFen: 27_000, unitNets: [27_000] });
  });

  it('adds up on every line and unit, and costs each line the same in whatever order it was scanned', () => {
    const promoted = fc.array(fc.record({ sku: fc.constantFrom('a', 'b', 'c'), base: anyLine }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(promoted, discount, (some, d) => {
        const lines = some.map(({ sku, base }, i) => ({
          ...base,
          ...{ sku, lineId: `line-${i}`, quantityMilli: Math.min(base.quantityMilli, 4_000) },
        }));
        const cart = priceWith(lines, asDiscount(d), running);
        for (const one of cart.lines) {
          expect(sumFen(one.unitNets)).toBe(one.netFen);
          expect(Math.min(...one.unitNets)).toBeGreaterThanOrEqual(0);
          expect(sumFen(one.adjustments.map((a) => a.amountFen))).toBe(one.listFen - one.netFen);
          for (const { amountFen, unitShares } of one.adjustments) {
            expect(sumFen(unitShares)).toBe(amountFen);
            expect(unitShares).toHaveLength(one.unitNets.length);
          }
        }
        const back = priceWith([...lines].reverse(), asDiscount(d), running);
        expect([...back.lines].reverse()).toEqual(cart.lines);
      }),
      printedSeed('promoted carts add up'),
    );
  });
});
