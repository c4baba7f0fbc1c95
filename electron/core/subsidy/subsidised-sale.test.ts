import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubsidyInput } from '../../../shared/contract/subsidy-claims.ts';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import { asId, type RegisterId } from '../../../shared/kernel/ids.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  outcome,
  type PeopleTill,
  payCart,
  peopleTill,
  sell,
  stock,
  taken,
  tryToPay,
} from '../../../test/support/people-till.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import {
  CONFIRMED,
  GUI,
  LAN,
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
import { readSettings, writeSettings } from '../settings/settings.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { drawerEventsOf } from '../shift/drawer-table.ts';
import { openMatters } from '../shift/open-matters.ts';
import { composeReport } from '../shift/shift-report-facts.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import { insertRegister } from '../staff/store-table.ts';
import { knownEvidence } from './cart-subsidy-view.ts';
import { exportClaims } from './claim-export.ts';
import { claimSubsidy, dropSubsidy } from './claim-subsidy.ts';
import { claimList } from './claim-view.ts';
import { forgetHolders } from './forget-holders.ts';
import { changeClaim } from './move-claim.ts';
import { loadPolicies } from './policies.ts';
import { programPolicies } from './program-policies.ts';

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
const cash = () => {
  const shift = currentShiftOf(shop.till.db, '01');
  return shift ? expectedCash(drawerEventsOf(shop.till.db, shift.shiftId)).expected : 0;
};
const view = () => currentCart(shop.till, CASHIER);
const aircon = (listFen = 289_907) => stockGraded(shop.till, '空调', listFen, { category: '空调' });
const fridge = () => stockGraded(shop.till, '冰箱', 219_900, { category: '冰箱' });

