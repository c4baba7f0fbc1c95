import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeWorkbook } from '../../test/support/made-workbook.ts';
import { openStore } from '../core/db/open.ts';

const POS = resolve(import.meta.dirname, '../pos.ts');
const SAMPLES = resolve(import.meta.dirname, '../../test/fixtures/pricelists');

let folder: string;
let data: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-pos-'));
  data = join(folder, 'store');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pos(...args: readonly string[]) {
  const ran = spawnSync(process.execPath, [POS, 'import-prices', ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  return { code: ran.status, out: ran.stdout, error: ran.stderr };
}

/** What the store holds: items and price changes. */
function counted(): readonly unknown[] {
  const db = openStore(data);
  if (!db.ok) throw new Error(db.refusal.code);
  try {
    const counts = 'SELECT (SELECT count(*) FROM item), (SELECT count(*) FROM price_change)';
    return db.value.prepare(counts).raw().get() as unknown[];
  } finally {
    db.value.close();
  }
}

function made(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('pos import-prices', { timeout: 60_000 }, () => {
  it('first shows what it would do, and writes nothing', () => {
    const list = join(SAMPLES, 'supplier-gbk.csv');
    const shown = pos(list, '--data', data, '--dry-run', '--json');
    expect(shown).toMatchObject({ code: 0, error: '' });
    expect(JSON.parse(shown.out)).toMatchObject({ rows: 70, priced: 70, changed: 0, refused: [] });
    const [items, prices] = counted();
    expect(pos(list, '--data', data, '--dry-run').out).toContain('什么都没有改动');
    expect(counted()).toEqual([items, prices]);
  });

  it('then imports it, and says so in numbers that a program can read', () => {
    const before = counted();
    const list = made(
      'list.csv',
      '品牌,型号,零售价,备注\n美的,ZQ-1A,1999,\n美的,ZQ-2A,面议,\n美的,ZQ-3A,1.00,\n',
    );
    const done = pos(list, '--data', data, '--json');
    expect(done).toMatchObject({ code: 0, error: '' });
    expect(done.out.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(done.out)).toEqual({
      rows: 3,
      priced: 2,
      new: 2,
      changed: 0,
      unchanged: 0,
      refused: [{ row: 3, reason: '零售价“面议”不是价格' }],
      questions: [{ row: 4, why: expect.stringContaining('占位') }],
      columns: { 品牌: 'brand', 型号: 'model', 零售价: 'list_price', 备注: 'ignore' },
    });
    // The good whose price is in question waits for the owner.
    expect(counted()).toEqual([Number(before[0]) + 1, Number(before[1]) + 1]);
    expect(JSON.parse(pos(list, '--data', data, '--json').out)).toMatchObject({
      unchanged: 1,
      new: 1,
    });
  });

  it('finds the data beside a draft in a workbook', () => {
    const head = ['型号', '零售价'];
    const workbook = madeWorkbook([
      { name: '草稿', rows: [head, ['ZQ-7A', 1]] },
      { name: 'Sheet1', rows: [['六月价目表'], head, ['ZQ-8A', 1999], ['ZQ-9A', '2999.00元']] },
    ]);
    const shown = pos(made('draft.xlsx', workbook), '--data', data, '--dry-run', '--json');
    expect(JSON.parse(shown.out)).toMatchObject({ rows: 2, priced: 2, new: 2, refused: [] });
  });

  it.each([
    ['a workbook that is no price list', () => join(SAMPLES, 'not-a-pricelist.xlsx')],
    ['an empty file', () => made('empty.csv', '')],
    ['a picture', () => made('photo.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))],
    ['a cut workbook', () => made('cut.xlsx', Buffer.from('504b0304140000', 'hex'))],
    ['a missing file', () => join(folder, 'nowhere.xlsx')],
    ['a folder', () => folder],
  ])('%s is refused with one plain sentence, and changes nothing', (_, file) => {
    const before = counted();
    for (const options of [[], ['--json']]) {
      const refused = pos(file(), '--data', data, ...options);
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(refused.error.trim()).toMatch(/^[^\n]*\p{Script=Han}[^\n]*$/u);
      expect(refused.error).not.toMatch(/Error|undefined|null|\bat\b/);
    }
    expect(counted()).toEqual(before);
  });

  it('says how it is used when no file is named', () => {
    expect(pos('--data', data)).toMatchObject({ code: 2, out: '' });
  });

  it('reads a file whose name has blanks and Chinese in it', () => {
    const file = join(folder, '九月 价目表 (新).csv');
    cpSync(join(SAMPLES, 'system-export-utf8-bom.csv'), file);
    expect(JSON.parse(pos(file, '--data', data, '--dry-run', '--json').out).priced).toBe(59);
  });
});
