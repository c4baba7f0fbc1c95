import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Benefit } from '../../../shared/domain/promotions/promotion.ts';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import { fen } from '../../../shared/kernel/money.ts';
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
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import {
  couponOff,
  everyOff,
  giftOver,
  runPromotion,
} from '../../../test/support/running-promotion.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { saleById } from '../checkout/sale-table.ts';
import { auditStore } from '../journal/audit-store.ts';
import { lastPayload } from '../journal/journal-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { drawerEventsOf } from '../shift/drawer-table.ts';
import { openShiftOf } from '../shift/shift-table.ts';
import { paidUnitsOf } from './return-table.ts';
import { returnableSale } from './return-view.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  openDemoShift(shop.till);
});
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  expect(verifyStore(shop.till.db)).toMatchObject({ ok: true });
  shop.remove();
});

const owner = alone(OWNER);
const scan = (sku: string, units = 1) =>
  taken(addItem(shop.till, CASHIER, { sku, quantityMilli: units * 1000 }));
const net = () => currentCart(shop.till, CASHIER).netFen;
/** Brings units back at what the till says is handed over for them. */
function bring(saleId: string, ...names: string[]) {
  const request = { saleId, units: unitsNamed(...names) };
  const asked = giveBack(shop.till, owner, request);
  if (asked.ok || asked.refusal.code !== 'refund_changed') return taken(asked);
  const expectedRefundFen = Number(asked.refusal.params?.refundFen);
  return taken(giveBack(shop.till, owner, { ...request, expectedRefundFen }));
}
const expected = () =>
  expectedCash(drawerEventsOf(shop.till.db, openShiftOf(shop.till.db, '01')?.shiftId ?? ''))
    .expected;

describe('what was bought under a limited promotion', () => {
  it('gives its units back to the limit when it comes back, unit by unit', () => {
    const fan = stock(shop.till, '风扇', 20_000);
    const flash = { kind: 'flash_sale', priceFen: fen(10_000) } as const;
    runPromotion(shop.till, flash, { quota: { total: 2 }, isExclusive: true });
    scan(fan, 3);
    expect(net()).toBe(40_000); // two of the three
    const saleId = payCart(shop.till);
    scan(fan);
    expect(net()).toBe(20_000); // sold out
    payCart(shop.till);
    const units = paidUnitsOf(shop.till.db, saleId).filter(({ netFen }) => netFen === 10_000);
    bring(saleId, ...units.slice(0, 1).map(({ position, unit }) => `${position}/${unit}`));
    expect(lastPayload(shop.till.db, '01', 'RETURN')).toMatchObject({ quotaUses: [{ units: -1 }] });
    scan(fan, 2);
    expect(net()).toBe(30_000); // one is there again
    payCart(shop.till);
  });

  it('of one a sale gives it back with the last of its goods', () => {
    const fan = stock(shop.till, '风扇', 20_000);
    runPromotion(shop.till, everyOff(300, 50), { quota: { total: 1 } });
    scan(fan, 2);
    const saleId = payCart(shop.till);
    const priceNow = () => {
      scan(fan, 2);
      const price = net();
      payCart(shop.till);
      return price;
    };
    bring(saleId, '1/1');
    expect(priceNow()).toBe(40_000);
    bring(saleId, '1/2');
    expect(priceNow()).toBe(35_000);
  });
});