describe('a unit that the government pays a part of', () => {
  it('is shown before anybody asks, at the price after discounts', () => {
    const lineId = ringUp(shop.till, aircon(), 'AC00000001');
    expect(view().subsidies).toEqual([
      {
        ...{ lineId, unit: 1, baseFen: 289_907, rate: 1500, subsidyFen: 43_486 },
        ...{ isClaimed: false, holder: null, policyName: '2026年国家以旧换新补贴' },
        ...{ needsFiledPrice: true, needsAddress: true },
      },
    ]);
    const off = { lineId, rate: null, offFen: 10_000, reason: '样机' };
    taken(discountByHand(shop.till, alone(OWNER), off));
    expect(view().subsidies[0]).toMatchObject({ baseFen: 279_907, subsidyFen: 41_986 });
    expect(view()).toMatchObject({ subsidyFen: 0, dueFen: 279_900, payFen: 279_900 });
  });

  it('leaves the amount due whole: the customer pays less, and only the cash is rounded', () => {
    const lineId = ringUp(shop.till, aircon(), 'AC00000001');
    taken(claimSubsidy(shop.till, CASHIER, { lineId, unit: 1, ...CONFIRMED, ...GUI }));
    // 2899.07 − 434.86 = 2464.21 in cash, of which the fen is rounded off.
    expect(view()).toMatchObject({
      ...{ netFen: 289_907, subsidyFen: 43_486, roundingFen: 1, dueFen: 289_906 },
      payFen: 246_420,
    });
    expect(view().subsidies[0]).toMatchObject({
      isClaimed: true,
      holder: '王*英 110105********002X',
    });
    const before = cash();
    const saleId = payCart(shop.till, 250_000);
    expect(cash() - before).toBe(246_420);
    expect(all('SELECT kind, amount_fen, ref FROM tender ORDER BY seq')).toEqual([
      { kind: 'cash', amount_fen: 246_420, ref: null },
      { kind: 'subsidy', amount_fen: 43_486, ref: one('SELECT claim_id FROM subsidy_claim') },
    ]);
    expect(one('SELECT due_fen FROM sale WHERE sale_id = ?', saleId)).toBe(289_906);
    expect(one('SELECT subsidy_fen FROM sale_unit')).toBe(43_486);
  });

  it('has a claim, a journal entry and a fact, none of which says who it is for', () => {
    sellSubsidised(shop.till, aircon(), 'AC00000001');
    expect(
      all('SELECT category, grade, serial_number, base_fen, period FROM subsidy_claim'),
    ).toEqual([
      {
        ...{ category: '空调', grade: '1级', serial_number: 'AC00000001' },
        ...{ base_fen: 289_907, period: '2026' },
      },
    ]);
    expect(all('SELECT state, seq FROM subsidy_claim_transition')).toEqual([
      { state: 'claimed', seq: 1 },
    ]);
    const dump = [
      ...all('SELECT payload AS text FROM journal'),
      ...all('SELECT body AS text FROM outbox'),
      ...all('SELECT document AS text FROM print_job'),
    ].map((row) => (row as { text: string }).text);
    expect(dump.filter((text) => text.includes('王桂英') || text.includes('002X'))).toEqual([]);
    const facts = all(`SELECT body AS text FROM outbox WHERE kind = 'subsidy_claim'`);
    expect(facts).toHaveLength(1);
    const hash = String(one('SELECT holder_hmac FROM subsidy_claim'));
    expect(hash).toHaveLength(64);
    expect(dump.filter((text) => text.includes('holderHmac') || text.includes(hash))).toEqual([]);
    const sealed = one('SELECT holder_enc FROM subsidy_holder') as Buffer;
    expect(sealed.toString('latin1')).not.toContain('11010519491231002X');
  });

  it('says on its receipt what the government pays, what is paid, and what its invoice is over', () => {
    sellSubsidised(shop.till, aircon(), 'AC00000001');
    const paper = String(one(`SELECT document FROM print_job WHERE kind = 'receipt'`));
    for (const text of ['政府补贴', '-434.86', '实付', '￥2464.20', '开票金额 2899.06']) {
      expect(paper).toContain(text);
    }
    for (const text of ['S/N AC00000001', '能效等级 1级']) expect(paper).toContain(text);
  });

  it('is one among others, which are paid in full', () => {
    const sku = aircon(200_000);
    const lineId = ringUp(shop.till, sku, 'AC00000001');
    taken(claimSubsidy(shop.till, CASHIER, { lineId, unit: 1, ...CONFIRMED, ...GUI }));
    sellFreely('电水壶');
    expect(one('SELECT count(*) FROM subsidy_claim')).toBe(1);
    expect(one('SELECT sum(subsidy_fen) FROM sale_unit')).toBe(30_000);
  });

  it('may be left out again, and what was entered is gone', () => {
    const lineId = ringUp(shop.till, aircon(), 'AC00000001');
    taken(claimSubsidy(shop.till, CASHIER, { lineId, unit: 1, ...CONFIRMED, ...GUI }));
    taken(dropSubsidy(shop.till, { lineId, unit: 1 }));
    expect(outcome(dropSubsidy(shop.till, { lineId, unit: 1 }))).toBe('subsidy_not_found');
    expect(view()).toMatchObject({ subsidyFen: 0 });
    taken(claimSubsidy(shop.till, CASHIER, { lineId, unit: 1, ...CONFIRMED, ...GUI }));
    taken(removeLine(shop.till, CASHIER, lineId));
    expect(one('SELECT count(*) FROM subsidy_draft')).toBe(0);
  });

  it('is left out at the till that has its cart, and at no other', () => {
    const lineId = ringUp(shop.till, aircon(), 'AC00000001');
    taken(claimSubsidy(shop.till, CASHIER, { lineId, unit: 1, ...CONFIRMED, ...GUI }));
    insertRegister(shop.till.db, { registerId: '02', serial: 'ZD-TEST-02', at: 0 });
    const second = { ...shop.till, registerId: asId<RegisterId>('02') };
    taken(addItem(second, CASHIER, { sku: fridge(), quantityMilli: 1000 }));
    expect(outcome(dropSubsidy(second, { lineId, unit: 1 }))).toBe('subsidy_not_found');
    expect(view().subsidyFen).toBeGreaterThan(0);
    payCart(shop.till);
  });

  it('is not for practice', () => {
    const trainee = { ...CASHIER, role: 'trainer' } as const;
    const { lineId } = taken(addItem(shop.till, trainee, { sku: aircon(), quantityMilli: 1000 }));
    const asked = claimSubsidy(shop.till, trainee, { lineId, unit: 1, ...CONFIRMED, ...GUI });
    expect(outcome(asked)).toBe('cart_is_practice');
  });
});

function sellFreely(name: string): string {
  taken(addItem(shop.till, CASHIER, { sku: stock(shop.till, name, 9_990), quantityMilli: 1000 }));
  return payCart(shop.till);
}

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
    giveEan();
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

function policy2026() {
  const found = programPolicies().find(({ policyId }) => policyId === 'CN-2026');
  if (!found) throw new Error('the program brings the policy of 2026');
  return found;
}

