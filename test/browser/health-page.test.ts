import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  type BrowserTill,
  beginSelling,
  eventually,
  openBrowserTill,
  paperOf,
  photographFailures,
  refusalCode,
  scanItem,
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

describe('an inspector with a paper, and an owner with an archive', () => {
  let till: BrowserTill;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'zhendian-archive-'));
    till = await openBrowserTill();
    await beginSelling(till, 'owner');
  });
  afterAll(async () => {
    await till.close();
    rmSync(folder, { recursive: true, force: true });
  });
  photographFailures(() => till);

  const verdict = () => till.at(testIds.paperVerdict).getAttribute('data-state');

  it('compares the code of a receipt: right, mistyped, and of an entry that is not there', async () => {
    await scanItem(till, '100507', 1);
    await till.at(testIds.payExact).click();
    await till.at(testIds.donePanel).waitFor();
    await eventually(async () => (await paperOf(till, 'receipt')).length).toBe(1);
    const receipt = (await paperOf(till, 'receipt'))[0] ?? '';
    const seq = /交易序号 *(\d+)/.exec(receipt)?.[1] ?? '';
    const code = /验签码 *([0-9A-F]{8})/.exec(receipt)?.[1] ?? '';
    await till.page().goto(`${till.station().url}#/health`);
    await till.at(testIds.paperSeq).fill(seq);
    await till.at(testIds.paperCode).fill(code.toLowerCase());
    await till.at(testIds.paperCompare).click();
    await eventually(verdict).toBe('same');
    await till.at(testIds.paperCode).fill('00000000');
    await till.at(testIds.paperCompare).click();
    await eventually(verdict).toBe('differs');
    await till.at(testIds.paperSeq).fill(`${seq}99`);
    await till.at(testIds.paperCompare).click();
    await eventually(verdict).toBe('unknown');
  });

  it('writes the archive, wants it read where it is kept, and purges nothing of the last two years', async () => {
    await till.at(testIds.archiveFolder).fill(folder);
    await till.at(testIds.archiveWrite).click();
    await eventually(() => refusalCode(till)).toBe('nothing_to_archive'); // no month is over yet
    await till.at(testIds.archiveThrough('now')).click();
    await till.at(testIds.archiveWrite).click();
    await till.at(testIds.archiveWritten).waitFor();
    const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.jsonl.gz'));
    const row = till.at(testIds.archiveRow);
    await eventually(() => row.getAttribute('data-state')).toBe('written');
    expect(await till.at(testIds.archiveKeptFile).inputValue()).toBe(join(folder, name));
    await till.at(testIds.archiveKeptFile).fill(join(folder, 'lost.jsonl.gz'));
    await till.at(testIds.archiveKeep).click();
    await eventually(() => refusalCode(till)).toBe('archive_unreadable');
    copyFileSync(join(folder, name), join(folder, 'kept.jsonl.gz'));
    await till.at(testIds.archiveKeptFile).fill(join(folder, 'kept.jsonl.gz'));
    await till.at(testIds.archiveKeep).click();
    await eventually(() => row.getAttribute('data-state')).toBe('kept');
    await till.at(testIds.archivePurge).click();
    await till.at(testIds.purgeConfirm).click();
    await eventually(() => refusalCode(till)).toBe('purge_too_recent');
    expect(await inspect(till.page(), { language: 'zh-CN' })).toEqual([]);
  });
});

function rank(tone: string | null): number {
  return ['red', 'amber', 'green'].indexOf(tone ?? '');
}
