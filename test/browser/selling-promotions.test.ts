import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftOf } from '../../electron/core/promotions/save-promotion.ts';
import { testIds } from '../../renderer/client/test-ids.ts';
import { fen } from '../../shared/kernel/money.ts';
import { aPromotion } from '../support/a-promotion.ts';
import {
  approve,
  type BrowserTill,
  beginSelling,
  DEMO_PINS,
  dueFen,
  eventually,
  openBrowserTill,
  paperOf,
  photographFailures,
  pressKey,
  refusalCode,
  scan,
  scanItem,
} from '../support/browser-till.ts';
import { FRIDGE, KETTLE, type PromotedShop, promotedShop } from '../support/promoted-shop.ts';
import { inspect } from '../support/screen-inspector.ts';

/** 1,699 less the brand's 100, the shop's 60 and the platform's 150. */
const FRIDGE_DUE = 138_900;

let shop: PromotedShop;
let till: BrowserTill;
beforeAll(async () => {
  shop = await promotedShop();
  till = await openBrowserTill({ folder: shop.folder });
  await beginSelling(till);
});
afterAll(() => till.close());
photographFailures(() => till);

type Name = keyof PromotedShop['promotions'];
const deal = (name: Name) => till.at(testIds.deal(shop.promotions[name].promotionId));
const act = (name: Name, button: string) => deal(name).getByTestId(button);
/** Taken or not, and for how much or why not. */
async function standing(name: Name): Promise<string> {
  const [isTaken, amount, reason] = await Promise.all(
    ['data-taken', 'data-fen', 'data-reason'].map((one) => deal(name).getAttribute(one)),
  );
  return isTaken === 'true' ? `taken ${amount}` : `${reason}`;
}
const chips = () =>
  till
    .at(testIds.cartLine)
    .first()
    .getByTestId(testIds.savingChip)
    .evaluateAll((all) =>
      all.map((one) => `${(one as HTMLElement).dataset.kind} ${(one as HTMLElement).dataset.fen}`),
    );

