import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import type { JournalVerdict } from '../../shared/contract/journal.ts';
import { zReportZh } from '../../shared/i18n/z-report-words.ts';
import {
  approve,
  type BrowserTill,
  DEMO_PINS,
  eventually,
  openBrowserTill,
  paperOf,
  photographFailures,
  pressKey,
  scan,
  scanItem,
  signIn,
} from '../support/browser-till.ts';

// One day of the shop through the screen: each step stands on the ones before.

const POS = resolve(import.meta.dirname, '../../electron/pos.ts');
const PHRASE = '东湾镇的老槐树 2026';
const KETTLE = { code: '100507', fen: 24_900 };
const WASHER = '100185'; // costs what the screen says
const FLOAT = { 10000: 3, 5000: 2, 1000: 10 };

/** What somebody writes down with a pencil beside the till. */
const pencil = { sales: 0, soldFen: 0, refundedFen: 0, paidOutFen: 0, dropFen: 0 };
const floatFen = Object.entries(FLOAT).reduce(
  (sum, [fen, pieces]) => sum + Number(fen) * pieces,
  0,
);
const inDrawer = () =>
  floatFen + pencil.soldFen - pencil.refundedFen - pencil.paidOutFen - pencil.dropFen;

let till: BrowserTill;
let stick: string;
beforeAll(async () => {
  stick = mkdtempSync(join(tmpdir(), 'zhendian-stick-'));
  till = await openBrowserTill();
  await closeWhatTheDemoOpened();
});
afterAll(async () => {
  await till.close();
  rmSync(stick, { recursive: true, force: true });
});
photographFailures(() => till);

/** The demo store opens a shift by itself; the day of this test begins with a counted float. */
async function closeWhatTheDemoOpened(): Promise<void> {
  const { shift } = await till.api();
  await shift.startCount.mutate();
  const count = { pieces: {}, otherFen: 50_000 };
  const counted = await shift.submitCount.mutate({ count, attempt: 1 });
  expect(counted.ok && counted.value.overShortFen).toBe(0);
  expect(await shift.close.mutate({ countSeq: 1, reason: '' })).toMatchObject({ ok: true });
}

async function nextPerson(role: 'cashier' | 'manager' | 'owner'): Promise<void> {
  await till.at(testIds.accountMenu).click();
  await till.at(testIds.signOut).click();
  await signIn(till, role);
  await till.at(testIds.nav('shift')).waitFor();
}

/** Scans the goods, pays, and writes the amount down. */
async function sell(codes: readonly string[], pay: 'exact' | 'a note too many'): Promise<void> {
  for (const [index, code] of codes.entries()) await scanItem(till, code, index + 1);
  const dueFen = Number(await till.at(testIds.amountDue).getAttribute('data-fen'));
  if (pay === 'a note too many') {
    await till.page().keyboard.type(String(Math.ceil(dueFen / 10_000 + 1) * 100), { delay: 80 });
  }
  await pressKey(till, '+');
  await till.at(testIds.donePanel).waitFor();
  pencil.sales += 1;
  pencil.soldFen += dueFen;
}

/** Types the pieces of an amount, from the largest note down, as they lie in the drawer. */
async function count(amountFen: number): Promise<void> {
  await till.at(testIds.pieces(10_000)).waitFor();
  let rest = amountFen;
  for (const piece of [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10]) {
    await till.at(testIds.pieces(piece)).fill(String(Math.floor(rest / piece)));
    rest %= piece;
  }
  expect(rest).toBe(0);
}

async function move(kind: string, amount: string, payee: string | null): Promise<void> {
  const before = await till.at(testIds.movement).count();
  await till.at(testIds.cashKind(kind)).click();
  await till.at(testIds.cashAmount).fill(amount);
  if (payee !== null) await till.at(testIds.cashPayee).fill(payee);
  await till.at(testIds.moveCash).click();
  await eventually(() => till.at(testIds.movement).count()).toBe(before + 1);
}

const overShortFen = async () =>
  Number(await till.at(testIds.overShort).first().getAttribute('data-fen'));
const pageText = async () => (await till.page().locator('body').innerText()).replaceAll(',', '');
const yuan = (fen: number) => (fen / 100).toFixed(2);

/** Every figure of the report in sight by its name, without signs and separators. */
async function figures(): Promise<ReadonlyMap<string, string>> {
  const rows = await till
    .at(testIds.zReport)
    .locator('dl.facts > div')
    .evaluateAll((all) =>
      all.map((row) => [
        row.querySelector('dt')?.textContent ?? '',
        row.querySelector('dd')?.textContent ?? '',
      ]),
    );
  return new Map(rows.map(([name = '', value = '']) => [name, value.replace(/[,−+-]/g, '')]));
}

