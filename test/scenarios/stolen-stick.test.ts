import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { EXPORT_FORMATS, REPORT_NAMES } from '../../shared/contract/reports.ts';
import { approvalOf, type Caller, type DemoTill, demoTill } from '../support/demo-till.ts';
import { outcome, taken } from '../support/people-till.ts';

// A day with people in it, and what is to be read of them without the phrase.

const PHRASE = '红烧肉 三两 2026';
const NAME = '欧阳翠花';
const PHONE = '13987654321';
const ADDRESS = '石门坎村八组桂花树下';
const PAYEE = '=HYPERLINK("x")‮諸葛'; // also a formula, and turned around
const PERSONAL = [NAME, PHONE, ADDRESS, PAYEE, '諸葛'];

let demo: DemoTill;
let li: Caller;
let boss: Caller;
let stick: string;
beforeAll(async () => {
  demo = await demoTill();
  stick = mkdtempSync(join(tmpdir(), 'zhendian-stick-'));
  li = await demo.signIn('cashier');
  const [found] = await li.catalog.search({ text: 'gl nhgt1bgj', limit: 1 });
  const { lineId } = taken(await li.cart.addItem({ sku: found?.sku ?? '' }));
  taken(await li.cart.setHandover({ lineId, handover: 'deliver_install' }));
  const when = { deliveryDate: '2026-06-20', deliverySlot: 'morning', deliveryNote: '' } as const;
  taken(await li.cart.setCustomer({ name: NAME, phone: PHONE, address: ADDRESS, ...when }));
  const cart = await li.cart.current();
  const pay = { cartId: cart.cartId ?? '', expectedDueFen: cart.dueFen, tenderedFen: null };
  taken(await li.checkout.payCash({ ...pay, requestId: crypto.randomUUID() }));
  taken(
    await li.cash.move({
      ...{ requestId: crypto.randomUUID(), kind: 'paid_out', category: 'freight' },
      ...{ amountFen: 1_000, payee: PAYEE },
    }),
  );
  taken(await li.shift.startCount());
  const count = { pieces: {}, otherFen: 0 };
  const { seq } = taken(await li.shift.submitCount({ count, attempt: 1 }));
  const reason = '数错了';
  taken(await li.shift.close({ countSeq: seq, reason, approval: approvalOf('manager') }));
  await demo.core.printQueue.idle();
  boss = await demo.signIn('owner');
  taken(await boss.backup.setTarget({ folder: stick, phrase: PHRASE }));
  taken(await boss.backup.run());
});
afterAll(async () => {
  await demo.close();
  rmSync(stick, { recursive: true, force: true });
});

/** Every plain file below a folder. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

/** Every value of every table, as text: bytes alone could be split over two pages. */
function everyRow(file: string): string {
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    return tables
      .map((table) => JSON.stringify(db.prepare(`SELECT * FROM "${table}"`).all()))
      .join();
  } finally {
    db.close();
  }
}

const copyOnStick = () => filesIn(stick).find((file) => file.endsWith('.sqlite')) ?? '';

describe('a stick that was stolen', () => {
  it('tells no customer, phone, address or payee, and holds no key', () => {
    const keys = JSON.parse(readFileSync(join(demo.folder, 'secrets.json'), 'utf8'));
    const secrets = Object.values(keys as Record<string, string>);
    const files = filesIn(stick);
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const bytes = readFileSync(file);
      for (const said of [...PERSONAL, ...secrets]) expect(bytes.includes(said), file).toBe(false);
      for (const key of secrets) expect(bytes.includes(Buffer.from(key, 'base64'))).toBe(false);
    }
    const rows = everyRow(copyOnStick());
    for (const said of PERSONAL) expect(rows).not.toContain(said);
    expect(rows).toContain('DAY_CLOSE');
  });

  it('and a till that was stolen with its keys still tells nothing in its journal, outbox and log', () => {
    for (const file of filesIn(demo.folder)) {
      const bytes = readFileSync(file);
      for (const said of PERSONAL) expect(bytes.includes(said), file).toBe(false);
    }
    const rows = everyRow(join(demo.folder, 'store.sqlite'));
    for (const said of PERSONAL) expect(rows).not.toContain(said);
  });

  it('nor is anybody named in any report or its export', async () => {
    const period = { from: '2026-06-01', to: '2026-06-30' };
    for (const name of REPORT_NAMES) {
      const page = JSON.stringify(taken(await boss.reports.page({ name, ...period })));
      for (const said of PERSONAL) expect(page, name).not.toContain(said);
      for (const format of EXPORT_FORMATS.filter((one) => one === 'csv')) {
        const file = taken(await boss.reports.export({ name, ...period, format }));
        const text = Buffer.from(file.base64, 'base64').toString('utf8');
        for (const said of PERSONAL) expect(text, name).not.toContain(said);
      }
    }
    const z = JSON.stringify(await boss.shift.zReports({}));
    for (const said of PERSONAL) expect(z).not.toContain(said);
  });
});

describe('a stick that was written on', () => {
  it('gives nobody another’s PIN or role: a copy with a new sum is still not the store’s', async () => {
    const copy = copyOnStick();
    const db = new BetterSqlite3(copy);
    db.exec(`UPDATE staff_member SET role = 'owner' WHERE staff_id = 'demo-cashier'`);
    db.close();
    const sheet = copy.replace('.sqlite', '.json');
    const manifest = JSON.parse(readFileSync(sheet, 'utf8')) as Record<string, unknown>;
    const bytes = readFileSync(copy);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(sheet, JSON.stringify({ ...manifest, bytes: bytes.length, sha256 }));
    const [listed] = await boss.backup.list();
    const file = listed?.file ?? '';
    const asked = { folder: null, file, phrase: PHRASE };
    expect(outcome(await boss.backup.restore(asked))).toBe('backup_damaged');
    expect(taken(await boss.backup.rehearse({ file }))).toMatchObject({
      ok: false,
      faults: ['seal'],
    });
    expect(readdirSync(demo.folder)).not.toContain('restore-staged');
    expect(auditStore(demo.till.db).faults).toEqual([]);
  });
});
