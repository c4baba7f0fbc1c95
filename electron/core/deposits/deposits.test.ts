import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
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
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { runPromotion } from '../../../test/support/running-promotion.ts';
import { CONFIRMED, GUI, ringUp, stockGraded } from '../../../test/support/subsidised-till.ts';
import { acceptPrices } from '../checkout/accept-prices.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { discountByHand } from '../checkout/deduct-by-hand.ts';
import { addItem, clearCart } from '../checkout/edit-cart.ts';
import { scanCode } from '../checkout/scan-code.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { drawerEventsOf } from '../shift/drawer-table.ts';
import { composeReport } from '../shift/shift-report-facts.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import { claimSubsidy, dropSubsidy } from '../subsidy/claim-subsidy.ts';
import { loadPolicies } from '../subsidy/policies.ts';
import { addDeposit, removeDeposit } from './cart-deposits.ts';
import { depositById, listDeposits } from './deposit-table.ts';
import { depositView, presaleViews } from './deposit-view.ts';
import { endDeposit } from './end-deposit.ts';
import { takeDeposit } from './take-deposit.ts';

let shop: PeopleTill;
let sku: string;
let other: string;
beforeEach(() => {
  shop = peopleTill(); // 18 June 2026, 9:00
  openDemoShift(shop.till);
  sku = stock(shop.till, '电热水器', 100_000);
  other = stock(shop.till, '电水壶', 9_990);
});
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  expect(verifyStore(shop.till.db)).toMatchObject({ ok: true, firstBad: null });
  shop.remove();
});

const all = (sql: string, ...bound: unknown[]) => shop.till.db.prepare(sql).all(...bound);
const one = (sql: string, ...bound: unknown[]) =>
  shop.till.db
    .prepare(sql)
    .pluck()
    .get(...bound);
const view = () => currentCart(shop.till, CASHIER);
const cash = () => {
  const shift = currentShiftOf(shop.till.db, '01');
  return shift ? expectedCash(drawerEventsOf(shop.till.db, shift.shiftId)).expected : 0;
};

/** 定金100抵150, or a deposit that takes 80 off. */
function presale(worth: { worthFen: number } | { offFen: number } = { worthFen: 15_000 }): string {
  const benefit = {
    ...{ kind: 'presale' as const, depositFen: fen(10_000) },
    worthFen: 'worthFen' in worth ? fen(worth.worthFen) : null,
    offFen: 'offFen' in worth ? fen(worth.offFen) : null,
  };
  const scope = {
    ...{ skus: [sku], brands: [], categories: [], tags: [] },
    exclude: { skus: [], brands: [], categories: [] },
  };
  return runPromotion(shop.till, benefit, { scope, name: '618预售' }).promotionId;
}

function take(promotionId: string, changes: Partial<Parameters<typeof takeDeposit>[2]> = {}) {
  return takeDeposit(shop.till, CASHIER, {
    ...{ requestId: shop.till.random.uuid(), promotionId, sku, personId: null },
    ...{ name: '王桂英', phone: '13800138000', ...changes },
  });
}

function took(promotionId: string) {
  const { depositId } = taken(take(promotionId));
  const deposit = depositById(shop.till.db, depositId);
  if (!deposit) throw new Error('a deposit that was taken is there');
  return deposit;
}

const ring = (good = sku) => taken(addItem(shop.till, CASHIER, { sku: good, quantityMilli: 1000 }));

