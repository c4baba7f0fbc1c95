import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { asId, type RegisterId } from '../../../shared/kernel/ids.ts';
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
  tryToPay,
} from '../../../test/support/people-till.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { runPromotion } from '../../../test/support/running-promotion.ts';
import { acceptPrices } from '../checkout/accept-prices.ts';
import { removeCustomer, setCustomer } from '../checkout/cart-customer.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { addItem, clearCart } from '../checkout/edit-cart.ts';
import { practiseSale } from '../checkout/practise-sale.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { paidUnitsOf } from '../returns/return-table.ts';
import { closeShift } from '../shift/close-shift.ts';
import { openShift } from '../shift/open-shift.ts';
import { startCount, submitCount } from '../shift/shift.ts';
import { shiftStanding } from '../shift/shift-standing.ts';
import { insertRegister } from '../staff/store-table.ts';
import type { Actor, Till } from '../till.ts';

const TRAINER: Actor = { staffId: asId('demo-trainer'), name: '小周', role: 'trainer' };
const FLASH = { kind: 'flash_sale', priceFen: fen(10_000) } as const;

let shop: PeopleTill;
let sku: string;
beforeEach(() => begin());
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  expect(verifyStore(shop.till.db)).toMatchObject({ ok: true });
  shop.remove();
});

/** A shop with one good and two registers, each with its shift. */
function begin(): void {
  shop = peopleTill();
  shop.till.db.pragma('synchronous = OFF');
  sku = stock(shop.till, '风扇', 20_000);
  insertRegister(shop.till.db, { registerId: '02', serial: 'ZD-TEST-02', at: 0 });
  for (const name of ['01', '02']) taken(openShift(at(name), alone(CASHIER), { float: NOTHING }));
}

const NOTHING = { pieces: {}, otherFen: 0 };
const at = (registerId: string): Till => ({
  ...shop.till,
  registerId: asId<RegisterId>(registerId),
});
const scan = (till: Till, units = 1) =>
  taken(addItem(till, CASHIER, { sku, quantityMilli: units * 1_000 }));
const net = (till: Till) => currentCart(till, CASHIER).netFen;
const number = (sql: string) => Number(shop.till.db.prepare(sql).pluck().get() ?? 0);

/** Closes the day of a register on what should be in its drawer. */
function close(till: Till): void {
  taken(startCount(till, alone(CASHIER)));
  const inDrawer = number(
    `SELECT coalesce(sum(amount_fen), 0) FROM drawer_event
     WHERE shift_id = '${shiftStanding(till).shift?.shiftId}'`,
  );
  const attempt = shiftStanding(till).shift?.attempt ?? 1;
  const count = { pieces: {}, otherFen: inDrawer };
  const counted = taken(submitCount(till, alone(CASHIER), { count, attempt }));
  taken(closeShift(till, alone(OWNER), { countSeq: counted.seq, reason: '' }));
}

describe('the last units of a limited promotion', () => {
  it('are sold at one register; the other’s cart says why it costs more before it is paid', () => {
    runPromotion(shop.till, FLASH, { name: '秒杀', quota: { total: 1 } });
    const [first, second] = [at('01'), at('02')];
    for (const till of [first, second]) scan(till);
    expect([net(first), net(second)]).toEqual([10_000, 10_000]);
    payCart(first);
    const view = currentCart(second, CASHIER);
    expect(view).toMatchObject({ netFen: 20_000, obstacles: [{ code: 'promotion_changed' }] });
    expect(view.promotionChange).toMatchObject({ fromFen: 10_000, toFen: 20_000, ended: ['秒杀'] });
    expect(view.promotions).toMatchObject([{ isTaken: false, reason: 'quota_used_up' }]);
    expect(outcome(tryToPay(second))).toBe('promotion_changed');
    taken(acceptPrices(second));
    expect(outcome(tryToPay(second))).toBe('done');
    expect(number('SELECT sum(units) FROM quota_use')).toBe(1);
  });

  it('are had by as many units of one cart as there are, the others cost the list price', () => {
    runPromotion(shop.till, FLASH, { quota: { total: 10, perSale: 2 } });
    scan(shop.till, 3);
    expect(net(shop.till)).toBe(40_000);
    payCart(shop.till);
    expect(number('SELECT sum(units) FROM quota_use')).toBe(2);
  });

  it('that a register leased and did not sell go back when its shift ends', () => {
    runPromotion(shop.till, FLASH, { quota: { total: 40 } });
    const till = at('02');
    scan(till, 1);
    payCart(till); // leases one and three more
    expect(number("SELECT sum(units) FROM quota_lease WHERE register_id = '02'")).toBe(4);
    close(till);
    expect(number("SELECT sum(units) FROM quota_lease WHERE register_id = '02'")).toBe(1);
    scan(shop.till, 40);
    expect(net(shop.till)).toBe(39 * 10_000 + 20_000);
  });

  it('are not touched by a practised sale or by a basket that is given up', () => {
    runPromotion(shop.till, FLASH, { quota: { total: 2 } });
    taken(addItem(shop.till, TRAINER, { sku, quantityMilli: 2_000 }));
    const cart = currentCart(shop.till, TRAINER);
    expect(cart).toMatchObject({ isTraining: true, netFen: 20_000 });
    const paid = { expectedDueFen: cart.dueFen, tenderedFen: null };
    const cartId = cart.cartId ?? '';
    taken(practiseSale(shop.till, TRAINER, { requestId: 'practice', cartId, ...paid }));
    scan(shop.till, 2);
    taken(clearCart(shop.till, CASHIER, '顾客离开'));
    expect(number('SELECT count(*) FROM quota_lease')).toBe(0);
    expect(number('SELECT count(*) FROM quota_use')).toBe(0);
    scan(at('02'), 2);
    expect(net(at('02'))).toBe(20_000);
  });
});

