import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Caller,
  type DemoTill,
  demoTill,
  stockItem,
} from '../../../test/support/demo-till.ts';
import { auditStore } from '../journal/audit-store.ts';

let demo: DemoTill;
let cashier: Caller;
beforeEach(async () => {
  demo = await demoTill();
  cashier = await demo.signIn('cashier');
  stockItem(demo.till, { sku: 'KETTLE', listFen: 9_999 });
});
afterEach(() => demo.close());

describe('a return', () => {
  it('pays back what one of two cost, and the books agree', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE', quantityMilli: 2000 });
    const cart = await cashier.cart.current();
    const payment = { requestId: 'request-1', expectedDueFen: cart.dueFen, tenderedFen: null };
    const paid = await cashier.checkout.payCash({ ...payment, cartId: cart.cartId ?? '' });
    if (!paid.ok) throw new Error(paid.refusal.code);
    const { saleId } = paid.value;
    const back = await cashier.returns.create({
      requestId: 'return-1',
      saleId,
      units: [{ position: 1, unit: 2, condition: 'restock' }],
      reason: '不想要了',
      expectedRefundFen: 9_995,
    });
    expect(back).toMatchObject({
      ok: true,
      value: { returnNumber: '0001-01-R000001', refundFen: 9_995 },
    });
    expect(auditStore(demo.till.db).faults).toEqual([]);
  });
});
