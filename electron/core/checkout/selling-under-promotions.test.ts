import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CartView } from '../../../shared/contract/cart.ts';
import type { Adjustment } from '../../../shared/domain/pricing/priced-cart.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { reprice } from '../../../test/support/demo-till.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  outcome,
  type PeopleTill,
  payCart,
  peopleTill,
  stock,
  taken,
  tryToPay,
} from '../../../test/support/people-till.ts';
import { everyOff, giftOver, runPromotion } from '../../../test/support/running-promotion.ts';
import { auditStore } from '../journal/audit-store.ts';
import { lastPayload } from '../journal/journal-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { stopPromotion } from '../promotions/save-promotion.ts';
import { paidUnitsOf } from '../returns/return-table.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { acceptPrices } from './accept-prices.ts';
import { allowFloor, choosePromotion } from './choose-promotion.ts';
import { currentCart } from './current-cart.ts';
import { discountByHand, overridePrice } from './deduct-by-hand.ts';
import { addItem, setQuantity } from './edit-cart.ts';
import { holdCart, recallCart } from './hold-cart.ts';
import { linesOfSale } from './sale-table.ts';

const HOUR_MS = 3_600_000;

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  openDemoShift(shop.till);
});
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  expect(verifyStore(shop.till.db)).toMatchObject({ ok: true });
  shop.remove();
});

const cashier = alone(CASHIER);
const withManager = { by: CASHIER, approvedBy: MANAGER };
const view = (): CartView => currentCart(shop.till, CASHIER);
const codes = () => view().obstacles.map(({ code }) => code);
const scan = (sku: string, quantityMilli = 1000) =>
  taken(addItem(shop.till, CASHIER, { sku, quantityMilli })).lineId;
const adjustments = (saleId: string): readonly Adjustment[] =>
  linesOfSale(shop.till.db, saleId).flatMap((line) => JSON.parse(line.adjustments) as Adjustment[]);

const receiptOf = (saleId: string): string => {
  const sql = "SELECT document FROM print_job WHERE ref = ? AND kind = 'receipt'";
  return String(shop.till.db.prepare(sql).pluck().get(saleId));
};

describe('a sale under promotions', () => {
  it('stores on every line who took what from each unit, under which version', () => {
    const kettle = stock(shop.till, '水壶', 10_000);
    const promotion = runPromotion(shop.till, everyOff(300, 50), { funding: 'brand' });
    scan(kettle, 7000);
    expect(view()).toMatchObject({ listFen: 70_000, netFen: 60_000, payFen: 60_000 });
    expect(view().promotions).toMatchObject([
      { promotionId: promotion.promotionId, isTaken: true, amountFen: 10_000, times: 2 },
    ]);
    const [stored] = adjustments(payCart(shop.till));
    expect(stored).toEqual({
      kind: 'threshold_each',
      reason: promotion.name,
      funding: 'brand',
      amountFen: 10_000,
      unitShares: [1_429, 1_429, 1_429, 1_429, 1_428, 1_428, 1_428],
      promotion: { promotionId: promotion.promotionId, version: 1, layer: 3 },
    });
  });

  it('costs the same whichever was scanned first, to the fen of every line', () => {
    const goods = [stock(shop.till, '风扇', 10_000), stock(shop.till, '电饭煲', 10_000)];
    goods.push(stock(shop.till, '微波炉', 10_000));
    runPromotion(shop.till, everyOff(300, 10));
    const nets = (order: readonly string[]) => {
      for (const sku of order) scan(sku);
      const saleId = payCart(shop.till);
      const lines = linesOfSale(shop.till.db, saleId);
      return new Map(lines.map(({ sku, netFen }) => [sku, netFen]));
    };
    expect(nets(goods)).toEqual(nets([...goods].reverse()));
  });

  it('takes what is deducted by hand from what promotions have left, and measures the limit on that', () => {
    const lineId = scan(stock(shop.till, '风扇', 20_000));
    runPromotion(shop.till, everyOff(100, 50));
    const off = (offFen: number) =>
      discountByHand(shop.till, cashier, { lineId, rate: null, offFen, reason: '熟客' });
    // Half of 200 is left: 3 % of it is 3 yuan, and a fen for rounding.
    expect(outcome(off(302))).toBe('approval_needed');
    taken(off(300));
    expect(view()).toMatchObject({ netFen: 9_700, obstacles: [{ code: 'promotion_changed' }] });
    taken(acceptPrices(shop.till));
    expect(outcome(tryToPay(shop.till))).toBe('done');
  });

  it('leaves a price agreed by hand alone, and takes the only price there is', () => {
    const asked = stock(shop.till, '旧机', 20_000);
    reprice(shop.till, asked, null);
    const listed = stock(shop.till, '风扇', 20_000);
    runPromotion(shop.till, { kind: 'percent', payRate: 9_000 });
    const agreed = scan(listed);
    taken(overridePrice(shop.till, cashier, { lineId: agreed, unitFen: 19_500, reason: '样机' }));
    expect(view().netFen).toBe(19_500);
    const only = scan(asked);
    taken(overridePrice(shop.till, cashier, { lineId: only, unitFen: 10_000, reason: '' }));
    expect(view().netFen).toBe(19_500 + 9_000);
    payCart(shop.till);
  });

  it('prices a length by the metre, on the screen, the receipt and what comes back', () => {
    const pipe = stock(shop.till, '铜管', 12_000);
    shop.till.db.prepare("UPDATE item SET unit_label = '米', kind = 'material'").run();
    const price = { kind: 'direct_price', priceFen: fen(10_000), offFen: null } as const;
    runPromotion(shop.till, price, { name: '管材直降', scope: { skus: [pipe] } });
    scan(pipe, 2_500);
    expect(view()).toMatchObject({ listFen: 30_000, netFen: 25_000 });
    const saleId = payCart(shop.till);
    expect(adjustments(saleId)).toMatchObject([{ amountFen: 5_000, unitShares: [5_000] }]);
    expect(paidUnitsOf(shop.till.db, saleId)).toMatchObject([{ netFen: 25_000 }]);
    expect(receiptOf(saleId)).toMatch(/2\.5.*120\.00.*300\.00.*管材直降.*50\.00.*250\.00/s);
  });

  it('is on the receipt by name and by who pays for it', () => {
    const fan = stock(shop.till, '风扇', 20_000);
    runPromotion(shop.till, everyOff(100, 10), { name: '每满100减10', funding: 'platform' });
    scan(fan);
    const saleId = payCart(shop.till);
    expect(receiptOf(saleId)).toContain('每满100减10');
  });
});

