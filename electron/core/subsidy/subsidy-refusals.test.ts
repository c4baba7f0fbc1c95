import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubsidyInput } from '../../../shared/contract/subsidy-claims.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  outcome,
  type PeopleTill,
  payCart,
  peopleTill,
  stock,
  taken,
  tryToPay,
} from '../../../test/support/people-till.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import {
  CONFIRMED,
  GUI,
  giveEan,
  LAN,
  policy2026,
  ringUp,
  sellSubsidised,
  stockGraded,
} from '../../../test/support/subsidised-till.ts';
import { removeSerial } from '../checkout/cart-serials.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { discountByHand } from '../checkout/deduct-by-hand.ts';
import { addItem, removeLine } from '../checkout/edit-cart.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { knownEvidence } from './cart-subsidy-view.ts';
import { claimSubsidy, dropSubsidy } from './claim-subsidy.ts';
import { loadPolicies } from './policies.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill(); // 18 June 2026
  openDemoShift(shop.till);
  loadPolicies(shop.till);
});
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  expect(verifyStore(shop.till.db)).toMatchObject({ ok: true, firstBad: null });
  shop.remove();
});

const all = (sql: string, ...bound: unknown[]) => shop.till.db.prepare(sql).all(...bound);
const one = (sql: string, ...bound: unknown[]) =>
  shop.till.db
    .prepare(sql)
    .pluck()
    .get(...bound);
const view = () => currentCart(shop.till, CASHIER);
const aircon = (listFen = 289_907) => stockGraded(shop.till, '空调', listFen, { category: '空调' });
const fridge = () => stockGraded(shop.till, '冰箱', 219_900, { category: '冰箱' });

