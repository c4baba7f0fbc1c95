import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCoupon } from '../../electron/core/checkout/cart-coupons.ts';
import { addItem } from '../../electron/core/checkout/edit-cart.ts';
import type { Database } from '../../electron/core/db/open.ts';
import { addDeposit } from '../../electron/core/deposits/cart-deposits.ts';
import { depositById } from '../../electron/core/deposits/deposit-table.ts';
import { endDeposit } from '../../electron/core/deposits/end-deposit.ts';
import { takeDeposit } from '../../electron/core/deposits/take-deposit.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import { issueCoupons } from '../../electron/core/promotions/coupons.ts';
import { openDemoShift } from '../../electron/core/shift/demo-shift.ts';
import { claimsOfSale } from '../../electron/core/subsidy/claim-table.ts';
import { grantClaim } from '../../electron/core/subsidy/grant-claim.ts';
import { loadPolicies } from '../../electron/core/subsidy/policies.ts';
import { fen } from '../../shared/kernel/money.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  type PeopleTill,
  payCart,
  peopleTill,
  stock,
  taken,
} from '../support/people-till.ts';
import { giveBack, unitsNamed } from '../support/returning-till.ts';
import { couponOff, everyOff, runPromotion } from '../support/running-promotion.ts';
import { GUI, LAN, sellSubsidised, stockGraded } from '../support/subsidised-till.ts';
import { badAfter, middle, strange, unnoticedFields } from './changed-rows.ts';
import { dropGuards, inMemory } from './tampering.ts';

/** Tables of promotions and of the tenders beside cash whose rows the journal records. */
const TABLES = [
  ...[
    'promotion_version',
    'coupon_code',
    'coupon_use',
    'coupon_revival',
    'quota_lease',
    'quota_use',
  ],
  ...['subsidy_claim', 'subsidy_claim_transition', 'deposit', 'deposit_end', 'subsidy_policy'],
  'subsidy_grant',
] as const;

/** Columns an entry cannot speak of: whom a subsidy is for. */
const UNSAID: readonly string[] = ['subsidy_claim.holder_hmac'];

let shop: PeopleTill;
let db: Database;
beforeAll(() => {
  shop = peopleTill();
  trade();
  db = inMemory(shop.till.db);
  dropGuards(db);
});
afterAll(() => {
  db.close();
  shop.remove();
});

/** Sales with a coupon and a limited promotion, with subsidies, with a deposit; one of each undone. */
function trade(): void {
  const { till } = shop;
  loadPolicies(till);
  openDemoShift(till);
  const fan = stock(till, '风扇', 20_000);
  const heater = stock(till, '电热水器', 100_000);
  runPromotion(till, everyOff(100, 10), { scope: { skus: [fan] }, quota: { total: 5 } });
  const coupon = runPromotion(till, couponOff(100, 30), { scope: { skus: [fan] } });
  for (const code of taken(issueCoupons(till, alone(OWNER), coupon.promotionId, 3)).slice(1)) {
    taken(addItem(till, CASHIER, { sku: fan, quantityMilli: 2000 }));
    taken(addCoupon(till, code));
    const saleId = payCart(till);
    taken(giveBack(till, alone(MANAGER), { saleId, units: unitsNamed('1/1', '1/2') }));
  }
  const fridge = stockGraded(till, '冰箱', 300_000, { category: '冰箱' });
  const kept = sellSubsidised(till, fridge, 'SN00000001', GUI);
  const [claim] = claimsOfSale(till.db, kept);
  const granted = { claimId: claim?.claimId ?? '', note: '平台少算' };
  for (const grantedFen of [40_000, 44_000]) {
    taken(grantClaim(till, MANAGER, { ...granted, grantedFen }));
  }
  const back = sellSubsidised(till, fridge, 'SN00000002', LAN);
  taken(giveBack(till, alone(OWNER), { saleId: back, units: unitsNamed('1/1') }));
  const amounts = { depositFen: fen(10_000), worthFen: fen(15_000), offFen: null };
  const { promotionId } = runPromotion(
    till,
    { kind: 'presale', ...amounts },
    { scope: { skus: [heater] } },
  );
  const took = () => {
    const customer = { personId: null, name: '王桂英', phone: '13800138000' };
    const asked = { requestId: till.random.uuid(), promotionId, sku: heater, ...customer };
    return taken(takeDeposit(till, CASHIER, asked)).depositId;
  };
  const [redeemed, refunded] = [took(), took(), took()];
  taken(addItem(till, CASHIER, { sku: heater, quantityMilli: 1000 }));
  taken(addDeposit(till, depositById(till.db, redeemed ?? '')?.number ?? ''));
  payCart(till);
  const ended = { depositId: refunded ?? '', state: 'refunded', reason: '顾客不要了' } as const;
  taken(endDeposit(till, alone(MANAGER), ended));
}

/** Every row: those that come back are recorded by other entries than those that go. */
function rowsOf(table: string): readonly string[] {
  if (table !== 'quota_use' && table !== 'deposit_end') return [middle(db, table)];
  if (table === 'quota_use') return ['units > 0', 'units < 0'];
  return ["state = 'redeemed'", "state = 'refunded'"];
}

describe('a row of promotions and tenders that the journal records', () => {
  it('is as it was written in a store that nobody touched', () => {
    expect(verifyStore(db).firstBad).toBeNull();
  });

  it.each(TABLES)('of %s is found when any of its fields is changed', (table) => {
    for (const row of rowsOf(table)) {
      expect([row, unnoticedFields(db, table, row, UNSAID)]).toEqual([row, []]);
    }
  });

  it.each(TABLES)('of %s is found when it is taken out', (table) => {
    for (const row of rowsOf(table)) {
      expect(badAfter(db, `DELETE FROM ${table} WHERE ${row}`)).toMatch(/row_|entry_missing/);
    }
  });

  it.each(TABLES)('of %s is found when one more is put in', (table) => {
    for (const row of rowsOf(table)) {
      const more = `INSERT INTO ${table} SELECT ${strange(db, table)} FROM ${table} WHERE ${row}`;
      expect([row, badAfter(db, more)]).not.toEqual([row, 'nothing']);
    }
  });
});
