import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import { type Caller, type DemoTill, demoTill } from '../../../test/support/demo-till.ts';
import { outcome, taken } from '../../../test/support/people-till.ts';
import { sellOne } from '../../../test/support/selling-till.ts';
import { ENDS } from '../../../test/support/waited-program.ts';
import { STORE_FILE } from '../db/open.ts';
import { eachEntry, lastEntry } from '../journal/journal-table.ts';
import { drawerEventsOf } from '../shift/drawer-table.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import { backupTarget, changedSince, lastRun } from './backup-table.ts';

const PHRASE = '红烧肉 三两 2026';

let demo: DemoTill;
let manager: Caller;
let stick: string;
beforeEach(async () => {
  demo = await demoTill();
  manager = await demo.signIn('manager');
  stick = mkdtempSync(join(tmpdir(), 'zhendian-stick-'));
});
afterEach(async () => {
  await demo.close();
  rmSync(stick, { recursive: true, force: true });
});

const backups = () => readdirSync(stick).filter((name) => name.endsWith('.sqlite'));
const journal = (type: string) =>
  [...eachEntry(demo.till.db, demo.till.registerId)]
    .filter((entry) => entry.type === type)
    .map((entry) => JSON.parse(entry.payload) as Record<string, unknown>);
async function ready(): Promise<void> {
  taken(await manager.backup.setTarget({ folder: stick, phrase: PHRASE }));
}
async function aSale(): Promise<string> {
  const cashier = await demo.signIn('cashier');
  const [item] = await cashier.catalog.quickItems();
  return sellOne(demo.till, item?.sku ?? '');
}

describe('the place for backups', () => {
  it('is refused by name where it cannot be one, and then nothing is set', async () => {
    const inside = join(demo.folder, 'copies');
    mkdirSync(inside);
    writeFileSync(join(stick, 'file'), '');
    const tried = async (folder: string, phrase: string | null = PHRASE) =>
      outcome(await manager.backup.setTarget({ folder, phrase }));
    expect(await tried(join(stick, 'nowhere'))).toBe('backup_target_missing');
    expect(await tried(join(stick, 'file'))).toBe('backup_target_missing');
    expect(await tried(inside)).toBe('backup_target_inside_store');
    expect(await tried(demo.folder)).toBe('backup_target_inside_store');
    expect(await tried(stick, null)).toBe('backup_not_set_up');
    expect(await tried(stick, '1234567')).toBe('backup_phrase_weak');
    expect(await manager.backup.status()).toMatchObject({ standing: 'off', folder: null });
    expect(outcome(await manager.backup.run())).toBe('backup_not_set_up');
    expect(journal('SETTINGS')).toEqual([]);
  });

  it('keeps its phrase when it moves, and only the owner may give another one', async () => {
    await ready();
    expect(outcome(await manager.backup.setTarget({ folder: stick, phrase: null }))).toBe('done');
    const other = { folder: stick, phrase: 'another phrase' };
    expect(outcome(await manager.backup.setTarget(other))).toBe('right_missing');
    expect(outcome(await manager.backup.checkPhrase({ phrase: ' 红烧肉  三两 2026 ' }))).toBe(
      'done',
    );
    expect(outcome(await manager.backup.checkPhrase({ phrase: 'another phrase' }))).toBe(
      'backup_phrase_wrong',
    );
    const owner = await demo.signIn('owner');
    expect(outcome(await owner.backup.setTarget(other))).toBe('done');
    expect(outcome(await manager.backup.checkPhrase(other))).toBe('done');
  });
});

