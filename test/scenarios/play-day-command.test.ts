import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execPath } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCore } from '../../electron/core/core.ts';
import { lockFolder } from '../../electron/data-folder-lock.ts';
import type { PlayedDay } from '../../electron/play-day/trading-day.ts';

const POS = resolve(import.meta.dirname, '../../electron/pos.ts');

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'zhendian-play-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function pos(...args: readonly string[]) {
  return spawnSync(execPath, [POS, 'play-day', ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
}

type Summary = PlayedDay['tally'] & Pick<PlayedDay, 'seed' | 'audit' | 'isCashRight'>;

describe('pos play-day', () => {
  it('rings up a day in a fresh folder, and another behind it, on the same books', () => {
    const folder = join(root, 'demo');
    const first = pos('--sales', '6', '--seed', '3', '--data', folder, '--json');
    expect(first.stderr).toBe('');
    expect(first.status).toBe(0);
    const played = JSON.parse(first.stdout) as Summary;
    expect(played).toMatchObject({ seed: 3, sales: 6, isCashRight: true });
    expect(played.audit).toMatchObject({ sales: 6, faults: [] });

    const second = pos('--sales', '4', '--seed', '4', '--data', folder);
    expect(second.status).toBe(0);
    expect(second.stdout).toContain('销售 4 笔');
    expect(second.stdout).toContain('核对 10 笔销售');
  });

  it('plays in real time, faster than in the shop', () => {
    const folder = join(root, 'demo');
    const played = pos(
      '--sales',
      '1',
      '--seed',
      '3',
      '--speed',
      '50000',
      '--data',
      folder,
      '--json',
    );
    expect(played.status).toBe(0);
    expect((JSON.parse(played.stdout) as Summary).sales).toBe(1);
  });

  it('never touches the books of a real store', async () => {
    const folder = join(root, 'real');
    const core = await createCore({ folder, demo: false });
    if (!core.ok) throw new Error(core.refusal.code);
    await core.value.close();
    const refused = pos('--sales', '5', '--data', folder);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toContain('不是演示店');
  });

  it('leaves a store alone that a till has open', () => {
    const folder = join(root, 'demo');
    const lock = lockFolder(folder);
    if (!lock.ok) throw new Error(lock.refusal.code);
    const refused = pos('--sales', '1', '--data', folder);
    lock.value.release();
    expect(refused.status).toBe(1);
    expect(refused.stderr).not.toBe('');
  });

  it.each([
    ['no number of sales', []],
    ['nothing to sell', ['--sales', '0']],
    ['half a sale', ['--sales', '1.5']],
    ['a seed that is no number', ['--sales', '1', '--seed', 'x']],
    ['time that stands still', ['--sales', '1', '--speed', '0']],
  ])('does not understand %s', (_, args) => {
    const refused = pos(...args, '--data', join(root, 'never'));
    expect(refused.status).toBe(2);
  });
});
