import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId } from '../../../shared/kernel/ids.ts';
import { fen } from '../../../shared/kernel/money.ts';
import {
  alone,
  MANAGER,
  type PeopleTill,
  peopleTill,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { eachEntry, lastEntry } from '../journal/journal-table.ts';
import { announceSigningKey, signatures, signingKeys } from '../journal/signature-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { seedDemoPromotions } from '../promotions/demo-promotions.ts';
import { newestVersion } from '../promotions/promotion-table.ts';
import { draftOf, savePromotion, stopPromotion } from '../promotions/save-promotion.ts';
import type { Till } from '../till.ts';
import { startNewLane } from './new-lane.ts';
import { replayPage } from './replay-journal.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  announceSigningKey(shop.till);
  stock(shop.till, '电饭煲', 600_000);
  seedDemoPromotions(shop.till);
});
afterEach(() => shop.remove());

const COUPON = 'demo-coupon';

/** Changes one promotion, and stops another. */
function change(): void {
  const { definition } = newestVersion(shop.till.db, COUPON) ?? {};
  if (!definition) throw new Error('the demo has a coupon');
  const benefit = { ...definition.benefit, overFen: fen(200_000) } as typeof definition.benefit;
  taken(
    savePromotion(shop.till, alone(MANAGER), {
      ...{ promotionId: COUPON, expectedVersion: 1, status: 'scheduled', agreesToFloor: false },
      definition: { ...draftOf(definition), benefit, name: '店铺券满2000减50' },
    }),
  );
  taken(
    stopPromotion(shop.till, alone(MANAGER), { promotionId: 'demo-cross', expectedVersion: 1 }),
  );
}

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
function fetchBack(now: Till) {
  const lost = shop.till;
  const from = lastEntry(now.db, lost.registerId)?.seq ?? 0;
  const entries = [...eachEntry(lost.db, lost.registerId)]
    .filter(({ seq }) => seq > from)
    .map(({ registerId: _, ...entry }) => entry);
  return replayPage(now, {
    ...{ registerId: lost.registerId, entries, lastSeq: entries.at(-1)?.seq ?? from },
    signatures: signatures(lost.db, lost.registerId).map((one) => ({ ...one })),
    publicKeys: signingKeys(lost.db, lost.registerId).map((key) => ({ ...key, at: 0 })),
  });
}

const rows = (till: Till) =>
  till.db.prepare('SELECT * FROM promotion_version ORDER BY promotion_id, version').all();

describe('promotions after a restore', () => {
  it('come back as they were last written and stopped, and the store verifies', () => {
    const backup = copyHere();
    change();
    expect(fetchBack(backup).conflicts).toBe(0);
    expect(rows(backup)).toEqual(rows(shop.till));
    expect(newestVersion(backup.db, COUPON)?.definition).toMatchObject({ version: 2 });
    expect(newestVersion(backup.db, 'demo-cross')?.status).toBe('stopped');
    expect(verifyStore(backup.db).firstBad).toBeNull();
  });

  it('one that this lane changed meanwhile stays as this lane has it, and the rest comes back', () => {
    const backup = copyHere();
    taken(stopPromotion(backup, alone(MANAGER), { promotionId: COUPON, expectedVersion: 1 }));
    change();
    expect(fetchBack(backup).conflicts).toBe(1);
    expect(newestVersion(backup.db, COUPON)?.status).toBe('stopped');
    expect(newestVersion(backup.db, 'demo-cross')?.status).toBe('stopped');
    expect(verifyStore(backup.db).firstBad).toBeNull();
  });
});

describe('a promotion that was changed behind the till’s back', () => {
  const tamper = (sql: string) => {
    const { db } = shop.till;
    const guards = db
      .prepare<[], { name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'promotion_version'",
      )
      .all();
    for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
    db.exec(sql);
    return verifyStore(db).firstBad;
  };

  it.each([
    ['its rule', `UPDATE promotion_version SET definition = replace(definition, '5000', '9000')`],
    ['when it ends', 'UPDATE promotion_version SET to_at = to_at + 86400000'],
    ['its status', "UPDATE promotion_version SET status = 'stopped'"],
  ])('%s is found', (_, sql) => {
    expect(tamper(`${sql} WHERE promotion_id = '${COUPON}'`)).toMatchObject({
      why: 'row_differs',
    });
  });

  it('one that was taken away, and one that nobody wrote, are found', () => {
    const one = `promotion_id = '${COUPON}'`;
    expect(
      tamper(`INSERT INTO promotion_version SELECT 'forged', version, status, kind, name, campaign,
        from_at, to_at, definition, at, by FROM promotion_version WHERE ${one}`),
    ).not.toBeNull();
    expect(tamper(`DELETE FROM promotion_version WHERE ${one}`)).toMatchObject({
      why: 'row_missing',
    });
  });
});
