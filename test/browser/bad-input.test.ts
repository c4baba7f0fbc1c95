import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
  saleCount,
  scan,
  scanItem,
  scanUnderInputMethod,
  typeByHand,
} from '../support/browser-till.ts';

const KETTLE = { code: '100507', fen: 24_900 };
const BRACKET = { code: '800015', fen: 3_000 };
const UNKNOWN_EAN = '6901234567892'; // a right check digit
const PAYMENT_CODE = '134567890123456789'; // as WeChat shows them

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill();
  await beginSelling(till);
});
afterAll(() => till.close());
photographFailures(() => till);

/** Every test begins with an empty cart on a fresh page. */
beforeEach(async () => {
  const core = await till.api();
  if ((await core.cart.current.query()).lines.length > 0) {
    await core.cart.clear.mutate({ reason: '测试' });
  }
  await till.page().reload();
  await till.at(testIds.findBar).waitFor();
});

async function lineCount(): Promise<number> {
  return (await (await till.api()).cart.current.query()).lines.length;
}

async function units(): Promise<number> {
  return (await (await till.api()).cart.current.query()).unitCount;
}

describe('a code that cannot be sold', () => {
  it.each([
    ['an unknown barcode', UNKNOWN_EAN, 'code_not_found'],
    ['a barcode with a wrong check digit', '6901234567890', 'check_digit_wrong'],
    ['a customer’s payment code', PAYMENT_CODE, 'payment_code_scanned'],
  ])('%s is refused by name, and nothing is added', async (_, code, refusal) => {
    await scan(till, code);
    await eventually(() => refusalCode(till)).toBe(refusal);
    expect(await lineCount()).toBe(0);
    expect(await till.at(testIds.findBar).inputValue()).toBe('');
  });

  it('that is unknown can be made a new good on the spot, or searched for', async () => {
    await scan(till, UNKNOWN_EAN);
    await eventually(() => refusalCode(till)).toBe('code_not_found');
    const exits = till.at(testIds.refusal).getByRole('button');
    expect(await exits.count()).toBeGreaterThanOrEqual(2);
    await exits.nth(0).click();
    await till.at(testIds.createItem).waitFor();
    await pressKey(till, 'Escape');
    await till.at(testIds.createItem).waitFor({ state: 'detached' });
  });
});

describe('a quantity that cannot be', () => {
  it.each([
    ['0', 'quantity_not_positive'],
    ['-1', 'quantity_not_positive'],
    ['100000', 'quantity_too_large'],
    ['1.5', 'quantity_not_whole'],
  ])('%s is refused by name, and the line stays as it was', async (typed, refusal) => {
    await scanItem(till, KETTLE.code, 1);
    await pressKey(till, '*');
    await till.at(testIds.editorInput).waitFor();
    await typeByHand(till, typed);
    await pressKey(till, 'Enter');
    await eventually(() => refusalCode(till)).toBe(refusal);
    expect(await units()).toBe(1);
  });
});

describe('a hand that is too quick', () => {
  it('two clicks on pay are one sale', async () => {
    const before = await saleCount(till);
    await scanItem(till, KETTLE.code, 1);
    await till.at(testIds.payExact).dblclick();
    await till.at(testIds.donePanel).waitFor();
    await scanItem(till, BRACKET.code, 1);
    expect(await saleCount(till)).toBe(before + 1);
  });

  it('less money than is due is refused, and the cart stays', async () => {
    const before = await saleCount(till);
    await scanItem(till, KETTLE.code, 1);
    await typeByHand(till, '200');
    await pressKey(till, '+');
    await eventually(() => refusalCode(till)).toBe('tendered_too_little');
    expect(await saleCount(till)).toBe(before);
    expect(await lineCount()).toBe(1);
  });
});

describe('a price that changed since it was shown', () => {
  it('is asked about before anything is paid', async () => {
    const core = await till.api();
    const before = await saleCount(till);
    await scanItem(till, KETTLE.code, 1);
    await eventually(() => dueFen(till)).toBe(KETTLE.fen);
    const list =
      '商品编码,商品名称,品牌,型号,零售价\n100507,苏泊尔电水壶 SW-08C06,苏泊尔,SW-08C06,259\n';
    const preview = await core.catalog.previewImport.mutate({
      fileName: '调价.csv',
      contentBase64: Buffer.from(list, 'utf8').toString('base64'),
    });
    if (!preview.ok) throw new Error(preview.refusal.code);
    const { previewId } = preview.value;
    await core.catalog.commitImport.mutate({ previewId });
    await eventually(() => till.at(testIds.settleObstacle).getAttribute('data-code')).toBe(
      'price_changed',
    );
    await pressKey(till, '+');
    await eventually(() => refusalCode(till)).toBe('price_changed');
    expect(await saleCount(till)).toBe(before);
    await till.at(testIds.settleObstacle).click();
    await eventually(() => dueFen(till)).toBe(25_900);
    await till.at(testIds.payExact).waitFor();
    await pressKey(till, '+');
    await eventually(() => saleCount(till)).toBe(before + 1);
    await core.catalog.imports.query().then(async ([last]) => {
      await core.catalog.undoImport.mutate({ importId: last?.importId ?? '' });
    });
  });
});

