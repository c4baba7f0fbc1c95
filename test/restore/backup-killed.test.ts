import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setBackupTarget } from '../../electron/core/backup/backup-target.ts';
import { createCore } from '../../electron/core/core.ts';
import { alone, OWNER, taken } from '../support/people-till.ts';
import { printedSeed } from '../support/printed-seed.ts';
import { seededChance } from '../support/sync-till.ts';

const POS = resolve(import.meta.dirname, '../../electron/pos.ts');
const RUNS = Number(process.env.BACKUP_KILLS ?? 4);

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'zhendian-killed-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('a backup that is killed in the middle leaves a store that opens and no backup that is none', async () => {
  const { seed } = printedSeed('kills');
  const chance = seededChance(seed);
  const [store, stick] = [join(root, 'store'), mkdtempSync(join(root, 'stick-'))];
  const open = () => taken(createCore({ folder: store, demo: true }));
  const first = open();
  const target = { folder: stick, phrase: 'a phrase on paper' };
  taken(await setBackupTarget(first.till, store, alone(OWNER), target));
  await first.close();
  for (let run = 0; run < RUNS; run += 1) {
    const child = spawn(process.execPath, [POS, 'back-up', '--data', store], { stdio: 'ignore' });
    const ended = new Promise((done) => child.on('close', done));
    setTimeout(() => child.kill('SIGKILL'), 300 + Math.floor(chance() * 900));
    await ended;
    // Whatever is named a backup is one: its manifest is there, and its copy has the size it says.
    for (const name of readdirSync(stick).filter((one) => one.endsWith('.json'))) {
      const manifest = JSON.parse(readFileSync(join(stick, name), 'utf8')) as {
        file: string;
        bytes: number;
      };
      expect(statSync(join(stick, manifest.file)).size).toBe(manifest.bytes);
    }
  }
  const core = open();
  expect(await core.data.isGood()).toBe(true);
  expect(taken(await core.backups.run('by_hand', 'system'))).not.toBeNull();
  expect(taken(await core.backups.rehearse(null, 'system'))).toMatchObject({ ok: true });
  expect(readdirSync(stick).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(readdirSync(store)).not.toContain('backup-scratch');
  await core.close();
});