describe('policies', () => {
  it('of the program are loaded once, and newer versions replace them', () => {
    const { length } = programPolicies();
    expect(one('SELECT count(*) FROM subsidy_policy')).toBe(length);
    expect(loadPolicies(shop.till)).toBe(0);
    const newer = { ...policy2026(), version: 3, rounding: 'FLOOR_FEN' as const };
    expect(loadPolicies(shop.till, [newer])).toBe(1);
    ringUp(shop.till, aircon(), 'AC00000001'); // 15 % of 2899.07 is 434.8605
    expect(view().subsidies[0]?.subsidyFen).toBe(43_486);
    expect(loadPolicies(shop.till, [newer, { ...newer, version: 1 }])).toBe(0);
  });

  it('of a region hold for the shops in it: the region is a setting of the store', () => {
    const province = { ...policy2026(), policyId: 'JX-2026', name: '江西补贴', region: '36' };
    loadPolicies(shop.till, [province]);
    ringUp(shop.till, aircon(), 'AC00000001');
    const name = () => view().subsidies[0]?.policyName;
    expect(name()).toBe('2026年国家以旧换新补贴');
    for (const [region, expected] of [
      ['360281', '江西补贴'],
      ['510000', '2026年国家以旧换新补贴'],
    ] as const) {
      writeSettings(shop.till, alone(OWNER), { ...readSettings(shop.till.db), region });
      expect(name()).toBe(expected);
    }
  });

  it('let a person have another one in the next year, and three air conditioners in 2025', () => {
    shop.remove();
    shop = peopleTill(Date.parse('2025-06-18T09:00:00+08:00'));
    openDemoShift(shop.till);
    loadPolicies(shop.till);
    for (const n of [1, 2, 3]) sellSubsidised(shop.till, aircon(), `AC0000000${n}`);
    const fourth = ringUp(shop.till, aircon(), 'AC00000004');
    const asked = claimSubsidy(shop.till, CASHIER, {
      lineId: fourth,
      unit: 1,
      ...CONFIRMED,
      ...GUI,
    });
    expect(outcome(asked)).toBe('subsidy_person_used');
  });
});

describe('goods that come back', () => {
  it('pay back what the customer paid, never the government’s part, and reverse the claim', () => {
    const saleId = sellSubsidised(shop.till, aircon(), 'AC00000001');
    const before = cash();
    taken(giveBack(shop.till, alone(MANAGER), { saleId, units: unitsNamed('1/1') }));
    expect(before - cash()).toBe(246_420);
    expect(all('SELECT net_fen, rounding_fen, subsidy_fen, refund_fen FROM sale_return')).toEqual([
      { net_fen: 289_907, rounding_fen: 1, subsidy_fen: 43_486, refund_fen: 246_420 },
    ]);
    expect(one(`SELECT state FROM subsidy_claim_transition WHERE seq = 2`)).toBe('reversed');
    // The cloud takes both off the day's takings.
    const fact = JSON.parse(String(one(`SELECT body FROM outbox WHERE kind = 'return'`)));
    expect(fact).toMatchObject({ refundFen: 246_420, subsidyFen: 43_486 });
    const report = shiftReport();
    expect(report.tenders).toMatchObject([
      { kind: 'cash', amountFen: 246_420, refundFen: 246_420, netFen: 0 },
      { kind: 'subsidy', amountFen: 43_486, refundFen: 43_486, netFen: 0 },
    ]);
    expect(report).toMatchObject({ receivedFen: 0, perpetualFen: 0, netSalesFen: 0 });
  });

  it('of a mixed sale reverse only their own claims', () => {
    const first = ringUp(shop.till, aircon(), 'AC00000001');
    const second = ringUp(shop.till, fridge(), 'BX00000001');
    for (const lineId of [first, second]) {
      taken(claimSubsidy(shop.till, CASHIER, { lineId, unit: 1, ...CONFIRMED, ...GUI }));
    }
    const saleId = payCart(shop.till);
    taken(giveBack(shop.till, alone(OWNER), { saleId, units: unitsNamed('2/1') }));
    const { sums } = claimList(shop.till, { state: null, limit: 10 });
    expect(sums.map(({ state, fen }) => [state, fen])).toEqual([
      ['claimed', 43_486],
      ['reversed', 32_985],
    ]);
  });
});

describe('a shift with subsidies', () => {
  it('has taken what all tenders come to', () => {
    sellSubsidised(shop.till, aircon(), 'AC00000001');
    sell(shop.till, stock(shop.till, '电水壶', 9_990));
    const report = shiftReport();
    const tenders = report.tenders.reduce((sum, { netFen }) => sum + netFen, 0);
    expect(tenders).toBe(report.netFen - report.roundingFen);
    expect(report.cashInFen - report.cashOutFen).toBe(246_420 + 9_990);
  });
});

function shiftReport() {
  const shift = currentShiftOf(shop.till.db, '01');
  if (!shift) throw new Error('a shift is open');
  return composeReport(shop.till, [shift], {
    ...{ zNumber: null, closedAt: 0, closedBy: '', approvedBy: null, counted: null },
  });
}

