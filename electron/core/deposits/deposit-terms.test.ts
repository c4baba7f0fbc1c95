import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { fen } from '../../../shared/kernel/money.ts';
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
import { runPromotion } from '../../../test/support/running-promotion.ts';
import { acceptPrices } from '../checkout/accept-prices.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { draftOf, savePromotion, stopPromotion } from '../promotions/save-promotion.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { addDeposit, removeDeposit } from './cart-deposits.ts';
import { depositById } from './deposit-table.ts';
import { endDeposit } from './end-deposit.ts';
import { takeDeposit } from './take-deposit.ts';

let shop: PeopleTill;
let sku: string;
let promised: Promotion; // 100 yuan count for 150 until the end of 18 June
beforeEach(() => {
  shop = peopleTill(); // 18 June 2026, 9:00
  openDemoShift(shop.till);
  sku = stock(shop.till, '电热水器', 100_000);
  promised = runPromotion(shop.till, counting(15_000), { scope: { skus: [sku] } });
});
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  expect(verifyStore(shop.till.db)).toMatchObject({ ok: true, firstBad: null });
  shop.remove();
});

function counting(worth: number) {
  const amounts = { depositFen: fen(10_000), worthFen: fen(worth), offFen: null };
  return { kind: 'presale' as const, ...amounts };
}

function took() {
  const { depositId } = taken(
    takeDeposit(shop.till, CASHIER, {
      ...{ requestId: shop.till.random.uuid(), promotionId: promised.promotionId, sku },
      ...{ personId: null, name: '王桂英', phone: '13800138000' },
    }),
  );
  const deposit = depositById(shop.till.db, depositId);
  if (!deposit) throw new Error('a deposit that was taken is there');
  return deposit;
}

/** The owner decides otherwise after deposits were taken. */
function change(to: Partial<Promotion>): void {
  const { promotionId } = promised;
  const definition = draftOf({ ...promised, ...to });
  const input = { promotionId, expectedVersion: 1, definition, agreesToFloor: false };
  taken(savePromotion(shop.till, alone(OWNER), { ...input, status: 'scheduled' }));
}

const ring = (units = 1) =>
  taken(addItem(shop.till, CASHIER, { sku, quantityMilli: units * 1000 }));
const view = () => currentCart(shop.till, CASHIER);
const hours = (n: number) => n * 3_600_000;

describe('what a slip promises', () => {
  it('is kept when the presale gives less since, and the sale says by which version', () => {
    const { number } = took();
    change({ benefit: counting(11_000) });
    ring();
    taken(addDeposit(shop.till, number));
    expect(view()).toMatchObject({ dueFen: 95_000, payFen: 85_000, obstacles: [] });
    payCart(shop.till);
    const adjustments = shop.till.db.prepare('SELECT adjustments FROM line_item').pluck().get();
    expect(JSON.parse(String(adjustments))).toMatchObject([{ promotion: { version: 1 } }]);
  });

  it('is no more than it says when the presale gives more since', () => {
    const { number } = took();
    change({ benefit: counting(30_000) });
    ring();
    taken(addDeposit(shop.till, number));
    expect(view().dueFen).toBe(95_000);
    payCart(shop.till);
  });

  it('is kept when the presale was moved to other goods or stopped', () => {
    const [first, second, third] = [took(), took(), took()];
    change({ scope: { ...promised.scope, skus: [stock(shop.till, '电饭煲', 99_000)] } });
    ring();
    taken(addDeposit(shop.till, first.number));
    expect(view().dueFen).toBe(95_000);
    payCart(shop.till);
    const { promotionId } = promised;
    taken(stopPromotion(shop.till, alone(OWNER), { promotionId, expectedVersion: 2 }));
    ring();
    taken(addDeposit(shop.till, second.number));
    taken(addDeposit(shop.till, third.number));
    expect(view().obstacles).toEqual([{ code: 'deposit_goods_missing', lineId: null }]);
    ring();
    expect(view()).toMatchObject({ dueFen: 190_000, obstacles: [] });
    payCart(shop.till);
  });

  it('ends with the window on it: then the deposit is paid back or kept', () => {
    const { number, depositId } = took();
    ring();
    taken(addDeposit(shop.till, number));
    shop.pass(hours(16)); // the till stood open over midnight
    expect(view().obstacles.map(({ code }) => code)).toContain('deposit_out_of_time');
    expect(outcome(tryToPay(shop.till))).not.toBe('done');
    taken(removeDeposit(shop.till, depositId));
    expect(outcome(addDeposit(shop.till, number))).toBe('deposit_out_of_time');
    const reason = '到期未付尾款';
    taken(endDeposit(shop.till, alone(MANAGER), { depositId, state: 'forfeited', reason }));
    taken(acceptPrices(shop.till));
    payCart(shop.till);
  });

  it('of two versions of a presale is kept in two sales', () => {
    const early = took();
    change({ benefit: counting(20_000) });
    const late = took();
    expect(late.promotionVersion).toBe(2);
    ring(2);
    for (const { number } of [early, late]) taken(addDeposit(shop.till, number));
    expect(view().obstacles).toEqual([{ code: 'deposit_other_terms', lineId: null }]);
    expect(outcome(tryToPay(shop.till))).toBe('deposit_other_terms');
    taken(removeDeposit(shop.till, early.depositId));
    taken(acceptPrices(shop.till));
    expect(view()).toMatchObject({ dueFen: 190_000, payFen: 180_000, obstacles: [] });
    payCart(shop.till);
  });
});