describe('so many for each customer', () => {
  const name = (till: Till, phone: string) => {
    const who = { name: '王桂英', phone, address: '', deliveryDate: '', deliveryNote: '' };
    taken(setCustomer(till, alone(CASHIER), { ...who, deliverySlot: 'morning' }));
  };

  it('are for those who are entered, at either register, however the number is written', () => {
    runPromotion(shop.till, FLASH, { quota: { perCustomer: 2 } });
    const [first, second] = [at('01'), at('02')];
    for (const till of [first, second]) scan(till, 2);
    expect(net(first)).toBe(40_000);
    expect(currentCart(first, CASHIER).promotions).toMatchObject([{ reason: 'customer_needed' }]);
    name(first, '13800138000');
    name(second, '+86 138-0013-8000');
    expect([net(first), net(second)]).toEqual([20_000, 20_000]);
    payCart(first);
    expect(outcome(tryToPay(second))).toBe('promotion_changed');
    expect(currentCart(second, CASHIER).promotions).toMatchObject([{ reason: 'quota_used_up' }]);
    expect(net(second)).toBe(40_000);
    name(second, '13900139000');
    expect(net(second)).toBe(20_000);
    taken(removeCustomer(second));
    expect(net(second)).toBe(40_000);
  });
});

describe('two registers that sell, take back, close and start again, without a network', () => {
  const deed = fc.record({
    register: fc.constantFrom('01', '02'),
    what: fc.oneof(
      { weight: 6, arbitrary: fc.constant('sell' as const) },
      { weight: 3, arbitrary: fc.constant('take back' as const) },
      { weight: 1, arbitrary: fc.constant('close' as const) },
      { weight: 1, arbitrary: fc.constant('start again' as const) },
    ),
    units: fc.integer({ min: 1, max: 4 }),
  });

  it('never oversell, and what came back or was not sold can be sold', () => {
    const left = (of: Promotion) =>
      (of.quota.total ?? 0) -
      number(
        `SELECT coalesce(sum(units), 0) FROM quota_use WHERE promotion_id = '${of.promotionId}'`,
      );
    const { seed } = printedSeed('limited promotions sold');
    let runs = 0;
    fc.assert(
      fc.property(
        fc.array(deed, { maxLength: 14 }),
        fc.integer({ min: 1, max: 25 }),
        (deeds, total) => {
          runs += 1;
          if (runs % 8 === 0) {
            // Each close moves the business date on, and it may not run far ahead of the clock.
            shop.remove();
            begin();
          }
          sku = stock(shop.till, `风扇${runs}`, 20_000);
          const promotion = runPromotion(shop.till, FLASH, {
            scope: { skus: [sku] },
            quota: { total },
          });
          const sales: string[] = [];
          for (const { register, what, units } of deeds) {
            if (what === 'start again') shop.restart();
            const till = at(register);
            if (what === 'close') {
              close(till);
              taken(openShift(till, alone(CASHIER), { float: NOTHING }));
            }
            if (what === 'take back') takeBackOne(till, sales);
            if (what === 'sell') {
              scan(till, units);
              const before = left(promotion);
              const cheap = (units * 20_000 - net(till)) / 10_000;
              expect(cheap).toBeLessThanOrEqual(Math.min(units, before));
              sales.push(payCart(till));
              expect(left(promotion)).toBe(before - cheap);
            }
            expect(left(promotion)).toBeGreaterThanOrEqual(0);
          }
          for (const name of ['01', '02']) {
            close(at(name));
            taken(openShift(at(name), alone(CASHIER), { float: NOTHING }));
          }
          const rest = left(promotion);
          expect(
            number(`SELECT ${total} - coalesce(sum(units), 0) FROM quota_lease
          WHERE promotion_id = '${promotion.promotionId}'`),
          ).toBe(rest);
          scan(at('02'), total + 1);
          expect(net(at('02'))).toBe((total + 1) * 20_000 - rest * 10_000);
          taken(clearCart(at('02'), CASHIER, '顾客离开'));
        },
      ),
      { seed, numRuns: Number(process.env.RUNS ?? 12) },
    );
  });

  function takeBackOne(till: Till, sales: readonly string[]): void {
    for (const saleId of sales) {
      const unit = paidUnitsOf(till.db, saleId).find((one) => !one.isReturned);
      if (!unit) continue;
      const units = unitsNamed(`${unit.position}/${unit.unit}`);
      giveBack(till, alone(OWNER), { saleId, units });
      return;
    }
  }
});
