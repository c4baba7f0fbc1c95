import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerFor } from '../../electron/core/api/app-router.ts';
import { currentLane } from '../../electron/core/backup/lane-table.ts';
import { addItem } from '../../electron/core/checkout/edit-cart.ts';
import { type Core, createCore } from '../../electron/core/core.ts';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { eachEntry } from '../../electron/core/journal/journal-table.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import { storeOf } from '../../electron/core/staff/store-table.ts';
import { approvalOf } from '../support/demo-till.ts';
import { CASHIER, outcome, taken } from '../support/people-till.ts';
import { sellOne } from '../support/selling-till.ts';
import { ENDS } from '../support/waited-program.ts';

const POS = resolve(import.meta.dirname, '../../electron/pos.ts');
const PHRASE = 'the phrase on paper';

let root: string;
let core: Core;
const at = (name: string) => join(root, name);

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'zhendian-restore-'));
  core = opened('store');
  for (const name of ['stick', 'stick2']) spawnSync('mkdir', [at(name)]);
  taken(await (await owner()).backup.setTarget({ folder: at('stick'), phrase: PHRASE }));
});
afterEach(async () => {
  await core.close();
  rmSync(root, { recursive: true, force: true });
});

function opened(name: string): Core {
  return taken(createCore({ folder: at(name), demo: true }));
}
async function reopened(name: string): Promise<Core> {
  await core.close();
  core = opened(name);
  return core;
}
async function owner() {
  const signedIn = await callerFor({ core, token: null }).session.signIn(approvalOf('owner'));
  return callerFor({ core, token: taken(signedIn).token });
}
async function sell(): Promise<string> {
  const [item] = await (await owner()).catalog.quickItems();
  return sellOne(core.till, item?.sku ?? '');
}
function pos(...args: string[]) {
  const env = { ...process.env, NODE_NO_WARNINGS: '1' };
  const ran = spawnSync(process.execPath, [POS, ...args], {
    encoding: 'utf8',
    env,
    input: PHRASE,
    ...ENDS,
  });
  return { code: ran.status, out: ran.stdout, error: ran.stderr };
}
const rows = (sql: string) => core.till.db.prepare(sql).pluck().all();
function expectWhole(): void {
  expect(auditStore(core.till.db).faults).toEqual([]);
  expect(verifyStore(core.till.db)).toMatchObject({ ok: true });
}