describe('a claim', () => {
  it('goes its way: submitted, rejected with a reason, submitted again, paid', () => {
    sellSubsidised(shop.till, aircon(), 'AC00000001');
    const claimId = String(one('SELECT claim_id FROM subsidy_claim'));
    const to = (state: 'submitted' | 'settled' | 'rejected', note = '') =>
      outcome(changeClaim(shop.till, MANAGER, { ...noGrant, claimId, state, note }));
    expect(to('settled')).toBe('subsidy_state_forbidden');
    expect(to('submitted')).toBe('done');
    expect(to('submitted')).toBe('done'); // pressed twice
    expect(to('rejected')).toBe('reason_missing');
    expect(to('rejected', '发票抬头不一致')).toBe('done');
    expect(to('submitted')).toBe('done');
    expect(to('settled')).toBe('done');
    expect(to('rejected', 'x')).toBe('subsidy_state_forbidden');
    expect(one('SELECT count(*) FROM subsidy_claim_transition')).toBe(5);
    expect(
      outcome(
        changeClaim(shop.till, MANAGER, { ...noGrant, claimId: 'x', state: 'settled', note: '' }),
      ),
    ).toBe('subsidy_not_found');
  });

  it('from before EANs were kept waits for the one of the catalogue', () => {
    sellSubsidised(shop.till, aircon(), 'AC00000001');
    const { db } = shop.till;
    const to = (state: 'submitted') => {
      const claimId = String(one('SELECT claim_id FROM subsidy_claim'));
      return outcome(changeClaim(shop.till, MANAGER, { ...noGrant, claimId, state, note: '' }));
    };
    db.exec(`BEGIN; DROP TRIGGER subsidy_claim_no_update; UPDATE subsidy_claim SET ean = ''`);
    expect(to('submitted')).toBe('subsidy_barcode_missing');
    giveEan();
    expect(to('submitted')).toBe('done');
    db.exec('ROLLBACK'); // no claim of today is without one
  });

  it('not submitted yet is an open matter; who it is for is forgotten 180 days after it ended', () => {
    const saleId = sellSubsidised(shop.till, aircon(), 'AC00000001');
    expect(openMatters(shop.till)).toContainEqual({
      ...{ kind: 'unsubmitted_claims', count: 1, detail: '￥434.86', blocks: false },
    });
    taken(giveBack(shop.till, alone(MANAGER), { saleId, units: unitsNamed('1/1') }));
    expect(openMatters(shop.till).map(({ kind }) => kind)).not.toContain('unsubmitted_claims');
    shop.pass(179 * 86_400_000);
    expect(forgetHolders(shop.till)).toBe(0);
    shop.pass(2 * 86_400_000);
    expect(forgetHolders(shop.till)).toBe(1);
    expect(claimList(shop.till, { state: null, limit: 9 }).claims).toMatchObject([
      { holder: '', identityNumber: '', state: 'reversed' },
    ]);
    expect(one(`SELECT count(*) FROM journal WHERE type = 'PERSONAL_DATA_DELETED'`)).toBe(1);
  });

  it('list leaves the till with people in clear, and the journal says who took it', () => {
    sellSubsidised(shop.till, aircon(), 'AC00000001');
    const range = { from: '2026-06-18', to: '2026-06-18', state: null };
    const file = exportClaims(shop.till, OWNER, range);
    const text = Buffer.from(file.base64, 'base64').toString('utf8');
    expect(text.split('\r\n')).toHaveLength(3); // head, one claim, the end
    for (const cell of [
      '王桂英',
      '11010519491231002X',
      'AC00000001',
      '2899.07',
      '434.86',
      '2464.20',
    ]) {
      expect(text).toContain(cell);
    }
    expect(
      exportClaims(shop.till, OWNER, { ...range, to: '2026-06-17', from: '2026-06-01' }).rowCount,
    ).toBe(0);
    const noted = one(
      `SELECT payload FROM journal WHERE type = 'REPORT_EXPORTED' ORDER BY seq LIMIT 1`,
    );
    expect(JSON.parse(String(noted))).toMatchObject({ report: 'subsidy_claims', rowCount: 1 });
  });

  it('that was rejected gives the person their unit back', () => {
    sellSubsidised(shop.till, aircon(), 'AC00000001');
    const claimId = String(one('SELECT claim_id FROM subsidy_claim'));
    for (const state of ['submitted', 'rejected'] as const) {
      taken(changeClaim(shop.till, MANAGER, { ...noGrant, claimId, state, note: '资格不符' }));
    }
    sellSubsidised(shop.till, aircon(), 'AC00000002');
  });
});

const noGrant = { grantedFen: null, grantNote: '' } as const;

function giveEan(): void {
  shop.till.db.exec(
    `INSERT INTO item_code (code, sku, kind) SELECT '6901234567892', sku, 'ean' FROM line_item LIMIT 1`,
  );
}