describe('a day in the shop, on the screen', () => {
  it('opens with a float that is counted', async () => {
    await signIn(till, 'manager');
    await till.at(testIds.findBar).waitFor();
    await till.at(testIds.nav('shift')).click();
    for (const [fen, pieces] of Object.entries(FLOAT)) {
      await till.at(testIds.pieces(Number(fen))).fill(String(pieces));
    }
    await eventually(() => till.at(testIds.countTotal).getAttribute('data-fen')).toBe(
      String(floatFen),
    );
    await till.at(testIds.openShift).click();
    await till.at(testIds.findBar).waitFor();
  });

  it('sells, and takes one thing back by its receipt', async () => {
    await sell([KETTLE.code], 'exact');
    const receipt = await (await till.api()).checkout.lastSale.query();
    await sell([WASHER], 'a note too many');
    await sell([WASHER, KETTLE.code], 'a note too many');
    await scan(till, `YQ1|R|${receipt?.receiptNumber}`);
    await till.at(testIds.returnForm).waitFor();
    await pressKey(till, 'Enter');
    await till.at(testIds.returnDone).waitFor();
    pencil.refundedFen += KETTLE.fen;
    await pressKey(till, 'Enter');
    await till.at(testIds.findBar).waitFor();
  });

  it('pays a carrier, and puts notes into the safe', async () => {
    await pressKey(till, 'F1');
    await move('paid_out', '35.5', '老周货运');
    pencil.paidOutFen += 3_550;
    await move('safe_drop', '1000', null);
    pencil.dropFen += 100_000;
  });

  it('changes hands at noon: two people count, and neither sees what should be there', async () => {
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.startHandOver).click();
    await till.at(testIds.submitCount).waitFor();
    expect(await pageText()).not.toContain(yuan(inDrawer()));
    await count(inDrawer());
    await till.at(testIds.submitCount).click();
    await till.at(testIds.handedOver).waitFor();
    await till.at(testIds.nextShift).click();
    await signIn(till, 'cashier');
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.takeOver).waitFor();
    expect(await pageText()).not.toContain(yuan(inDrawer()));
    await count(inDrawer());
    await till.at(testIds.takeOver).click();
    await till.at(testIds.findBar).waitFor();
    await sell([KETTLE.code], 'exact');
  });

  it('is counted blind in the evening, is short, and closes with a reason and the manager’s PIN', async () => {
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.startClosing).click();
    await till.at(testIds.submitCount).waitFor();
    expect(await pageText()).not.toContain(yuan(inDrawer()));
    await count(inDrawer() - 5_000);
    await till.at(testIds.submitCount).click();
    await eventually(overShortFen).toBe(-5_000);
    await till.at(testIds.recount).click();
    await count(inDrawer() - 3_000);
    await till.at(testIds.submitCount).click();
    await eventually(overShortFen).toBe(-3_000);
    await till.at(testIds.reasonChip).first().click();
    await till.at(testIds.closeShift).click();
    await till.at(testIds.approvalDialog).waitFor();
    await approve(till, 'manager', DEMO_PINS.manager);
    await till.at(testIds.zReport).waitFor();
  });

  it('ends with a Z that says what the pencil says, on the screen and on paper', async () => {
    const shown = await figures();
    const said: readonly (readonly [string, string])[] = [
      [zReportZh.count, String(pencil.sales)],
      [zReportZh.sold, yuan(pencil.soldFen)],
      [zReportZh.net, yuan(pencil.soldFen - pencil.refundedFen)],
      [zReportZh.received, yuan(pencil.soldFen - pencil.refundedFen)],
      [zReportZh.float, yuan(floatFen)],
      [zReportZh.refunds, yuan(pencil.refundedFen)],
      [zReportZh.expected, yuan(inDrawer())],
      [zReportZh.perpetual, yuan(pencil.soldFen - pencil.refundedFen)],
      [zReportZh.perpetualAbsolute, yuan(pencil.soldFen + pencil.refundedFen)],
    ];
    expect(said.map(([name]) => [name, shown.get(name)])).toEqual(said);
    const values = [...shown.values()];
    for (const fen of [pencil.paidOutFen, pencil.dropFen]) expect(values).toContain(yuan(fen));
    const report = await pageText();
    for (const what of ['小李', '王店长', yuan(inDrawer() - 3_000), '30.00', '找零给错']) {
      expect(report).toContain(what);
    }
    await eventually(async () => (await paperOf(till, 'z_report')).length).toBe(2);
    const [paper] = await paperOf(till, 'z_report');
    for (const [, value] of said) expect(paper).toContain(value);
  });

  it('is verified, copied to a stick, and the copy is tried out', async () => {
    await nextPerson('owner');
    await till.page().goto(`${till.station().url}#/health`);
    await till.at(testIds.healthExit('verify_journal')).click();
    const journal = till.at(testIds.healthLine('journal'));
    await eventually(() => journal.getAttribute('data-state')).toBe('journalGood');
    await till.page().goto(`${till.station().url}#/backup`);
    await till.at(testIds.backupFolder).fill(stick);
    await till.at(testIds.backupPhrase).fill(PHRASE);
    await till.at(testIds.backupPhraseAgain).fill(PHRASE);
    await till.at(testIds.backupSave).click();
    await till.at(testIds.backupRun).click();
    await till.at(testIds.backupRow).first().waitFor();
    await till.at(testIds.backupRehearse).click();
    await eventually(() => till.at(testIds.backupRehearsal).innerText()).toContain('对得上');
    expect(readdirSync(stick).filter((name) => name.endsWith('.sqlite'))).not.toEqual([]);
  });

  it('may end at another hour from the next opening on', async () => {
    await till.at(testIds.nav('settings')).click();
    await till.at(testIds.dayCutoff).selectOption('360');
    await till.at(testIds.saveSettings).click();
    const core = await till.api();
    await eventually(async () => (await core.settings.get.query()).dayCutoffMinutes).toBe(360);
  });

  it('verifies from outside too, beside the running till, with this Z in it', async () => {
    const ran = spawnSync(
      process.execPath,
      [POS, 'verify', '--json', '--data', till.station().folder],
      { encoding: 'utf8', env: { ...process.env, NODE_NO_WARNINGS: '1' } },
    );
    expect(ran.stderr).toBe('');
    expect(ran.status).toBe(0);
    const verdict = JSON.parse(ran.stdout) as JournalVerdict;
    expect(verdict).toMatchObject({ ok: true, firstBad: null });
    expect(verdict.zReports).toMatchObject([
      { number: 1, ok: true },
      { number: 2, ok: true },
    ]);
  });
});
