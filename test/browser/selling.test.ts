import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  type BrowserTill,
  dueFen,
  eventually,
  openBrowserTill,
  paperOf,
  photographFailures,
  pressKey,
  refusalCode,
  saleCount,
  scan,
  scanItem,
  signIn,
  typeByHand,
} from '../support/browser-till.ts';

const KETTLE = { code: '100507', fen: 24_900 }; // 苏泊尔电水壶 SW-08C06
const BRACKET = { code: '800015', fen: 3_000 }; // 空调外机支架
const WASHER = { code: '100185', fen: 117_500 }; // 小天鹅 TB10V28DT

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill();
});
afterAll(() => till.close());
photographFailures(() => till);

const paper = (kind: 'receipt') => paperOf(till, kind);

// One morning at one till: each test goes on where the one before stopped.
describe('a cashier at the till', () => {
  it('does not get in with a wrong PIN, and is told so', async () => {
    await signIn(till, 'cashier', '9999');
    await eventually(() => refusalCode(till)).toBe('pin_wrong');
    await till.page().reload();
    await till.at(testIds.signIn).waitFor();
  });

  it('signs in by PIN and finds an empty cart waiting for the first scan', async () => {
    await signIn(till, 'cashier');
    await till.at(testIds.cartEmpty).waitFor();
    expect(await till.at(testIds.findBar).evaluate((bar) => bar === document.activeElement)).toBe(
      true,
    );
  });

  it('scans a good: it is in the cart with its price', async () => {
    await scanItem(till, KETTLE.code, 1);
    await eventually(() => dueFen(till)).toBe(KETTLE.fen);
    expect(await till.at(testIds.cartLine).getAttribute('data-sku')).toBe(KETTLE.code);
    expect(await till.at(testIds.lineAmount).innerText()).toContain('249.00');
    expect(await till.at(testIds.findBar).inputValue()).toBe('');
  });

  it('takes exact cash with one key: sold once, drawer open, receipt printed', async () => {
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    expect(await till.at(testIds.changeDue).getAttribute('data-fen')).toBe('0');
    const sheets = till.at(testIds.paperSheet);
    await eventually(() => sheets.evaluateAll((all) => all.map((s) => s.dataset.kind))).toEqual(
      expect.arrayContaining(['receipt', 'drawer']),
    );
    expect(await saleCount(till)).toBe(1);
    const [receipt] = await paper('receipt');
    expect(receipt).toContain('电水壶');
    expect(receipt).toContain('249.00');
    expect(receipt).toContain('0001-01-000001');
  });

  it('finds a washing machine by the initials of its name', async () => {
    await typeByHand(till, 'xtexyj');
    await till.at(testIds.searchResult).first().waitFor();
    expect(await till.at(testIds.searchResult).first().getAttribute('data-sku')).toBe(WASHER.code);
    await pressKey(till, 'Enter');
    await eventually(() => dueFen(till)).toBe(WASHER.fen);
    expect(await till.at(testIds.cartLine).innerText()).toContain('小天鹅');
    expect(await till.at(testIds.donePanel).count()).toBe(0);
  });

  it('takes a typed amount and is told the change, note by note; so is the customer', async () => {
    await typeByHand(till, '1200');
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    expect(await till.at(testIds.changeDue).getAttribute('data-fen')).toBe('2500');
    const pieces = await till.at(testIds.donePanel).getByRole('listitem').allInnerTexts();
    expect(pieces.map((text) => text.replace(/\s/g, ''))).toEqual(['20×1', '5×1']);
    await eventually(async () => (await paper('receipt')).length).toBe(2);
    const [receipt] = await paper('receipt');
    expect(receipt).toContain('1200.00');
    expect(receipt).toContain('25.00');
  });

  it('puts a customer aside, serves the next, and brings the first one back', async () => {
    await scanItem(till, KETTLE.code, 1);
    await pressKey(till, 'F8');
    await till.at(testIds.cartEmpty).waitFor();
    await scanItem(till, BRACKET.code, 1);
    await eventually(() => dueFen(till)).toBe(BRACKET.fen);
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await pressKey(till, 'F8');
    await till.at(testIds.heldCart).waitFor();
    await pressKey(till, 'Enter');
    await till.at(testIds.heldList).waitFor({ state: 'detached' });
    await eventually(() => dueFen(till)).toBe(KETTLE.fen);
    await pressKey(till, '+');
    await eventually(() => saleCount(till)).toBe(4);
    const sums = (await (await till.api()).checkout.sales.query({})).map((sale) => sale.dueFen);
    expect(sums).toEqual([KETTLE.fen, BRACKET.fen, WASHER.fen, KETTLE.fen]);
  });

  it('prints the last receipt again; the paper says which copy it is', async () => {
    await eventually(async () => (await paper('receipt')).length).toBe(4);
    await pressKey(till, 'F5');
    await eventually(async () => (await paper('receipt'))[0]).toMatch(/补打\s*第1次/);
    expect((await paper('receipt'))[0]).toContain('0001-01-000004');
    expect(await saleCount(till)).toBe(4);
  });

  it('sees in the documents what was sold, and can print it again from there', async () => {
    await till.at(testIds.nav('documents')).click();
    await eventually(() => till.at(testIds.saleRow).count()).toBe(4);
    await till.at(testIds.saleRow).nth(1).click();
    await eventually(() => till.at(testIds.saleDetail).innerText()).toContain('000003');
    await till.at(testIds.reprintReceipt).click();
    await till.at(testIds.toast).waitFor();
    await eventually(async () => (await paper('receipt'))[0]).toMatch(/补打\s*第1次/);
    await till.at(testIds.nav('sell')).click();
    await till.at(testIds.findBar).waitFor();
  });

  it('goes on after the till was locked, with the cart as it was', async () => {
    await scanItem(till, KETTLE.code, 1);
    await pressKey(till, 'F4');
    await till.at(testIds.lockScreen).waitFor();
    await till.page().keyboard.type('1111');
    await pressKey(till, 'Enter');
    await eventually(() => till.at(testIds.cartLine).count()).toBe(1);
    await scan(till, KETTLE.code);
    await eventually(() => dueFen(till)).toBe(2 * KETTLE.fen);
  });
});
