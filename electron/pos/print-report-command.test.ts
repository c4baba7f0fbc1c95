import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PeopleTill } from '../../test/support/people-till.ts';
import { tradedDays } from '../../test/support/traded-days.ts';

const POS = resolve(import.meta.dirname, '../pos.ts');

let shop: PeopleTill;
beforeAll(() => {
  shop = tradedDays({ days: 3, salesADay: 2 }); // 31 May to 2 June: May is closed
});
afterAll(() => shop.remove());

function print(...args: readonly string[]) {
  const ran = spawnSync(process.execPath, [POS, 'print', '--data', shop.folder, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  return { code: ran.status, out: ran.stdout, error: ran.stderr };
}

describe('pos print', { timeout: 60_000 }, () => {
  it('prints a Z report and the close of a month', () => {
    expect(print('--z', 'latest').out).toContain('日结 Z 3');
    expect(print('--period', '2026-05').out).toContain('月结 2026-05');
  });

  it('keeps a Z report as A4 in a file', () => {
    const file = join(shop.folder, 'z.pdf');
    expect(print('--z', '1', '--format', 'a4', '--out', file)).toMatchObject({ code: 0 });
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('lays labels out as an A4 PDF, and refuses goods that are not there', () => {
    const sku = shop.till.db.prepare('SELECT sku FROM line_item LIMIT 1').pluck().get() as string;
    const file = join(shop.folder, 'labels.pdf');
    const asked = ['--labels', sku, '--label', 'shelf'];
    expect(print(...asked, '--out', file)).toMatchObject({ code: 0, error: '' });
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    const none = print('--labels', 'brand:无此品牌', '--out', file);
    expect([none.code, none.error]).toEqual([1, expect.stringContaining('价签')]);
  });

  it.each([
    [['--z', '1.5'], '没有这张日结单: 1.5'],
    [['--period', '../x'], '没有这张月结单或年结单: ../x'],
  ])('refuses %j in a sentence', (args, sentence) => {
    const { code, out, error } = print(...args);
    expect([code, out]).toEqual([1, '']);
    expect(error).toContain(sentence);
  });
});