describe('a gift that was earned by what comes back', () => {
  function sellWithGift(): string {
    const kettle = stock(shop.till, '水壶', 9_900);
    const fan = stock(shop.till, '风扇', 60_000);
    runPromotion(shop.till, giftOver(1_000, kettle), { name: '满千赠水壶' }, true);
    scan(fan, 2);
    scan(kettle);
    expect(net()).toBe(120_000);
    return payCart(shop.till);
  }

  it('is kept back from the refund while it stays, and paid back when it comes', () => {
    const saleId = sellWithGift();
    const before = expected();
    const units = unitsNamed('1/1');
    expect(outcome(giveBack(shop.till, owner, { saleId, units }))).toBe('refund_changed');
    taken(giveBack(shop.till, owner, { saleId, units, expectedRefundFen: 50_100 }));
    expect(expected()).toBe(before - 50_100);
    expect(lastPayload(shop.till.db, '01', 'CASH_MOVEMENT')).toMatchObject({
      ...{ kind: 'paid_in', category: 'other_in', amountFen: 9_900 },
    });
    const sale = saleById(shop.till.db, saleId);
    if (sale) expect(returnableSale(shop.till, OWNER, sale).giftsPaidFen).toBe(9_900);
    const slip = shop.till.db
      .prepare("SELECT document FROM print_job WHERE kind = 'return_slip'")
      .pluck()
      .get();
    expect(String(slip)).toContain('赠品、换购未退，抵扣');
    // The gift pays nothing itself; what was kept back for it is paid.
    taken(
      giveBack(shop.till, owner, { saleId, units: unitsNamed('2/1'), expectedRefundFen: 9_900 }),
    );
    taken(giveBack(shop.till, owner, { saleId, units: unitsNamed('1/2') }));
    expect(expected()).toBe(before - 120_000);
  });

  it('is kept back although goods stay that an exclusive promotion held: they never earned it', () => {
    const kettle = stock(shop.till, '水壶', 9_900);
    const fan = stock(shop.till, '风扇', 120_000);
    const lamp = stock(shop.till, '台灯', 130_000);
    const flash = { kind: 'flash_sale', priceFen: fen(110_000) } as const;
    runPromotion(shop.till, flash, { scope: { skus: [lamp] }, isExclusive: true });
    runPromotion(shop.till, giftOver(1_000, kettle), {}, true);
    for (const sku of [fan, lamp, kettle]) scan(sku);
    expect(net()).toBe(230_000);
    const saleId = payCart(shop.till);
    const units = paidUnitsOf(shop.till.db, saleId).filter(({ netFen }) => netFen === 120_000);
    const back = giveBack(shop.till, owner, { saleId, units });
    expect(back).toMatchObject({
      refusal: { code: 'refund_changed', params: { refundFen: 110_100 } },
    });
  });

  it('sold for less with them is kept back just so: what it was cheaper by', () => {
    const kettle = stock(shop.till, '水壶', 9_900);
    const fan = stock(shop.till, '风扇', 60_000);
    const gift = giftOver(1_000, kettle) as Extract<Benefit, { kind: 'gift' }>;
    runPromotion(shop.till, { ...gift, kind: 'add_on', priceFen: fen(900) }, {}, true);
    scan(fan, 2);
    scan(kettle);
    expect(net()).toBe(120_900);
    const saleId = payCart(shop.till);
    const before = expected();
    const back = (name: string, expectedRefundFen: number) =>
      taken(giveBack(shop.till, owner, { saleId, units: unitsNamed(name), expectedRefundFen }));
    back('1/1', 51_000);
    back('2/1', 9_900);
    back('1/2', 60_000);
    expect(expected()).toBe(before - 120_900);
  });

  it('costs nothing where it comes back with the goods, or where what stays still earns it', () => {
    const saleId = sellWithGift();
    taken(giveBack(shop.till, owner, { saleId, units: unitsNamed('1/1', '2/1') }));
    taken(giveBack(shop.till, owner, { saleId, units: unitsNamed('1/2') }));
    const again = sellWithGift();
    taken(giveBack(shop.till, owner, { saleId: again, units: unitsNamed('2/1') }));
  });
});

describe('whatever promotions a sale was made under', () => {
  it('its units, in any order and however split, pay back exactly what was paid', () => {
    const goods = [19_990, 129_900, 8_888, 333].map((price, i) =>
      stock(shop.till, `货${i}`, price),
    );
    const [first = ''] = goods;
    runPromotion(
      shop.till,
      { kind: 'nth_item', n: 2, offRate: 5_000 },
      { scope: { skus: [first] } },
    );
    runPromotion(shop.till, everyOff(300, 37), { basis: 'running' });
    runPromotion(shop.till, couponOff(500, 33, 'automatic'));
    runPromotion(shop.till, giftOver(1_000, goods[3] ?? ''), {}, true);
    const basket = fc.record({
      counts: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
      keys: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
      split: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(basket, ({ counts, keys, split }) => {
        if (counts.every((n) => n === 0)) return;
        for (const [i, sku] of goods.entries()) if (counts[i]) scan(sku, counts[i]);
        const saleId = payCart(shop.till);
        const before = expected();
        const order = paidUnitsOf(shop.till.db, saleId)
          .map(({ position, unit }, i) => ({ name: `${position}/${unit}`, key: keys[i] ?? 0 }))
          .sort((a, b) => a.key - b.key);
        while (order.length > 0) bring(saleId, ...order.splice(0, split).map(({ name }) => name));
        expect(before - expected()).toBe(saleById(shop.till.db, saleId)?.dueFen);
      }),
      { ...printedSeed('promoted goods come back'), numRuns: 12 },
    );
  });
});
