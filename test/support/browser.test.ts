import { describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';

describe('the browser of the tests', () => {
  it('opens a page and lays out Chinese text', async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.setContent('<h1>镇店收银台</h1>');
      expect(await page.getByRole('heading').textContent()).toBe('镇店收银台');
    } finally {
      await browser.close();
    }
  });
});
