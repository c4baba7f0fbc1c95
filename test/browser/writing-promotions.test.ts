import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import {
  type BrowserTill,
  beginSelling,
  dueFen,
  eventually,
  openBrowserTill,
  paperOf,
  photographFailures,
  pressKey,
  scanItem,
} from '../support/browser-till.ts';
import { inspect } from '../support/screen-inspector.ts';

/** A fan of the demo store at 699 yuan, without a serial number, and a second one at 668. */
const FAN = '100520';
const SECOND_FAN = '100521';
const NAME = '格力电风扇满1200减100';

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill();
  await beginSelling(till, 'owner');
});
afterAll(() => till.close());
photographFailures(() => till);

const summary = () => till.at('draft-summary').innerText();
const problems = () =>
  till
    .page()
    .locator('.field-problem')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.code));
const row = (name: string) =>
  till.page().locator(`[data-testid="promotion-row"][data-name="${name}"]`);

async function addGood(picker: string, text: string): Promise<void> {
  const box = till.at(picker).getByPlaceholder(/搜商品/);
  await box.fill(text);
  await till.at(picker).locator('.picker-results button').first().waitFor();
  await box.press('Enter');
}

describe('a promotion from the first word to the receipt', () => {
  it('is written in plain words, and what is wrong with it stands beside its field', async () => {
    await till.at(testIds.nav('promotions')).click();
    await till.at('promotion-new').click();
    await till.at('promotion-kind-threshold_once').click();
    expect(await summary()).toBe('满减');
    expect(await till.at('draft-open').innerText()).toBe('还要填：名称、满多少、减多少');
    expect(await problems()).toEqual([]); // nobody has done anything wrong yet
    await till.at('promotion-name').fill(NAME);
    await till.at('promotion-over').fill('100');
    expect(await summary()).toMatch(/^满100减…/);
    await till.at('promotion-off').fill('1200');
    await eventually(problems).toContain('promotion_off_exceeds_threshold');
    expect(await till.at('promotion-schedule').isDisabled()).toBe(true);
    await till.at('promotion-over').fill('1200');
    await till.at('promotion-off').fill('100');
    await till.at('funding-brand').click();
    await till.at('scope-brands').selectOption('格力');
    await till.at('scope-categories').selectOption('电风扇');
    await eventually(problems).toEqual([]);
    expect(await summary()).toBe('满1200减100，每单一次，品牌出资');
  });

  it('is tried on a cart: both totals, who pays, and nothing is booked', async () => {
    await till.at('promotion-part-try').click();
    await addGood('try-items', FAN);
    await eventually(() => till.at('tried-saving').innerText()).toBe('总价没有变化。');
    await addGood('try-items', SECOND_FAN);
    await eventually(() => till.at('tried-saving').innerText()).toBe('顾客省 ￥100.00');
    expect(await till.at('funding-costs').innerText()).toContain('品牌 ￥100.00');
    await till.at('promotion-part-rule').click();
    await till.at('promotion-off').fill('90');
    await till.at('promotion-part-try').click(); // the goods are still there
    await eventually(() => till.at('tried-saving').innerText()).toBe('顾客省 ￥90.00');
    await till.at('promotion-part-rule').click();
    await till.at('promotion-off').fill('100');
    await till.at('promotion-part-try').click();
    await eventually(() => till.at('tried-saving').innerText()).toBe('顾客省 ￥100.00');
    await till.at('try-past').click();
    await till.at('past-run').click();
    await till.page().getByText('这些天没有销售。').waitFor();
  });

  it('is scheduled from now on, and runs', async () => {
    await till.at('promotion-part-rule').click();
    await till.at('promotion-from').fill('2020-01-01T00:00');
    await till.at('floor-yes').waitFor();
    // 8.3 % off is more than the floor of 8 % lets anybody give: the owner says yes to it.
    expect(await till.at('promotion-schedule').isDisabled()).toBe(true);
    await till.at('floor-yes').check();
    await till.at('promotion-schedule').click();
    await row(NAME).waitFor();
    expect(await row(NAME).innerText()).toContain('进行中');
    await till.at('promotion-view-calendar').click();
    await till.at('promotion-calendar').getByText(NAME).waitFor();
    expect.soft(await inspect(till.page(), { language: 'zh-CN' })).toEqual([]);
    await till.at('promotion-view-list').click();
  });

  it('is sold under, and the screen and the receipt say so', async () => {
    await till.at(testIds.nav('sell')).click();
    await scanItem(till, FAN, 1);
    await scanItem(till, SECOND_FAN, 2);
    await eventually(() => dueFen(till)).toBe(69_900 + 66_800 - 10_000);
    expect(await till.at(testIds.cartLine).first().innerText()).toContain(NAME);
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await eventually(async () => (await paperOf(till, 'receipt')).join('\n')).toContain(NAME);
    expect((await paperOf(till, 'receipt')).join('\n')).toContain('品牌');
  });

  it('is exported, stopped at once, and comes back from the file as a draft', async () => {
    await till.at(testIds.nav('promotions')).click();
    await row(NAME).waitFor();
    const saved = till.page().waitForEvent('download');
    await till.at('promotion-export').click();
    const path = (await (await saved).path()) ?? '';
    expect(JSON.parse(readFileSync(path, 'utf8')).promotions).toMatchObject([{ name: NAME }]);
    await row(NAME).getByTestId('promotion-stop').click();
    await till.at('promotion-stop-yes').click();
    await eventually(() => row(NAME).innerText()).toContain('已停止');
    await till.at('promotion-import').click();
    await till.at('promotion-file').setInputFiles(path);
    await till.at('promotion-import-take').click();
    await eventually(() => row(NAME).count()).toBe(2);
    expect(await till.at('standing-draft').innerText()).toContain('1');
    await till.at(testIds.nav('sell')).click();
    await scanItem(till, FAN, 1);
    await scanItem(till, SECOND_FAN, 2);
    await eventually(() => dueFen(till)).toBe(69_900 + 66_800);
  });

  it('is not lost as a copy that was never saved: leaving asks first', async () => {
    await till.at(testIds.nav('promotions')).click();
    await row(NAME).first().getByTestId('promotion-copy').click();
    await till.at('promotion-copy-date').click();
    await till.at('promotion-back').click();
    await till.at('promotion-leave').waitFor();
    await till.at('promotion-leave-yes').click();
    await row(NAME).first().waitFor();
  });
});
