import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Label } from '../../../shared/contract/labels.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type ShiftId } from '../../../shared/kernel/ids.ts';
import { fen } from '../../../shared/kernel/money.ts';
import {
  CASHIER,
  outcome,
  type PeopleTill,
  payCart,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { EVERYWHERE, plainPromotion } from '../../../test/support/random-promotions.ts';
import { insertPriceChange, NO_PRICES } from '../catalog/price-table.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { insertPromotionVersion } from '../promotions/promotion-table.ts';
import { insertQuotaUse } from '../promotions/quota-table.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { currentShiftOf, insertShift, insertTransition } from '../shift/shift-table.ts';
import { chosenGoods, isBefore, labelSources, labelsOf } from './labels.ts';
import { lowestNet7d } from './lowest-price-table.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The promotion begins on 18 June 2026 at 10:00 in Shanghai. */
const START = Date.parse('2026-06-18T10:00:00+08:00');
const LIST = 299_900;

let shop: PeopleTill;
let sku: string;
beforeEach(() => {
  shop = peopleTill(START - 30 * DAY_MS);
  shop.till.db.pragma('synchronous = OFF');
  openDemoShift(shop.till);
  sku = stock(shop.till, '三门冰箱', LIST, { brand: 'TCL', model: 'BCD-218' });
});
afterEach(() => shop.remove());

/** Lets time pass; what is sold then is sold in a shift of that day. */
function at(moment: number): void {
  shop.pass(moment - shop.till.clock.now());
  const { db } = shop.till;
  const shift = currentShiftOf(db, '01');
  if (!shift || moment - shift.openedAt < 12 * HOUR_MS) return;
  const by = 'demo-cashier';
  insertTransition(db, { shiftId: shift.shiftId, seq: 2, state: 'closed', at: moment, by });
  const shiftId = asId<ShiftId>(`shift-${shift.number + 1}`);
  const date = businessDate(moment, 240);
  insertShift(db, {
    ...{ shiftId, registerId: '01', number: shift.number + 1, businessDate: date },
    ...{ openedAt: moment, openedBy: by, openingFloat: fen(0), pieces: [] },
  });
  insertTransition(db, { shiftId, seq: 1, state: 'open', at: moment, by });
}

/** Rings one up at a price of the day. */
function sellAt(moment: number, priceFen: number): void {
  at(moment);
  reprice(priceFen);
  sell(shop.till, sku);
  reprice(LIST);
}

function reprice(listFen: number): void {
  const change = { ...NO_PRICES, listFen: fen(listFen), importId: null, by: 'demo-owner' };
  insertPriceChange(shop.till.db, { ...change, sku, at: shop.till.clock.now() });
}

function promote(id: string, rest: Partial<Promotion> & Pick<Promotion, 'benefit'>): Promotion {
  const definition = plainPromotion(id, rest.layer ?? 1, rest.benefit, {
    name: '618 直降',
    scope: { ...EVERYWHERE, skus: [sku] },
    window: { fromAt: START, toAt: START + 3 * DAY_MS, weekdays: [], hours: [] },
    ...rest,
  });
  insertPromotionVersion(shop.till.db, {
    definition,
    status: 'scheduled',
    at: shop.till.clock.now(),
    by: 'demo-owner',
  });
  return definition;
}

const cut = (priceFen: number, rest: Partial<Promotion> = {}) =>
  promote('cut', {
    benefit: { kind: 'direct_price', priceFen: fen(priceFen), offFen: null },
    ...rest,
  });

function label(promotionId: string | null = null): Label {
  const [one] = taken(labelsOf(shop.till, { skus: [sku], promotionId }));
  if (!one) throw new Error('a good has a label');
  return one;
}

describe('the earlier price that may be struck through', () => {
  it('is the lowest really charged in the seven days before the promotion', () => {
    sellAt(START - 8 * DAY_MS, 199_900); // too long ago
    sellAt(START - 6 * DAY_MS, 289_900);
    sellAt(START - 3 * DAY_MS, 279_900);
    sellAt(START - DAY_MS, LIST);
    cut(249_900);
    at(START + HOUR_MS);
    expect(label()).toMatchObject({
      nowFen: 249_900,
      was: { fen: 279_900, basis: 'lowest_7_days' },
    });
  });

  it.each([
    ['the first moment of the seven days counts', START - 7 * DAY_MS, 269_900, 'lowest_7_days'],
    [
      'a moment before them counts only where nothing else does',
      START - 7 * DAY_MS - 1,
      269_900,
      'last_sale',
    ],
    ['the last moment before the promotion counts', START - 1, 269_900, 'lowest_7_days'],
  ] as const)('%s', (_, moment, fenThen, basis) => {
    sellAt(moment, fenThen);
    expect(lowestNet7d(shop.till.db, [sku], START).get(sku)).toEqual({ fen: fenThen, basis });
  });

  it('is never the price of the promotion itself', () => {
    sellAt(START - DAY_MS, 289_900);
    cut(249_900);
    at(START + HOUR_MS);
    sell(shop.till, sku); // for 2,499.00
    expect(label().was).toEqual({ fen: 289_900, basis: 'lowest_7_days' });
  });

  it('where nothing was sold in the seven days is that of the last sale before, not the lowest ever', () => {
    sellAt(START - 20 * DAY_MS, 219_900);
    sellAt(START - 12 * DAY_MS, 289_900);
    cut(249_900);
    at(START + HOUR_MS);
    expect(label().was).toEqual({ fen: 289_900, basis: 'last_sale' });
  });

  it('of a good that was never sold here is none: the list price proves nothing', () => {
    cut(249_900);
    at(START + HOUR_MS);
    expect(label()).toMatchObject({ nowFen: 249_900, was: null });
    expect(lowestNet7d(shop.till.db, [sku, 'nowhere'], START).size).toBe(0);
  });

  it('is none where it would not be above the price of now', () => {
    sellAt(START - DAY_MS, 249_900);
    cut(249_900);
    at(START + HOUR_MS);
    expect(label().was).toBeNull();
  });

  it('is none without a promotion: a plain price is compared with nothing', () => {
    sellAt(START - DAY_MS, 349_900);
    at(START);
    expect(label()).toMatchObject({ nowFen: LIST, was: null, promotion: null });
  });

  it('counts what was paid after discounts, unit by unit, and nothing that was given away', () => {
    at(START - 2 * DAY_MS);
    promote('half', {
      benefit: { kind: 'nth_item', n: 2, offRate: 5000 },
      layer: 2,
      window: { fromAt: START - 3 * DAY_MS, toAt: START - DAY_MS, weekdays: [], hours: [] },
    });
    taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 2000 }));
    payCart(shop.till);
    expect(lowestNet7d(shop.till.db, [sku], START).get(sku)?.fen).toBe(LIST / 2);
    const gift = stock(shop.till, '赠品水壶', 9_900);
    at(START - 1.5 * DAY_MS);
    promote('gift', {
      benefit: {
        kind: 'gift',
        threshold: { overFen: fen(100_000), overUnits: null, isEach: false },
        reward: { skus: [gift], count: 1 },
      },
      layer: 2,
      window: { fromAt: START - 3 * DAY_MS, toAt: START - DAY_MS, weekdays: [], hours: [] },
    });
    taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 1000 }));
    taken(addItem(shop.till, CASHIER, { sku: gift, quantityMilli: 1000 }));
    payCart(shop.till);
    expect(lowestNet7d(shop.till.db, [gift], START).has(gift)).toBe(false);
  });

  it('under several promotions is the lowest before any of them began', () => {
    const since = { fromAt: START - 10 * DAY_MS, toAt: START + DAY_MS, weekdays: [], hours: [] };
    cut(259_900, { window: since });
    sellAt(START - 12 * DAY_MS, 269_900);
    sellAt(START - DAY_MS, 289_900); // already cut to 2,599.00
    promote('full', {
      benefit: { kind: 'threshold_once', overFen: fen(200_000), offFen: fen(10_000) },
      layer: 3,
      name: '满2000减100',
    });
    at(START + HOUR_MS);
    expect(label()).toMatchObject({
      nowFen: 249_900,
      was: { fen: 259_900, basis: 'lowest_7_days' },
    });
  });
});

