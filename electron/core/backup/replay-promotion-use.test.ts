import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId } from '../../../shared/kernel/ids.ts';
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
} from '../../../test/support/people-till.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { couponOff, everyOff, runPromotion } from '../../../test/support/running-promotion.ts';
import { addCoupon } from '../checkout/cart-coupons.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { auditStore } from '../journal/audit-store.ts';
import { eachEntry, lastEntry } from '../journal/journal-table.ts';
import { announceSigningKey, signatures, signingKeys } from '../journal/signature-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { issueCoupons } from '../promotions/coupons.ts';
import { openShift } from '../shift/open-shift.ts';
import type { Till } from '../till.ts';
import { startNewLane } from './new-lane.ts';
import { replayPage } from './replay-journal.ts';

let shop: PeopleTill;
let fan: string;
let lost: Till; // the lane of before the restore
let now: Till; // the lane that goes on
beforeEach(() => {
  shop = peopleTill();
  announceSigningKey(shop.till);
  fan = stock(shop.till, '风扇', 20_000);
  taken(openShift(shop.till, alone(CASHIER), { float: { pieces: {}, otherFen: 50_000 } }));
  lost = shop.till;
});
afterEach(() => {
  if (now?.db.open) now.db.close();
  shop.remove();
});

/** What stands in the store now is the backup; the lane that was lost goes on trading. */
function restoreHere(): void {
  const bytes = lost.db.serialize();
  bytes.fill(1, 18, 20); // a database in memory has no write-ahead log
  const db = new BetterSqlite3(bytes);
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  const { registerId } = startNewLane({ ...lost, db }, 'restore', 'backup');
  now = { ...lost, db, registerId: asId(registerId) };
  announceSigningKey(now);
  taken(openShift(now, alone(MANAGER), { float: { pieces: {}, otherFen: 50_000 } }));
}

/** Takes over what the lost lane wrote after the backup. */
function fetchBack() {
  const from = lastEntry(now.db, lost.registerId)?.seq ?? 0;
  const entries = [...eachEntry(lost.db, lost.registerId)]
    .filter(({ seq }) => seq > from)
    .map(({ registerId: _, ...entry }) => entry);
  return replayPage(now, {
    registerId: lost.registerId,
    entries,
    signatures: signatures(lost.db, lost.registerId).map((one) => ({ ...one })),
    publicKeys: signingKeys(lost.db, lost.registerId).map((key) => ({ ...key, at: 0 })),
    lastSeq: entries.at(-1)?.seq ?? from,
  });
}

function sellWith(till: Till, code: string): string {
  taken(addItem(till, CASHIER, { sku: fan, quantityMilli: 1000 }));
  taken(addCoupon(till, code));
  expect(currentCart(till, CASHIER).netFen).toBe(15_000);
  return payCart(till);
}
const rows = (db: Till['db'], table: string) => db.prepare(`SELECT * FROM ${table}`).all();
function expectWhole(): void {
  expect(auditStore(now.db).faults).toEqual([]);
  expect(verifyStore(now.db)).toMatchObject({ ok: true });
}

describe('promotions after a restore', () => {
  it('codes, uses and what came back stand as they stood on the lane that was lost', () => {
    restoreHere();
    runPromotion(lost, everyOff(200, 20), { quota: { total: 5 } });
    const coupon = runPromotion(lost, couponOff(100, 30));
    const [code = ''] = taken(issueCoupons(lost, alone(OWNER), coupon.promotionId, 2));
    const saleId = sellWith(lost, code);
    taken(giveBack(lost, alone(OWNER), { saleId, units: unitsNamed('1/1') }));
    sellWith(lost, code); // the code came back with its whole sale
    expect(fetchBack()).toMatchObject({ sales: 2, conflicts: 0 });
    for (const table of ['coupon_code', 'coupon_use', 'coupon_revival', 'quota_use']) {
      expect(rows(now.db, table), table).toEqual(rows(lost.db, table));
    }
    expect(rows(now.db, 'coupon_use')).toHaveLength(2);
    expect(rows(now.db, 'coupon_revival')).toHaveLength(1);
    expect(rows(now.db, 'quota_use')).toHaveLength(3);
    const paper = now.db.prepare("SELECT document FROM print_job WHERE kind = 'receipt'").pluck();
    expect(String(paper.get())).toContain('618 优惠');
    expectWhole();
  });

  it('a code that both lanes took is used once, by the sale that was here first, and both sales stand', () => {
    const coupon = runPromotion(lost, couponOff(100, 50));
    const [code = ''] = taken(issueCoupons(lost, alone(OWNER), coupon.promotionId, 1));
    restoreHere();
    sellWith(lost, code);
    const here = sellWith(now, code);
    expect(fetchBack()).toMatchObject({ sales: 1 });
    expect(rows(now.db, 'coupon_use')).toMatchObject([{ sale_id: here }]);
    expect(rows(now.db, 'sale')).toHaveLength(2);
    expectWhole();
  });
});
