import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId } from '../../../shared/kernel/ids.ts';
import { fen } from '../../../shared/kernel/money.ts';
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
import { runPromotion } from '../../../test/support/running-promotion.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { addItem } from '../checkout/edit-cart.ts';
import type { Database } from '../db/open.ts';
import { auditStore } from '../journal/audit-store.ts';
import { eachEntry, lastEntry } from '../journal/journal-table.ts';
import { announceSigningKey, signatures, signingKeys } from '../journal/signature-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { openShift } from '../shift/open-shift.ts';
import type { Till } from '../till.ts';
import { startNewLane } from './new-lane.ts';
import { replayPage } from './replay-journal.ts';

let shop: PeopleTill;
let sku: string;
beforeEach(() => {
  shop = peopleTill();
  announceSigningKey(shop.till);
  sku = stock(shop.till, '风扇', 20_000);
  runPromotion(
    shop.till,
    { kind: 'flash_sale', priceFen: fen(10_000) },
    { quota: { total: 30, perDay: 20 } },
  );
  taken(openShift(shop.till, alone(CASHIER), { float: { pieces: {}, otherFen: 50_000 } }));
});
afterEach(() => shop.remove());

function sell(till: Till, units: number): string {
  taken(addItem(till, CASHIER, { sku, quantityMilli: units * 1_000 }));
  return payCart(till);
}

const rows = (db: Database, table: string) =>
  db.prepare(`SELECT * FROM ${table} ORDER BY promotion_id, at, units`).all();

/** The store as it stands, as a lane of its own. */
function copyHere(): Till {
  const bytes = shop.till.db.serialize();
  bytes.fill(1, 18, 20); // a database in memory has no write-ahead log
  const db = new BetterSqlite3(bytes);
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  const { registerId } = startNewLane({ ...shop.till, db }, 'restore', 'backup');
  const till = { ...shop.till, db, registerId: asId<Till['registerId']>(registerId) };
  announceSigningKey(till);
  return till;
}

/** Takes over what the lost lane wrote after the backup. */
function fetchBack(now: Till): void {
  const lost = shop.till;
  const from = lastEntry(now.db, lost.registerId)?.seq ?? 0;
  const entries = [...eachEntry(lost.db, lost.registerId)]
    .filter(({ seq }) => seq > from)
    .map(({ registerId: _, ...entry }) => entry);
  replayPage(now, {
    registerId: lost.registerId,
    entries,
    signatures: signatures(lost.db, lost.registerId).map((one) => ({ ...one })),
    publicKeys: signingKeys(lost.db, lost.registerId).map((key) => ({ ...key, at: 0 })),
    lastSeq: entries.at(-1)?.seq ?? from,
  });
}

describe('a store that was restored', () => {
  it('gets leases, uses and what came back from the journal, and sells no unit twice', () => {
    sell(shop.till, 3);
    const now = copyHere();
    const saleId = sell(shop.till, 4);
    taken(giveBack(shop.till, alone(OWNER), { saleId, units: unitsNamed('1/1') }));
    fetchBack(now);
    for (const table of ['quota_lease', 'quota_use']) {
      expect(rows(now.db, table), table).toEqual(rows(shop.till.db, table));
    }
    expect(auditStore(now.db).faults).toEqual([]);
    expect(verifyStore(now.db)).toMatchObject({ ok: true });
    taken(openShift(now, alone(MANAGER), { float: { pieces: {}, otherFen: 0 } }));
    taken(addItem(now, CASHIER, { sku, quantityMilli: 30_000 }));
    const cheap = (30 * 20_000 - currentCart(now, CASHIER).netFen) / 10_000;
    expect(cheap).toBe(14); // of the day's 20, six are sold
    now.db.close();
  });
});

describe('a lease that somebody puts aside or changes', () => {
  it.each([
    ['DELETE FROM quota_lease', 'row_missing'],
    ['UPDATE quota_lease SET units = units - 1', 'row_differs'],
    ["UPDATE quota_lease SET promotion_id = 'other'", 'row_differs'],
  ])('%s is found by its entry', (sql, why) => {
    sell(shop.till, 3);
    const { db } = shop.till;
    db.exec('DROP TRIGGER quota_lease_no_update; DROP TRIGGER quota_lease_no_delete');
    db.exec(sql);
    expect(verifyStore(db).firstBad).toMatchObject({ why, what: 'quota_lease' });
  });

  it('and one that no entry records is found, too', () => {
    sell(shop.till, 3);
    shop.till.db.exec(`INSERT INTO quota_lease SELECT 'more', promotion_id, register_id, -2, 'returned', at
      FROM quota_lease`);
    expect(verifyStore(shop.till.db).firstBad).toMatchObject({
      why: 'entry_missing',
      what: 'quota_lease',
    });
  });
});
