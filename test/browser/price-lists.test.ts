import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  type BrowserTill,
  beginSelling,
  dueFen,
  eventually,
  openBrowserTill,
  photographFailures,
  pressKey,
  refusalCode,
  typeByHand,
} from '../support/browser-till.ts';

const LISTS = resolve(import.meta.dirname, '../fixtures/pricelists');
/** A gas hob of supplier-gbk.csv: its shelf price there, and its lowest one. */
const HOB = { model: 'HC26BE', shelfFen: 199_900, lowestFen: 183_900 };

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill();
  await beginSelling(till, 'owner');
});
afterAll(() => till.close());
photographFailures(() => till);

async function choose(fileName: string): Promise<void> {
  await till.at(testIds.nav('goods')).click();
  await till.at(testIds.importFile).setInputFiles(resolve(LISTS, fileName));
}

/** The column that carries a header, as its choice of meanings. */
async function meaningOf(header: string) {
  const row = till
    .at(testIds.importPreview)
    .getByRole('row')
    .filter({ has: till.page().getByRole('cell', { name: header, exact: true }) });
  return row.getByRole('combobox');
}

/** What the preview would make the hob's price. */
async function previewedPrice(): Promise<string> {
  const lines = till.at(testIds.importPreview).getByRole('listitem');
  return lines.filter({ hasText: HOB.model }).locator('b').innerText();
}

/** Rings up the hob and answers what it costs; leaves an empty cart behind. */
async function priceAtTheTill(): Promise<number> {
  await till.at(testIds.nav('sell')).click();
  await till.at(testIds.cartEmpty).waitFor();
  await typeByHand(till, HOB.model);
  await till.at(testIds.searchResult).first().waitFor();
  await pressKey(till, 'Enter');
  await till.at(testIds.cartLine).waitFor();
  const price = await dueFen(till);
  await pressKey(till, 'Delete');
  await till.at(testIds.cartEmpty).waitFor();
  return price;
}

describe('a price list on the screen', () => {
  it('that is none is refused in one sentence, and nothing is changed', async () => {
    await choose('not-a-pricelist.xlsx');
    await eventually(() => refusalCode(till)).toMatch(/^price_list_/);
    expect(await till.at(testIds.importPreview).count()).toBe(0);
    expect(await priceAtTheTill()).toBe(HOB.shelfFen);
  });

  it('shows what it would do before it does it, and what each column was taken for', async () => {
    await choose('supplier-gbk.csv');
    await till.at(testIds.importPreview).waitFor();
    expect(await (await meaningOf('面价')).inputValue()).toBe('list_price');
    expect(await previewedPrice()).toBe('1,999.00');
    expect(await priceAtTheTill()).toBe(HOB.shelfFen);
  });

  it('is read again when a column is corrected, and its prices hold at the till after commit', async () => {
    await choose('supplier-gbk.csv');
    await till.at(testIds.importPreview).waitFor();
    await (await meaningOf('面价')).selectOption('ignore');
    await eventually(async () => (await meaningOf('面价')).inputValue()).toBe('ignore');
    await (await meaningOf('限价')).selectOption('list_price');
    await eventually(async () => (await meaningOf('限价')).inputValue()).toBe('list_price');
    await eventually(previewedPrice).toBe('1,839.00');
    await till.at(testIds.importCommit).click();
    await till.at(testIds.importPreview).waitFor({ state: 'detached' });
    expect(await priceAtTheTill()).toBe(HOB.lowestFen);
  });

  it('can be taken back: the till asks the prices of before', async () => {
    await till.at(testIds.nav('goods')).click();
    await till.at(testIds.importUndo).first().click();
    await till.at(testIds.importUndo).first().click(); // asked once more, then done
    await till.at(testIds.toast).waitFor();
    expect(await priceAtTheTill()).toBe(HOB.shelfFen);
  });
});
