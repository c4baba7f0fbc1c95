import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId } from '../../../shared/kernel/ids.ts';
import { fen } from '../../../shared/kernel/money.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  type PeopleTill,
  payCart,
  peopleTill,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { runPromotion } from '../../../test/support/running-promotion.ts';
import { sellSubsidised, stockGraded } from '../../../test/support/subsidised-till.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { addDeposit } from '../deposits/cart-deposits.ts';
import { depositById } from '../deposits/deposit-table.ts';
import { endDeposit } from '../deposits/end-deposit.ts';
import { takeDeposit } from '../deposits/take-deposit.ts';
import { auditStore } from '../journal/audit-store.ts';
import { eachEntry, lastEntry } from '../journal/journal-table.ts';
import { conflictsOf } from '../journal/not-rebuilt-table.ts';
import { announceSigningKey, signatures, signingKeys } from '../journal/signature-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { openMatters } from '../shift/open-matters.ts';
import { openShift } from '../shift/open-shift.ts';
import { claimsOfSale } from '../subsidy/claim-table.ts';
import { grantClaim } from '../subsidy/grant-claim.ts';
import { loadPolicies } from '../subsidy/policies.ts';
import { programPolicies } from '../subsidy/program-policies.ts';
import type { Till } from '../till.ts';
import { startNewLane } from './new-lane.ts';
import { replayPage } from './replay-journal.ts';

let shop: PeopleTill;
let now: Till | null;
beforeEach(() => {
  shop = peopleTill();
  now = null;
  announceSigningKey(shop.till);
  loadPolicies(shop.till);
  taken(openShift(shop.till, alone(CASHIER), { float: { pieces: {}, otherFen: 50_000 } }));
});
afterEach(() => {
  now?.db.close();
  shop.remove();
});

/** What stands in the store now is the backup; answers the lane that goes on with it. */
function restored(): Till {
  const bytes = shop.till.db.serialize();
  bytes.fill(1, 18, 20); // a database in memory has no write-ahead log
  const db = new BetterSqlite3(bytes);
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  const { registerId } = startNewLane({ ...shop.till, db }, 'restore', 'backup');
  now = { ...shop.till, db, registerId: asId(registerId) };
  announceSigningKey(now);
  taken(openShift(now, alone(MANAGER), { float: { pieces: {}, otherFen: 50_000 } }));
  return now;
}

/** Takes over what the lost lane wrote after the backup. */
function fetchBack(till: Till): void {
  const { db, registerId } = shop.till;
  const from = lastEntry(till.db, registerId)?.seq ?? 0;
  const entries = [...eachEntry(db, registerId)]
    .filter(({ seq }) => seq > from)
    .map(({ registerId: _, ...entry }) => entry);
  replayPage(till, {
    ...{ registerId, entries, lastSeq: entries.at(-1)?.seq ?? from },
    signatures: signatures(db, registerId).map((one) => ({ ...one })),
    publicKeys: signingKeys(db, registerId).map((key) => ({ ...key, at: 0 })),
  });
}

const rows = (till: Till, table: string, columns = '*') =>
  till.db.prepare(`SELECT ${columns} FROM ${table} ORDER BY 1, 2`).all();

