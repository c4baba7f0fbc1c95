import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId, type RegisterId } from '../../../shared/kernel/ids.ts';
import { actorOf, type DemoTill, demoTill, stockItem } from '../../../test/support/demo-till.ts';
import { auditStore } from '../journal/audit-store.ts';
import { firstBrokenEntry } from '../journal/journal-table.ts';
import { openShift } from '../shift/open-shift.ts';
import { insertRegister } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
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
    expect(listHeldCarts(second, 'none', String)).toMatchObject([{ cartId, label: '老王' }]);
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
});
