import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fen } from '../../../shared/kernel/money.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  type PeopleTill,
  payCart,
  peopleTill,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { runPromotion } from '../../../test/support/running-promotion.ts';
import { setCustomer } from '../checkout/cart-customer.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { addDeposit } from './cart-deposits.ts';
import { depositById } from './deposit-table.ts';
import { endDeposit } from './end-deposit.ts';
import { takeDeposit } from './take-deposit.ts';

const DAY_MS = 86_400_000;

let shop: PeopleTill;
let heater: string;
let purifier: string;
let promotionId: string;
beforeEach(() => {
  shop = peopleTill(); // 18 June 2026, 9:00
  openDemoShift(shop.till);
  heater = stock(shop.till, '电热水器', 100_000);
  purifier = stock(shop.till, '净水器', 90_000);
  const amounts = { depositFen: fen(10_000), worthFen: fen(15_000), offFen: null };
  promotionId = runPromotion(
    shop.till,
    { kind: 'presale', ...amounts },
    { name: '618预售', scope: { skus: [heater, purifier] } },
  ).promotionId;
});
afterEach(() => shop.remove());

const offered = () => currentCart(shop.till, CASHIER).offeredDeposits;
const numbers = () => offered().map(({ number }) => number.slice(-1));
const ring = (sku: string, units = 1) =>
  taken(addItem(shop.till, CASHIER, { sku, quantityMilli: units * 1000 }));

/** A deposit that a customer leaves for a good; who it is. */
function left(sku: string, phone = '13800138000') {
  const customer = { personId: null, name: '王桂英', phone };
  const asked = { requestId: shop.till.random.uuid(), promotionId, sku, ...customer };
  const deposit = depositById(
    shop.till.db,
    taken(takeDeposit(shop.till, CASHIER, asked)).depositId,
  );
  if (!deposit) throw new Error('a deposit that was taken is there');
  return deposit;
}

/** Names the cart's customer, as the customer dialog does with somebody the store knows. */
function name(personId: string | null): void {
  if (personId === null) throw new Error('the store knows who left a deposit');
  const known = { personId, name: '', phone: '', address: '' };
  const delivery = { deliveryDate: '', deliverySlot: 'morning', deliveryNote: '' } as const;
  taken(setCustomer(shop.till, alone(CASHIER), { ...known, ...delivery }));
}

describe('a deposit of the cart’s customer', () => {
  it('is offered once its good is in the cart and the customer named, and is a press away', () => {
    const { personId, number, depositId } = left(heater);
    ring(heater);
    expect(offered()).toEqual([]);
    name(personId);
    expect(offered()).toEqual([
      { depositId, number, depositFen: 10_000, title: '美的 小家电 电热水器' },
    ]);
    const before = currentCart(shop.till, CASHIER).payFen;
    taken(addDeposit(shop.till, number));
    const cart = currentCart(shop.till, CASHIER);
    expect(cart.offeredDeposits).toEqual([]);
    expect(cart.deposits).toMatchObject([{ number, isUsed: true }]);
    expect(before - cart.payFen).toBe(15_000);
    payCart(shop.till);
  });

  it('is not offered to anybody else, for other goods, or once it has ended', () => {
    const { personId, depositId } = left(heater);
    const stranger = left(purifier, '13900139000').personId;
    ring(heater);
    name(stranger);
    expect(offered()).toEqual([]);
    name(personId);
    expect(offered()).toHaveLength(1);
    const end = { depositId, state: 'refunded', reason: '顾客不要了' } as const;
    taken(endDeposit(shop.till, alone(MANAGER), end));
    expect(offered()).toEqual([]);
  });

  it('is offered once for each unit, the oldest first', () => {
    const { personId } = left(heater);
    left(heater);
    left(purifier);
    ring(heater);
    name(personId);
    expect(numbers()).toEqual(['1']);
    ring(heater);
    expect(numbers()).toEqual(['1', '2']);
    ring(purifier);
    expect(numbers()).toEqual(['1', '2', '3']);
    taken(addDeposit(shop.till, offered()[0]?.number ?? ''));
    expect(numbers()).toEqual(['2', '3']);
  });

  it('is not offered outside the time on its slip', () => {
    const { personId } = left(heater);
    ring(heater);
    name(personId);
    expect(offered()).toHaveLength(1);
    shop.pass(30 * DAY_MS);
    expect(offered()).toEqual([]);
  });
});
