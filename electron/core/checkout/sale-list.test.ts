import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Caller,
  type DemoTill,
  demoTill,
  stockItem,
} from '../../../test/support/demo-till.ts';

let demo: DemoTill;
let cashier: Caller;

beforeEach(async () => {
  demo = await demoTill();
  cashier = await demo.signIn('cashier');
  stockItem(demo.till, { sku: 'KETTLE', listFen: 12_990 });
  stockItem(demo.till, { sku: 'FRIDGE', listFen: 219_900 });
  await sell('KETTLE');
  await sell('FRIDGE');
});
afterEach(() => demo.close());

describe('the list of sales', () => {
  it.each([
    ['', [219_900, 12_990]],
    ['2199', [219_900]],
    ['129.9', [12_990]],
    ['￥129.90', [12_990]],
    ['000001', [12_990]],
    ['no such thing', []],
  ])('finds "%s" by number, good or amount', async (text, dues) => {
    const found = await cashier.checkout.sales({ text });
    expect(found.map((sale) => sale.dueFen)).toEqual(dues);
  });
});

async function sell(sku: string): Promise<void> {
  await cashier.cart.addItem({ sku });
  const cart = await cashier.cart.current();
  const paid = await cashier.checkout.payCash({
    requestId: `request-${sku}`,
    cartId: cart.cartId ?? '',
    expectedDueFen: cart.dueFen,
    tenderedFen: null,
  });
  expect(paid.ok).toBe(true);
}
