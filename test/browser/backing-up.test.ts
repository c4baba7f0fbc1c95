import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCore } from '../../electron/core/core.ts';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  type BrowserTill,
  beginSelling,
  openBrowserTill,
  scan,
  signIn,
} from '../support/browser-till.ts';
import { taken } from '../support/people-till.ts';
import { startStation } from '../support/station-process.ts';

const PHRASE = '红烧肉三两 2026';

let till: BrowserTill;
let stick: string;
beforeAll(async () => {
  stick = mkdtempSync(join(tmpdir(), 'zhendian-stick-'));
  till = await openBrowserTill();
});
afterAll(async () => {
  await till.close();
  rmSync(stick, { recursive: true, force: true });
});

const standing = () => till.at(testIds.backupStanding).getAttribute('data-standing');
async function becomes(wanted: string): Promise<void> {
  await till.page().waitForSelector(`[data-standing="${wanted}"]`);
}
async function shoot(name: string): Promise<void> {
  if (process.env.SHOTS)
    await till.page().screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
}

describe('an owner who looks after backups', () => {
  it('chooses a stick and a phrase, backs up, rehearses, and sees when the stick is gone', async () => {
    await beginSelling(till, 'owner');
    await till.page().evaluate(() => {
      location.hash = '#/backup';
    });
    await becomes('off');
    await shoot('backup-off');
    await till.at(testIds.backupFolder).fill(stick);
    await till.at(testIds.backupPhrase).fill(PHRASE);
    await till.at(testIds.backupPhraseAgain).fill(PHRASE);
    await till.at(testIds.backupSave).click();
    await till.at(testIds.backupRun).click();
    await till.at(testIds.backupRow).first().waitFor();
    await becomes('good');
    expect(readdirSync(stick).filter((name) => name.endsWith('.sqlite'))).toHaveLength(1);
    await till.at(testIds.backupRehearse).click();
    await till
      .page()
      .waitForFunction(
        (id) => /对得上/.test(document.querySelector(`[data-testid="${id}"]`)?.textContent ?? ''),
        testIds.backupRehearsal,
      );
    await shoot('backup-good');
    renameSync(stick, `${stick}-out`);
    await becomes('failing');
    await shoot('backup-failing');
    renameSync(`${stick}-out`, stick);
    await becomes('good');
    expect(await standing()).toBe('good');
  });

  it('restores one with the phrase; the program opens again and the screen comes back by itself', async () => {
    await till.at(testIds.backupRestore).first().click();
    await till.at(testIds.restorePhrase).fill('not the phrase');
    await till.at(testIds.restoreConfirm).click();
    await till.page().waitForSelector('[data-code="backup_phrase_wrong"]');
    await till.at(testIds.restorePhrase).fill(PHRASE);
    await shoot('backup-restore');
    await till.at(testIds.restoreConfirm).click();
    await signIn(till, 'owner');
    await becomes('good');
    await shoot('backup-after');
    const api = await till.api();
    const { store } = await api.session.state.query();
    expect(store.registerId).toMatch(/^01[A-Z]{3}$/);
    expect(readdirSync(till.station().folder)).toContainEqual(
      expect.stringMatching(/^before-restore-/),
    );
  });

  it('has the store back on a new PC from the set-up screen, and sells there under the new number', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhendian-new-pc-'));
    await taken(createCore({ folder, demo: false })).close(); // nobody has set it up
    const newPc = await startStation({ folder });
    try {
      await till.page().goto(newPc.address);
      await till.at(testIds.fromBackup).click();
      await till.at(testIds.backupFolder).fill(stick);
      await till.at(testIds.restoreConfirm).click(); // looks for backups first
      await till.at(testIds.restorePhrase).fill(PHRASE);
      await shoot('restore-here');
      await till.at(testIds.restoreConfirm).click();
      await till.at(testIds.restoreHere).locator('progress').waitFor();
      await shoot('restore-here-working');
      await beginSelling(till, 'cashier');
      await scan(till, '100507');
      await till.at(testIds.cartLine).first().waitFor();
      await till.page().keyboard.press('+');
      await till.at(testIds.donePanel).waitFor();
      await shoot('restore-here-sold');
      expect(await till.at(testIds.donePanel).textContent()).toMatch(/-01[A-Z]{3}-000001/);
    } finally {
      await newPc.remove();
    }
  });
});
