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
  saleCount,
  scanItem,
} from '../support/browser-till.ts';

const KETTLE = { code: '100507', fen: 24_900 };
const BRACKET = { code: '800015', fen: 3_000 };
const BOTH = KETTLE.fen + BRACKET.fen;
const POWER_CUTS = 3;

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill();
  await beginSelling(till);
});
afterAll(() => till.close());
photographFailures(() => till);

async function cartIsBack(): Promise<void> {
  await eventually(() => till.at(testIds.cartLine).count()).toBe(2);
  expect(await dueFen(till)).toBe(BOTH);
}

describe('a cart on the screen', () => {
  it('is still there after a reload, with the cashier still at the till', async () => {
    await scanItem(till, KETTLE.code, 1);
    await scanItem(till, BRACKET.code, 2);
    await till.page().reload();
    await cartIsBack();
  });

  it('is still there after the page has crashed', async () => {
    const crashed = till.page().waitForEvent('crash');
    const cdp = await till.page().context().newCDPSession(till.page());
    void cdp.send('Page.crash').catch(() => undefined); // the page that would answer is gone
    await crashed;
    await till.openPage();
    await beginSelling(till);
    await cartIsBack();
  });

  it('is still there after the power failed; the screen says meanwhile that the till is out of reach', async () => {
    await till.station().stop('SIGKILL');
    await till.at(testIds.linkLost).waitFor();
    await till.startAgain();
    await till.openPage();
    await beginSelling(till);
    await cartIsBack();
  });

  it('is paid once, however often the key is pressed', async () => {
    await pressKey(till, '+');
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await pressKey(till, '+');
    expect(await saleCount(till)).toBe(1);
    await till.page().reload();
    await till.at(testIds.findBar).waitFor();
    await pressKey(till, '+');
    expect(await saleCount(till)).toBe(1);
  });

  it('is either sold or still there when the power fails while it is being paid, never both', async () => {
    for (let cut = 0; cut < POWER_CUTS; cut += 1) {
      const before = await saleCount(till);
      await scanItem(till, KETTLE.code, 1);
      await till.page().keyboard.down('+');
      await till.station().stop('SIGKILL');
      await till.startAgain();
      await till.openPage();
      await beginSelling(till);
      const core = await till.api();
      const { lines } = await core.cart.current.query();
      const sold = (await saleCount(till)) - before;
      expect(sold + lines.length).toBe(1);
      await eventually(() => till.at(testIds.cartLine).count()).toBe(lines.length);
      if (lines.length === 1) await pressKey(till, '+');
      await eventually(() => saleCount(till)).toBe(before + 1);
    }
    const core = await till.api();
    const numbers = (await core.checkout.sales.query({})).map((sale) => sale.receiptNumber);
    const wanted = Array.from({ length: POWER_CUTS + 1 }, (_, i) => `0001-01-00000${i + 1}`);
    expect(numbers).toEqual(wanted.reverse());
  });
});
