import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Adjustment } from '../../../shared/domain/pricing/priced-cart.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { outOfTimeBecause } from '../../../shared/domain/promotions/promotion-availability.ts';
import { asId, type RegisterId } from '../../../shared/kernel/ids.ts';
import { fen } from '../../../shared/kernel/money.ts';
import {
  alone,
  CASHIER,
  OWNER,
  type PeopleTill,
  peopleTill,
  stock,
  taken,
  tryToPay,
} from '../../../test/support/people-till.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { couponOff, everyOff, runPromotion } from '../../../test/support/running-promotion.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { issueCoupons } from '../promotions/coupons.ts';
import { promotionMoment } from '../promotions/promotion-moment.ts';
import { newestVersion } from '../promotions/promotion-table.ts';
import { draftOf, savePromotion, stopPromotion } from '../promotions/save-promotion.ts';
import { paidUnitsOf } from '../returns/return-table.ts';
import { openShift } from '../shift/open-shift.ts';
import { insertRegister } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { acceptPrices } from './accept-prices.ts';
import { addCoupon } from './cart-coupons.ts';
import { removeCustomer, setCustomer } from './cart-customer.ts';
import { heldCarts } from './cart-table.ts';
import { choosePromotion } from './choose-promotion.ts';
import { currentCart } from './current-cart.ts';
import { addItem, clearCart, setQuantity } from './edit-cart.ts';
import { holdCart, recallCart } from './hold-cart.ts';
import { linesOfSale, saleById } from './sale-table.ts';

const MINUTE = 60_000;
const PHONES = ['13800138000', '13900139000', '+86 138-0013-8000'];

let shop: PeopleTill;
let goods: readonly string[];
let promotions: readonly string[];
let codes: readonly string[];
beforeAll(() => {
  shop = peopleTill(Date.parse('2026-06-18T06:00:00+08:00'));
  const { till } = shop;
  till.db.pragma('synchronous = OFF');
  insertRegister(till.db, { registerId: '02', serial: 'ZD-TEST-02', at: 0 });
  const float = { pieces: {}, otherFen: 0 };
  for (const name of ['01', '02']) taken(openShift(at(name), alone(CASHIER), { float }));
  goods = [20_000, 129_900, 9_990].map((price, i) => stock(till, `货${i}`, price));
  const [fan = '', fridge = ''] = goods;
  const flash = { kind: 'flash_sale', priceFen: fen(9_900) } as const;
  const cheap = { kind: 'flash_sale', priceFen: fen(99_900) } as const;
  const hours = [{ fromMinute: 6 * 60, toMinute: 8 * 60 }];
  const coupon = runPromotion(till, couponOff(100, 30), { isOptional: true });
  const half = { kind: 'nth_item', n: 2, offRate: 5_000 } as const;
  promotions = [
    runPromotion(till, flash, {
      ...{ scope: { skus: [fan] }, quota: { total: 60, perCustomer: 3 }, isExclusive: true },
    }),
    runPromotion(till, cheap, { scope: { skus: [fridge] }, quota: { perDay: 30, perSale: 2 } }),
    runPromotion(till, everyOff(300, 40), { window: { hours }, group: 'g' }),
    runPromotion(till, everyOff(500, 90), { quota: { total: 40 }, group: 'g', isOptional: true }),
    runPromotion(till, half, { isOptional: true, stacksWithCoupons: false }),
    coupon,
  ].map(({ promotionId }) => promotionId);
  codes = taken(issueCoupons(till, alone(OWNER), coupon.promotionId, 8));
});
afterAll(() => shop.remove());

const at = (registerId: string): Till => ({
  ...shop.till,
  registerId: asId<RegisterId>(registerId),
});
const number = (sql: string) => Number(shop.till.db.prepare(sql).pluck().get() ?? 0);

