import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { asId, type RegisterId } from '../../../shared/kernel/ids.ts';
import { spacedCouponCode } from '../../../shared/scanning/coupon-code.ts';
import {
  alone,
  CASHIER,
  OWNER,
  outcome,
  type PeopleTill,
  payCart,
  peopleTill,
  stock,
  taken,
  tryToPay,
} from '../../../test/support/people-till.ts';
import { couponOff, everyOff, runPromotion } from '../../../test/support/running-promotion.ts';
import { auditStore } from '../journal/audit-store.ts';
import { lastPayload } from '../journal/journal-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { couponCounts } from '../promotions/coupon-table.ts';
import { issueCoupons, sharedCode } from '../promotions/coupons.ts';
import { stopPromotion } from '../promotions/save-promotion.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { insertRegister } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { acceptPrices } from './accept-prices.ts';
import { addCoupon, removeCoupon } from './cart-coupons.ts';
import { currentCart } from './current-cart.ts';
import { addItem, clearCart } from './edit-cart.ts';
import { scanCode } from './scan-code.ts';

let shop: PeopleTill;
let fan: string;
beforeEach(() => {
  shop = peopleTill();
  openDemoShift(shop.till);
  fan = stock(shop.till, '风扇', 20_000);
});
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  expect(verifyStore(shop.till.db)).toMatchObject({ ok: true });
  shop.remove();
});

const view = (till: Till = shop.till) => currentCart(till, CASHIER);
const put = (till: Till = shop.till) => addItem(till, CASHIER, { sku: fan, quantityMilli: 1000 });
const issue = (promotion: Promotion, count = 1) =>
  taken(issueCoupons(shop.till, alone(OWNER), promotion.promotionId, count));
const only = (codes: readonly string[]): string => codes[0] ?? '';

/** A second register of the store, whose shift is open too. */
function secondTill(): Till {
  insertRegister(shop.till.db, { registerId: '02', serial: 'ZD-TEST-02', at: 0 });
  const till = { ...shop.till, registerId: asId<RegisterId>('02') };
  openDemoShift(till);
  return till;
}

describe('a coupon with a code of its own', () => {
  it('takes its amount off, and is used up by the sale, which says so in the journal', () => {
    const promotion = runPromotion(shop.till, couponOff(100, 30));
    const code = only(issue(promotion));
    taken(put());
    expect(view().netFen).toBe(20_000);
    expect(taken(addCoupon(shop.till, code))).toEqual({ promotionId: promotion.promotionId });
    expect(view()).toMatchObject({
      netFen: 17_000,
      coupons: [{ name: promotion.name, last4: code.slice(-4), isTaken: true }],
      promotionChange: null,
    });
    payCart(shop.till);
    expect(couponCounts(shop.till.db, promotion.promotionId)).toEqual({ issued: 1, used: 1 });
    expect(lastPayload(shop.till.db, '01', 'SALE')).toMatchObject({
      coupons: [{ promotionId: promotion.promotionId }],
    });
    taken(put());
    const again = addCoupon(shop.till, code);
    expect(again).toMatchObject({ refusal: { code: 'coupon_used' } });
    expect(again.ok || again.refusal.params?.receiptNumber).toMatch(/-000001$/);
    expect(view().netFen).toBe(20_000);
  });

  it('is scanned, and typed with hyphens or in small letters', () => {
    const codes = issue(runPromotion(shop.till, couponOff(100, 30)), 3);
    const typed = [`YQ1|C|${codes[0]}`, spacedCouponCode(codes[1] ?? ''), codes[2]?.toLowerCase()];
    for (const code of typed) {
      taken(put());
      const scanned = taken(scanCode(shop.till, CASHIER, { code: code ?? '', lineId: null }));
      expect(scanned.did).toBe('coupon');
      expect(view().netFen).toBe(17_000);
      payCart(shop.till);
    }
  });

  it('stays good where it gave nothing, was taken out again, or the customer left', () => {
    const promotion = runPromotion(shop.till, couponOff(300, 30));
    const code = only(issue(promotion));
    taken(put());
    taken(addCoupon(shop.till, code));
    expect(view().coupons).toMatchObject([{ isTaken: false }]);
    payCart(shop.till); // 200 is less than it asks for
    taken(put());
    taken(addCoupon(shop.till, code));
    taken(removeCoupon(shop.till, promotion.promotionId));
    expect(view().coupons).toEqual([]);
    taken(addCoupon(shop.till, code));
    taken(clearCart(shop.till, CASHIER, '顾客离开'));
    expect(couponCounts(shop.till.db, promotion.promotionId).used).toBe(0);
    taken(put());
    taken(put());
    taken(addCoupon(shop.till, code));
    expect(view().netFen).toBe(37_000);
  });

  it('shown at two tills at once is used at one, and the other is told by which receipt', () => {
    const code = only(issue(runPromotion(shop.till, couponOff(100, 30))));
    const other = secondTill();
    for (const till of [shop.till, other]) {
      taken(put(till));
      taken(addCoupon(till, code));
    }
    payCart(other);
    expect(view().obstacles).toMatchObject([{ code: 'promotion_changed' }]);
    const late = tryToPay(shop.till);
    expect(late).toMatchObject({ refusal: { code: 'coupon_used' } });
    expect(late.ok || late.refusal.params?.receiptNumber).toMatch(/-02-000001$/);
    taken(acceptPrices(shop.till));
    expect(view()).toMatchObject({ netFen: 20_000, coupons: [], obstacles: [] });
    payCart(shop.till);
  });

  it('is never kept in clear', () => {
    const code = only(issue(runPromotion(shop.till, couponOff(100, 30))));
    const tables = shop.till.db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all() as string[];
    for (const table of tables) {
      const rows = shop.till.db.prepare(`SELECT * FROM "${table}"`).all();
      expect(JSON.stringify(rows).includes(code), table).toBe(false);
    }
  });
});