describe('a subsidy is refused, in the order of the counter', () => {
  const ask = (lineId: string, holder: Partial<SubsidyInput> = GUI) =>
    outcome(claimSubsidy(shop.till, CASHIER, { lineId, unit: 1, ...CONFIRMED, ...GUI, ...holder }));

  it('where no policy holds today', () => {
    const lineId = ringUp(shop.till, aircon(), 'AC00000001');
    shop.pass(365 * 86_400_000);
    expect(ask(lineId)).toBe('subsidy_no_policy');
    expect(view().subsidies).toEqual([]);
  });

  it('for goods or a grade that it does not cover, also before the serial number is asked for', () => {
    const second = stockGraded(shop.till, '二级空调', 200_000, { category: '空调', grade: '2级' });
    const { lineId } = taken(addItem(shop.till, CASHIER, { sku: second, quantityMilli: 1000 }));
    expect(ask(lineId)).toBe('subsidy_not_eligible');
    const hood = stockGraded(shop.till, '油烟机', 200_000, { category: '油烟机' });
    expect(ask(ringUp(shop.till, hood, 'YJ00000001'))).toBe('subsidy_not_eligible');
    expect(ask('nowhere')).toBe('line_not_found');
  });

  it('without its serial number, without a name, with a mistyped identity number', () => {
    const sku = aircon();
    const { lineId } = taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 1000 }));
    expect(ask(lineId, { name: '', identityNumber: '' })).toBe('subsidy_serial_missing');
    taken(removeLine(shop.till, CASHIER, lineId));
    const again = ringUp(shop.till, sku, 'AC00000001');
    expect(ask(again, { name: ' ', identityNumber: '' })).toBe('subsidy_name_missing');
    expect(ask(again, { ...GUI, identityNumber: '110105194912310021' })).toBe(
      'subsidy_identity_invalid',
    );
    expect(ask(again, { ...GUI, identityNumber: '11010519491231002x' })).toBe('done');
  });

  it('without the EAN on the box, or with that of other goods', () => {
    const lineId = ringUp(shop.till, aircon(), 'AC00000001');
    expect(ask(lineId, { ean: '' })).toBe('subsidy_barcode_missing');
    expect(ask(lineId, { ean: '6901234567893' })).toBe('subsidy_barcode_missing');
    const kettle = stock(shop.till, '电水壶', 9_990);
    const own = shop.till.db.prepare('INSERT INTO item_code (code, sku, kind) VALUES (?, ?, ?)');
    own.run('6901234567892', kettle, 'ean');
    expect(ask(lineId, { ean: ' 6901234567892 ' })).toBe('subsidy_barcode_other');
    expect(ask(lineId, { ean: '6909876543212' })).toBe('done');
    payCart(shop.till);
    expect(one('SELECT ean FROM subsidy_claim')).toBe('6909876543212');
  });

  it('at a price above the filed one, and for want of it; the cart’s own price counts, also later', () => {
    const lineId = ringUp(shop.till, aircon(280_000), 'AC00000001');
    expect(ask(lineId, { filedFen: null, name: '' })).toBe('subsidy_filed_missing');
    expect(ask(lineId, { filedFen: 279_999 })).toBe('subsidy_above_filed');
    const off = { lineId, rate: null, offFen: 1, reason: '样机' };
    taken(discountByHand(shop.till, alone(OWNER), off));
    expect(ask(lineId, { filedFen: 279_999 })).toBe('done');
    taken(discountByHand(shop.till, alone(OWNER), { ...off, offFen: null }));
    expect(view().obstacles).toContainEqual({ code: 'subsidy_above_filed', lineId });
    taken(discountByHand(shop.till, alone(OWNER), off));
    payCart(shop.till);
    expect(one('SELECT filed_fen FROM subsidy_claim')).toBe(279_999);
  });

  it('until the entitlement was seen and the address confirmed, the person’s limit between them', () => {
    const lineId = ringUp(shop.till, aircon(), 'AC00000001');
    expect(ask(lineId, { isEntitled: false, isAddressInRegion: false })).toBe(
      'subsidy_not_entitled',
    );
    expect(ask(lineId, { isAddressInRegion: false })).toBe('subsidy_address_outside');
    expect(ask(lineId)).toBe('done');
    payCart(shop.till);
    expect(all('SELECT is_entitled, is_address_in_region FROM subsidy_claim')).toEqual([
      { is_entitled: 1, is_address_in_region: 1 },
    ]);
    const next = ringUp(shop.till, aircon(), 'AC00000002');
    expect(ask(next, { isAddressInRegion: false })).toBe('subsidy_person_used');
  });

  it('asks for nothing twice: a model’s EAN and filed price are proposed with its next unit', () => {
    const sku = aircon();
    expect(knownEvidence(shop.till, sku)).toEqual({
      ean: '',
      isOfCatalogue: false,
      filedFen: null,
    });
    sellSubsidised(shop.till, sku, 'AC00000001');
    const { ean, filedFen } = CONFIRMED;
    expect(knownEvidence(shop.till, sku)).toEqual({ ean, isOfCatalogue: false, filedFen });
    giveEan(shop.till.db);
    expect(knownEvidence(shop.till, sku)).toEqual({ ean, isOfCatalogue: true, filedFen });
  });

  it('to a person who had one of the category this year; another category or person may', () => {
    sellSubsidised(shop.till, aircon(), 'AC00000001');
    const second = ringUp(shop.till, aircon(), 'AC00000002');
    expect(ask(second)).toBe('subsidy_person_used');
    expect(ask(second, LAN)).toBe('done');
    payCart(shop.till);
    expect(ask(ringUp(shop.till, fridge(), 'BX00000001'))).toBe('done');
    payCart(shop.till);
  });

  it('to the same person twice in one cart, also where the water heaters are of two kinds', () => {
    const electric = stockGraded(shop.till, '电热水器', 100_000, { category: '电热水器' });
    const gas = stockGraded(shop.till, '燃气热水器', 100_000, { category: '燃气热水器' });
    const first = ringUp(shop.till, electric, 'DR00000001');
    const second = ringUp(shop.till, gas, 'RR00000001');
    expect(ask(first)).toBe('done');
    expect(ask(second)).toBe('subsidy_person_used');
    expect(ask(first)).toBe('done'); // entered again for the same unit
    payCart(shop.till);
  });

  it('for a serial number that had one before, also after it came back', () => {
    const sku = aircon();
    const saleId = sellSubsidised(shop.till, sku, 'AC00000001');
    taken(giveBack(shop.till, alone(MANAGER), { saleId, units: unitsNamed('1/1') }));
    expect(ask(ringUp(shop.till, sku, 'AC00000001'), LAN)).toBe('subsidy_serial_used');
  });

  it('when its serial number was taken off the line after it was claimed', () => {
    const lineId = ringUp(shop.till, aircon(), 'AC00000001');
    expect(ask(lineId)).toBe('done');
    taken(removeSerial(shop.till, { lineId, serialNumber: 'AC00000001' }));
    expect(outcome(tryToPay(shop.till))).toBe('subsidy_serial_missing');
    expect(view().obstacles).toEqual([{ code: 'subsidy_serial_missing', lineId }]);
  });

  it('when the year ended while the cart was held: the claim is settled, not paid by surprise', () => {
    const lineId = ringUp(shop.till, aircon(), 'AC00000001');
    expect(ask(lineId)).toBe('done');
    loadPolicies(shop.till, [{ ...policy2026(), version: 3, toDate: '2026-06-01' }]);
    expect(view().obstacles).toEqual([{ code: 'subsidy_no_policy', lineId }]);
    taken(dropSubsidy(shop.till, { lineId, unit: 1 }));
    expect(view().obstacles).toEqual([]);
  });
});
