import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  alone,
  CASHIER,
  OWNER,
  type PeopleTill,
  payCart,
  peopleTill,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { couponOff, everyOff, runPromotion } from '../../../test/support/running-promotion.ts';
import { dropGuards } from '../../../test/tamper/tampering.ts';
import { addCoupon } from '../checkout/cart-coupons.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { issueCoupons } from '../promotions/coupons.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { verifyStore } from './verify-store.ts';

let shop: PeopleTill;
beforeAll(() => {
  shop = peopleTill();
  const { till } = shop;
  openDemoShift(till);
  const fan = stock(till, '风扇', 20_000);
  runPromotion(till, everyOff(100, 10), { quota: { total: 5 } });
  const coupon = runPromotion(till, couponOff(100, 30));
  const codes = taken(issueCoupons(till, alone(OWNER), coupon.promotionId, 2));
  taken(addItem(till, CASHIER, { sku: fan, quantityMilli: 1000 }));
  taken(addCoupon(till, codes[0] ?? ''));
  const saleId = payCart(till);
  taken(giveBack(till, alone(OWNER), { saleId, units: unitsNamed('1/1') }));
  till.db.pragma('foreign_keys = OFF');
  dropGuards(till.db);
});
afterAll(() => shop.remove());

/** What the verifier says after `sql`; the store is put back. */
function badAfter(sql: string): string {
  const { db } = shop.till;
  db.exec('BEGIN');
  try {
    expect(db.prepare(sql).run().changes, sql).toBeGreaterThan(0);
    const { firstBad } = verifyStore(db);
    return firstBad === null ? 'nothing' : `${firstBad.why} ${firstBad.what}`;
  } finally {
    db.exec('ROLLBACK');
  }
}

describe('what promotions used up', () => {
  it('is as it was written in a store that nobody touched', () => {
    expect(verifyStore(shop.till.db)).toMatchObject({ ok: true });
  });

  it.each([
    ["UPDATE coupon_use SET promotion_id = 'another'", 'row_differs coupon_use'],
    ['UPDATE coupon_use SET at = at + 60000', 'row_differs coupon_use'],
    ["UPDATE coupon_use SET sale_id = 'another'", 'row_missing coupon_use'],
    ['UPDATE coupon_use SET turn = 3', 'row_differs coupon_use'],
    ["UPDATE coupon_use SET code_hash = 'another'", 'row_missing coupon_use'],
    ['DELETE FROM coupon_use', 'row_missing coupon_use'],
    ['UPDATE coupon_revival SET at = at + 60000', 'row_differs coupon_revival'],
    ["UPDATE coupon_revival SET return_id = 'another'", 'row_differs coupon_revival'],
    ['DELETE FROM coupon_revival', 'row_missing coupon_revival'],
    [
      'INSERT INTO coupon_revival SELECT code_hash, 2, return_id, at FROM coupon_revival',
      'entry_missing coupon_revival',
    ],
    ["UPDATE coupon_code SET promotion_id = 'another'", 'row_differs coupon_code'],
    ["UPDATE coupon_code SET last4 = 'XXXX'", 'row_differs coupon_code'],
    ["UPDATE coupon_code SET by = 'another'", 'row_differs coupon_code'],
    ['UPDATE coupon_code SET at = at - 60000', 'row_differs coupon_code'],
    ['DELETE FROM coupon_code', 'row_missing coupon_code'],
    ["INSERT INTO coupon_code VALUES ('forged', 'p', '0000', 0, 'x')", 'entry_missing coupon_code'],
    ['UPDATE quota_use SET units = 5 WHERE units > 0', 'row_differs quota_use'],
    ['UPDATE quota_use SET units = -2 WHERE units < 0', 'row_differs quota_use'],
    ["UPDATE quota_use SET business_date = '2026-06-17' WHERE units > 0", 'row_differs quota_use'],
    ["UPDATE quota_use SET person_id = 'me' WHERE units > 0", 'row_differs quota_use'],
    ["UPDATE quota_use SET register_id = '07'", 'row_differs quota_use'],
    ['UPDATE quota_use SET at = at + 60000', 'row_differs quota_use'],
    ['DELETE FROM quota_use WHERE units < 0', 'row_missing quota_use'],
    [
      "INSERT INTO quota_use VALUES ('p', 'ref', '01', -9, NULL, '2026-06-18', 0)",
      'entry_missing quota_use',
    ],
  ])('%s: %s', (sql, found) => {
    expect(badAfter(sql)).toBe(found);
  });
});