describe('time, a new version and a stop', () => {
  it('change an open cart, which says so and is not paid until it is accepted', () => {
    const lineId = scan(stock(shop.till, '风扇', 20_000));
    const promotion = runPromotion(shop.till, everyOff(100, 10), { name: '每满100减10' });
    const changed = { fromFen: 20_000, toFen: 18_000, started: ['每满100减10'], ended: [] };
    expect(view().promotionChange).toEqual(changed);
    expect(codes()).toEqual(['promotion_changed']);
    expect(outcome(tryToPay(shop.till))).toBe('promotion_changed');
    taken(acceptPrices(shop.till));
    expect(view()).toMatchObject({ promotionChange: null, obstacles: [], netFen: 18_000 });
    // The cashier's own deed changes what is taken without asking.
    taken(setQuantity(shop.till, CASHIER, { lineId, quantityMilli: 2000 }));
    expect(view()).toMatchObject({ promotionChange: null, netFen: 36_000 });
    taken(stopPromotion(shop.till, alone(OWNER), { ...promotion, expectedVersion: 1 }));
    expect(view().promotionChange).toMatchObject({ toFen: 40_000, ended: ['每满100减10'] });
    taken(acceptPrices(shop.till));
    payCart(shop.till);
  });

  it('at midnight, while the cart is open: what ended before the next scan stays to be accepted', () => {
    const midnight = Date.parse('2026-06-19T00:00:00+08:00');
    const fan = stock(shop.till, '风扇', 20_000);
    runPromotion(shop.till, everyOff(100, 10), { name: '满百减十' });
    scan(fan);
    expect(view()).toMatchObject({ netFen: 18_000, promotionChange: null });
    shop.pass(midnight - shop.till.clock.now() - HOUR_MS);
    expect(view().promotionChange).toBeNull();
    shop.pass(2 * HOUR_MS);
    expect(view().promotionChange).toMatchObject({ fromFen: 18_000, toFen: 20_000 });
    scan(fan);
    expect(view().promotionChange).toEqual({
      ...{ fromFen: 18_000, toFen: 20_000 },
      ...{ started: [], ended: ['满百减十'] },
    });
    expect(codes()).toContain('promotion_changed');
    taken(acceptPrices(shop.till));
    expect(codes()).not.toContain('promotion_changed');
  });

  it('change a cart that is put aside: it says so when it comes back', () => {
    scan(stock(shop.till, '风扇', 20_000));
    const { cartId } = view();
    taken(holdCart(shop.till, '取钱'));
    runPromotion(shop.till, everyOff(100, 10));
    taken(recallCart(shop.till, CASHIER, cartId ?? ''));
    expect(view().promotionChange).toMatchObject({ fromFen: 20_000, toFen: 18_000 });
  });

  it('a clock that is set back does not bring an ended promotion back', () => {
    const fan = stock(shop.till, '风扇', 20_000);
    runPromotion(shop.till, everyOff(100, 10));
    shop.pass(Date.parse('2026-06-18T23:59:00+08:00') - shop.till.clock.now());
    scan(fan);
    payCart(shop.till);
    shop.pass(10 * 60_000);
    scan(fan);
    shop.pass(-HOUR_MS, 'by setting the clock');
    expect(view().netFen).toBe(20_000);
  });
});

