import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateCloud } from '../../cloud/cloud-migration.ts';
import { type CloudDatabase, openPglite } from '../../cloud/database.ts';
import { createCloudServer } from '../../cloud/server.ts';
import { issueToken } from '../../cloud/store-token.ts';
import { callerFor } from '../../electron/core/api/app-router.ts';
import { applyStagedRestore } from '../../electron/core/backup/apply-restore.ts';
import { stageRestore } from '../../electron/core/backup/stage-restore.ts';
import { type Core, createCore } from '../../electron/core/core.ts';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import { storeOf } from '../../electron/core/staff/store-table.ts';
import { systemClock, systemRandom } from '../../electron/core/system-ports.ts';
import { approvalOf } from '../support/demo-till.ts';
import { taken } from '../support/people-till.ts';
import { sellOne } from '../support/selling-till.ts';

const PHRASE = 'a phrase on paper';

let root: string;
let db: CloudDatabase;
let app: ReturnType<typeof createCloudServer>;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'zhendian-back-'));
  db = openPglite(null);
  await migrateCloud(db);
  app = createCloudServer({ db });
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app.close();
  await db.destroy();
  rmSync(root, { recursive: true, force: true });
});

const open = (name: string): Core => taken(createCore({ folder: join(root, name), demo: true }));
async function ownerOf(core: Core) {
  const signedIn = await callerFor({ core, token: null }).session.signIn(approvalOf('owner'));
  return callerFor({ core, token: taken(signedIn).token });
}
const sales = (core: Core) =>
  core.till.db.prepare('SELECT receipt_number FROM sale ORDER BY receipt_number').pluck().all();
async function uploaded(core: Core): Promise<void> {
  for (;;) {
    core.syncNow();
    const { waiting, journal } = core.sync().status();
    if (waiting === 0 && journal.seq > 0 && journal.seq === journal.ackedSeq) return;
    await new Promise((done) => setTimeout(done, 50));
  }
}

it('a shop whose disk died gets back every sale that was uploaded, and sells on without a doubt in the cloud', async () => {
  const stick = join(root, 'stick');
  mkdirSync(stick);
  const first = open('first');
  const owner = await ownerOf(first);
  const store = storeOf(first.till.db);
  const token = await issueToken(db, { storeId: store?.storeId ?? '', name: '演示', at: 1 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const settings = await owner.settings.get();
  taken(await owner.settings.save({ ...settings, cloud: { url, token } }));
  taken(await owner.backup.setTarget({ folder: stick, phrase: PHRASE }));
  const [item] = await owner.catalog.quickItems();
  const sell = (core: Core) => sellOne(core.till, item?.sku ?? '');
  sell(first);
  const made = taken(await owner.backup.run());
  const after = [sell(first), sell(first)];
  await uploaded(first);
  const were = sales(first);
  await first.close(); // and nobody sees that disk again

  const storeFolder = join(root, 'second');
  mkdirSync(storeFolder);
  const host = { storeFolder, clock: systemClock, random: systemRandom, version: '0.0.0' };
  const wanted = { folder: stick, file: made?.file ?? '', phrase: PHRASE, storeId: null };
  taken(await stageRestore(host, wanted));
  expect(applyStagedRestore(storeFolder)).toBe(true);
  const second = open('second');
  expect(sales(second)).toHaveLength(1);
  await second.catchUp.settled;
  expect(second.catchUp.state()).toEqual({ state: 'done', replayedSales: 2 });
  expect(sales(second)).toEqual(were);
  const detail = await (await ownerOf(second)).checkout.sale({ saleId: after[0] ?? '' });
  expect(detail?.lines).toHaveLength(1);
  expect(auditStore(second.till.db).faults).toEqual([]);
  expect(verifyStore(second.till.db)).toMatchObject({ ok: true, registers: 2 });

  // What came back is known to the cloud word for word; what is new goes there under the new lane.
  sell(second);
  await uploaded(second);
  expect(second.sync().status()).toMatchObject({ parked: 0 });
  expect(sales(second)).toHaveLength(4);
  const facts = await db.selectFrom('fact').select(['fact_id', 'kind']).execute();
  expect(facts.filter(({ kind }) => kind === 'sale')).toHaveLength(4);
  const alarms = await db.selectFrom('journal_alarm').selectAll().execute();
  expect(alarms).toEqual([]);
  await second.close();

  // Once is enough: the next start fetches nothing and loses nothing.
  const third = open('second');
  await third.catchUp.settled;
  expect(sales(third)).toHaveLength(4);
  await third.close();
}, 120_000);
