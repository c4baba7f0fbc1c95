import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, STORE_FILE } from '../../electron/core/db/open.ts';
import { type SoldOne, stationClient } from '../support/station-client.ts';
import { type StationProcess, startStation } from '../support/station-process.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const LIST = '货号,品名,型号,零售价,条码\n900001,测试电扇,FS-1,129.00,\n';

type Ended = { readonly code: number | null; readonly out: Buffer; readonly words: string };

function pos(...args: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    const run = [join(ROOT, 'electron/pos.ts'), ...args];
    const child = execFile(process.execPath, run, { encoding: 'buffer' }, (_error, out, words) =>
      done({ code: child.exitCode, out, words: words.toString() }),
    );
  });
}

const isOneLine = (words: string) => /^[^\n]+\n$/.test(words);

let folder: string;
let station: StationProcess;
let sold: SoldOne;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-pos-'));
  station = await startStation({ folder: join(folder, 'store') });
  sold = await stationClient(station.address).sellOne();
  writeFileSync(join(folder, 'list.csv'), LIST);
});
afterAll(async () => {
  await station.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('beside a running till, the command line', () => {
  it.each([['latest'], ['the number'], ['the id']])('prints a receipt by %s', async (by) => {
    const sale = { latest: 'latest', 'the number': sold.receiptNumber, 'the id': sold.saleId }[by];
    const { code, out, words } = await pos('print', '--sale', sale ?? '', '--data', station.folder);
    expect(words).toBe('');
    expect(code).toBe(0);
    expect(out.toString()).toContain(sold.receiptNumber);
  });

  it.each([
    ['png', '\x89PNG'],
    ['pdf', '%PDF'],
    ['escpos', '\x1b@'],
  ])('prints it as %s into a file', async (format, start) => {
    const file = join(folder, `receipt.${format}`);
    const ended = await pos('print', '--format', format, '--out', file, '--data', station.folder);
    expect(ended).toMatchObject({ code: 0, words: '' });
    expect(readFileSync(file).toString('latin1').startsWith(start)).toBe(true);
  });

  it('sees the sale that was made a moment ago, and the till goes on selling', async () => {
    const next = await stationClient(station.address).sellOne();
    const { out } = await pos('print', '--data', station.folder);
    expect(out.toString()).toContain(next.receiptNumber);
    expect((await stationClient(station.address).sellOne()).receiptNumber).not.toBe(
      next.receiptNumber,
    );
  });

  it.each([
    ['import-prices', 'LIST'],
    ['play-day', '--sales', '1'],
  ])('refuses what writes (%s) and says where the till runs', async (...command) => {
    const args = command.map((arg) => (arg === 'LIST' ? join(folder, 'list.csv') : arg));
    const { code, words } = await pos(...args, '--data', station.folder);
    expect(code).toBe(1);
    expect(isOneLine(words)).toBe(true);
    expect(words).toContain('正被另一个镇店程序使用');
    expect(words).toContain(station.url);
    expect(words).not.toContain(station.token);
  });
});

describe('the exit code of the command line', () => {
  it.each([
    ['no command', []],
    ['a command that is none', ['sell-everything']],
    ['an option that is none', ['print', '--colour', 'red']],
    ['a paper that is none', ['print', '--columns', '40']],
    ['a format that is none', ['print', '--format', 'gif']],
    ['no file to import', ['import-prices']],
    ['a day without sales', ['play-day']],
    ['a folder that was left empty', ['print', '--data', '']],
    ['an import into a folder that was left empty', ['import-prices', 'list.csv', '--data', '']],
  ])('is 2 for %s, with how to do it', async (_what, args) => {
    const { code, words } = await pos(...args);
    expect(code).toBe(2);
    expect(words).toContain('Usage: pos');
  });

  it('is 0 for help', async () => {
    expect(await pos('--help')).toMatchObject({ code: 0, words: '' });
  });

  it('is 1 for a receipt that is not there, and for a file that cannot be written', async () => {
    const missing = await pos('print', '--sale', '0001-01-999999', '--data', station.folder);
    const nowhere = await pos('print', '--out', '/no/such/file', '--data', station.folder);
    for (const { code, words } of [missing, nowhere]) {
      expect(code).toBe(1);
      expect(isOneLine(words)).toBe(true);
    }
  });

  it('is 1 where there is no store, and nothing is created', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    for (const data of [empty, join(folder, 'not-there')]) {
      const { code, words } = await pos('print', '--data', data);
      expect(code).toBe(1);
      expect(isOneLine(words)).toBe(true);
      expect(words).toContain(data);
    }
    expect(readdirSync(empty)).toEqual([]);
    expect(existsSync(join(folder, 'not-there'))).toBe(false);
  });

  it.each([
    ['of a newer version', 99_990, '更新的版本'],
    ['of an older version', 10, '更早的版本'],
  ])('is 1 for data %s, which is not touched', async (_which, version, why) => {
    const other = mkdtempSync(join(folder, 'other-'));
    const db = openDatabase(join(other, STORE_FILE));
    db.pragma(`user_version = ${version}`);
    db.close();
    const { code, words } = await pos('print', '--data', other);
    expect(code).toBe(1);
    expect(words).toContain(why);
    expect(existsSync(join(other, 'secrets.json'))).toBe(false);
  });

  it('is 1 for a file that is no store', async () => {
    const other = mkdtempSync(join(folder, 'other-'));
    writeFileSync(join(other, STORE_FILE), '这不是数据库'.repeat(500));
    const { code, words } = await pos('print', '--data', other);
    expect(code).toBe(1);
    expect(isOneLine(words)).toBe(true);
  });
});

describe('a store whose till has stopped', () => {
  it('prints the same receipt, takes a price list, and misses its keys when they are gone', async () => {
    const closed = await startStation();
    const { receiptNumber } = await stationClient(closed.address).sellOne();
    await closed.stop();
    const printed = await pos('print', '--data', closed.folder);
    expect(printed.out.toString()).toContain(receiptNumber);
    const list = ['import-prices', join(folder, 'list.csv'), '--data', closed.folder];
    expect(await pos(...list)).toMatchObject({ code: 0, words: '' });
    rmSync(join(closed.folder, 'secrets.json'));
    const { code, words } = await pos('print', '--data', closed.folder);
    expect(code).toBe(1);
    expect(words).toContain('secrets.json');
    expect(existsSync(join(closed.folder, 'secrets.json'))).toBe(false);
    await closed.remove();
  });
});
