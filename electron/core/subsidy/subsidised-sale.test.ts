import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
} from '../../../test/support/people-till.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import {
  CONFIRMED,
  GUI,
  policy2026,
  ringUp,
  sellSubsidised,
  stockGraded,
} from '../../../test/support/subsidised-till.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { discountByHand } from '../checkout/deduct-by-hand.ts';
import { addItem, removeLine } from '../checkout/edit-cart.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { readSettings, writeSettings } from '../settings/settings.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { drawerEventsOf } from '../shift/drawer-table.ts';
import { composeReport } from '../shift/shift-report-facts.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import { insertRegister } from '../staff/store-table.ts';
import { claimSubsidy, dropSubsidy } from './claim-subsidy.ts';
import { claimList } from './claim-view.ts';
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