describe('selling under promotions', () => {
  it('a line says by chips why it is cheaper and who pays when it is not the store', async () => {
    await scanItem(till, FRIDGE.sku, 1);
    await eventually(() => dueFen(till)).toBe(FRIDGE_DUE);
    expect(await chips()).toEqual([
      'direct_price 10000',
      'threshold_once 6000',
      'threshold_each 15000',
    ]);
    const line = await till.at(testIds.cartLine).innerText();
    expect(line).toMatch(/冰箱直降100\s*−100\.00\s*· 品牌/);
    expect(line).toMatch(/满1000减60\s*−60\.00(?!\s*· )/);
  });

  it('what a little more would give and the gift stand under the lines, and the gift is a press away', async () => {
    const strip = till.at(testIds.offerStrip);
    expect(await strip.getByTestId(testIds.nearMiss).innerText()).toMatch(
      /再买 ￥201\.00.*￥30\.00/,
    );
    await strip.getByTestId(testIds.addReward).click();
    await eventually(() => till.at(testIds.cartLine).count()).toBe(2);
    await eventually(() => dueFen(till)).toBe(FRIDGE_DUE);
    const gift = till.at(testIds.cartLine).last();
    expect(await gift.getAttribute('data-sku')).toBe(KETTLE.sku);
    expect(await gift.innerText()).toContain('赠品');
    expect(await gift.getByTestId(testIds.lineAmount).innerText()).toContain('0.00');
  });

  it('one key explains every promotion, taken or not, while the bar keeps the focus', async () => {
    await pressKey(till, 'F7');
    await till.at(testIds.dealPanel).waitFor();
    expect(await standing('direct')).toBe('taken 10000');
    expect(await standing('gift')).toBe('taken 24900');
    expect(await standing('far')).toBe('threshold_missing');
    expect(await deal('far').innerText()).toContain('还差 ￥401.00');
    expect(await standing('rate')).toBe('one_of_group');
    expect(await deal('rate').innerText()).toContain('满1000减60');
    expect(await standing('coupon')).toBe('coupon_not_shown');
    expect(await till.at(testIds.dealProof).getAttribute('data-best')).toBe('true');
    expect(await till.at(testIds.dealLine).first().innerText()).toMatch(/品牌出资[\s\S]*1,389\.00/);
    expect(await till.page().evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    expect.soft(await inspect(till.page(), { language: 'zh-CN' })).toEqual([]);
  });

  it('what is used already can only be left out, what gave way only be asked for', async () => {
    const acts = (name: Name) =>
      deal(name)
        .getByRole('button')
        .evaluateAll((all) => all.map((one) => one.dataset.testid));
    expect(await acts('cross')).toEqual([testIds.dealUseNot]);
    expect(await acts('rate')).toEqual([testIds.dealInsist]);
    expect(await acts('far')).toEqual([]);
    const line = till.at(testIds.cartLine).first();
    await pressKey(till, 'F7');
    await till.at(testIds.dealPanel).waitFor({ state: 'detached' });
    expect(await line.getByTestId(testIds.savingRest).count()).toBe(0); // three fit
    await pressKey(till, 'F7');
    await till.at(testIds.dealPanel).waitFor();
  });

  it('the cashier leaves out what may be left out and takes it back, with the same button', async () => {
    await act('cross', testIds.dealUseNot).click();
    await eventually(() => dueFen(till)).toBe(FRIDGE_DUE + 15_000);
    expect(await standing('cross')).toBe('unticked');
    await till.page().keyboard.press('Enter'); // the button that was pressed kept the focus
    await eventually(() => dueFen(till)).toBe(FRIDGE_DUE);
    expect(await deal('cross').getAttribute('data-choice')).toBe('auto');
  });

  it('the cashier insists on the worse one of a group, because the customer wants it', async () => {
    await act('rate', testIds.dealInsist).click();
    await eventually(() => dueFen(till)).toBe(FRIDGE_DUE + 6_000 - 5_000);
    expect(await standing('rate')).toBe('taken 5000');
    expect(await till.at(testIds.dealProof).innerText()).toContain('按选定的'); // not the best there is
    await act('rate', testIds.dealAuto).click();
    await eventually(() => dueFen(till)).toBe(FRIDGE_DUE);
  });

  it('what simply is the price takes a manager to leave out', async () => {
    await act('direct', testIds.dealUseNot).click();
    await till.at(testIds.approvalDialog).waitFor();
    await approve(till, 'manager', DEMO_PINS.manager);
    await eventually(() => standing('direct')).toBe('unticked');
    await eventually(() => dueFen(till)).toBe(FRIDGE_DUE + 10_000);
    await act('direct', testIds.dealAuto).click();
    await eventually(() => dueFen(till)).toBe(FRIDGE_DUE);
  });

  it('a coupon is scanned like goods, stands in the list, and counts once', async () => {
    await scan(till, shop.codes[0] ?? '');
    await eventually(() => dueFen(till)).toBe(FRIDGE_DUE - 5_000);
    expect(await till.at(testIds.couponRow).getAttribute('data-used')).toBe('true');
    await till.at(testIds.couponCode).focus();
    await scan(till, shop.codes[1] ?? '');
    await eventually(() => refusalCode(till)).toBe('coupon_in_cart');
    await eventually(() => till.at(testIds.couponCode).inputValue()).toBe('');
    await till.at(testIds.couponRow).getByRole('button').click();
    await eventually(() => dueFen(till)).toBe(FRIDGE_DUE);
    await till.at(testIds.couponCode).fill((shop.codes[0] ?? '').toLowerCase());
    await pressKey(till, 'Enter');
    await eventually(() => dueFen(till)).toBe(FRIDGE_DUE - 5_000);
  });

  it('of four savings a line names the two largest, and the rest is one press away', async () => {
    const line = till.at(testIds.cartLine).first();
    const rest = line.getByTestId(testIds.savingRest);
    expect(await chips()).toEqual(['direct_price 10000', 'threshold_each 15000']);
    expect(await rest.getAttribute('data-fen')).toBe('11000');
    await till.at(testIds.findBar).focus();
    await pressKey(till, 'F7');
    await till.at(testIds.dealPanel).waitFor({ state: 'detached' });
    await rest.click();
    await till.at(testIds.dealPanel).waitFor();
  });

  it('promotions that together go below the floor price take a manager, once', async () => {
    await eventually(() => till.at(testIds.settleObstacle).getAttribute('data-code')).toBe(
      'below_floor_price',
    );
    await till.at(testIds.settleObstacle).click();
    await till.at(testIds.approvalDialog).waitFor();
    await approve(till, 'owner', DEMO_PINS.owner);
    await till.at(testIds.payExact).waitFor();
    expect(await dueFen(till)).toBe(FRIDGE_DUE - 5_000);
  });

  it('the receipt and the document name each deduction and who pays', async () => {
    await till.at(testIds.findBar).focus();
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await eventually(async () => (await paperOf(till, 'receipt')).length).toBe(1);
    const [receipt = ''] = await paperOf(till, 'receipt');
    for (const name of ['冰箱直降100', '买冰箱送电水壶', '跨店每满300减30', '店铺券满1000减50']) {
      expect(receipt).toContain(name);
    }
    expect(receipt).toContain('1339.00');
    await till.at(testIds.nav('documents')).click();
    const detail = till.at(testIds.saleDetail);
    await detail.waitFor();
    await eventually(() => detail.innerText()).toMatch(/冰箱直降100 · 品牌\s*−100\.00/);
    expect(await detail.innerText()).toMatch(/店铺券满1000减50 · 门店\s*−50\.00/);
    await till.at(testIds.nav('sell')).click();
  });

  it('a code that a sale has used is refused by name', async () => {
    await scanItem(till, FRIDGE.sku, 1);
    // The last customer's explanation does not lie over the next one's goods.
    expect(await till.at(testIds.dealPanel).count()).toBe(0);
    await scan(till, shop.codes[0] ?? '');
    await eventually(() => refusalCode(till)).toBe('coupon_used');
    await pressKey(till, 'Delete');
    await till.at(testIds.cartLine).waitFor({ state: 'detached' });
  });

  it('so many for each customer is asked for beside the goods, and had once the customer is entered', async () => {
    const price = { kind: 'flash_sale', priceFen: fen(23_900) } as const;
    const rest = { name: '水壶限购', scope: { skus: [KETTLE.sku] }, quota: { perCustomer: 2 } };
    const window = { fromAt: Date.now() - 60_000, toAt: Date.now() + 3_600_000 };
    const api = await till.api();
    const saved = await api.promotions.save.mutate({
      ...{ promotionId: null, expectedVersion: 0, status: 'scheduled' },
      definition: draftOf(aPromotion(price, { ...rest, window })),
    });
    if (!saved.ok) throw new Error(saved.refusal.code);
    await scanItem(till, KETTLE.sku, 1);
    await eventually(() => dueFen(till)).toBe(KETTLE.fen);
    const button = till.at(testIds.nameCustomer);
    expect(await button.innerText()).toContain('水壶限购');
    expect.soft(await inspect(till.page(), { language: 'zh-CN' })).toEqual([]);
    await button.click();
    const dialog = till.at(testIds.customerDialog);
    await dialog.locator('[name=customer-name]').fill('王桂英');
    await dialog.locator('[name=customer-phone]').fill('13800138000');
    await till.at(testIds.customerSave).click();
    await eventually(() => dueFen(till)).toBe(23_900);
    await button.waitFor({ state: 'detached' });
    const { promotionId } = saved.value;
    await api.promotions.stop.mutate({ promotionId, expectedVersion: 1 });
    await till.at(testIds.acceptPrice).click();
    await till.at(testIds.findBar).focus();
    await pressKey(till, 'Delete');
    await till.at(testIds.cartLine).waitFor({ state: 'detached' });
  });

  it('a promotion that ends while the cart is open says so, and nothing is paid at a price nobody saw', async () => {
    const ends = aPromotion(
      { kind: 'percent', payRate: 9_500 },
      {
        ...{ name: '今天特价', scope: { skus: [KETTLE.sku] } },
        window: { fromAt: Date.now() - 60_000, toAt: Date.now() + 2_500 },
      },
    );
    const saved = await (await till.api()).promotions.save.mutate({
      ...{ promotionId: null, expectedVersion: 0, status: 'scheduled' },
      definition: draftOf(ends),
    });
    expect(saved.ok).toBe(true);
    await scanItem(till, KETTLE.sku, 1);
    await eventually(() => dueFen(till)).toBe(23_650);
    const notice = till.at(testIds.promotionChange);
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(/￥236\.55 → ￥249\.00[\s\S]*结束：今天特价/);
    await pressKey(till, '+');
    await eventually(() => refusalCode(till)).toBe('promotion_changed');
    expect.soft(await inspect(till.page(), { language: 'zh-CN' })).toEqual([]);
    await till.at(testIds.acceptPrice).click();
    await notice.waitFor({ state: 'detached' });
    await eventually(() => dueFen(till)).toBe(KETTLE.fen);
    await till.at(testIds.findBar).focus();
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
  });
});
