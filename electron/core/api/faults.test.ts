import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Caller,
  type DemoTill,
  demoTill,
  stockItem,
} from '../../../test/support/demo-till.ts';
import { auditStore } from '../journal/audit-store.ts';
import { diskRefusal } from './faults.ts';

let demo: DemoTill;
let cashier: Caller;

let restarts = 0;

beforeEach(async () => {
  restarts = 0;
  demo = await demoTill({
    onRestart: () => {
      restarts += 1;
    },
  });
  cashier = await demo.signIn('cashier');
  stockItem(demo.till, { sku: 'KETTLE', listFen: 9_990 });
});
afterEach(() => demo.close());

const log = () => readFileSync(join(demo.folder, 'logs', 'incidents.log'), 'utf8');
const counts = () =>
  demo.till.db
    .prepare(
      `SELECT (SELECT count(*) FROM sale) AS sales, (SELECT count(*) FROM journal) AS entries,
         (SELECT count(*) FROM print_job) AS jobs, (SELECT count(*) FROM outbox) AS facts,
         (SELECT count(*) FROM stock_movement) AS movements, (SELECT count(*) FROM cart) AS carts,
         (SELECT count(*) FROM drawer_event) AS drawer`,
    )
    .get();
async function pay(
  requestId = 'request-1',
): Promise<Awaited<ReturnType<Caller['checkout']['payCash']>>> {
  const cart = await cashier.cart.current();
  return cashier.checkout.payCash({
    requestId,
    cartId: cart.cartId ?? '',
    expectedDueFen: 9_990,
    tenderedFen: null,
  });
}
const messageOf = (error: unknown) => (error instanceof Error ? error.message : '');
/** Makes the next write of a table fail as a trigger can: at that very statement of the transaction. */
function breakTable(table: string): () => void {
  demo.till.db.exec(
    `CREATE TEMP TRIGGER broken BEFORE INSERT ON main.${table} BEGIN SELECT RAISE(ABORT, 'broken for 13800138000 "王小明"'); END`,
  );
  return () => demo.till.db.exec('DROP TRIGGER temp.broken');
}

describe('a sale that fails in the middle', () => {
  it.each([
    'sale',
    'line_item',
    'sale_unit',
    'tender',
    'stock_movement',
    'drawer_event',
    'journal',
    'print_job',
    'outbox',
  ])(
    'while writing %s leaves nothing behind, keeps the cart, and succeeds when tried again',
    async (table) => {
      await cashier.cart.addItem({ sku: 'KETTLE' });
      const before = counts();
      const mend = breakTable(table);
      await expect(pay()).rejects.toThrow(/^incident [0-9A-F]{8}$/);
      expect(counts()).toEqual(before);
      mend();
      expect(await pay()).toMatchObject({ ok: true, value: { receiptNumber: '0001-01-000001' } });
      expect(auditStore(demo.till.db).faults).toEqual([]);
    },
  );

  it('is logged once under the id that the screen shows, without what people typed', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE' });
    const mend = breakTable('sale');
    const error: unknown = await pay().catch((thrown: unknown) => thrown);
    mend();
    const id = error instanceof Error ? error.message.replace('incident ', '') : '';
    const lines = log().trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      incident: id,
      what: 'checkout.payCash',
      name: 'SqliteError',
      code: 'SQLITE_CONSTRAINT_TRIGGER',
    });
    expect(log()).not.toMatch(/13800138000|王小明/);
  });
});

describe('a disk that fails', () => {
  it('being full is told as such, with nothing half done; selling goes on once there is room', async () => {
    const { db } = demo.till;
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 12}`);
    let sold = 0;
    let refused = '';
    const attempt = async (step: () => Promise<unknown>): Promise<void> => {
      const before = counts();
      refused = await step().then(() => '', messageOf);
      if (refused !== '') expect(counts()).toEqual(before);
    };
    while (refused === '' && sold < 500) {
      await attempt(() => cashier.cart.addItem({ sku: 'KETTLE' }));
      if (refused === '') await attempt(() => pay(`request-${sold}`));
      if (refused === '') sold += 1;
    }
    expect(refused).toBe('disk_full');
    db.pragma('max_page_count = 1073741823');
    if ((await cashier.cart.current()).cartId === null)
      await cashier.cart.addItem({ sku: 'KETTLE' });
    expect(await pay(`request-${sold}`)).toMatchObject({ ok: true });
    expect(auditStore(db).faults).toEqual([]);
    expect(db.prepare('SELECT count(*) AS n FROM sale').get()).toEqual({ n: sold + 1 });
  });

  it('being read-only is told as such, and the cart is still there', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE' });
    demo.till.db.pragma('query_only = ON');
    await expect(pay()).rejects.toThrow('data_folder_read_only');
    await expect(cashier.cart.addItem({ sku: 'KETTLE' })).rejects.toThrow('data_folder_read_only');
    demo.till.db.pragma('query_only = OFF');
    expect((await cashier.cart.current()).unitCount).toBe(1);
    expect(await pay()).toMatchObject({ ok: true });
  });

  it('after a failed sync sells nothing until the store was closed and opened anew, then the same sale once', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE' });
    const before = counts();
    const { db } = demo.till;
    db.function('failing_disk', () => {
      throw new BetterSqlite3.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
    });
    db.exec(
      `CREATE TEMP TRIGGER broken BEFORE INSERT ON main.tender BEGIN SELECT failing_disk(); END`,
    );
    await expect(pay()).rejects.toThrow('disk_failing');
    db.exec('DROP TRIGGER temp.broken');
    await expect(pay()).rejects.toThrow('disk_failing');
    await expect(cashier.cart.addItem({ sku: 'KETTLE' })).rejects.toThrow('disk_failing');
    expect(counts()).toEqual(before);
    while (restarts === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await demo.restart();
    cashier = await demo.signIn('cashier');
    expect(await pay()).toMatchObject({ ok: true, value: { receiptNumber: '0001-01-000001' } });
    expect(auditStore(demo.till.db)).toMatchObject({ sales: 1, faults: [] });
    expect(restarts).toBe(1);
  });

  it.each([
    ['SQLITE_FULL', 'disk_full'],
    ['SQLITE_READONLY_DBMOVED', 'data_folder_read_only'],
    ['SQLITE_CANTOPEN', 'data_folder_read_only'],
    ['SQLITE_IOERR_FSYNC', 'disk_failing'],
    ['SQLITE_CORRUPT', 'disk_failing'],
    ['SQLITE_CONSTRAINT_UNIQUE', null],
  ])('%s is %s', (code, refusal) => {
    expect(diskRefusal(new BetterSqlite3.SqliteError('x', code))).toBe(refusal);
  });

  it.each([
    ['ENOSPC', 'disk_full'],
    ['EROFS', 'data_folder_read_only'],
    ['ENOENT', null],
  ])('%s is %s', (code, refusal) => {
    expect(diskRefusal(Object.assign(new Error('x'), { code }))).toBe(refusal);
    expect(diskRefusal('x')).toBeNull();
  });
});