describe('a code that is not one', () => {
  it('is refused by what is wrong with it', () => {
    const promotion = runPromotion(shop.till, couponOff(100, 30));
    const code = only(issue(promotion));
    expect(outcome(addCoupon(shop.till, code))).toBe('cart_empty');
    taken(put());
    expect(outcome(addCoupon(shop.till, 'ZQ23456789ABCD2'))).toBe('coupon_unknown');
    expect(outcome(addCoupon(shop.till, '6922233612192'))).toBe('coupon_unknown');
    taken(addCoupon(shop.till, code));
    expect(outcome(addCoupon(shop.till, code))).toBe('coupon_in_cart');
    expect(outcome(addCoupon(shop.till, only(issue(promotion))))).toBe('coupon_in_cart');
    taken(removeCoupon(shop.till, promotion.promotionId));
    taken(stopPromotion(shop.till, alone(OWNER), { ...promotion, expectedVersion: 1 }));
    expect(outcome(addCoupon(shop.till, code))).toBe('coupon_not_valid_now');
  });

  it('is made only for coupons with codes, and so many at once', () => {
    const make = (promotion: Promotion, count: number) =>
      outcome(issueCoupons(shop.till, alone(OWNER), promotion.promotionId, count));
    const coupon = runPromotion(shop.till, couponOff(100, 30));
    expect(make(runPromotion(shop.till, everyOff(100, 10)), 1)).toBe('promotion_not_found');
    expect(make(coupon, 0)).toBe('coupon_codes_limit');
    expect(make(coupon, 501)).toBe('coupon_codes_limit');
    expect(new Set(issue(coupon, 500)).size).toBe(500);
  });
});

describe('a coupon whose code everybody may name', () => {
  it('is known by the short code of its promotion, any number of times, and by no other', () => {
    const promotion = runPromotion(shop.till, couponOff(100, 30, 'shared_code'));
    const other = runPromotion(shop.till, couponOff(100, 50, 'shared_code'));
    const code = sharedCode(shop.till, promotion.promotionId);
    for (let i = 0; i < 2; i += 1) {
      taken(put());
      taken(addCoupon(shop.till, code));
      expect(view()).toMatchObject({ netFen: 17_000, coupons: [{ last4: '', isTaken: true }] });
      payCart(shop.till);
    }
    taken(put());
    taken(addCoupon(shop.till, sharedCode(shop.till, other.promotionId)));
    taken(addCoupon(shop.till, code));
    expect(view().netFen).toBe(15_000); // one coupon of the shop an order: the better one
  });
});