describe('a deposit', () => {
  it('is cash in the drawer with a number, a slip and an entry, and no sale', () => {
    const promotionId = presale();
    const before = cash();
    const deposit = took(promotionId);
    expect(cash() - before).toBe(10_000);
    expect(deposit).toMatchObject({ number: '0001-01-D000001', depositFen: 10_000, end: null });
    expect(took(promotionId).number).toBe('0001-01-D000002');
    expect(one('SELECT count(*) FROM sale')).toBe(0);
    expect(depositView(shop.till, deposit)).toMatchObject({
      ...{ state: 'held', customer: '王*英 138****8000', promotionName: '618预售' },
    });
    const slip = String(one(`SELECT document FROM print_job WHERE kind = 'deposit_slip'`));
    for (const text of [
      '定金单',
      '实收定金',
      '￥100.00',
      '付尾款时抵',
      '￥150.00',
      '定金不退',
      '双倍返还',
    ]) {
      expect(slip).toContain(text);
    }
    expect(slip).not.toContain('订金');
    expect(slip).not.toContain('王桂英');
    const payload = String(one(`SELECT payload FROM journal WHERE type = 'DEPOSIT'`));
    expect(payload).not.toContain('13800138000');
  });

  it('asked for twice by one press is taken once', () => {
    const promotionId = presale();
    const requestId = shop.till.random.uuid();
    const first = taken(take(promotionId, { requestId }));
    expect(taken(take(promotionId, { requestId }))).toEqual(first);
    expect(one('SELECT count(*) FROM deposit')).toBe(1);
    expect(outcome(take('another', { requestId }))).toBe('request_reused');
  });

  it('is refused without a customer, for goods beside the presale, and without a presale', () => {
    const promotionId = presale();
    expect(outcome(take(promotionId, { name: '' }))).toBe('deposit_person_needed');
    expect(outcome(take(promotionId, { phone: '123' }))).toBe('phone_invalid');
    expect(outcome(take(promotionId, { personId: 'nobody' }))).toBe('deposit_person_needed');
    expect(outcome(take(promotionId, { sku: other }))).toBe('deposit_goods_missing');
    expect(outcome(take('none'))).toBe('deposit_no_promotion');
    shop.pass(30 * 86_400_000, 'by setting the clock');
    expect(outcome(take(promotionId))).not.toBe('done');
    expect(one('SELECT count(*) FROM deposit')).toBe(0);
    expect(presaleViews(shop.till)).toEqual([]);
  });

  it('is not taken for a presale that has ended, also when the clock is set back', () => {
    const promotionId = presale();
    shop.pass(Date.parse('2026-06-18T23:59:00+08:00') - shop.till.clock.now());
    took(promotionId);
    shop.pass(10 * 60_000);
    ring(other);
    payCart(shop.till);
    shop.pass(-3_600_000, 'by setting the clock');
    expect(outcome(take(promotionId))).toBe('deposit_no_promotion');
    expect(presaleViews(shop.till)).toEqual([]);
  });

  it('offers the presales with the goods that they cover', () => {
    presale();
    expect(presaleViews(shop.till)).toMatchObject([
      { name: '618预售', depositFen: 10_000, worthFen: 15_000, goods: [{ sku, listFen: 100_000 }] },
    ]);
  });
});

describe('a deposit that is redeemed', () => {
  it.each([
    ['counts for more than was paid', { worthFen: 15_000 }, 95_000, 85_000],
    ['takes an amount off the balance', { offFen: 8_000 }, 92_000, 82_000],
  ])('%s', (_, worth, dueFen, payFen) => {
    const deposit = took(presale(worth));
    ring();
    expect(view()).toMatchObject({ dueFen: 100_000, payFen: 100_000 }); // not without its deposit
    taken(addDeposit(shop.till, deposit.number.toLowerCase()));
    expect(view()).toMatchObject({ dueFen, payFen, depositFen: 10_000, obstacles: [] });
    const before = cash();
    const saleId = payCart(shop.till);
    expect(cash() - before).toBe(payFen);
    expect(depositById(shop.till.db, deposit.depositId)?.end).toMatchObject({
      ...{ state: 'redeemed', ref: saleId },
    });
    expect(all('SELECT kind, amount_fen FROM tender ORDER BY seq')).toEqual([
      { kind: 'cash', amount_fen: payFen },
      { kind: 'deposit', amount_fen: 10_000 },
    ]);
    const paper = String(one(`SELECT document FROM print_job WHERE kind = 'receipt'`));
    expect(paper).toContain('已付定金');
  });

  it('is refused twice, unknown, or with goods that are not its own', () => {
    const deposit = took(presale());
    ring(other);
    expect(outcome(addDeposit(shop.till, '0001-01-D000099'))).toBe('deposit_not_found');
    taken(addDeposit(shop.till, deposit.number));
    expect(outcome(addDeposit(shop.till, deposit.number))).toBe('deposit_in_cart');
    expect(view().deposits).toMatchObject([{ number: deposit.number, isUsed: false }]);
    expect(view().obstacles).toEqual([{ code: 'deposit_goods_missing', lineId: null }]);
    expect(outcome(tryToPay(shop.till))).toBe('deposit_goods_missing');
    ring();
    payCart(shop.till);
    ring();
    expect(outcome(addDeposit(shop.till, deposit.number))).toBe('deposit_ended');
    taken(clearCart(shop.till, CASHIER, 'x'));
  });

  it('is found by the code on its slip', () => {
    const deposit = took(presale());
    ring();
    const code = `YQ1|D|${deposit.number}`;
    expect(taken(scanCode(shop.till, CASHIER, { code, lineId: null }))).toEqual({ did: 'deposit' });
    expect(view()).toMatchObject({ payFen: 85_000 });
    payCart(shop.till);
  });

  it('may be left for another time', () => {
    const deposit = took(presale());
    ring();
    taken(addDeposit(shop.till, deposit.number));
    taken(removeDeposit(shop.till, deposit.depositId));
    expect(outcome(removeDeposit(shop.till, deposit.depositId))).toBe('deposit_not_found');
    payCart(shop.till);
    expect(depositById(shop.till.db, deposit.depositId)?.end).toBeNull();
  });

  it('that was paid back while its cart was open keeps the cart from being paid with it', () => {
    const deposit = took(presale());
    ring();
    taken(addDeposit(shop.till, deposit.number));
    taken(end(deposit.depositId, 'refunded'));
    expect(view().obstacles.map(({ code }) => code)).toContain('deposit_ended');
    taken(removeDeposit(shop.till, deposit.depositId));
    expect(outcome(tryToPay(shop.till))).toBe('promotion_changed'); // it costs more than it did
    taken(acceptPrices(shop.till));
    expect(view().dueFen).toBe(100_000);
    payCart(shop.till);
  });

  it('with two deposits buys two units, with one only one at the better price', () => {
    const promotionId = presale();
    const [first, second] = [took(promotionId), took(promotionId)];
    taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 2000 }));
    taken(addDeposit(shop.till, first.number));
    expect(view()).toMatchObject({ dueFen: 195_000, payFen: 185_000 });
    taken(addDeposit(shop.till, second.number));
    expect(view()).toMatchObject({ dueFen: 190_000, payFen: 170_000 });
    payCart(shop.till);
  });

  it('and a subsidy never pay more than the goods cost', () => {
    loadPolicies(shop.till);
    sku = stockGraded(shop.till, '空调', 60_000, { category: '空调' });
    const deposit = took(presale({ worthFen: 10_100 }));
    const lineId = ringUp(shop.till, sku, 'AC00000001');
    taken(addDeposit(shop.till, deposit.number));
    taken(claimSubsidy(shop.till, CASHIER, { lineId, unit: 1, ...CONFIRMED, ...GUI }));
    expect(view()).toMatchObject({ netFen: 59_900, subsidyFen: 8_985, depositFen: 10_000 });
    taken(
      discountByHand(shop.till, alone(OWNER), {
        lineId,
        rate: null,
        offFen: 48_900,
        reason: '熟客',
      }),
    );
    expect(outcome(tryToPay(shop.till))).toBe('deposit_exceeds_due');
    taken(dropSubsidy(shop.till, { lineId, unit: 1 }));
    expect(view()).toMatchObject({ dueFen: 11_000, payFen: 1_000, obstacles: [] });
    payCart(shop.till);
  });

  it('comes back in cash with its goods: a return pays the whole net', () => {
    const deposit = took(presale());
    ring();
    taken(addDeposit(shop.till, deposit.number));
    const saleId = payCart(shop.till);
    const before = cash();
    taken(giveBack(shop.till, alone(MANAGER), { saleId, units: unitsNamed('1/1') }));
    expect(before - cash()).toBe(95_000);
  });
});

