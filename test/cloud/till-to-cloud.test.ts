import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrateCloud } from '../../cloud/cloud-migration.ts';
import { openPglite } from '../../cloud/database.ts';
import { createCloudServer } from '../../cloud/server.ts';
import { summarise } from '../../cloud/store-summary.ts';
import { issueToken } from '../../cloud/store-token.ts';
import { callerFor } from '../../electron/core/api/app-router.ts';
import { createCore } from '../../electron/core/core.ts';
import { eachEntry } from '../../electron/core/journal/journal-table.ts';
import { storeOf } from '../../electron/core/staff/store-table.ts';
import { fetchJournal } from '../../electron/core/sync/fetch-journal.ts';
import { createHttpCloudLink } from '../../electron/core/sync/http-cloud-link.ts';
import { insertFact } from '../../electron/core/sync/outbox-table.ts';
import type { CopiedEntry } from '../../shared/contract/journal-copy.ts';
import { saleFactHead } from '../../shared/contract/sync.ts';

it('a shop that sells without a cloud has every fact there soon after the cloud is back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-till-'));
  const opened = await createCore({ folder, demo: true });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const core = opened.value;
  const signedIn = await callerFor({ core, token: null }).session.signIn({
    staffId: 'demo-owner',
    pin: '3333',
  });
  if (!signedIn.ok) throw new Error(signedIn.refusal.code);
  const till = callerFor({ core, token: signedIn.value.token });
  const store = storeOf(core.till.db);
  const storeId = store?.storeId ?? '';

  const db = openPglite(null);
  await migrateCloud(db);
  const token = await issueToken(db, { storeId, name: '演示', at: 1 });
  const settings = await till.settings.get();
  const use = (url: string) => till.settings.save({ ...settings, cloud: { url, token } });
  await use('http://127.0.0.1:1'); // nobody answers there
  const dues = [await sellOne(), await sellOne(), await sellOne()];
  const waiting = (await till.system.status()).sync;
  expect(waiting.waiting).toBeGreaterThanOrEqual(3);

  const app = createCloudServer({ db });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const cloudUrl = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  await use(cloudUrl());
  await until(async () => (await till.system.status()).sync.waiting === 0);
  expect((await till.system.status()).sync).toMatchObject({ state: 'idle', parked: 0 });
  const facts = await db.selectFrom('fact').selectAll().orderBy('seq').execute();
  const sales = facts.filter((one) => one.kind === 'sale');
  const { businessDate } = saleFactHead.parse(sales[0]?.body);
  const summary = await summarise(db, storeId, businessDate);
  expect(summary).toMatchObject({
    saleCount: 3,
    takingsFen: dues.reduce((sum, due) => sum + due, 0),
  });
  expect(summary?.nodes).toMatchObject([{ missingCount: 0, contiguousSeq: facts.length }]);

  // The journal follows the facts, and can be had back as it is.
  const { registerId } = core.till;
  await until(async () => {
    const { seq, ackedSeq, fork } = (await till.system.status()).sync.journal;
    expect(fork).toBeNull();
    return seq > 10 && seq === ackedSeq;
  });
  const link = createHttpCloudLink({ url: cloudUrl(), token });
  const copied: CopiedEntry[] = [];
  for await (const page of fetchJournal(link, { storeId, registerId, afterSeq: 0 })) {
    copied.push(...page.entries);
  }
  const ours = [...eachEntry(core.till.db, registerId)];
  expect(copied.map(({ seq, hash, payload }) => ({ seq, hash, payload }))).toEqual(
    ours.slice(0, copied.length).map(({ seq, hash, payload }) => ({ seq, hash, payload })),
  );
  expect(copied.length).toBeGreaterThan(10);
  expect(await link.holdings(storeId)).toMatchObject({
    saleCount: 3,
    registers: [{ registerId, saleCount: 3 }],
  });

  const broken = {
    factId: 'broken',
    kind: 'sale',
    registerId: '01',
    body: '{',
    createdAt: 1,
  } as const;
  insertFact(core.till.db, broken);
  core.syncNow();
  await until(async () => (await till.sync.parked()).length === 1);
  expect(await till.sync.parked()).toMatchObject([{ factId: 'broken', reason: 'fact_malformed' }]);
  dues.push(await sellOne());
  await until(async () => (await till.system.status()).sync.waiting === 0);
  expect((await summarise(db, storeId, businessDate))?.saleCount).toBe(4);
  const again = await till.sync.sendAgain({ factIds: ['broken'] });
  expect(again).toEqual({ ok: true, value: { resentCount: 1 } });
  await until(async () => (await till.sync.parked()).length === 1);

  await app.close();
  await core.close();
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });

  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((done) => setTimeout(done, 20));
  }

  async function sellOne(): Promise<number> {
    const row = core.till.db
      .prepare<[], { sku: string }>("SELECT sku FROM item WHERE kind = 'goods' LIMIT 1")
      .get();
    const added = await till.cart.addItem({ sku: row?.sku ?? '', quantityMilli: 1000 });
    if (!added.ok) throw new Error(added.refusal.code);
    const cart = await till.cart.current();
    const paid = await till.checkout.payCash({
      requestId: `request-${core.till.random.uuid()}`,
      cartId: cart.cartId ?? '',
      expectedDueFen: cart.dueFen,
      tenderedFen: null,
    });
    if (!paid.ok) throw new Error(paid.refusal.code);
    return paid.value.dueFen;
  }
});
