import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId, type RegisterId } from '../../../shared/kernel/ids.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { actorOf, type DemoTill, demoTill, stockItem } from '../../../test/support/demo-till.ts';
import { outcome, payCart, taken, tryToPay } from '../../../test/support/people-till.ts';
import { runPromotion } from '../../../test/support/running-promotion.ts';
import { CONFIRMED, GUI, ringUp, stockGraded } from '../../../test/support/subsidised-till.ts';
import { addDeposit, removeDeposit } from '../deposits/cart-deposits.ts';
import { depositById } from '../deposits/deposit-table.ts';
import { takeDeposit } from '../deposits/take-deposit.ts';
import { auditStore } from '../journal/audit-store.ts';
import { firstBrokenEntry } from '../journal/journal-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { openShift } from '../shift/open-shift.ts';
import { insertRegister } from '../staff/store-table.ts';
import { claimSubsidy } from '../subsidy/claim-subsidy.ts';
import { loadPolicies } from '../subsidy/policies.ts';
import type { Till } from '../till.ts';
import { acceptPrices } from './accept-prices.ts';
import { addSerial } from './cart-serials.ts';
import { completeCashSale } from './complete-sale.ts';
import { currentCart } from './current-cart.ts';
import { addItem } from './edit-cart.ts';
import { holdCart, listHeldCarts, recallCart } from './hold-cart.ts';

const cashier = actorOf('cashier');
let demo: DemoTill;
let first: Till;
let second: Till;

beforeEach(async () => {
  demo = await demoTill();
  first = demo.till;
  second = { ...demo.till, registerId: asId<RegisterId>('02') };
  insertRegister(first.db, { registerId: '02', serial: 'ZD-TEST-02', at: 0 });
  const float = { pieces: { '10000': 5 }, otherFen: 0 };
  openShift(second, { by: cashier, approvedBy: null }, { float });
  stockItem(first, { sku: 'FRIDGE', listFen: 219_900, serial: 'one' });
});
afterEach(() => demo.close());

function pay(till: Till, cartId: string | null) {
  return completeCashSale(till, cashier, {
    requestId: `request-${till.registerId}-${cartId}`,
    cartId: cartId ?? '',
    expectedDueFen: 219_900,
    tenderedFen: null,
  });
}
const add = (till: Till) => addItem(till, cashier, { sku: 'FRIDGE', quantityMilli: 1000 });
const codeOf = (answer: ReturnType<typeof pay>) => (answer.ok ? 'ok' : answer.refusal.code);

describe('two registers of one store', () => {
  it('a cart held at one is recalled and paid at the other, under that one’s number', () => {
    add(first);
    const { cartId } = currentCart(first, cashier);
    holdCart(first, '老王');
    expect(listHeldCarts(second, String)).toMatchObject([{ cartId, label: '老王' }]);
    expect(recallCart(second, cashier, cartId ?? '').ok).toBe(true);
    expect(currentCart(first, cashier).cartId).toBeNull();
    expect(recallCart(first, cashier, cartId ?? '')).toMatchObject({
      refusal: { code: 'cart_in_use' },
    });
    expect(codeOf(pay(first, cartId))).toBe('cart_in_use');
    expect(codeOf(pay(second, cartId))).toBe('ok');
    expect(first.db.prepare('SELECT receipt_number FROM sale').pluck().all()).toEqual([
      '0001-02-000001',
    ]);
  });

  it('each counts its own receipts and chains its own journal', () => {
    for (const till of [first, second, second, first]) {
      add(till);
      expect(codeOf(pay(till, currentCart(till, cashier).cartId))).toBe('ok');
    }
    const numbers = first.db.prepare('SELECT receipt_number FROM sale ORDER BY receipt_number');
    expect(numbers.pluck().all()).toEqual([
      '0001-01-000001',
      '0001-01-000002',
      '0001-02-000001',
      '0001-02-000002',
    ]);
    expect(firstBrokenEntry(first.db, '01')).toBeNull();
    expect(firstBrokenEntry(first.db, '02')).toBeNull();
    expect(auditStore(first.db).faults).toEqual([]);
  });

  it('a unit scanned at both is sold at one', () => {
    for (const till of [first, second]) {
      const added = add(till);
      const lineId = added.ok ? added.value.lineId : '';
      expect(addSerial(till, { lineId, serialNumber: '0A12345678' }).ok).toBe(true);
    }
    const [one, other] = [first, second].map((till) => currentCart(till, cashier).cartId);
    expect(codeOf(pay(first, one ?? null))).toBe('ok');
    expect(pay(second, other ?? null)).toMatchObject({
      refusal: { code: 'serial_taken', params: { serialNumber: '0A12345678' } },
    });
  });

  it('a deposit shown at both is redeemed at one', () => {
    const depositFen = fen(10_000);
    const benefit = { kind: 'presale', depositFen, worthFen: fen(15_000), offFen: null } as const;
    const now = first.clock.now();
    const window = { fromAt: now - 1, toAt: now + 86_400_000 };
    stockItem(first, { sku: 'HEATER', listFen: 100_000 });
    const scope = { skus: ['HEATER'] };
    const { promotionId } = runPromotion(first, benefit, { window, scope });
    const customer = { personId: null, name: '王桂英', phone: '13800138000' };
    const asked = { requestId: 'request-deposit', promotionId, sku: 'HEATER', ...customer };
    const { depositId } = taken(takeDeposit(first, cashier, asked));
    const number = depositById(first.db, depositId)?.number ?? '';
    for (const till of [first, second]) {
      taken(addItem(till, cashier, { sku: 'HEATER', quantityMilli: 1000 }));
      taken(addDeposit(till, number));
    }
    payCart(first);
    const codes = currentCart(second, cashier).obstacles.map(({ code }) => code);
    expect(codes).toEqual(['promotion_changed', 'deposit_ended']);
    expect(outcome(tryToPay(second))).toBe('promotion_changed');
    taken(removeDeposit(second, depositId));
    taken(acceptPrices(second));
    expect(currentCart(second, cashier).payFen).toBe(100_000);
    payCart(second);
    expect(auditStore(first.db).faults).toEqual([]);
    expect(verifyStore(first.db).firstBad).toBeNull();
  });

  it('a person who asks at both for the one subsidised unit they may have gets it at one', () => {
    loadPolicies(first);
    const sku = stockGraded(first, '空调', 289_900, { category: '空调' });
    [first, second].forEach((till, at) => {
      const lineId = ringUp(till, sku, `AC0000000${at}`);
      taken(claimSubsidy(till, cashier, { lineId, unit: 1, ...CONFIRMED, ...GUI }));
    });
    payCart(first);
    expect(outcome(tryToPay(second))).toBe('subsidy_person_used');
    expect(auditStore(first.db).faults).toEqual([]);
  });
});
