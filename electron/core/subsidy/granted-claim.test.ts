import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alone,
  MANAGER,
  OWNER,
  outcome,
  type PeopleTill,
  peopleTill,
  taken,
} from '../../../test/support/people-till.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { sellSubsidised, stockGraded } from '../../../test/support/subsidised-till.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { openMatters } from '../shift/open-matters.ts';
import { exportClaims } from './claim-export.ts';
import { claimList } from './claim-view.ts';
import { grantClaim } from './grant-claim.ts';
import { changeClaim } from './move-claim.ts';
import { loadPolicies } from './policies.ts';

let shop: PeopleTill;
let saleId: string;
let claimId: string;
beforeEach(() => {
  shop = peopleTill(); // 18 June 2026
  openDemoShift(shop.till);
  loadPolicies(shop.till);
  const aircon = stockGraded(shop.till, '空调', 289_907, { category: '空调' });
  saleId = sellSubsidised(shop.till, aircon, 'AC00000001'); // 434.86 by the till's forecast
  claimId = claims()[0]?.claimId ?? '';
});
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  expect(verifyStore(shop.till.db)).toMatchObject({ ok: true, firstBad: null });
  shop.remove();
});

const all = (sql: string) => shop.till.db.prepare(sql).all();
const list = () => claimList(shop.till, { state: null, limit: 10 });
const claims = () => list().claims;
const differing = () =>
  claimList(shop.till, { state: null, isDiffering: true, limit: 10 }).claims.map(
    (claim) => claim.claimId,
  );
const matters = () => openMatters(shop.till).filter(({ kind }) => kind === 'subsidy_differences');
const grant = (grantedFen: number, note = '') =>
  outcome(grantClaim(shop.till, MANAGER, { claimId, grantedFen, note }));
const exported = () => {
  const file = exportClaims(shop.till, OWNER, {
    ...{ from: '2026-06-18', to: '2026-06-18', state: null },
  });
  return Buffer.from(file.base64, 'base64').toString('utf8');
};

describe('what the platform granted of a claim', () => {
  it('stands beside the forecast, and a fen of rounding is no matter', () => {
    expect(claims()[0]).toMatchObject({
      subsidyFen: 43_486,
      grantedFen: null,
      differenceFen: null,
    });
    expect(grant(43_485)).toBe('done');
    expect(claims()[0]).toMatchObject({
      ...{ subsidyFen: 43_486, grantedFen: 43_485, differenceFen: null },
    });
    expect(list().differences).toEqual({ count: 0, fen: 0 });
    expect(matters()).toEqual([]);
  });

  it('that differs by more is an open matter on the list, at the close and in the export, until somebody says why', () => {
    const before = all('SELECT * FROM sale_unit');
    expect(grant(43_484)).toBe('done');
    expect(claims()[0]).toMatchObject({ differenceFen: -2, grantNote: '' });
    expect(list().differences).toEqual({ count: 1, fen: -2 });
    expect(differing()).toEqual([claimId]);
    expect(matters()).toMatchObject([{ count: 1, detail: '￥-0.02', blocks: false }]);
    expect(exported()).toContain('434.84,-0.02,待核对');
    expect(grant(43_484, '平台按舍去计算')).toBe('done');
    expect(claims()[0]).toMatchObject({ differenceFen: -2, grantNote: '平台按舍去计算' });
    expect(list().differences).toEqual({ count: 0, fen: 0 });
    expect(differing()).toEqual([]);
    expect(matters()).toEqual([]);
    expect(exported()).toContain('434.84,-0.02,平台按舍去计算');
    // The sale, its tender and the claim itself say what they said.
    expect(all('SELECT * FROM sale_unit')).toEqual(before);
    expect(all(`SELECT amount_fen FROM tender WHERE kind = 'subsidy'`)).toEqual([
      { amount_fen: 43_486 },
    ]);
  });

  it('is kept with who entered it, each correction a further row and entry; the same again is none', () => {
    for (const fen of [40_000, 40_000, 43_486]) expect(grant(fen)).toBe('done');
    expect(all('SELECT seq, granted_fen, by FROM subsidy_grant ORDER BY seq')).toEqual([
      { seq: 1, granted_fen: 40_000, by: MANAGER.staffId },
      { seq: 2, granted_fen: 43_486, by: MANAGER.staffId },
    ]);
    const entries =
      all(`SELECT payload ->> 'grantedFen' AS fen, payload ->> 'forecastFen' AS forecast
      FROM journal WHERE type = 'SUBSIDY_GRANT' ORDER BY seq`);
    expect(entries).toEqual([
      { fen: 40_000, forecast: 43_486 },
      { fen: 43_486, forecast: 43_486 },
    ]);
    expect(all(`SELECT fact_id FROM outbox WHERE kind = 'subsidy_grant'`)).toHaveLength(2);
  });

  it('is noted with the payment, and is what the government owes', () => {
    const move = (state: 'submitted' | 'settled', grantedFen: number | null) =>
      taken(
        changeClaim(shop.till, MANAGER, { claimId, state, note: '', grantedFen, grantNote: '' }),
      );
    move('submitted', null);
    move('settled', 43_000);
    expect(claims()[0]).toMatchObject({
      state: 'settled',
      grantedFen: 43_000,
      differenceFen: -486,
    });
    expect(list().sums).toEqual([{ state: 'settled', count: 1, fen: 43_486, dueFen: 43_000 }]);
  });

  it('is none of what came back or was refused, and a difference ends with its claim', () => {
    expect(grant(1)).toBe('done');
    expect(list().differences.count).toBe(1);
    taken(giveBack(shop.till, alone(OWNER), { saleId, units: unitsNamed('1/1') }));
    expect(list().differences.count).toBe(0);
    expect(claims()[0]).toMatchObject({ grantedFen: 1, differenceFen: null });
    expect(grant(43_486)).toBe('subsidy_grant_forbidden');
    const unknown = { claimId: 'x', grantedFen: 1, note: '' };
    expect(outcome(grantClaim(shop.till, MANAGER, unknown))).toBe('subsidy_not_found');
  });
});
