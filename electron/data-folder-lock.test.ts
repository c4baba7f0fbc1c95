import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataFolder } from './data-folder.ts';
import { holderOf, lockFolder } from './data-folder-lock.ts';
import { napiRefusal } from './node-gate.ts';
import { ownerOfSocket } from './transports/peer-user.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('one program per data folder', () => {
  it('the second is refused until the first lets go', () => {
    const first = lockFolder(folder);
    if (!first.ok) throw new Error(first.refusal.code);
    expect(lockFolder(folder)).toMatchObject({ refusal: { code: 'data_in_use' } });
    first.value.release();
    const next = lockFolder(folder);
    expect(next.ok).toBe(true);
    if (next.ok) next.value.release();
  });

  it('who holds it is written for its owner alone, and gone with the holder', () => {
    const lock = lockFolder(folder);
    if (!lock.ok) throw new Error(lock.refusal.code);
    const holder = { pid: 42, host: 'station', url: 'http://127.0.0.1:1/#token=x' } as const;
    lock.value.sign(holder);
    expect(holderOf(folder)).toEqual(holder);
    expect(statSync(join(folder, 'holder.json')).mode & 0o077).toBe(0);
    lock.value.release();
    expect(holderOf(folder)).toBeNull();
  });

  it('a note cut short by a power cut says nothing', () => {
    writeFileSync(join(folder, 'holder.json'), '{"pid": 4');
    expect(holderOf(folder)).toBeNull();
  });
});

describe('where a store lies', () => {
  const at = { env: {}, home: '/home/li' };
  it('per user, where each system keeps the data of programs', () => {
    expect(dataFolder(undefined, { ...at, platform: 'linux' })).toBe(
      '/home/li/.local/share/zhendian/store',
    );
    expect(dataFolder(undefined, { ...at, platform: 'darwin' })).toContain(
      'Application Support/zhendian',
    );
    const env = { APPDATA: '/roaming' };
    expect(dataFolder(undefined, { ...at, env, platform: 'win32' })).toBe(
      '/roaming/zhendian/store',
    );
    expect(dataFolder('/shop', { ...at, platform: 'linux' })).toBe('/shop');
  });
});

describe('an old Node', () => {
  it('is refused in words before it could crash', () => {
    expect(napiRefusal('9')).toContain('npm start');
    expect(napiRefusal(undefined)).not.toBeNull();
    expect(napiRefusal('10')).toBeNull();
  });
});

describe('whose socket it is', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid',
    '   0: 0100007F:21AA 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0 0 1',
    '   1: 0100007F:C350 0100007F:21AA 01 00000000:00000000 00:00000000 00000000  1001 0 2',
  ].join('\n');
  it('the kernel names the user of the other end, not of ours', () => {
    expect(ownerOfSocket(table, 0xc350, 0x21aa)).toBe(1001);
    expect(ownerOfSocket(table, 0xc351, 0x21aa)).toBeNull();
    expect(ownerOfSocket('', 0xc350, 0x21aa)).toBeNull();
  });
});