describe('a backup', () => {
  it('is a whole copy with a manifest that says what is in it, and no key in clear', async () => {
    await ready();
    await aSale();
    const made = taken(await manager.backup.run());
    const [file = ''] = backups();
    const bytes = readFileSync(join(stick, file));
    const manifest = JSON.parse(
      readFileSync(join(stick, file.replace('.sqlite', '.json')), 'utf8'),
    );
    expect(manifest).toEqual(made);
    expect(manifest).toMatchObject({
      registerId: '01',
      saleCount: 1,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    const copy = new BetterSqlite3(join(stick, file), { readonly: true });
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('SELECT count(*) AS n FROM sale').get()).toEqual({ n: 1 });
    copy.close();
    const keys = JSON.parse(readFileSync(join(demo.folder, 'secrets.json'), 'utf8'));
    for (const key of Object.values(keys as Record<string, string>)) {
      expect(bytes.includes(key)).toBe(false);
      expect(bytes.includes(Buffer.from(key, 'base64'))).toBe(false);
    }
    expect(readdirSync(stick).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(existsSync(join(demo.folder, 'backup-scratch'))).toBe(false);
  });

  it('stands in the journal and in the status, which turns late and good again', async () => {
    await ready();
    taken(await manager.backup.run());
    expect(journal('BACKUP')).toMatchObject([{ reason: 'by_hand', file: backups()[0] }]);
    expect(await manager.backup.status()).toMatchObject({
      standing: 'good',
      target: 'present',
      hasChangedSince: false,
      lastSuccess: { file: backups()[0] },
      lastFailure: null,
    });
    await aSale();
    demo.advance(30 * 60_000);
    manager = await demo.signIn('manager');
    expect(await manager.backup.status()).toMatchObject({
      standing: 'good',
      hasChangedSince: true,
    });
    demo.advance(60 * 60_000);
    manager = await demo.signIn('manager');
    expect(await manager.backup.status()).toMatchObject({ standing: 'late' });
    taken(await manager.backup.run());
    expect(await manager.backup.status()).toMatchObject({ standing: 'good' });
  });

  it('is made while customers are served, and holds whole sales only', async () => {
    await ready();
    const running = manager.backup.run();
    const sold: string[] = [];
    const cashier = await demo.signIn('cashier');
    const [item] = await cashier.catalog.quickItems();
    let isOver = false;
    void running.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      sold.push(sellOne(demo.till, item?.sku ?? ''));
      await new Promise((done) => setImmediate(done));
    }
    const made = taken(await running);
    expect(sold.length).toBeGreaterThan(3);
    expect(made?.saleCount).toBeLessThanOrEqual(sold.length);
    expect(taken(await manager.backup.rehearse({ file: null }))).toMatchObject({ ok: true });
  });

  it('is refused while another one runs, and leaves nothing when it is cancelled', async () => {
    await ready();
    const first = manager.backup.run();
    await new Promise((done) => setTimeout(done, 20));
    expect(outcome(await manager.backup.run())).toBe('backup_in_progress');
    taken(await manager.backup.cancel());
    const ended = taken(await first);
    if (ended === null) {
      expect(backups()).toEqual([]);
      expect(lastRun(demo.till.db, 'backup')).toMatchObject({ outcome: 'cancelled' });
    }
    expect(existsSync(join(demo.folder, 'backup-scratch'))).toBe(false);
    expect(taken(await manager.backup.run())).not.toBeNull();
  });

  it('clears what a pulled stick left half written, and nothing that is not ours', async () => {
    await ready();
    const storeId = taken(await manager.backup.run())?.storeId ?? '';
    const half = `zhendian-${storeId}-01-20260101-000000-000001.sqlite.part`;
    const foreign = 'zhendian-99999999-01-20260101-000000-000001.sqlite.part';
    for (const name of [half, foreign, '照片.jpg.part']) writeFileSync(join(stick, name), 'x');
    await aSale();
    taken(await manager.backup.run());
    const left = readdirSync(stick).filter((name) => name.endsWith('.part'));
    expect(left.sort()).toEqual([foreign, '照片.jpg.part'].sort());
  });
});

describe('a backup that cannot be made', () => {
  it('because the stick is out says so once in the journal, sells on, and is made when it is back', async () => {
    await ready();
    renameSync(stick, `${stick}-away`);
    expect(outcome(await manager.backup.run())).toBe('backup_target_missing');
    expect(outcome(await manager.backup.run())).toBe('backup_target_missing');
    expect(journal('BACKUP_FAILED')).toEqual([
      { code: 'backup_target_missing', reason: 'by_hand' },
    ]);
    expect(await manager.backup.status()).toMatchObject({
      standing: 'failing',
      target: 'missing',
      lastFailure: { code: 'backup_target_missing' },
    });
    await aSale();
    // A folder of the same name, where the stick is not: nothing may land on the system's own disk.
    mkdirSync(stick);
    expect(outcome(await manager.backup.run())).toBe('backup_target_missing');
    rmSync(stick, { recursive: true });
    renameSync(`${stick}-away`, stick);
    taken(await manager.backup.run());
    expect(await manager.backup.status()).toMatchObject({ standing: 'good', lastFailure: null });
  });

  it('because the stick is full is named, and what was half written goes', async () => {
    await ready();
    const scratch = join(demo.folder, 'full-scratch');
    const job = {
      ...backupTarget(demo.till.db),
      ...{ storeFile: join(demo.folder, STORE_FILE), scratch, registerId: '01', version: '0' },
      ...{ reason: 'by_hand', at: demo.till.clock.now() },
    };
    // A disk that takes no more, for a process of its own: from half way on, when the snapshot is made, no file may grow.
    const program = `
      import { execFileSync } from 'node:child_process';
      import { copyStore } from ${JSON.stringify(join(import.meta.dirname, 'copy-store.ts'))};
      let isFull = false;
      const job = { ...${JSON.stringify(job)}, sealKey: Buffer.alloc(32) };
      const answer = await copyStore(job, (done, total) => {
        if (isFull || done * 2 < total) return;
        isFull = true;
        execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=1000000']);
      });
      console.log(JSON.stringify(answer));`;
    const told = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      ...ENDS,
    });
    expect(JSON.parse(told)).toMatchObject({ refusal: { code: 'backup_target_full' } });
    expect(backups()).toEqual([]);
    expect(readdirSync(stick)).toEqual(['zhendian-backup-place.txt']);
    expect(existsSync(scratch)).toBe(false);
    expect(outcome(await manager.backup.run())).toBe('done');
  });

  it('because the stick was pulled in the middle is named, and nothing on it looks like a backup', async () => {
    await ready();
    let isOver = false;
    const running = manager.backup.run().finally(() => {
      isOver = true;
    });
    // The scratch copy is there first; then the stick goes while its bytes are on their way.
    while (!existsSync(join(stick, `${nextName()}.part`)) && !isOver) {
      await new Promise((done) => setImmediate(done));
    }
    renameSync(stick, `${stick}-away`);
    const ended = outcome(await running);
    renameSync(`${stick}-away`, stick);
    if (ended === 'done') return; // it was quicker than the hand
    expect(ended).toBe('backup_target_missing');
    expect(await manager.backup.list()).toEqual([]);
  });

  it('because the stick is write-protected is named', async () => {
    await ready();
    // Rights do not stop root; a file system that takes no files from anybody does.
    if (process.getuid?.() === 0) {
      const chosen = await manager.backup.setTarget({ folder: '/sys', phrase: null });
      expect(outcome(chosen)).toBe('backup_target_unwritable');
      return;
    }
    chmodSync(stick, 0o500);
    expect(outcome(await manager.backup.run())).toBe('backup_target_unwritable');
    chmodSync(stick, 0o700);
  });

  /** The name that the next backup gets: the clock of the test stands. */
  function nextName(): string {
    const store = demo.till.db.prepare('SELECT store_id AS id FROM store').get() as { id: string };
    const seq = String(lastEntry(demo.till.db, '01')?.seq ?? 0).padStart(6, '0');
    return `zhendian-${store.id}-01-20260618-100000-${seq}.sqlite`;
  }
});

