import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outcome } from '../../../test/support/people-till.ts';
import { systemClock, systemRandom } from '../system-ports.ts';
import { backupsIn, choosePlace, probeTarget, readManifest, writeWhole } from './backup-folder.ts';
import { rehearse } from './rehearse.ts';
import { stageRestore } from './stage-restore.ts';

let stick: string;
let home: string; // of the store
beforeEach(() => {
  stick = mkdtempSync(join(tmpdir(), 'zhendian-stick-'));
  home = mkdtempSync(join(tmpdir(), 'zhendian-home-'));
});
afterEach(() => {
  rmSync(stick, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

const on = (name: string) => join(stick, name);
const fifo = (name: string) => execFileSync('mkfifo', [on(name)]);
const PLACE = 'zhendian-backup-place.txt';
const NAME = 'zhendian-0001-01-20260618-090000-000009';
const COPY = `${NAME}.sqlite`;

/** A manifest that says what it likes. */
function manifest(change: Readonly<Record<string, unknown>> = {}, name = `${NAME}.json`): void {
  const said = {
    ...{ format: 1, file: COPY, storeId: '0001', storeName: '店', nodeId: 'n', epoch: 1 },
    ...{ registerId: '01', businessDate: '2026-06-18', journalSeq: 9, journalHash: '' },
    ...{ saleCount: 1, zCount: 0, schema: 1, version: '0', at: 1, reason: 'close', bytes: 3 },
    ...{ sha256: '0'.repeat(64), seal: '0'.repeat(64), ...change },
  };
  writeFileSync(on(name), JSON.stringify(said));
}

async function restored(file = COPY): Promise<string> {
  const host = { storeFolder: home, clock: systemClock, random: systemRandom, version: '0' };
  const request = { folder: stick, file, phrase: 'x'.repeat(8), storeId: null };
  const answer = outcome(await stageRestore(host, request));
  expect(existsSync(join(home, 'restore-staged'))).toBe(false);
  return answer;
}
async function rehearsed(file: string | null = COPY): Promise<string> {
  const scratch = join(home, 'scratch');
  const sealKey = new Uint8Array(32);
  const job = { folder: stick, placeId: null, file, storeId: '0001', scratch, sealKey };
  const answer = await rehearse(job, () => undefined);
  expect(existsSync(scratch)).toBe(false);
  if (!answer.ok) return answer.refusal.code;
  return answer.value.ok ? 'done' : `found: ${answer.value.faults[0]}`;
}

describe('a stick that somebody prepared', () => {
  it('with pipes and devices where manifests should be lists none of them and holds nothing up', async () => {
    fifo('zhendian-a.json');
    symlinkSync('/dev/zero', on('zhendian-b.json'));
    mkdirSync(on('zhendian-c.json'));
    symlinkSync(on('zhendian-d.json'), on('zhendian-d.json'));
    writeFileSync(on('zhendian-e.json'), '{'.repeat(100_000));
    manifest();
    expect((await backupsIn(stick)).map(({ file }) => file)).toEqual([COPY]);
  });

  it('with a pipe or an endless device as its mark is chosen anew or refused, never waited for', async () => {
    fifo(PLACE);
    expect(await probeTarget(stick, 'some-id')).toBe('missing');
    expect(outcome(await choosePlace(stick, home))).toMatch(/^(done|backup_target_\w+)$/);
    rmSync(on(PLACE), { force: true });
    symlinkSync('/dev/zero', on(PLACE));
    expect(await probeTarget(stick, 'some-id')).toBe('missing');
    expect(outcome(await choosePlace(stick, home))).toMatch(/^(done|backup_target_\w+)$/);
  });

  it.each([PLACE, `${PLACE}.part`])(
    'cannot have a file of the store written over by a link called %s',
    async (name) => {
      const victim = join(home, 'store.sqlite');
      writeFileSync(victim, 'the books');
      symlinkSync(victim, on(name));
      if (name !== PLACE) writeFileSync(on(PLACE), 'an-id\n');
      await choosePlace(stick, home);
      expect(readFileSync(victim, 'utf8')).toBe('the books');
    },
  );

  it('nor when a manifest is written', async () => {
    const victim = join(home, 'store.sqlite');
    writeFileSync(victim, 'the books');
    symlinkSync(victim, on('m.json.part'));
    await writeWhole(on('m.json'), '{}');
    expect(readFileSync(victim, 'utf8')).toBe('the books');
    expect(readFileSync(on('m.json'), 'utf8')).toBe('{}');
  });

  it.each([
    '../outside/x.sqlite',
    '..',
    '/etc/passwd',
    'a\0b',
    './zhendian-0001-01-20260618-090000-000009.sqlite',
  ])('has no backup called %j', async (file) => {
    manifest();
    mkdirSync(on('outside'));
    expect(await restored(file)).toBe('backup_not_found');
    expect(await rehearsed(file)).toBe('backup_not_found');
  });

  it('whose manifest leads out of the folder has no backup either', async () => {
    for (const file of ['../x.sqlite', '/etc/passwd', 'zhendian-a/../../x.sqlite', 'x.sqlite']) {
      manifest({ file });
      expect(await readManifest(stick, `${NAME}.json`)).toBeNull();
      expect(await restored()).toBe('backup_not_found');
    }
  });

  it.each<readonly [string, () => void]>([
    ['a pipe', () => fifo(COPY)],
    ['an endless device', () => symlinkSync('/dev/zero', on(COPY))],
    ['a folder', () => void mkdirSync(on(COPY))],
    ['nothing', () => undefined],
    ['shorter than its manifest says', () => writeFileSync(on(COPY), 'ab')],
    ['other bytes of the right length', () => writeFileSync(on(COPY), 'abc')],
  ])('with %s where the copy should be is refused as damaged, at once', async (_, put) => {
    put();
    manifest();
    expect(await restored()).toMatch(/^backup_(damaged|not_found)$/);
    expect(await rehearsed()).toMatch(/^(found: |backup_)/);
  });

  it('with a copy larger than the disk is refused before a byte of it is copied', async () => {
    const bytes = 4 * 2 ** 40;
    writeFileSync(on(COPY), '');
    truncateSync(on(COPY), bytes); // sparse: none of it is on the disk
    manifest({ bytes: 2 ** 50 });
    expect(await restored()).toBe('backup_damaged');
    manifest({ bytes });
    expect(await restored()).toBe('disk_full');
    expect(await rehearsed()).toBe('disk_full');
  });

  it('with very many files is read within the files a program may open', async () => {
    for (let i = 0; i < 3000; i += 1) {
      const seq = String(i).padStart(6, '0');
      const name = `zhendian-0001-01-20260618-090000-${seq}`;
      manifest({ file: `${name}.sqlite`, at: i }, `${name}.json`);
    }
    const found = await backupsIn(stick);
    expect(found[0]?.at).toBe(2999);
  });
});
