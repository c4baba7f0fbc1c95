import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerFor } from '../../electron/core/api/app-router.ts';
import { type Core, createCore } from '../../electron/core/core.ts';
import { newestSchema } from '../../electron/core/db/migrate.ts';
import { BEFORE_MIGRATION_FILE, openStore, STORE_FILE } from '../../electron/core/db/open.ts';
import { checkDatabase } from '../../electron/core/health/check-database.ts';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import { approvalOf, type Caller } from '../support/demo-till.ts';
import {
  lostRows,
  OLD_STORE_NOON,
  oldStoreAt,
  SCHEMAS,
  schemaOf,
  writeOldStore,
} from './old-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-old-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const file = (name = STORE_FILE) => join(folder, name);

describe.each(SCHEMAS)('a store with two days of trade at schema %d', (schema) => {
  it('opens with everything it had, its books whole, and a copy of how it was', () => {
    writeOldStore(folder, schema);
    const opened = openStore(folder);
    if (!opened.ok) throw new Error(opened.refusal.code);
    const db = opened.value;
    const before = oldStoreAt(schema);
    expect(db.pragma('user_version', { simple: true })).toBe(newestSchema());
    expect(lostRows(before, db)).toEqual([]);
    expect(auditStore(db).faults).toEqual([]);
    expect(verifyStore(db)).toMatchObject({ ok: true, firstBad: null });
    db.close();
    expect(checkDatabase(file())).toEqual([]);
    expect(existsSync(file(BEFORE_MIGRATION_FILE))).toBe(schema < newestSchema());
    if (schema === newestSchema()) return;
    const copy = new BetterSqlite3(file(BEFORE_MIGRATION_FILE), { readonly: true });
    expect(schemaOf(copy)).toBe(schemaOf(before));
    expect(lostRows(before, copy)).toEqual([]);
    copy.close();
  });

  it('has the schema of a store that was founded with the newest program', () => {
    writeOldStore(folder, schema);
    const opened = openStore(folder);
    const fresh = openStore(join(folder, 'fresh'));
    if (!opened.ok || !fresh.ok) throw new Error('both stores open');
    expect(schemaOf(opened.value)).toBe(schemaOf(fresh.value));
    opened.value.close();
    fresh.value.close();
  });
});

describe('an old store goes on in the new program', () => {
  it.each([SCHEMAS[0] ?? 0, 90])(
    'from schema %d: sells, takes back, counts and closes',
    async (schema) => {
      writeOldStore(folder, schema);
      let now = OLD_STORE_NOON;
      const core = open(() => now);
      const li = await signIn(core, 'cashier');
      expect((await li.cart.current()).lines).toHaveLength(1); // left open by the old program
      expect(await li.cart.held()).toMatchObject([{ label: '老王', payFen: 19_980 }]);
      const [found] = await li.catalog.search({ text: 'gl nhgt1bgj', limit: 1 });
      value(await li.cart.addItem({ sku: found?.sku ?? '' }));
      now += 60_000;
      const sale = await pay(li);
      expect(sale.receiptNumber).toBe('0001-01-000007');

      const [oldest] = (await li.returns.find({ text: '0001-01-000001' })).sales;
      const returnable = value(await li.returns.returnable({ saleId: oldest?.saleId ?? '' }));
      expect(returnable.dueFen).toBe(314_900);
      const back = value(
        await li.returns.create({
          requestId: 'return-of-an-old-sale',
          saleId: returnable.saleId,
          units: [{ position: 1, unit: 1, condition: 'restock' }],
          reason: '不制冷',
          expectedRefundFen: 314_900,
          approval: approvalOf('manager'),
        }),
      );
      expect(back.refundFen).toBe(314_900);

      now += 60_000;
      value(await li.shift.startCount());
      const pieces = { pieces: {}, otherFen: 30_000 + 19_980 + 9_990 + sale.dueFen - 314_900 };
      const counted = value(await li.shift.submitCount({ count: pieces, attempt: 1 }));
      expect(counted.overShortFen).toBe(0);
      const closed = value(await li.shift.close({ countSeq: counted.seq }));
      expect(closed.zNumber).toBe(2);
      const { db } = core.till;
      expect(auditStore(db).faults).toEqual([]);
      expect(verifyStore(db)).toMatchObject({ ok: true, firstBad: null });
      await core.close();
    },
  );

  it('an old customer still comes up by phone, and an old receipt prints as it was', async () => {
    writeOldStore(folder, 90);
    const core = open(() => OLD_STORE_NOON);
    const manager = await signIn(core, 'manager');
    const sales = await manager.checkout.sales({ limit: 10 });
    expect(sales).toHaveLength(6);
    const delivered = sales.find(({ dueFen }) => dueFen === 314_900);
    const preview = value(
      await manager.printing.preview({
        kind: 'receipt',
        ref: delivered?.saleId ?? '',
        format: 'text',
      }),
    );
    expect(Buffer.from(preview.base64, 'base64').toString('utf8')).toContain('3149.00');
    await core.close();
  });
});

it('data of a newer program is refused politely, and not a byte of it changes', () => {
  writeOldStore(folder, 90);
  const db = new BetterSqlite3(file());
  db.pragma('user_version = 990');
  db.close();
  const before = readFileSync(file());
  const answer = openStore(folder);
  expect(answer).toMatchObject({
    ok: false,
    refusal: { code: 'data_from_newer_version', params: { found: 990, newest: newestSchema() } },
  });
  expect(readFileSync(file()).equals(before)).toBe(true);
  expect(existsSync(file(BEFORE_MIGRATION_FILE))).toBe(false);
});

function open(now: () => number): Core {
  const core = createCore({ folder, demo: true, clock: { now, monotonicMs: now } });
  if (!core.ok) throw new Error(core.refusal.code);
  return core.value;
}

async function signIn(core: Core, role: 'cashier' | 'manager'): Promise<Caller> {
  const answer = await callerFor({ core, token: null }).session.signIn(approvalOf(role));
  return callerFor({ core, token: value(answer).token });
}

async function pay(li: Caller) {
  const cart = await li.cart.current();
  return value(
    await li.checkout.payCash({
      requestId: `request-after-${cart.cartId}`,
      cartId: cart.cartId ?? '',
      expectedDueFen: cart.dueFen,
      tenderedFen: null,
    }),
  );
}

function value<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value;
}
