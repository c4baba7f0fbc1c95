import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  approve,
  type BrowserTill,
  beginSelling,
  dueFen,
  eventually,
  openBrowserTill,
  paperOf,
  photographFailures,
  pressKey,
  saleCount,
  scanItem,
} from '../support/browser-till.ts';

const KETTLE = { code: '100507', fen: 24_900 };
const FLOAT_FEN = 50_000;
const SHORT_FEN = 5_000;

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill();
  await beginSelling(till);
});
afterAll(() => till.close());
photographFailures(() => till);

async function count(pieces: Readonly<Record<number, number>>): Promise<void> {
  for (const [fen, number] of Object.entries(pieces)) {
    await till.at(testIds.pieces(Number(fen))).fill(String(number));
  }
}

async function countedFen(): Promise<number> {
  return Number(await till.at(testIds.countTotal).getAttribute('data-fen'));
}

describe('the end of the day', () => {
  it('is counted blind: the screen does not say what should be in the drawer', async () => {
    await scanItem(till, KETTLE.code, 1);
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.startClosing).click();
    await till.at(testIds.submitCount).waitFor();
    const expected = (FLOAT_FEN + KETTLE.fen) / 100;
    expect(await till.page().locator('body').innerText()).not.toContain(`${expected}.00`);
    await count({ 10000: 6, 5000: 1, 2000: 2, 100: 9 });
    await eventually(countedFen).toBe(FLOAT_FEN + KETTLE.fen - SHORT_FEN);
  });

  it('shows the shortage once the count is given, and closes only with a reason and a manager', async () => {
    await till.at(testIds.submitCount).click();
    await eventually(() => till.at(testIds.overShort).getAttribute('data-fen')).toBe(
      String(-SHORT_FEN),
    );
    await till.at(testIds.closeShift).click();
    expect(await till.at(testIds.approvalDialog).count()).toBe(0);
    expect(await till.at(testIds.zReport).count()).toBe(0);
    await till.at(testIds.closeReason).fill('找错零钱');
    await till.at(testIds.closeShift).click();
    await till.at(testIds.approvalDialog).waitFor();
    await approve(till, 'manager', '2222');
    await till.at(testIds.zReport).waitFor();
  });

  it('ends with a Z on the screen and on paper, the same figures on both', async () => {
    const report = await till.at(testIds.zReport).innerText();
    for (const said of ['249.00', '749.00', '699.00', '找错零钱', '王店长']) {
      expect(report).toContain(said);
    }
    await eventually(async () => (await paperOf(till, 'z_report')).length).toBe(1);
    const [paper] = await paperOf(till, 'z_report');
    for (const said of ['249.00', '749.00', '699.00', '找错零钱', '王店长', '0001-01-000001']) {
      expect(paper).toContain(said);
    }
  });

  it('after it nothing is sold until the next shift is opened with its float', async () => {
    await till.at(testIds.nav('sell')).click();
    await scanItem(till, KETTLE.code, 1);
    await eventually(() => till.at(testIds.settleObstacle).getAttribute('data-code')).toBe(
      'no_open_shift',
    );
    await pressKey(till, '+');
    await eventually(() => till.at(testIds.refusal).getAttribute('data-code')).toBe(
      'no_open_shift',
    );
    expect(await saleCount(till)).toBe(1);
    await till.at(testIds.settleObstacle).click();
    await till.at(testIds.openShift).waitFor();
    await count({ 10000: 3 });
    await till.at(testIds.openShift).click();
    await till.at(testIds.findBar).waitFor();
    await eventually(() => dueFen(till)).toBe(KETTLE.fen);
    await till.at(testIds.payExact).waitFor();
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    const core = await till.api();
    expect(await core.shift.state.query()).toMatchObject({ number: 2, openingFloatFen: 30_000 });
    const [last] = await core.checkout.sales.query({});
    expect(last?.receiptNumber).toBe('0001-01-000002');
  });
});
