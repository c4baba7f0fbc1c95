import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import { REPORT_NAMES } from '../../shared/contract/reports.ts';
import {
  type BrowserTill,
  beginSelling,
  eventually,
  openBrowserTill,
  photographFailures,
  pressKey,
  refusalCode,
  scanItem,
} from '../support/browser-till.ts';
import { inspect } from '../support/screen-inspector.ts';

const KETTLE = { code: '100507', fen: 24_900 };

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill();
  await beginSelling(till, 'owner');
});
afterAll(() => till.close());
photographFailures(() => till);

async function show(name: string): Promise<void> {
  await till.at(`report-${name}`).click();
  await till.page().locator(`[data-report="${name}"]`).waitFor();
}

/** A headline figure as it stands on the screen. */
function figure(key: string): Promise<string> {
  return till.page().locator(`[data-figure="${key}"] b`).innerText();
}

describe('reports', () => {
  it('show a sale as soon as it is made, and how far it is from the target', async () => {
    await scanItem(till, KETTLE.code, 1);
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await till.at(testIds.nav('reports')).click();
    await till.page().locator('[data-report="today"]').waitFor();
    await eventually(() => figure('net')).toBe('￥249.00');
    await till.at('set-target').click();
    await till.at('target-amount').fill('abc');
    expect(await till.at('target-save').isDisabled()).toBe(true);
    await till.at('target-amount').fill('1000');
    await till.at('target-save').click();
    await eventually(() => figure('reached')).toBe('24.9%');
    expect(await inspect(till.page(), { language: 'zh-CN' })).toEqual([]);
  });

  it('open one by one, each with its figures', async () => {
    for (const name of REPORT_NAMES) {
      await show(name);
      expect(await till.at('report-headline').innerText(), name).not.toBe('');
      expect(await refusalCode(till), name).toBeNull();
    }
  });

  it('have a table behind the chart and can be sorted, compared and read by everyone', async () => {
    await show('brands');
    const summary = await till.at('report-chart').getAttribute('aria-label');
    expect(summary).toContain('249.00');
    await till.at('chart-as-table').click();
    await eventually(() => till.page().locator('.chart-table td').allInnerTexts()).toContain(
      '249.00',
    );
    await till.at('report-compare').selectOption('before');
    const table = till.at('report-table-brands');
    await eventually(() => table.innerText()).toContain('对比期');
    const head = table.getByRole('columnheader').first();
    await head.getByRole('button').press('Enter');
    await eventually(() => head.getAttribute('aria-sort')).toBe('descending');
    expect(await inspect(till.page(), { language: 'zh-CN' })).toEqual([]);
  });

  it('refuse dates that cannot be, where the eye is', async () => {
    await till.at('period-custom').click();
    const [from] = await till.page().locator('.period-bar input[type=date]').all();
    await from?.fill('2099-01-01');
    await eventually(() => refusalCode(till)).toBe('period_invalid');
    await till.at('period-month').click();
    await eventually(() => refusalCode(till)).toBeNull();
  });

  it('leave as a file that says the same, and the journal says who took it', async () => {
    const downloaded = till.page().waitForEvent('download');
    await till.at('export-csv').click();
    const file = await downloaded;
    expect(file.suggestedFilename()).toMatch(/^按品牌_.*\.csv$/);
    const rows: readonly string[][] = parse(readFileSync(await file.path()), { bom: true });
    expect(rows[0]?.slice(0, 2)).toEqual(['品牌', '单数']);
    expect(rows.at(-1)).toContain('249.00');
    const printed = till.page().waitForEvent('download');
    await till.at('export-pdf').click();
    const paper = readFileSync(await (await printed).path());
    expect(paper.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });
});