describe('the price on a label', () => {
  beforeEach(() => sellAt(START - DAY_MS, LIST));

  it('is what anybody pays for one, with all that everybody gets', () => {
    cut(279_900);
    promote('full', {
      benefit: { kind: 'threshold_once', overFen: fen(200_000), offFen: fen(10_000) },
      layer: 3,
      name: '满2000减100',
    });
    at(START);
    expect(label()).toMatchObject({ nowFen: 269_900 });
    expect(label().promotion).toMatchObject({ name: '618 直降；满2000减100', isLimited: false });
    expect(label().promotion?.terms).toContain('满2000减100');
    expect(label().promotion?.terms).not.toContain('出资');
    taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 1000 }));
    const saleId = payCart(shop.till);
    const paid = shop.till.db.prepare('SELECT net_fen FROM sale WHERE sale_id = ?');
    expect(paid.pluck().get(saleId)).toBe(269_900); // the till agrees
  });

  const only = (audience: Partial<Promotion['audience']>): Partial<Promotion> => ({
    audience: { tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false, ...audience },
  });
  const NARROW = [
    ['for members', { benefit: { kind: 'member_price', priceFen: fen(199_900) } }],
    ['for a tier', { benefit: { kind: 'percent', payRate: 9000 }, ...only({ tiers: ['vip'] }) }],
    [
      'at one register',
      { benefit: { kind: 'percent', payRate: 9000 }, ...only({ registerIds: ['02'] }) },
    ],
    [
      'in another store',
      { benefit: { kind: 'percent', payRate: 9000 }, ...only({ storeIds: ['99999999'] }) },
    ],
    [
      'with a coupon',
      {
        layer: 4,
        benefit: {
          ...{ kind: 'coupon', coupon: 'shop', claim: 'automatic', overFen: fen(0) },
          ...{ offFen: fen(50_000), offRate: null, capFen: null },
        },
      },
    ],
    [
      'for a deposit',
      {
        benefit: { kind: 'presale', depositFen: fen(10_000), worthFen: fen(50_000), offFen: null },
      },
    ],
  ] as const;
  it('leaves out what members, tiers, other places, coupons and deposits get', () => {
    for (const [name, rest] of NARROW) {
      promote(name, rest as Partial<Promotion> & Pick<Promotion, 'benefit'>);
    }
    at(START);
    expect(label()).toMatchObject({ nowFen: LIST, promotion: null, was: null });
  });

  it('says when it is limited, and goes back when nothing is left', () => {
    promote('flash', {
      benefit: { kind: 'flash_sale', priceFen: fen(199_900) },
      quota: { total: 5, perDay: null, perCustomer: 1, perSale: null },
      name: '秒杀',
    });
    at(START);
    expect(label().promotion).toMatchObject({ name: '秒杀', isLimited: true });
    expect(label().promotion?.terms).toContain('5');
    const used = { promotionId: 'flash', ref: 'x', registerId: '01', units: 5, personId: null };
    insertQuotaUse(shop.till.db, { ...used, businessDate: '2026-06-18', at: START });
    expect(label()).toMatchObject({ nowFen: LIST, promotion: null });
  });

  it('before the promotion begins is of now, or of its beginning when that is asked for', () => {
    cut(249_900, {
      window: {
        ...{ fromAt: START, toAt: START + 3 * DAY_MS, weekdays: [] },
        hours: [{ fromMinute: 14 * 60, toMinute: 16 * 60 }], // it begins at ten, but runs from two
      },
    });
    expect(label()).toMatchObject({ nowFen: LIST });
    expect(label('cut')).toMatchObject({ nowFen: 249_900, was: { fen: LIST } });
    expect(isBefore(shop.till, 'cut')).toBe(true);
    expect(label('cut').promotion?.time).toContain('14:00–16:00');
    at(START + 3 * DAY_MS);
    expect(label('cut')).toMatchObject({ nowFen: LIST });
    expect(isBefore(shop.till, 'cut')).toBe(false);
  });

  it('is missing where the price book has none; a barcode is the EAN before the shop’s own code', () => {
    expect(label().code).toBe(sku);
    shop.till.db.prepare("INSERT INTO item_code VALUES ('6942147491119', ?, 'ean')").run(sku);
    expect(label().code).toBe('6942147491119');
    const change = { ...NO_PRICES, sku, importId: null, by: 'x', at: 0 };
    insertPriceChange(shop.till.db, change);
    expect(label()).toMatchObject({ nowFen: null, was: null });
  });
});

