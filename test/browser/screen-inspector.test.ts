import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { inspect } from '../support/screen-inspector.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function faultsOf(body: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<string> {
  const page = await browser.newPage();
  const main = `<main><h1>收银</h1>${body}</main>`;
  await page.setContent(`<html lang="zh"><title>镇店</title><body>${main}</body></html>`);
  const faults = await inspect(page, { language });
  await page.close();
  return faults.join('\n');
}

describe('the inspector of screens', () => {
  it('finds nothing where nothing is wrong', async () => {
    expect(await faultsOf('<button style="padding:1rem">收款</button>')).toBe('');
  });

  it.each([
    ['a screen that is too wide', '<div style="width:1500px">.</div>', 'px too wide'],
    ['a key in place of words', '<p>sell.payExact</p>', 'not translated: sell.payExact'],
    ['a key that only a reader hears', '<input aria-label="sell.find">', 'sell.find'],
    ['a gap that was never filled', '<p>合计 {{amount}}</p>', 'not translated'],
    [
      'words that are cut',
      '<button style="width:60px;padding:0;overflow:hidden;white-space:nowrap">现金收齐打印小票</button>',
      'words cut',
    ],
    ['faint words', '<p style="color:#bbb">应收</p>', 'color-contrast'],
    ['a field without a name', '<input>', 'label'],
    [
      'a target too small for a finger',
      '<button style="all:unset;width:9px;height:9px">a</button><button style="all:unset;width:9px;height:9px">b</button>',
      'target-size',
    ],
  ])('finds %s', async (_, body, fault) => {
    expect(await faultsOf(body)).toContain(fault);
  });

  it('finds Chinese where a screen should be English', async () => {
    expect(await faultsOf('<button>Pay</button>', 'en')).toContain('not English: 收银');
  });
});