describe('a scanner in the wrong moment', () => {
  it('fifty scans back to back all land', async () => {
    for (let i = 0; i < 50; i += 1) await scan(till, i % 2 === 0 ? KETTLE.code : BRACKET.code);
    await eventually(units).toBe(50);
    await eventually(() => dueFen(till)).toBe(25 * (KETTLE.fen + BRACKET.fen));
  });

  it('is understood while a Chinese input method is on', async () => {
    await scanUnderInputMethod(till, KETTLE.code);
    await eventually(() => dueFen(till)).toBe(KETTLE.fen);
    expect(await till.at(testIds.findBar).inputValue()).toBe('');
  });

  it('presses no button of an open dialog', async () => {
    await scanItem(till, KETTLE.code, 1);
    await pressKey(till, 'F2');
    const dialog = till.at(testIds.customerDialog);
    await dialog.waitFor();
    await till.at(testIds.customerSave).focus();
    await scan(till, BRACKET.code);
    await till.at(testIds.cartLine).waitFor();
    expect(await dialog.count()).toBe(1);
    expect(await lineCount()).toBe(1);
    expect((await (await till.api()).cart.current.query()).customer).toBeNull();
  });

  it('brings back no held cart, and gives no approval', async () => {
    await scanItem(till, KETTLE.code, 1);
    await pressKey(till, 'F8');
    await till.at(testIds.cartLine).waitFor({ state: 'detached' });
    await pressKey(till, 'F8');
    await till.at(testIds.heldCart).first().waitFor();
    await scan(till, BRACKET.code);
    expect(await till.at(testIds.heldList).count()).toBe(1);
    expect(await lineCount()).toBe(0);
    await pressKey(till, 'Enter');
    await eventually(lineCount).toBe(1);
    await till.at(testIds.heldList).waitFor({ state: 'detached' });
    await pressKey(till, '/');
    await till.at(testIds.editorInput).waitFor();
    await typeByHand(till, '5');
    await pressKey(till, 'Enter');
    await till.at(testIds.approvalDialog).waitFor();
    await scan(till, BRACKET.code);
    expect(await till.at(testIds.approvalDialog).count()).toBe(1);
    const notice = till.at(testIds.approvalDialog).getByTestId(testIds.refusal);
    expect(await notice.getAttribute('data-code')).toBe('approval_needed');
    await pressKey(till, 'Escape');
  });

  it('with a button in focus adds the good and presses nothing', async () => {
    const before = await saleCount(till);
    await scanItem(till, KETTLE.code, 1);
    await till.at(testIds.payExact).focus();
    await scan(till, BRACKET.code);
    await eventually(lineCount).toBe(2);
    expect(await saleCount(till)).toBe(before);
  });

  it('on another screen presses no button there', async () => {
    await scanItem(till, KETTLE.code, 1);
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.startClosing).focus();
    await scan(till, BRACKET.code);
    await till.at(testIds.nav('sell')).click();
    await till.at(testIds.cartLine).first().waitFor();
    expect(await (await till.api()).shift.state.query()).toMatchObject({ state: 'open' });
  });

  it('while an amount is being typed is still a scan, and the amount does not stick to it', async () => {
    await scanItem(till, KETTLE.code, 1);
    await typeByHand(till, '35');
    await expect.poll(() => till.at(testIds.findBar).inputValue()).toBe('35');
    await till.page().waitForTimeout(400); // the hand lets go of the keys and takes the scanner
    await scan(till, BRACKET.code);
    await eventually(lineCount).toBe(2);
    expect(await refusalCode(till)).toBeNull();
    expect(await till.at(testIds.findBar).inputValue()).toBe('');
  });

  it('into the field for the amount is still a scan, and leaves no digits behind', async () => {
    await scanItem(till, KETTLE.code, 1);
    await till.at(testIds.tendered).click();
    await scan(till, BRACKET.code);
    await eventually(lineCount).toBe(2);
    expect(await till.at(testIds.tendered).inputValue()).toBe('');
  });

  it('into a quantity is a scan, not a quantity', async () => {
    await scanItem(till, KETTLE.code, 1);
    await pressKey(till, '*');
    await till.at(testIds.editorInput).waitFor();
    await scan(till, BRACKET.code);
    await eventually(lineCount).toBe(2);
    expect(await units()).toBe(2);
    await till.at(testIds.findBar).waitFor();
  });
});

describe('text that is a program', () => {
  it('stays text wherever it is typed', async () => {
    const attack = '<img src=x onerror="window.hacked=1">';
    await scanItem(till, KETTLE.code, 1);
    await pressKey(till, 'F3');
    await till.at(testIds.editorInput).fill(attack);
    await pressKey(till, 'Enter');
    await eventually(() => till.at(testIds.cartLine).innerText()).toContain(attack);
    await pressKey(till, 'F2');
    const dialog = till.at(testIds.customerDialog);
    await dialog.locator('[name=customer-name]').fill(attack.slice(0, 30));
    await dialog.locator('[name=customer-phone]').fill('13800138000');
    await dialog.locator('[name=customer-address]').fill(attack);
    await till.at(testIds.customerSave).click();
    await dialog.waitFor({ state: 'detached' });
    await till.at(testIds.findBar).fill(attack);
    await till.at(testIds.findBar).fill('');
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await till.at(testIds.paperSheet).first().waitFor();
    expect(await till.page().evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined();
    expect(await till.page().evaluate(() => document.querySelectorAll('img[src=x]').length)).toBe(
      0,
    );
  });
});