describe('after a restore, what the cloud gives back of the lane that was lost', () => {
  it('has its subsidies with tenders, claims and reversals, and only the people are gone', () => {
    const aircon = stockGraded(shop.till, '空调', 289_907, { category: '空调' });
    const till = restored();
    const saleId = sellSubsidised(shop.till, aircon, 'AC00000001');
    const [claim] = claimsOfSale(shop.till.db, saleId);
    const granted = { claimId: claim?.claimId ?? '', grantedFen: 40_000, note: '' };
    taken(grantClaim(shop.till, MANAGER, granted));
    taken(giveBack(shop.till, alone(MANAGER), { saleId, units: unitsNamed('1/1') }));
    fetchBack(till);
    expect(conflictsOf(till.db)).toEqual([]);
    for (const table of ['tender', 'sale_unit', 'subsidy_claim_transition', 'subsidy_grant']) {
      expect(rows(till, table), table).toEqual(rows(shop.till, table));
    }
    const nameless = rows(shop.till, 'subsidy_claim').map((row) => ({
      ...(row as object),
      holder_hmac: '',
    }));
    expect(rows(till, 'subsidy_claim')).toEqual(nameless);
    expect(rows(till, 'returned_unit')).toEqual(rows(shop.till, 'returned_unit'));
    expect(rows(till, 'subsidy_holder', 'claim_id, 1')).toEqual([]);
    expect(auditStore(till.db).faults).toEqual([]);
    expect(verifyStore(till.db)).toMatchObject({ ok: true });
  });

  it('knows the policies that were loaded there, also where its own program brought them too', () => {
    const till = restored();
    const [first, second] = programPolicies();
    if (!first || !second) throw new Error('the program brings policies');
    const [newer, other] = [first, second].map((policy) => ({ ...policy, version: 9 }));
    expect(loadPolicies(shop.till, newer && other ? [newer, other] : [])).toBe(2);
    shop.pass(60_000);
    expect(loadPolicies(till, newer ? [newer] : [])).toBe(1);
    fetchBack(till);
    expect(conflictsOf(till.db)).toEqual([]);
    const columns = 'policy_id, version, definition';
    expect(rows(till, 'subsidy_policy', columns)).toEqual(
      rows(shop.till, 'subsidy_policy', columns),
    );
    expect(verifyStore(till.db)).toMatchObject({ ok: true });
  });

  it.each(['redeemed', 'refunded'] as const)(
    'names a deposit that was %s there and redeemed here: the money stands on both, the deposit ends once',
    (there) => {
      const sku = stock(shop.till, '电热水器', 100_000);
      const benefit = {
        ...{ kind: 'presale' as const, depositFen: fen(10_000) },
        ...{ worthFen: fen(15_000), offFen: null },
      };
      const { promotionId } = runPromotion(shop.till, benefit, { scope: { skus: [sku] } });
      const person = { personId: null, name: '王桂英', phone: '13800138000' };
      const input = { requestId: shop.till.random.uuid(), promotionId, sku, ...person };
      const { depositId } = taken(takeDeposit(shop.till, CASHIER, input));
      const number = depositById(shop.till.db, depositId)?.number ?? '';
      const redeem = (at: Till) => {
        taken(addItem(at, CASHIER, { sku, quantityMilli: 1000 }));
        taken(addDeposit(at, number));
        return payCart(at);
      };
      const till = restored();
      if (there === 'redeemed') redeem(shop.till);
      else {
        const ended = { depositId, state: there, reason: '顾客不要了' };
        taken(endDeposit(shop.till, alone(MANAGER), ended));
      }
      const here = redeem(till);
      fetchBack(till);
      expect(conflictsOf(till.db)).toMatchObject([
        { why: 'deposit_ended_twice', kept: 'all', ids: expect.arrayContaining([depositId]) },
      ]);
      expect(rows(till, 'deposit_end', 'deposit_id, state, ref')).toEqual([
        { deposit_id: depositId, state: 'redeemed', ref: here },
      ]);
      const sales = till.db.prepare('SELECT count(*) FROM sale').pluck().get();
      expect(sales).toBe(there === 'redeemed' ? 2 : 1);
      const back = till.db
        .prepare(`SELECT sum(amount_fen) FROM drawer_event WHERE kind = 'deposit_back'`)
        .pluck()
        .get();
      expect(back).toBe(there === 'redeemed' ? null : -10_000);
      expect(openMatters(till)).toContainEqual(
        expect.objectContaining({ kind: 'lane_conflicts', count: 1 }),
      );
      expect(auditStore(till.db).faults).toEqual([]);
      expect(verifyStore(till.db)).toMatchObject({ ok: true });
    },
  );

  it('has its deposits: taken, redeemed, paid back and kept', () => {
    const sku = stock(shop.till, '电热水器', 100_000);
    const benefit = {
      ...{ kind: 'presale' as const, depositFen: fen(10_000) },
      ...{ worthFen: fen(15_000), offFen: null },
    };
    const { promotionId } = runPromotion(shop.till, benefit, { scope: { skus: [sku] } });
    const till = restored();
    const [used, back, kept] = [1, 2, 3].map(() => {
      const requestId = shop.till.random.uuid();
      const person = { personId: null, name: '王桂英', phone: '13800138000' };
      const input = { requestId, promotionId, sku, ...person };
      const { depositId } = taken(takeDeposit(shop.till, CASHIER, input));
      return depositById(shop.till.db, depositId);
    });
    taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 1000 }));
    taken(addDeposit(shop.till, used?.number ?? ''));
    payCart(shop.till);
    for (const [deposit, state] of [
      [back, 'refunded'],
      [kept, 'forfeited'],
    ] as const) {
      const input = { depositId: deposit?.depositId ?? '', state, reason: '顾客不要了' };
      taken(endDeposit(shop.till, alone(MANAGER), input));
    }
    fetchBack(till);
    expect(conflictsOf(till.db)).toEqual([]);
    const columns = 'deposit_id, number, deposit_fen, sku, shift_id, at, journal_hash';
    expect(rows(till, 'deposit', columns)).toEqual(rows(shop.till, 'deposit', columns));
    expect(rows(till, 'deposit_end')).toEqual(rows(shop.till, 'deposit_end'));
    expect(rows(till, 'tender')).toEqual(rows(shop.till, 'tender'));
    expect(auditStore(till.db).faults).toEqual([]);
    expect(verifyStore(till.db)).toMatchObject({ ok: true });
  });

  it('names a claim that went the same way here and there: it stands as it went here', () => {
    const aircon = stockGraded(shop.till, '空调', 29_907, { category: '空调' });
    const saleId = sellSubsidised(shop.till, aircon, 'AC00000001');
    const till = restored();
    const units = unitsNamed('1/1');
    taken(giveBack(shop.till, alone(MANAGER), { saleId, units }));
    taken(giveBack(till, alone(MANAGER), { saleId, units }));
    fetchBack(till);
    expect(conflictsOf(till.db)).toMatchObject([
      { type: 'RETURN', why: 'unit_returned_twice', kept: 'part' },
      { type: 'SUBSIDY_CLAIM', why: 'not_rebuilt', kept: 'none' },
    ]);
    const states = rows(till, 'subsidy_claim_transition', 'seq, state');
    expect(states).toMatchObject([{ state: 'claimed' }, { state: 'reversed' }]);
    expect(auditStore(till.db).faults).toEqual([]);
    expect(verifyStore(till.db)).toMatchObject({ ok: true });
  });
});