describe('goods for labels', () => {
  it('come from a promotion, a brand, a category, and once each', () => {
    cut(249_900);
    const other = stock(shop.till, '双门冰箱', 199_900, { brand: 'TCL', model: 'BCD-118' });
    expect(taken(chosenGoods(shop.till, { by: 'promotion', value: 'cut' }))).toEqual([sku]);
    expect(taken(chosenGoods(shop.till, { by: 'brand', value: 'TCL' }))).toEqual([other, sku]);
    expect(taken(chosenGoods(shop.till, { by: 'category', value: '小家电' }))).toHaveLength(2);
    const labels = taken(labelsOf(shop.till, { skus: [sku, sku, other], promotionId: null }));
    expect(labels.map((one) => one.sku)).toEqual([sku, other]);
  });

  it('are refused by name when there are none', () => {
    for (const by of ['promotion', 'brand', 'category', 'import'] as const) {
      expect(outcome(chosenGoods(shop.till, { by, value: 'nothing' }))).toBe('labels_none');
    }
    expect(outcome(labelsOf(shop.till, { skus: [], promotionId: null }))).toBe('labels_none');
    expect(outcome(labelsOf(shop.till, { skus: ['nowhere'], promotionId: null }))).toBe(
      'labels_none',
    );
  });

  it('can be chosen by what there is: promotions not over yet, brands, categories, price lists', () => {
    cut(249_900);
    at(START - DAY_MS);
    const sources = labelSources(shop.till);
    expect(sources.promotions.map(({ promotionId }) => promotionId)).toEqual(['cut']);
    expect(sources.brands).toContainEqual({ name: 'TCL', count: 1 });
    expect(sources.imports).toEqual([]);
    at(START + 4 * DAY_MS);
    expect(labelSources(shop.till).promotions).toEqual([]);
  });
});