describe('choices', () => {
  it('of an optional promotion are the cashier’s, of any other somebody’s with that right; each is journalled', () => {
    const fan = stock(shop.till, '风扇', 20_000);
    const optional = runPromotion(shop.till, everyOff(100, 10), { isOptional: true });
    const fixed = runPromotion(shop.till, { kind: 'percent', payRate: 9_000 });
    scan(fan);
    const choose = (promotionId: string, choice: 'auto' | 'unticked' | 'pinned', deed = cashier) =>
      choosePromotion(shop.till, deed, { promotionId, choice });
    expect(view().netFen).toBe(17_000); // 180, of which 100 and not 200 is reached
    taken(choose(optional.promotionId, 'unticked'));
    expect(view().netFen).toBe(18_000);
    expect(lastPayload(shop.till.db, '01', 'PROMOTION_CHOICE')).toMatchObject({
      ...{ promotionId: optional.promotionId, choice: 'unticked', approvedBy: null },
    });
    expect(outcome(choose(fixed.promotionId, 'unticked'))).toBe('approval_needed');
    const other = { by: CASHIER, approvedBy: CASHIER };
    expect(outcome(choose(fixed.promotionId, 'unticked', other))).toBe('promotion_not_optional');
    taken(choose(fixed.promotionId, 'unticked', withManager));
    expect(view()).toMatchObject({ netFen: 20_000, promotionChange: null });
    expect(lastPayload(shop.till.db, '01', 'PROMOTION_CHOICE')).toMatchObject({
      approvedBy: MANAGER.staffId,
    });
    const row = view().promotions.find(({ promotionId }) => promotionId === fixed.promotionId);
    if (row) expect(row).toMatchObject({ choice: 'unticked', isOptional: false });
    taken(choose(fixed.promotionId, 'auto'));
    taken(choose(optional.promotionId, 'pinned'));
    expect(view().netFen).toBe(17_000);
    expect(outcome(choose('unknown', 'unticked'))).toBe('promotion_not_in_cart');
    payCart(shop.till);
  });
});

describe('the floor price', () => {
  it('holds against promotions until somebody with that right allows it, or the owner agreed to it', () => {
    const fan = stock(shop.till, '风扇', 20_000);
    runPromotion(shop.till, everyOff(100, 40));
    reprice(shop.till, fan, 20_000, 15_000); // nobody thought of the promotion
    const lineId = scan(fan);
    expect(view()).toMatchObject({
      netFen: 12_000,
      obstacles: [{ code: 'below_floor_price', lineId }],
    });
    expect(outcome(allowFloor(shop.till, cashier))).toBe('approval_needed');
    taken(allowFloor(shop.till, withManager));
    expect(codes()).toEqual([]);
    expect(lastPayload(shop.till.db, '01', 'PROMOTION_CHOICE')).toMatchObject({
      ...{ choice: 'below_floor', lines: [{ sku: fan, downToFen: 12_000 }] },
    });
    payCart(shop.till);
  });

  it('does not hold where the owner agreed, and holds again for what a hand takes besides', () => {
    const fan = stock(shop.till, '风扇', 20_000);
    reprice(shop.till, fan, 20_000, 15_000);
    runPromotion(
      shop.till,
      { kind: 'direct_price', priceFen: fen(12_000), offFen: null },
      {},
      true,
    );
    const lineId = scan(fan);
    expect(codes()).toEqual([]);
    const discount = { lineId, rate: 100, offFen: null, reason: '熟客' };
    expect(outcome(discountByHand(shop.till, cashier, discount))).toBe('approval_needed');
    payCart(shop.till);
  });
});

describe('a gift', () => {
  it('is asked for by name until it is in the cart, and then costs nothing and is sold as it is', () => {
    const kettle = stock(shop.till, '水壶', 9_900, { serial: 'one' });
    runPromotion(shop.till, giftOver(100, kettle), { name: '满百赠水壶' }, true);
    scan(stock(shop.till, '风扇', 20_000));
    const [open] = view().openRewards;
    if (open) expect(open).toMatchObject({ count: 1, priceFen: 0, items: [{ sku: kettle }] });
    scan(kettle);
    expect(view()).toMatchObject({ netFen: 20_000, listFen: 29_900, openRewards: [] });
    const saleId = payCart(shop.till);
    expect(adjustments(saleId)).toMatchObject([{ kind: 'gift', amountFen: 9_900 }]);
    const moved = shop.till.db
      .prepare('SELECT quantity_milli FROM stock_movement WHERE ref = ? AND sku = ?')
      .pluck();
    expect(moved.get(saleId, kettle)).toBe(-1000);
  });
});
