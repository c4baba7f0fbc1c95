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
import { giveEan, sellSubsidised, stockGraded } from '../../../test/support/subsidised-till.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { openMatters } from '../shift/open-matters.ts';
import { exportClaims } from './claim-export.ts';
import { claimList } from './claim-view.ts';
import { forgetHolders } from './forget-holders.ts';
import { changeClaim } from './move-claim.ts';
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

const one = (sql: string, ...bound: unknown[]) =>
  shop.till.db
    .prepare(sql)
    .pluck()
    .get(...bound);
const aircon = (listFen = 289_907) => stockGraded(shop.till, '空调', listFen, { category: '空调' });

const noGrant = { grantedFen: null, grantNote: '' } as const;

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
    giveEan(shop.till.db);
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
