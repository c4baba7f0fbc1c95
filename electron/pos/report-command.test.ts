import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookSale } from '../../test/support/book-shop.ts';
import { type DemoTill, demoTill } from '../../test/support/demo-till.ts';

const POS = resolve(import.meta.dirname, '../pos.ts');

let demo: DemoTill;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-report-'));
  demo = await demoTill();
  bookSale(demo.till, {
    ...{ date: '2026-06-17', time: '10:00', by: 'demo-cashier' },
    lines: [{ brand: '=海尔', category: '冰箱', unitFen: 299_900 }],
  });
});
afterAll(async () => {
  await demo.close();
  rmSync(folder, { recursive: true, force: true });
});

function report(...args: readonly string[]) {
  const ran = spawnSync(process.execPath, [POS, 'report', ...args, '--data', demo.folder], {
    encoding: 'utf8',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  return { code: ran.status, out: ran.stdout, error: ran.stderr };
}

const JUNE = ['--from', '2026-06-01', '--to', '2026-06-30'] as const;

describe('pos report, beside a running till', () => {
  it('answers a table as CSV and a page of A4', () => {
    const csv = report('brands', ...JUNE, '--csv', '--language', 'en');
    const rows: readonly string[][] = parse(csv.out, { bom: true });
    expect(rows.map((row) => row[0])).toEqual(['Brand', "'=海尔", 'Total']);
    const file = join(folder, 'margin.pdf');
    expect(report('margin', ...JUNE, '--pdf', '--out', file)).toEqual({
      code: 0,
      out: '',
      error: '',
    });
    expect(readFileSync(file).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });

  it('refuses in one sentence what cannot be', () => {
    const wrong = report('brands', '--from', '2026-06-30', '--to', '2026-06-01');
    expect(wrong.code).toBe(1);
    expect(wrong.error.trim().split('\n')).toHaveLength(1);
  });
});
