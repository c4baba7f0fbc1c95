import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stationClient } from '../support/station-client.ts';
import { type StationProcess, startStation } from '../support/station-process.ts';

const PHRASE = '红烧肉 三两 2026';
let station: StationProcess;
let stick: string;
beforeEach(async () => {
  stick = mkdtempSync(join(tmpdir(), 'zhendian-stick-'));
  station = await startStation();
});
afterEach(async () => {
  await station.remove();
  rmSync(stick, { recursive: true, force: true });
});

describe('a station that closes its store to open it anew', () => {
  it('and cannot, says so in words, leaves nothing half moved and ends', async () => {
    const { call, signIn } = stationClient(station.address);
    await signIn({ staffId: 'demo-owner', pin: '3333' });
    await call('backup.setTarget', { folder: stick, phrase: PHRASE });
    const made = (await call('backup.run')) as { value: { file: string } };
    const asked = { folder: null, file: made.value.file, phrase: PHRASE };
    expect(await call('backup.restore', asked)).toMatchObject({ ok: true });
    const plan = JSON.parse(
      readFileSync(join(station.folder, 'restore-staged', 'plan.json'), 'utf8'),
    ) as { keepIn: string };
    writeFileSync(join(station.folder, plan.keepIn), 'in the way');
    const ended = await new Promise<number | null>((done) => {
      const look = setInterval(() => {
        if (isGone(station.pid)) {
          clearInterval(look);
          void station.stop().then(done);
        }
      }, 20);
    });
    expect(ended).toBe(1);
    expect(station.output()).toContain('数据没能重新打开');
    expect(station.output()).toContain('could not be opened again');
    expect(station.output()).not.toMatch(/^\s+at .*station\.ts/m);
    rmSync(join(station.folder, plan.keepIn));
    const again = await startStation({ folder: station.folder });
    expect(again.output()).toContain('Zhendian is ready');
    await again.stop();
  });
});

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
