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
const EXPECTED_FEN = FLOAT_FEN + KETTLE.fen;

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

/** Writes the fields from the largest note down, as fingers do that never leave the number keys. */
async function countByKeys(pieces: readonly number[]): Promise<void> {
  await till.at(testIds.pieces(10_000)).focus();
  for (const number of pieces) {
    if (number > 0) await till.page().keyboard.type(String(number));
    await pressKey(till, 'Enter');
  }
}

const fenOf = async (testId: string) => Number(await till.at(testId).getAttribute('data-fen'));
const countedFen = () => fenOf(testIds.countTotal);

describe('the end of the day', () => {
  it('a cart that is not paid is held from the list of open matters, and counting begins', async () => {
    await scanItem(till, KETTLE.code, 1);
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await scanItem(till, KETTLE.code, 1);
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.startClosing).click();
    await eventually(() => till.at(testIds.refusal).getAttribute('data-code')).toBe('cart_open');
    await till.at(testIds.settleMatter('open_cart')).click();
    await till.at(testIds.matter('held_carts')).waitFor();
    await till.at(testIds.startClosing).click();
    await till.at(testIds.submitCount).waitFor();
  });

  it('is counted blind: the screen does not say what should be in the drawer', async () => {
    expect(await till.page().locator('body').innerText()).not.toContain(`${EXPECTED_FEN / 100}.00`);
    await count({ 10000: 6, 5000: 1, 2000: 2, 100: 9 });
    await eventually(countedFen).toBe(EXPECTED_FEN - 5_000);
  });

  it('by finger: number keys, one piece more, one less', async () => {
    await till.at(testIds.pieces(50)).focus();
    for (const key of ['1', '2']) await till.at(testIds.padKey(key)).click();
    await eventually(countedFen).toBe(EXPECTED_FEN - 5_000 + 600);
    await till.at(testIds.fewer(50)).click();
    await till.at(testIds.more(10_000)).click();
    await eventually(countedFen).toBe(EXPECTED_FEN - 5_000 + 550 + 10_000);
    await count({ 50: 0, 10000: 6 });
    await eventually(countedFen).toBe(EXPECTED_FEN - 5_000);
  });

  it('coins are told by their weight, and a weight that fits no coins is not taken', async () => {
    const grams = till.at(testIds.pieces(50));
    await till.at(testIds.weigh(50)).click();
    await grams.fill('38');
    await eventually(countedFen).toBe(EXPECTED_FEN - 5_000 + 500);
    await grams.fill('40');
    await eventually(countedFen).toBe(EXPECTED_FEN - 5_000);
    await till.at(testIds.submitCount).click();
    expect(await till.at(testIds.overShort).count()).toBe(0);
    await till.at(testIds.weigh(50)).click();
    await grams.fill('');
  });

  it('shows the shortage once the count is given, and wants a second count first; both stay', async () => {
    await till.at(testIds.submitCount).click();
    await eventually(() => fenOf(testIds.overShort)).toBe(-5_000);
    await till.at(testIds.recount).click();
    await till.at(testIds.submitCount).waitFor();
    await countByKeys([6, 1, 2, 0, 1, 9, 0, 0, 0]);
    await eventually(() => fenOf(testIds.overShort)).toBe(-4_500);
    const history = till.at(testIds.countHistory);
    await history.waitFor();
    for (const said of ['699.00', '704.00', '−50.00', '−45.00', '小李']) {
      expect(await history.innerText()).toContain(said);
    }
  });

  it('a shortage closes only with a reason and a manager', async () => {
    await till.at(testIds.closeShift).click();
    expect(await till.at(testIds.approvalDialog).count()).toBe(0);
    expect(await till.at(testIds.zReport).count()).toBe(0);
    await till.at(testIds.reasonChip).first().click();
    await till.at(testIds.closeShift).click();
    await till.at(testIds.approvalDialog).waitFor();
    await approve(till, 'manager', '2222');
    await till.at(testIds.zReport).waitFor();
  });

  it('ends with a Z on the screen and on paper, the same figures on both', async () => {
    const report = await till.at(testIds.zReport).innerText();
    await eventually(async () => (await paperOf(till, 'z_report')).length).toBe(1);
    const [paper] = await paperOf(till, 'z_report');
    for (const said of ['249.00', '749.00', '704.00', '找零给错', '王店长']) {
      expect(report).toContain(said);
      expect(paper).toContain(said);
    }
    expect(paper).toContain('0001-01-000001');
    await till.at(testIds.reprintZ).click();
    await eventually(async () => (await paperOf(till, 'z_report')).length).toBe(2);
    expect((await paperOf(till, 'z_report'))[0]).toContain('补打');
  });

  it('after it nothing is sold until a shift is opened, and that belongs to the next day', async () => {
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
    const core = await till.api();
    const [closed] = await core.shift.zReports.query({});
    const opensOn = (await till.at(testIds.businessDay).getAttribute('data-date')) ?? '';
    expect(opensOn > (closed?.businessDate ?? '')).toBe(true);
    await count({ 10000: 3 });
    await till.at(testIds.openShift).click();
    await till.at(testIds.findBar).waitFor();
    await eventually(() => dueFen(till)).toBe(KETTLE.fen);
    await till.at(testIds.payExact).waitFor();
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    expect(await core.shift.state.query()).toMatchObject({ number: 2, openingFloatFen: 30_000 });
    const [last] = await core.checkout.sales.query({});
    expect(last?.receiptNumber).toBe('0001-01-000002');
  });

  it('a count that is right ends the day with the Enter after its last field', async () => {
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.startClosing).click();
    await till.at(testIds.submitCount).waitFor();
    await countByKeys([5, 0, 2, 0, 1, 4, 0, 0, 0]);
    await till.at(testIds.zReport).waitFor();
    expect(await till.at(testIds.depositOffer).innerText()).toContain('249.00');
    await till.at(testIds.nextShift).click();
    await till.at(testIds.lastFloat).click();
    await eventually(countedFen).toBe(30_000);
  });

  it('what the Z proposed to deposit is filled in by one press in the next shift, and booked by the next', async () => {
    await count({ 10000: 5, 2000: 2, 500: 1, 100: 4 }); // nothing was brought away yet
    await till.at(testIds.openShift).click();
    await till.at(testIds.findBar).waitFor();
    await pressKey(till, 'F1');
    await till.at(testIds.depositOffer).getByRole('button').first().click();
    expect(await till.at(testIds.cashAmount).inputValue()).toBe('249.00');
    await till.at(testIds.cashSlip).fill('BK-1');
    await till.at(testIds.moveCash).click();
    await till.at(testIds.movement).waitFor();
    expect(await fenOf(testIds.movement)).toBe(-24_900);
    await eventually(() => till.at(testIds.depositOffer).count()).toBe(0);
  });
});
