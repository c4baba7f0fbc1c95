import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerFor } from '../../electron/core/api/app-router.ts';
import { setBackupTarget } from '../../electron/core/backup/backup-target.ts';
import { checkData } from '../../electron/core/backup/check-data.ts';
import { readSeal } from '../../electron/core/backup/file-seal.ts';
import { createCore } from '../../electron/core/core.ts';
import { type Database, SEAL_FILE, STORE_FILE } from '../../electron/core/db/open.ts';
import { systemClock } from '../../electron/core/system-ports.ts';
import { approvalOf } from '../support/demo-till.ts';
import { alone, OWNER } from '../support/people-till.ts';
import { printedSeed } from '../support/printed-seed.ts';
import { sellOne } from '../support/selling-till.ts';
import { runStation } from '../support/station-process.ts';
import { seededChance } from '../support/sync-till.ts';

/** `FLIP_RUNS=20000` for the long form: so many bytes of the sealed file, and a twentieth of that as whole starts. */
const FLIPS = Number(process.env.FLIP_RUNS ?? 500);
const RUNS = Math.ceil(FLIPS / 20);
const timeout = FLIPS > 500 ? 3_600_000 : 300_000;

type Outcome = 'refused' | 'detected' | 'unchanged';

let root: string;
let whole: string;
let bytes: Buffer;
let facts: string;
let openingStock: number;
let queuedJobs: readonly string[];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'zhendian-flips-'));
  whole = join(root, 'whole');
  const made = createCore({ folder: whole, demo: true });
  if (!made.ok) throw new Error(made.refusal.code);
  const sku = made.value.till.db.prepare("SELECT sku FROM item WHERE serial = 'none'").pluck();
  const prices = made.value.till.db.prepare('SELECT sku FROM price_change').pluck().all();
  const sellable = sku.all().find((one) => prices.includes(one));
  for (let i = 0; i < 3; i += 1) sellOne(made.value.till, String(sellable));
  const opening = "SELECT max(movement_id) FROM stock_movement WHERE reason = 'opening'";
  openingStock = Number(made.value.till.db.prepare(opening).pluck().get());
  facts = factsOf(made.value.till.db);
  const queued = "SELECT job_id FROM print_job WHERE state = 'queued'";
  queuedJobs = made.value.till.db.prepare<[], string>(queued).pluck().all();
  await made.value.close();
  rmSync(join(whole, 'place.json')); // else each copy would know that it is one
  bytes = readFileSync(join(whole, STORE_FILE));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/**
 * What happened in the shop, as text. The journal is left out: its chain tells by itself, and each start adds to it. So is
 * the opening stock, which no entry stands behind: stock that does not add up is told, and selling goes on.
 */
function factsOf(db: Database): string {
  const sold = `stock_movement WHERE movement_id > ${openingStock}`;
  const tables = ['sale', 'line_item', 'sale_unit', 'tender', sold, 'shift', 'drawer_event'];
  return JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all()));
}

