import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fen } from '../../../shared/kernel/money.ts';
import {
  CASHIER,
  type PeopleTill,
  peopleTill,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { runPromotion } from '../../../test/support/running-promotion.ts';
import { addDeposit } from '../deposits/cart-deposits.ts';
import { depositById } from '../deposits/deposit-table.ts';
import { takeDeposit } from '../deposits/take-deposit.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { currentCart } from './current-cart.ts';
import { addItem } from './edit-cart.ts';
import { holdCart, listHeldCarts } from './hold-cart.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill(); // 18 June 2026, 9:00
  openDemoShift(shop.till);
});
afterEach(() => shop.remove());

describe('the list of held carts', () => {
  it('says what is to be paid for each, as its screen did: not what a deposit paid before', () => {
    const sku = stock(shop.till, '电热水器', 100_000);
    const { promotionId } = runPromotion(
      shop.till,
      { kind: 'presale', depositFen: fen(10_000), worthFen: fen(15_000), offFen: null },
      { scope: { skus: [sku] }, name: '618预售' },
    );
    const { depositId } = taken(
      takeDeposit(shop.till, CASHIER, {
        ...{ requestId: shop.till.random.uuid(), promotionId, sku, personId: null },
        ...{ name: '王桂英', phone: '13800138000' },
      }),
    );
    taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 1000 }));
    taken(addDeposit(shop.till, depositById(shop.till.db, depositId)?.number ?? ''));
    expect(currentCart(shop.till, CASHIER)).toMatchObject({ dueFen: 95_000, payFen: 85_000 });
    taken(holdCart(shop.till, ''));
    expect(listHeldCarts(shop.till, String)).toMatchObject([{ payFen: 85_000 }]);
  });
});
