import { describe, expect, it, onTestFinished } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  type BrowserTill,
  eventually,
  openBrowserTill,
  pressKey,
  refusalCode,
  scanItem,
} from '../support/browser-till.ts';
import { type EarlierShop, earlierShop, THERMOS } from '../support/earlier-shop.ts';
import { inspect } from '../support/screen-inspector.ts';

const HOUR_MS = 3_600_000;

/** The shop as its cashier finds it now. */
async function openShop(shop: EarlierShop): Promise<BrowserTill> {
  const till = await openBrowserTill({ folder: shop.folder });
  onTestFinished(() => till.close());
  await till.at(testIds.staffCard(shop.cashier.staffId)).click();
  await till.page().keyboard.type(shop.cashier.pin);
  await pressKey(till, 'Enter');
  await till.at(testIds.findBar).waitFor();
  return till;
}

async function countThreeHundred(till: BrowserTill): Promise<void> {
  await till.at(testIds.pieces(10_000)).fill('3');
}

describe('a shift and the clock', () => {
  it('a shift left open for more than a day sells nothing until it is closed, and says so', async () => {
    const till = await openShop(await earlierShop(30 * HOUR_MS, false));
    const warning = till.at(testIds.shiftWarning);
    await eventually(() => warning.getAttribute('data-warning')).toBe('too_old');
    await scanItem(till, THERMOS.code, 1);
    await eventually(() => till.at(testIds.settleObstacle).getAttribute('data-code')).toBe(
      'shift_too_old',
    );
    await pressKey(till, '+');
    await eventually(() => refusalCode(till)).toBe('shift_too_old');
    expect.soft(await inspect(till.page(), { language: 'zh-CN' })).toEqual([]);
    await pressKey(till, 'F8');
    await till.at(testIds.cartLine).waitFor({ state: 'detached' });
    await warning.getByRole('link').click();
    await till.at(testIds.startClosing).click();
    await till.at(testIds.submitCount).waitFor();
    await countThreeHundred(till);
    await till.at(testIds.submitCount).click();
    await till.at(testIds.zReport).waitFor();
    await till.at(testIds.nextShift).click();
    await countThreeHundred(till);
    await till.at(testIds.openShift).click();
    await till.at(testIds.findBar).waitFor();
    // Where the test runs late in the evening the new shift has a warning of its own.
    const tooOld = warning.and(till.page().locator('[data-warning="too_old"]'));
    await eventually(() => tooOld.count()).toBe(0);
  });

  it('a clock weeks ahead opens a shift only when a manager has confirmed the date', async () => {
    const shop = await earlierShop(60 * 24 * HOUR_MS, true);
    const till = await openShop(shop);
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.openShift).waitFor();
    await countThreeHundred(till);
    await till.at(testIds.openShift).click();
    await eventually(() => refusalCode(till)).toBe('clock_far_ahead');
    expect.soft(await inspect(till.page(), { language: 'zh-CN' })).toEqual([]);
    await till.at(testIds.confirmDate).click();
    await till.at(testIds.approvalDialog).waitFor();
    await till.at(testIds.approver(shop.owner.staffId)).click();
    await till.at(testIds.pinInput).fill(shop.owner.pin);
    await till.at(testIds.pinEnter).click();
    await till.at(testIds.findBar).waitFor();
    await scanItem(till, THERMOS.code, 1);
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
  });
});