/** Opens a damaged store as the shop would, `laterMs` from now, and tries to sell. */
async function outcomeOf(
  damage: (file: string) => void,
  isSealed: boolean,
  laterMs = 0,
): Promise<Outcome> {
  const folder = mkdtempSync(join(root, 'flip-'));
  try {
    cpSync(whole, folder, { recursive: true });
    if (!isSealed) rmSync(join(folder, SEAL_FILE));
    damage(join(folder, STORE_FILE));
    const clock = { ...systemClock, now: () => Date.now() + laterMs };
    const opened = createCore({ folder, demo: true, clock });
    if (!opened.ok) return 'refused';
    const core = opened.value;
    try {
      if (!(await core.data.isGood())) {
        const anyone = callerFor({ core, token: null });
        const signedIn = await anyone.session.signIn(approvalOf('cashier')).catch(() => null);
        const token = signedIn?.ok ? signedIn.value.token : '';
        const payment = {
          requestId: 'request-1',
          cartId: 'x',
          expectedDueFen: 1,
          tenderedFen: null,
        };
        await expect(callerFor({ core, token }).checkout.payCash(payment)).rejects.toThrow(
          'data_corrupt',
        );
        return 'detected';
      }
      expect(factsOf(core.till.db)).toBe(facts);
      return 'unchanged';
    } finally {
      await core.close().catch(() => undefined);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a database file that was damaged while it was closed', { timeout }, () => {
  it('is refused or found out at its opening, whichever byte it is', async () => {
    const { seed } = printedSeed('flips');
    const chance = seededChance(seed);
    const seen: Record<Outcome, number> = { refused: 0, detected: 0, unchanged: 0 };
    for (let run = 0; run < RUNS; run += 1) {
      const place = Math.floor(chance() * bytes.length);
      const bit = 1 << Math.floor(chance() * 8);
      const isCut = run % 6 === 0;
      const outcome = await outcomeOf((file) => {
        if (isCut) truncateSync(file, place);
        else flip(file, place, bit);
      }, true);
      expect({ seed, run, place, bit, isCut, outcome }).not.toMatchObject({ outcome: 'unchanged' });
      seen[outcome] += 1;
    }
    expect(seen.refused + seen.detected).toBe(RUNS);
  });

  it('is told from its seal by any one bit', () => {
    const { seed } = printedSeed('flips against the seal');
    const chance = seededChance(seed);
    const folder = mkdtempSync(join(root, 'sealed-'));
    cpSync(whole, folder, { recursive: true });
    const storeFile = join(folder, STORE_FILE);
    const seal = readSeal(folder);
    const descriptor = openSync(storeFile, 'r+');
    const faults = () => checkData({ storeFile, descriptor, seal }).faults.length;
    const put = (byte: number, place: number) =>
      writeSync(descriptor, Uint8Array.of(byte), 0, 1, place);
    try {
      expect(seal).not.toBeNull();
      expect(faults()).toBe(0);
      for (let run = 0; run < FLIPS; run += 1) {
        const place = Math.floor(chance() * bytes.length);
        const was = bytes[place] ?? 0;
        put(was ^ (1 << Math.floor(chance() * 8)), place);
        expect({ seed, run, place, faults: faults() }).toMatchObject({ faults: 1 });
        put(was, place);
      }
      expect(faults()).toBe(0);
    } finally {
      closeSync(descriptor);
    }
  });

  it('is opened when nothing was damaged, sealed or not', async () => {
    expect(await outcomeOf(() => undefined, true)).toBe('unchanged');
    expect(await outcomeOf(() => undefined, false)).toBe('unchanged');
  });

  it.each([
    ['the amount of a sale', "UPDATE sale SET note = 'x'"],
    ['the price of a line', 'UPDATE line_item SET net_fen = net_fen - 100'],
    ['the payload of an entry', "UPDATE journal SET payload = '{}' WHERE seq = 3"],
    ['a movement of the stock', 'UPDATE stock_movement SET quantity_milli = -1'],
  ])(
    'without its seal, after a crash: %s that was changed past the triggers',
    async (what, sql) => {
      const { default: BetterSqlite3 } = await import('better-sqlite3');
      const outcome = await outcomeOf((file) => {
        const db = new BetterSqlite3(file);
        for (const name of db
          .prepare("SELECT name FROM sqlite_schema WHERE name LIKE '%_no_update'")
          .pluck()
          .all()) {
          db.exec(`DROP TRIGGER ${String(name)}`);
        }
        db.exec(sql);
        db.close();
      }, false);
      expect({ what, outcome }).toEqual({ what, outcome: 'detected' }); // the missing triggers alone tell
    },
  );

  it.each([
    ['a column has another name', "SET sql = replace(sql, 'started_at', 'startud_at')", 'journal'],
    ['a table has another name', "SET sql = replace(sql, 'setting', 'sotting')", 'setting'],
  ])('in which %s is refused, sealed or not', async (_, change, table) => {
    const { default: BetterSqlite3 } = await import('better-sqlite3');
    const damage = (file: string) => {
      const db = new BetterSqlite3(file);
      db.unsafeMode();
      db.pragma('writable_schema = ON');
      db.exec(`UPDATE sqlite_schema ${change} WHERE name = '${table}'`);
      db.close();
    };
    expect(await outcomeOf(damage, true)).toBe('refused');
    expect(await outcomeOf(damage, false)).toBe('refused');
  });

  it('in whose print queue the number of a job leads nowhere does not print it for ever', async () => {
    expect(queuedJobs.length).toBeGreaterThan(0);
    for (const jobId of queuedJobs) {
      for (let at = bytes.indexOf(jobId); at >= 0; at = bytes.indexOf(jobId, at + 1)) {
        // An hour later what opens the drawer is too late, and is done away with.
        const outcome = await outcomeOf((file) => flip(file, at + 30, 8), false, 3_600_000);
        expect(outcome).not.toBe('refused');
      }
    }
  });

  it('that cannot be opened at all: the station says where the newest backup is, and how to restore it', async () => {
    const folder = join(root, 'store');
    const stick = mkdtempSync(join(root, 'stick-'));
    const first = createCore({ folder, demo: true });
    if (!first.ok) throw new Error(first.refusal.code);
    const target = { folder: stick, phrase: 'a phrase on paper' };
    await setBackupTarget(first.value.till, folder, alone(OWNER), target);
    const made = await first.value.backups.run('by_hand', 'system');
    await first.value.close();
    truncateSync(join(folder, STORE_FILE), 20_000);
    const station = runStation(['--data', folder, '--port', '0', '--no-open']);
    expect(await station.ended).toBe(1);
    expect(station.output()).toContain('门店数据损坏');
    expect(station.output()).toContain(made.ok ? `pos -- restore --from "${stick}` : 'made');
  });

  it('that is empty or gone is no new store', async () => {
    for (const damage of [
      (file: string) => truncateSync(file, 0),
      (file: string) => rmSync(file),
    ]) {
      const folder = mkdtempSync(join(root, 'gone-'));
      cpSync(whole, folder, { recursive: true });
      const first = createCore({ folder, demo: true });
      if (!first.ok) throw new Error(first.refusal.code);
      await first.value.close();
      damage(join(folder, STORE_FILE));
      expect(createCore({ folder, demo: true })).toMatchObject({
        ok: false,
        refusal: { code: 'data_corrupt' },
      });
    }
  });

  it('without its seal, after a crash, is never sold on with other facts', async () => {
    const { seed } = printedSeed('flips without a seal');
    const chance = seededChance(seed);
    const seen: Record<Outcome, number> = { refused: 0, detected: 0, unchanged: 0 };
    for (let run = 0; run < RUNS; run += 1) {
      const place = Math.floor(chance() * bytes.length);
      const bit = 1 << Math.floor(chance() * 8);
      seen[await outcomeOf((file) => flip(file, place, bit), false)] += 1;
    }
    expect(seen.refused + seen.detected + seen.unchanged).toBe(RUNS);
  });
});

function flip(file: string, place: number, bit: number): void {
  const flipped = Buffer.from(bytes);
  flipped[place] = (flipped[place] ?? 0) ^ bit;
  writeFileSync(file, flipped);
}
