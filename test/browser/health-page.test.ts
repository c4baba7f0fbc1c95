import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  type BrowserTill,
  beginSelling,
  eventually,
  openBrowserTill,
  photographFailures,
} from '../support/browser-till.ts';
import { inspect } from '../support/screen-inspector.ts';

const MEGABYTE = 1024 * 1024;

describe('the health page', () => {
  let till: BrowserTill;
  beforeAll(async () => {
    till = await openBrowserTill({ viewport: { width: 800, height: 1280 } });
    await beginSelling(till, 'manager');
    await till.page().goto(`${till.page().url().split('#')[0]}#/health`);
    await till.at(testIds.healthSum).waitFor();
  });
  afterAll(() => till.close());
  photographFailures(() => till);

  const stateOf = (topic: string) => till.at(testIds.healthLine(topic)).getAttribute('data-state');

  it('says of every topic how it is, the ones to look at first, and is right to look at', async () => {
    expect(await till.page().locator('.health-row').count()).toBe(13);
    const tones = await till
      .page()
      .locator('.health-row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-tone')));
    expect(tones).toEqual([...tones].sort((a, b) => rank(a) - rank(b)));
    expect(await inspect(till.page(), { language: 'zh-CN' })).toEqual([]);
  });

  it('verifies the journal at a press, and the line turns green', async () => {
    expect(await stateOf('journal')).toBe('journalUnchecked');
    await till.at(testIds.healthExit('verify_journal')).click();
    await eventually(() => stateOf('journal')).toBe('journalGood');
    await till.page().reload();
    await eventually(() => stateOf('journal')).toBe('journalGood');
  });

  it('leads from a line to where it is put right', async () => {
    await till.at(testIds.healthLine('backup')).getByTestId(testIds.healthExit('backup')).click();
    await eventually(() => till.page().url()).toContain('#/backup');
    await till.page().goBack();
    await till.at(testIds.healthSum).waitFor();
  });

  it('a disk that fills up shows on the selling screen, with the way to this page', async () => {
    // A full disk cannot be made here: only what the core says of the space is put in its place.
    await till.page().route('**/trpc/system.status*', async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      body.result.data.disk = { freeBytes: 320 * MEGABYTE };
      await route.fulfill({ response: answer, json: body });
    });
    await till.page().goto(`${till.page().url().split('#')[0]}#/`);
    await till.page().reload();
    await till.at(testIds.statusDisk).click();
    expect(await till.at(testIds.statusPopover).textContent()).toContain('320 MB');
    await till.at(testIds.statusPopover).getByRole('link').click();
    await till.at(testIds.healthSum).waitFor();
  });
});

function rank(tone: string | null): number {
  return ['red', 'amber', 'green'].indexOf(tone ?? '');
}