const step = fc.record({
  register: fc.constantFrom('01', '02'),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('add' as const) },
    { weight: 2, arbitrary: fc.constant('quantity' as const) },
    { weight: 5, arbitrary: fc.constant('name' as const) },
    { weight: 3, arbitrary: fc.constant('coupon' as const) },
    { weight: 2, arbitrary: fc.constant('choose' as const) },
    { weight: 2, arbitrary: fc.constant('hold' as const) },
    { weight: 2, arbitrary: fc.constant('recall' as const) },
    { weight: 1, arbitrary: fc.constant('edit' as const) },
    { weight: 1, arbitrary: fc.constant('stop' as const) },
    { weight: 1, arbitrary: fc.constant('wait' as const) },
    { weight: 2, arbitrary: fc.constant('take back' as const) },
    { weight: 8, arbitrary: fc.constant('pay' as const) },
  ),
  n: fc.nat({ max: 11 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Does one step; answers the id of the sale if there was one. */
function perform({ register, what, n }: Step, sales: readonly string[]): string | null {
  const till = at(register);
  const pick = <T>(list: readonly T[]): T | undefined => list[n % Math.max(1, list.length)];
  const promotionId = pick(promotions) ?? '';
  const now = newestVersion(till.db, promotionId);
  const expectedVersion = now?.definition.version ?? 0;
  switch (what) {
    case 'add':
      addItem(till, CASHIER, { sku: pick(goods) ?? '', quantityMilli: 1_000 * (1 + (n % 3)) });
      return null;
    case 'quantity': {
      const lineId = pick(currentCart(till, CASHIER).lines)?.lineId ?? '';
      setQuantity(till, CASHIER, { lineId, quantityMilli: 1_000 * (1 + (n % 5)) });
      return null;
    }
    case 'name': {
      const phone = PHONES[n % 4];
      const who = { name: '王桂英', address: '', deliveryDate: '', deliveryNote: '' };
      if (phone === undefined) removeCustomer(till);
      else setCustomer(till, alone(CASHIER), { ...who, phone, deliverySlot: 'morning' });
      return null;
    }
    case 'coupon':
      addCoupon(till, pick(codes) ?? '');
      return null;
    case 'choose': {
      const choice = (['auto', 'unticked', 'pinned'] as const)[n % 3] ?? 'auto';
      choosePromotion(till, alone(CASHIER), { promotionId, choice });
      return null;
    }
    case 'hold':
      holdCart(till, '');
      return null;
    case 'recall':
      recallCart(till, CASHIER, pick(heldCarts(till.db, 9))?.cartId ?? '');
      return null;
    case 'edit': {
      if (!now) return null;
      const definition = { ...draftOf(now.definition), name: `第${expectedVersion + 1}版` };
      const input = { promotionId, expectedVersion, definition, agreesToFloor: true };
      savePromotion(till, alone(OWNER), { ...input, status: 'scheduled' });
      return null;
    }
    case 'stop':
      if (n > 9) stopPromotion(till, alone(OWNER), { promotionId, expectedVersion });
      return null;
    case 'wait':
      shop.pass(n * MINUTE);
      return null;
    case 'take back':
      takeBack(till, pick(sales), n);
      return null;
    case 'pay': {
      if (n % 2 === 0) acceptPrices(till);
      const sold = tryToPay(till);
      return sold.ok ? sold.value.saleId : null;
    }
  }
}

function takeBack(till: Till, saleId: string | undefined, n: number): void {
  if (saleId === undefined) return;
  const left = paidUnitsOf(till.db, saleId).filter(({ isReturned }) => !isReturned);
  const some = left.slice(0, 1 + (n % 3)).map(({ position, unit }) => `${position}/${unit}`);
  if (some.length > 0) giveBack(till, alone(OWNER), { saleId, units: unitsNamed(...some) });
}

/** What is wrong with a sale that was just made: all of it has to have been allowed at that moment. */
function wrongWith(saleId: string, shownFen: number): readonly string[] {
  const { db } = shop.till;
  const moment = promotionMoment(shop.till);
  const sale = saleById(db, saleId);
  const wrong: string[] = [];
  const lines = linesOfSale(db, saleId);
  const net = lines.reduce((sum, line) => sum + line.netFen, 0);
  if (net !== shownFen) wrong.push(`shown ${shownFen}, sold for ${net}`);
  for (const { promotion } of lines.flatMap(
    (line) => JSON.parse(line.adjustments) as Adjustment[],
  )) {
    if (!promotion) continue;
    const { promotionId } = promotion;
    const newest = newestVersion(db, promotionId);
    const one = newest?.definition as Promotion;
    if (newest?.status !== 'scheduled') wrong.push(`${promotionId} was stopped`);
    if (one.version !== promotion.version) wrong.push(`${promotionId} in another version`);
    if (outOfTimeBecause(one.window, moment) !== null) wrong.push(`${promotionId} out of time`);
    const uses = (where: string) =>
      number(`SELECT sum(units) FROM quota_use WHERE promotion_id = '${promotionId}' ${where}`);
    const { total, perDay, perCustomer } = one.quota;
    if (total !== null && uses('') > total) wrong.push(`${promotionId} oversold`);
    if (perDay !== null && uses(`AND business_date = '${sale?.businessDate}'`) > perDay) {
      wrong.push(`${promotionId} oversold that day`);
    }
    if (perCustomer === null) continue;
    if (!sale?.personId) wrong.push(`${promotionId} to nobody`);
    else if (uses(`AND person_id = '${sale.personId}'`) > perCustomer) {
      wrong.push(`${promotionId} oversold to one`);
    }
  }
  const twice = number(
    `SELECT count(*) FROM (SELECT code_hash, turn FROM coupon_use GROUP BY 1, 2 HAVING count(*) > 1)`,
  );
  if (twice > 0) wrong.push('a code used twice');
  return wrong;
}

describe('two registers on a promotion day, with carts held, rules edited, limits, coupons and returns', () => {
  it('sell nothing that was not allowed at that moment, and the books hold', () => {
    const sales: string[] = [];
    const { seed } = printedSeed('a rush of promotions');
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
        for (const now of steps) {
          const shown = currentCart(at(now.register), CASHIER).netFen;
          const saleId = perform(now, sales);
          if (saleId === null) continue;
          sales.push(saleId);
          expect(wrongWith(saleId, shown)).toEqual([]);
        }
        for (const name of ['01', '02']) clearCart(at(name), CASHIER, '');
      }),
      { seed, numRuns: Number(process.env.RUNS ?? 15) },
    );
    expect(sales.length).toBeGreaterThan(10);
    expect(auditStore(shop.till.db).faults).toEqual([]);
    expect(verifyStore(shop.till.db)).toMatchObject({ ok: true });
  });
});
