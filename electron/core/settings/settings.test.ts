import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../shared/contract/system.ts';
import { alone, MANAGER, type PeopleTill, peopleTill } from '../../../test/support/people-till.ts';
import { eachEntry, lastEntry } from '../journal/journal-table.ts';
import { putSetting } from './setting-table.ts';
import {
  cloudToken,
  MASKED_TOKEN,
  maskedSettings,
  readSettings,
  writeSettings,
} from './settings.ts';

let demo: PeopleTill;
beforeEach(() => {
  demo = peopleTill();
});
afterEach(() => demo.remove());

const deed = alone(MANAGER);
const withToken = (token: string | null) => ({
  ...DEFAULT_SETTINGS,
  cloud: { url: 'https://cloud.example', token },
});
const entries = () => [...eachEntry(demo.till.db, '01')].filter((one) => one.type === 'SETTINGS');

describe('settings', () => {
  it('are the defaults until somebody chooses', () => {
    expect(readSettings(demo.till.db)).toEqual(DEFAULT_SETTINGS);
  });

  it('are kept across a restart, and the journal names what changed', () => {
    writeSettings(demo.till, deed, {
      ...DEFAULT_SETTINGS,
      cashRounding: 'none',
      autoLockMinutes: 3,
    });
    demo.restart();
    expect(readSettings(demo.till.db)).toMatchObject({ cashRounding: 'none', autoLockMinutes: 3 });
    expect(lastEntry(demo.till.db, '01')).toMatchObject({
      type: 'SETTINGS',
      operator: 'demo-manager',
      payload: '{"changed":["cashRounding","autoLockMinutes"]}',
    });
  });

  it('say in the journal when the business day ends, because dates follow from it', () => {
    writeSettings(demo.till, deed, { ...DEFAULT_SETTINGS, dayCutoffMinutes: 0 });
    expect(readSettings(demo.till.db).dayCutoffMinutes).toBe(0);
    expect(entries().map((one) => one.payload)).toEqual([
      '{"changed":["dayCutoffMinutes"],"dayCutoffMinutes":0}',
    ]);
  });

  it('say in the journal where the shop is, because its subsidies follow from it', () => {
    writeSettings(demo.till, deed, { ...DEFAULT_SETTINGS, region: '360281' });
    expect(readSettings(demo.till.db).region).toBe('360281');
    expect(entries().map((one) => one.payload)).toEqual([
      '{"before":"","changed":["region"],"region":"360281"}',
    ]);
    expect(() =>
      writeSettings(demo.till, deed, { ...DEFAULT_SETTINGS, region: '36028' }),
    ).toThrow();
  });

  it('that stay as they are leave no entry', () => {
    writeSettings(demo.till, deed, DEFAULT_SETTINGS);
    expect(entries()).toEqual([]);
  });

  it('of a kind this version does not know fall back to the default', () => {
    putSetting(demo.till.db, 'cashRounding', 'to_the_moon');
    putSetting(demo.till.db, 'printer', { transport: { kind: 'telepathy' } });
    putSetting(demo.till.db, 'dayCutoffMinutes', 'sunset');
    expect(readSettings(demo.till.db)).toEqual(DEFAULT_SETTINGS);
  });

  it('out of range are thrown back', () => {
    for (const wrong of [
      { autoLockMinutes: 0 },
      { dayCutoffMinutes: -1 },
      { dayCutoffMinutes: 721 },
      { dayCutoffMinutes: 90.5 },
    ]) {
      expect(() => writeSettings(demo.till, deed, { ...DEFAULT_SETTINGS, ...wrong })).toThrow();
    }
  });
});

describe('the cloud token', () => {
  it('is readable by the sync loop alone: sealed on disk, masked on screen, absent from the journal', () => {
    const shown = writeSettings(demo.till, deed, withToken('top-secret-token'));
    expect(shown.cloud).toEqual({ url: 'https://cloud.example', token: MASKED_TOKEN });
    expect(readSettings(demo.till.db).cloud.token).toBeNull();
    expect(cloudToken(demo.till)).toBe('top-secret-token');
    demo.till.db.pragma('wal_checkpoint(TRUNCATE)');
    for (const name of readdirSync(demo.folder)) {
      expect(readFileSync(join(demo.folder, name)).includes('top-secret-token')).toBe(false);
    }
    expect(entries().map((one) => one.payload)).toEqual(['{"changed":["cloud","cloud.token"]}']);
  });

  it('stays when the masked form is saved back, and goes when it is emptied', () => {
    writeSettings(demo.till, deed, withToken('top-secret-token'));
    writeSettings(demo.till, deed, maskedSettings(demo.till));
    expect(cloudToken(demo.till)).toBe('top-secret-token');
    expect(entries()).toHaveLength(1);
    writeSettings(demo.till, deed, withToken(null));
    expect(cloudToken(demo.till)).toBeNull();
    expect(maskedSettings(demo.till).cloud.token).toBeNull();
  });
});