describe('a store that is restored on a new PC', () => {
  it('is there in one step, with its people, goods and sales, and goes on as a lane of its own', async () => {
    await sell();
    const [item] = await (await owner()).catalog.quickItems();
    taken(addItem(core.till, CASHIER, { sku: item?.sku ?? '', quantityMilli: 1000 }));
    taken(await (await owner()).backup.run());
    const last = [...eachEntry(core.till.db, '01')].findLast((one) => one.type !== 'BACKUP');
    const sold = rows('SELECT receipt_number FROM sale');

    const ran = pos(
      'restore',
      '--from',
      at('stick'),
      '--data',
      at('new'),
      '--phrase-file',
      '-',
      '--json',
    );
    expect(ran).toMatchObject({ code: 0, error: '' });
    await reopened('new');
    const { registerId } = core.till;
    expect(registerId).toMatch(/^01[A-Z]{3}$/);
    expect(JSON.parse(ran.out)).toMatchObject({ registerId, saleCount: 1 });
    expect(rows('SELECT receipt_number FROM sale')).toEqual(sold);
    const [first] = eachEntry(core.till.db, registerId);
    expect(JSON.parse(first?.payload ?? '')).toMatchObject({
      continues: { registerId: '01', seq: last?.seq, hash: last?.hash },
      epoch: 2,
      restoredFrom: expect.stringMatching(/^zhendian-/),
    });
    expect(currentLane(core.till.db)).toMatchObject({ registerId, epoch: 2, why: 'restore' });
    // The cart that was open waits, held; the owner's PIN opens the till, so the keys are there.
    expect(rows('SELECT state || register_id FROM cart')).toEqual([`held${registerId}`]);
    await sell();
    expect(rows('SELECT receipt_number FROM sale ORDER BY completed_at')).toEqual([
      sold[0],
      expect.stringContaining(`-${registerId}-000001`),
    ]);
    expectWhole();
  });

  it('is not there without the phrase, from a damaged copy, or from a folder without backups', async () => {
    taken(await (await owner()).backup.run());
    const [file = ''] = readdirSync(at('stick')).filter((name) => name.endsWith('.sqlite'));
    const restore = (...more: string[]) => pos('restore', '--data', at('new'), ...more);
    writeFileSync(at('wrong'), 'not the phrase\n');
    const wrong = restore('--from', at('stick'), '--phrase-file', at('wrong'));
    expect(wrong.code).toBe(1);
    expect(wrong.error).toContain('恢复口令不对');
    expect(restore('--from', at('stick2'), '--phrase-file', '-').error).toContain('没有找到备份');
    const copy = join(at('stick'), file);
    const bytes = readFileSync(copy);
    bytes[50_000] = (bytes[50_000] ?? 0) ^ 4;
    writeFileSync(copy, bytes);
    expect(restore('--from', copy, '--phrase-file', '-').error).toContain('损坏');
    truncateSync(copy, 5000);
    expect(restore('--from', at('stick'), '--phrase-file', '-').error).toContain('没有找到备份');
    expect(existsSync(join(at('new'), 'store.sqlite'))).toBe(false);
    expect(existsSync(join(at('new'), 'restore-staged'))).toBe(false);
  });

  it('can be had from the set-up screen, and from nowhere once somebody owns the store', async () => {
    await sell();
    taken(await (await owner()).backup.run());
    const here = await callerFor({ core, token: null }).backup.findHere({ folder: at('stick') });
    expect(outcome(here)).toBe('store_already_set_up');
    await core.close();
    let restarts = 0;
    const onRestart = () => {
      restarts += 1;
    };
    core = taken(createCore({ folder: at('new'), demo: false, onRestart }));
    const nobody = callerFor({ core, token: null });
    expect(outcome(await nobody.backup.findHere({ folder: at('stick2') }))).toBe(
      'backup_not_found',
    );
    const [found] = taken(await nobody.backup.findHere({ folder: at('stick') }));
    const wanted = { folder: at('stick'), file: found?.file ?? '', phrase: PHRASE };
    const wrong = await nobody.backup.restoreHere({ ...wanted, phrase: 'wrong phrase' });
    expect(outcome(wrong)).toBe('backup_phrase_wrong');
    expect(taken(await nobody.backup.restoreHere(wanted))).toMatchObject({ saleCount: 1 });
    while (restarts === 0) await new Promise((done) => setTimeout(done, 20));
    await reopened('new');
    expect(rows('SELECT count(*) FROM sale')).toEqual([1]);
    await sell();
    expectWhole();
  });
});

