import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CustomerTier } from '../../../shared/domain/promotions/promotion.ts';
import { fen } from '../../../shared/kernel/money.ts';
import {
  alone,
  CASHIER,
  OWNER,
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
import { issueCoupons } from '../promotions/coupons.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { findByPhoneEnd } from '../staff/personal-data.ts';
import type { Actor } from '../till.ts';
import { addCoupon } from './cart-coupons.ts';
import { setCustomer } from './cart-customer.ts';
import { currentCart } from './current-cart.ts';
import { addItem } from './edit-cart.ts';
import { practiseSale } from './practise-sale.ts';

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

const scan = (by: Actor = CASHIER, sku = fan) =>
  taken(addItem(shop.till, by, { sku, quantityMilli: 1000 }));
const view = (by: Actor = CASHIER) => currentCart(shop.till, by);
const countRows = (table: string) =>
  Number(shop.till.db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());

/** A limited promotion and a coupon with a code of its own, both on the cart. */
function limitedCart(by: Actor = CASHIER) {
  runPromotion(shop.till, everyOff(100, 10), { quota: { total: 5 } });
  const coupon = runPromotion(shop.till, couponOff(100, 30));
  const [code = ''] = taken(issueCoupons(shop.till, alone(OWNER), coupon.promotionId, 1));
  scan(by);
  taken(addCoupon(shop.till, code));
  expect(view(by).netFen).toBe(15_000);
}

describe('a sale that uses up a coupon and a limit', () => {
  it('is there whole or not at all, whichever of its tables cannot be written', () => {
    limitedCart();
    const written = ['coupon_use', 'quota_use', 'quota_lease', 'sale', 'line_item', 'sale_unit'];
    written.push('tender', 'drawer_event', 'stock_movement', 'print_job', 'outbox', 'journal');
    const counts = () => written.map(countRows);
    const before = counts();
    for (const table of written) {
      shop.till.db.exec(`CREATE TEMP TRIGGER failing BEFORE INSERT ON "${table}"
        BEGIN SELECT RAISE(ABORT, 'the disk failed'); END`);
      expect(() => tryToPay(shop.till), table).toThrow('the disk failed');
      shop.till.db.exec('DROP TRIGGER failing');
      expect(counts(), table).toEqual(before);
    }
    expect(view()).toMatchObject({ netFen: 15_000, obstacles: [] });
    payCart(shop.till);
    expect(countRows('coupon_use') + countRows('quota_use')).toBe(2);
  });

  it('that is practised uses nothing up, and says of the goods what a sale would', () => {
    const trainer: Actor = { ...CASHIER, role: 'trainer' };
    limitedCart(trainer);
    const { cartId, dueFen } = view(trainer);
    const payment = { requestId: 'practice-1', cartId: cartId ?? '', tenderedFen: null };
    taken(practiseSale(shop.till, trainer, { ...payment, expectedDueFen: dueFen }));
    for (const table of ['coupon_use', 'quota_use', 'quota_lease', 'sale']) {
      expect(countRows(table), table).toBe(0);
    }
    expect(lastPayload(shop.till.db, '01', 'TRAINING_SALE')).toMatchObject({
      content: { netFen: 15_000 },
    });
  });

  it('is refused where the last units went at another sale since the cart was looked at', () => {
    const flash = { kind: 'flash_sale', priceFen: fen(9_900) } as const;
    const limited = runPromotion(shop.till, flash, { quota: { total: 1 }, name: '秒杀' });
    scan();
    expect(view().netFen).toBe(9_900);
    shop.till.db
      .prepare("INSERT INTO quota_use VALUES (?, 'elsewhere', '01', 1, NULL, '2026-06-18', 0)")
      .run(limited.promotionId);
    const held = "INSERT INTO quota_lease VALUES ('l', ?, '01', 1, 'granted', 0)";
    shop.till.db.prepare(held).run(limited.promotionId);
    expect(view()).toMatchObject({
      promotionChange: { fromFen: 9_900, toFen: 20_000, ended: ['秒杀'] },
      obstacles: [{ code: 'promotion_changed' }],
    });
    expect(tryToPay(shop.till)).toMatchObject({ refusal: { code: 'promotion_changed' } });
    shop.till.db.exec('DROP TRIGGER quota_use_no_delete; DROP TRIGGER quota_lease_no_delete');
    shop.till.db.exec('DELETE FROM quota_use; DELETE FROM quota_lease'); // rows that no entry has
  });
});

describe('the tier of a customer', () => {
  const when = { deliveryDate: '', deliverySlot: 'morning', deliveryNote: '' } as const;
  const sayWho = (tier?: CustomerTier) => {
    const person = { name: '王小三', phone: '13812348000', address: '' };
    taken(setCustomer(shop.till, alone(CASHIER), { ...person, ...when, ...(tier && { tier }) }));
  };

  it('opens the prices that are for it, is kept, and stands in the journal without a name', () => {
    runPromotion(
      shop.till,
      { kind: 'member_price', priceFen: fen(18_000) },
      { audience: { tiers: ['member', 'vip'] } },
    );
    scan();
    sayWho();
    expect(view()).toMatchObject({ netFen: 20_000, customer: { tier: 'none' } });
    sayWho('member');
    expect(view()).toMatchObject({ netFen: 18_000, customer: { tier: 'member' } });
    payCart(shop.till);
    const entry = lastPayload(shop.till.db, '01', 'CUSTOMER_TIER');
    expect(entry).toMatchObject({ tier: 'member', before: 'none' });
    expect(JSON.stringify(entry)).not.toMatch(/王|1381234/);
    expect(findByPhoneEnd(shop.till, '8000')).toMatchObject([{ tier: 'member' }]);
    scan();
    sayWho(); // left out, it stays
    expect(view().netFen).toBe(18_000);
    payCart(shop.till);
  });

  it('that lowers prices most is not given by a cashier alone', () => {
    scan();
    const vip = {
      name: '王小三',
      phone: '13812348000',
      address: '',
      ...when,
      tier: 'vip',
    } as const;
    const refused = setCustomer(shop.till, alone(CASHIER), vip);
    expect(refused).toMatchObject({ refusal: { code: 'approval_needed' } });
    expect(view().customer).toBeNull();
    taken(setCustomer(shop.till, { by: CASHIER, approvedBy: OWNER }, vip));
    expect(view()).toMatchObject({ customer: { tier: 'vip' } });
    expect(lastPayload(shop.till.db, '01', 'CUSTOMER_TIER')).toMatchObject({
      tier: 'vip',
      approvedBy: OWNER.staffId,
    });
    taken(setCustomer(shop.till, alone(CASHIER), vip)); // as it was
  });
});