function end(
  depositId: string,
  state: 'refunded' | 'forfeited',
  by = MANAGER,
  reason = '顾客不要了',
) {
  return endDeposit(shop.till, alone(by), { depositId, state, reason });
}

describe('a deposit that ends without a sale', () => {
  it('is paid back out of the drawer, once', () => {
    const { depositId } = took(presale());
    const before = cash();
    expect(outcome(end(depositId, 'refunded', MANAGER, ' '))).toBe('reason_missing');
    taken(end(depositId, 'refunded'));
    taken(end(depositId, 'refunded')); // pressed twice
    expect(before - cash()).toBe(10_000);
    expect(outcome(end(depositId, 'forfeited'))).toBe('deposit_ended');
    expect(outcome(end('none', 'refunded'))).toBe('deposit_not_found');
    expect(
      listDeposits(shop.till.db, { personId: null, isOpen: true, text: '', limit: 9 }),
    ).toEqual([]);
  });

  it('is kept with its cash in the drawer', () => {
    const { depositId } = took(presale());
    const before = cash();
    taken(end(depositId, 'forfeited', MANAGER, '到期未付尾款'));
    expect(cash()).toBe(before);
    expect(one(`SELECT count(*) FROM outbox WHERE kind = 'deposit_end'`)).toBe(1);
  });

  it('stands in the report of its shift beside the sales', () => {
    const promotionId = presale();
    const [kept, back, used] = [took(promotionId), took(promotionId), took(promotionId)];
    taken(end(kept.depositId, 'forfeited'));
    taken(end(back.depositId, 'refunded'));
    ring();
    taken(addDeposit(shop.till, used.number));
    payCart(shop.till);
    const shift = currentShiftOf(shop.till.db, '01');
    if (!shift) throw new Error('a shift is open');
    const report = composeReport(shop.till, [shift], {
      ...{ zNumber: null, closedAt: 0, closedBy: '', approvedBy: null, counted: null },
    });
    expect(report.presale).toEqual({
      ...{ takenCount: 3, takenFen: 30_000, refundedCount: 1, refundedFen: 10_000 },
      ...{ forfeitedCount: 1, forfeitedFen: 10_000 },
    });
    expect(report.cash).toMatchObject({ presaleInFen: 30_000, presaleBackFen: 10_000 });
    const tenders = report.tenders.reduce((sum, { netFen }) => sum + netFen, 0);
    expect(tenders).toBe(95_000);
    expect(report.receivedFen).toBe(95_000);
    const { openingFloatFen, expectedFen } = report;
    expect(expectedFen - openingFloatFen).toBe(85_000 + 30_000 - 10_000);
  });
});