describe('a store that is restored where it was', () => {
  it('puts aside what was there, never over it, and uses no number of the lost day again', async () => {
    await sell();
    taken(await (await owner()).backup.run());
    const lost = [await sell(), await sell()];
    const boss = await owner();
    const [file] = await boss.backup.list();
    const wanted = { folder: null, file: file?.file ?? '', phrase: PHRASE };
    const cashier = taken(
      await callerFor({ core, token: null }).session.signIn(approvalOf('cashier')),
    );
    await expect(callerFor({ core, token: cashier.token }).backup.restore(wanted)).rejects.toThrow(
      'right_missing',
    );
    const again = await owner();
    const restored = taken(await again.backup.restore(wanted));
    // Until the program starts again the old store is the store.
    expect(rows('SELECT count(*) FROM sale')).toEqual([3]);
    await reopened('store');
    expect(core.till.registerId).toBe(restored.registerId);
    expect(rows('SELECT count(*) FROM sale')).toEqual([1]);
    expect(existsSync(join(restored.keptIn, 'store.sqlite'))).toBe(true);
    const kept = taken(createCore({ folder: restored.keptIn, demo: true }));
    const there = kept.till.db.prepare('SELECT sale_id FROM sale').pluck().all();
    expect(lost.every((saleId) => there.includes(saleId))).toBe(true);
    await kept.close();
    await sell();
    const numbers = rows('SELECT receipt_number FROM sale');
    expect(numbers.filter((number) => String(number).includes('-01-'))).toHaveLength(1);
    expectWhole();
  });

  it('goes on where a power cut ended it, whichever file was being moved', async () => {
    await sell();
    taken(await (await owner()).backup.run());
    await sell();
    const boss = await owner();
    const [file] = await boss.backup.list();
    const restored = taken(
      await boss.backup.restore({ folder: null, file: file?.file ?? '', phrase: PHRASE }),
    );
    await core.close();
    // The renames in their order; each stop is a state a cut can leave.
    const keep = restored.keptIn.split('/').at(-1) ?? '';
    const staged = join(at('store'), 'restore-staged');
    const old = ['secrets.json', 'place.json', 'store.sqlite'];
    const before = ['seal.json', ...old];
    const moves = [
      ...before.map((name) => [name, join(keep, name)] as const),
      ...old.map((name) => [join('restore-staged', name), name] as const),
    ];
    expect(readdirSync(staged).sort()).toEqual([...old, 'plan.json'].sort());
    for (let cut = 0; cut <= moves.length; cut += 1) {
      const name = `cut-${cut}`;
      cpSync(at('store'), at(name), { recursive: true });
      spawnSync('mkdir', ['-p', join(at(name), keep)]);
      for (const [from, to] of moves.slice(0, cut)) {
        spawnSync('mv', [join(at(name), from), join(at(name), to)]);
      }
      const after = opened(name);
      expect(after.till.db.prepare('SELECT count(*) FROM sale').pluck().get()).toBe(1);
      expect(existsSync(join(at(name), keep, 'store.sqlite'))).toBe(true);
      expect(await after.data.isGood()).toBe(true);
      await after.close();
    }
    core = opened('store');
  }, 120_000);
});

describe('a folder that is not where it was', () => {
  it('goes on as a new lane when it is a copy, and as itself when it was only renamed', async () => {
    await sell();
    await core.close();
    cpSync(at('store'), at('copy'), { recursive: true });
    spawnSync('mv', [at('store'), at('moved')]);
    core = opened('moved');
    expect(core.till.registerId).toBe('01');
    await sell();
    await reopened('copy');
    expect(core.till.registerId).toMatch(/^01[A-Z]{3}$/);
    expect(currentLane(core.till.db)).toMatchObject({ why: 'clone' });
    await sell();
    const lane = core.till.registerId;
    await reopened('copy');
    expect(core.till.registerId).toBe(lane); // once is enough
    expectWhole();
  });

  it('is a new lane when an older copy of its database was put in its place', async () => {
    await sell();
    await core.close();
    copyFileSync(join(at('store'), 'store.sqlite'), at('old.sqlite'));
    core = opened('store');
    await sell();
    await core.close();
    rmSync(join(at('store'), 'seal.json')); // whoever does this by hand knows what he does
    writeFileSync(join(at('store'), 'store.sqlite'), readFileSync(at('old.sqlite')));
    core = opened('store');
    expect(currentLane(core.till.db)).toMatchObject({ why: 'rolled_back' });
    await sell();
    expectWhole();
  });
});

describe('a backup that is not for this store', () => {
  it.each([
    ['of another store', { storeId: '99999999' }, 'backup_of_other_store'],
    ['of a newer program', { schema: 99_990 }, 'backup_from_newer_version'],
  ])('because it is %s is refused by name, and the store is as it was', async (_, said, code) => {
    await sell();
    const made = taken(await (await owner()).backup.run());
    const manifest = readdirSync(at('stick')).find((name) => name.endsWith('.json')) ?? '';
    const text = readFileSync(join(at('stick'), manifest), 'utf8');
    writeFileSync(
      join(at('stick'), manifest),
      JSON.stringify({ ...(JSON.parse(text) as object), ...said }),
    );
    // A store that is no demo asks with its own id; the demo may be replaced by anybody's.
    const storeId = storeOf(core.till.db)?.storeId ?? '';
    const request = { folder: at('stick'), file: made?.file ?? '', phrase: PHRASE, storeId };
    expect(outcome(await core.backups.restore(request))).toBe(code);
    await reopened('store');
    expect(core.till.registerId).toBe('01');
    await sell();
    expectWhole();
  });
});
