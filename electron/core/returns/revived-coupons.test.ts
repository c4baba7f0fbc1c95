import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
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
} from '../../../test/support/people-till.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { couponOff, runPromotion } from '../../../test/support/running-promotion.ts';
import { addCoupon } from '../checkout/cart-coupons.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { addItem, clearCart } from '../checkout/edit-cart.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { couponCounts } from '../promotions/coupon-table.ts';
import { issueCoupons } from '../promotions/coupons.ts';
import { stopPromotion } from '../promotions/save-promotion.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { returnsOfSale } from './return-table.ts';
import { returnCard } from './return-view.ts';

let shop: PeopleTill;
let fan: string;
let coupon: Promotion;
let code: string;
beforeEach(() => {
  shop = peopleTill(); // 18 June 2026
  openDemoShift(shop.till);
  fan = stock(shop.till, '风扇', 20_000);
  coupon = runPromotion(shop.till, couponOff(100, 30), { name: '满100减30券' });
  [code = ''] = taken(issueCoupons(shop.till, alone(OWNER), coupon.promotionId, 1));
});
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  expect(verifyStore(shop.till.db)).toMatchObject({ ok: true, firstBad: null });
  shop.remove();
});

const all = (sql: string) => shop.till.db.prepare(sql).all();
const slips = () =>
  (
    all(`SELECT document FROM print_job WHERE kind = 'return_slip' ORDER BY seq`) as {
      document: string;
    }[]
  ).map(({ document }) => document);

/** Sells two fans with the code; answers the sale. */
function sellWithCode(): string {
  taken(addItem(shop.till, CASHIER, { sku: fan, quantityMilli: 2000 }));
  taken(addCoupon(shop.till, code));
  expect(currentCart(shop.till, CASHIER).netFen).toBe(37_000);
  return payCart(shop.till);
}

function takeBack(saleId: string, ...units: readonly string[]): void {
  taken(giveBack(shop.till, alone(OWNER), { saleId, units: unitsNamed(...units) }));
}

/** What showing the code to a new cart is answered; the cart goes again. */
function shown(): string {
  taken(addItem(shop.till, CASHIER, { sku: fan, quantityMilli: 1000 }));
  const answer = outcome(addCoupon(shop.till, code));
  taken(clearCart(shop.till, OWNER, '顾客不要了'));
  return answer;
}

describe('a one-time coupon whose sale comes back', () => {
  it('whole is good for exactly one more sale, and the slip and the journal say so', () => {
    const first = sellWithCode();
    expect(shown()).toBe('coupon_used');
    takeBack(first, '1/1', '1/2');
    expect(slips()[0]).toContain(`优惠券 尾号${code.slice(-4)}`);
    expect(slips()[0]).toContain('恢复可用');
    expect(
      all(`SELECT payload ->> '$.revivedCoupons[0].turn' AS turn FROM journal
      WHERE type = 'RETURN'`),
    ).toEqual([{ turn: 1 }]);
    expect(couponCounts(shop.till.db, coupon.promotionId)).toEqual({ issued: 1, used: 0 });
    const [back] = returnsOfSale(shop.till.db, first);
    expect(back && returnCard(shop.till, back).revivedCoupons).toEqual([code.slice(-4)]);
    sellWithCode();
    expect(shown()).toBe('coupon_used');
    expect(all('SELECT turn FROM coupon_use')).toEqual([{ turn: 1 }, { turn: 2 }]);
    expect(couponCounts(shop.till.db, coupon.promotionId)).toEqual({ issued: 1, used: 1 });
  });

  it('in part stays used, and comes back with the last unit of its sale', () => {
    const saleId = sellWithCode();
    takeBack(saleId, '1/2');
    expect(slips()[0]).toContain('原单已用的优惠券不退回');
    expect(shown()).toBe('coupon_used');
    takeBack(saleId, '1/1');
    expect(slips()[1]).toContain('恢复可用');
    expect(shown()).toBe('done');
  });

  it('comes back again when the second sale comes back whole, too', () => {
    takeBack(sellWithCode(), '1/1', '1/2');
    takeBack(sellWithCode(), '1/1', '1/2');
    sellWithCode();
    expect(all('SELECT turn FROM coupon_use')).toHaveLength(3);
    expect(all('SELECT turn FROM coupon_revival')).toHaveLength(2);
  });

  it('stays used once the coupon has ended or was stopped', () => {
    const saleId = sellWithCode();
    const { promotionId, version } = coupon;
    taken(stopPromotion(shop.till, alone(OWNER), { promotionId, expectedVersion: version }));
    takeBack(saleId, '1/1', '1/2');
    expect(slips()[0]).toContain('原单已用的优惠券已到期，不退回。');
    expect(all('SELECT * FROM coupon_revival')).toEqual([]);
  });

  it('cannot be used twice in one turn, whatever writes it: the key refuses', () => {
    takeBack(sellWithCode(), '1/1', '1/2');
    sellWithCode();
    const again = shop.till.db.prepare(
      `INSERT INTO coupon_use SELECT code_hash, 2, promotion_id, sale_id, at FROM coupon_use WHERE turn = 1`,
    );
    expect(() => again.run()).toThrow(/UNIQUE/);
  });
});