describe('backups by themselves', () => {
  it('are due when something changed, and not for what the program writes on its own', async () => {
    await ready();
    const made = taken(await manager.backup.run());
    const since = () => changedSince(demo.till.db, '01', made?.journalSeq ?? 0);
    expect(since()).toBeNull();
    await demo.signIn('cashier');
    expect(since()).toBeNull();
    await aSale();
    expect(since()).not.toBeNull();
  });

  it('are made at a close without being asked', async () => {
    await ready();
    taken(await manager.backup.run());
    await aSale();
    taken(await manager.shift.startCount());
    const expected = expectedCash(drawerEventsOf(demo.till.db, shiftId())).expected;
    const count = { pieces: {}, otherFen: expected };
    const counted = await manager.shift.submitCount({ count, attempt: 1 });
    taken(await manager.shift.close({ countSeq: counted.ok ? 1 : 0 }));
    await until(() => journal('BACKUP').length === 2);
    expect(journal('BACKUP').at(-1)).toMatchObject({ reason: 'close' });
  });

  function shiftId(): string {
    return currentShiftOf(demo.till.db, demo.till.registerId)?.shiftId ?? '';
  }
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 10));
}

describe('a rehearsal', () => {
  it('restores the newest backup aside, finds it whole, and says so in the journal', async () => {
    await ready();
    await aSale();
    taken(await manager.backup.run());
    const result = taken(await manager.backup.rehearse({ file: null }));
    expect(result).toMatchObject({ ok: true, saleCount: 1, faults: [], file: backups()[0] });
    expect(journal('BACKUP_REHEARSED')).toMatchObject([{ ok: true, saleCount: 1 }]);
    expect((await manager.backup.status()).lastRehearsal).toMatchObject({ ok: true });
    expect(existsSync(join(demo.folder, 'rehearsal-scratch'))).toBe(false);
  });

  it('finds a backup that was changed on the stick, one that is cut short, and one that is gone', async () => {
    await ready();
    taken(await manager.backup.run());
    const [file = ''] = backups();
    const bytes = readFileSync(join(stick, file));
    bytes[20_000] = (bytes[20_000] ?? 0) ^ 1;
    writeFileSync(join(stick, file), bytes);
    expect(taken(await manager.backup.rehearse({ file }))).toMatchObject({
      ok: false,
      faults: ['sha256'],
    });
    writeFileSync(join(stick, file), bytes.subarray(0, 30_000));
    expect(await manager.backup.list()).toMatchObject([{ file, verdict: 'damaged' }]);
    expect(outcome(await manager.backup.rehearse({ file: null }))).toBe('backup_not_found');
    rmSync(join(stick, file));
    expect(outcome(await manager.backup.rehearse({ file: 'zhendian-x.sqlite' }))).toBe(
      'backup_not_found',
    );
  });
});
