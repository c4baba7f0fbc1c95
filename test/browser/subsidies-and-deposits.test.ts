import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftOf } from '../../electron/core/promotions/save-promotion.ts';
import { testIds } from '../../renderer/client/test-ids.ts';
import { fen } from '../../shared/kernel/money.ts';
import { aPromotion } from '../support/a-promotion.ts';
import {
  type BrowserTill,
  beginSelling,
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
import { inspect } from '../support/screen-inspector.ts';

/** An air conditioner of grade 1 in the demo store, at 5499.00: the policy of its day pays 15 % of it. */
const AIRCON = { sku: '100002', fen: 549_900, subsidyFen: 82_485 } as const;
const DAY_MS = 86_400_000;

/** Where pictures of the screens go, for a person to look at; nowhere when it is not said. */
const PICTURES = process.env.PICTURES;
const VIEWPORT =
  process.env.PORTRAIT === '1' ? { width: 800, height: 1280 } : { width: 1366, height: 768 };

describe('subsidies and deposits at the screen', () => {
  let till: BrowserTill;
  beforeAll(async () => {
    const language = process.env.LANGUAGE_OF_SCREEN === 'en' ? 'en' : 'zh-CN';
    till = await openBrowserTill({ language, viewport: VIEWPORT });
    const presale = aPromotion(
      { kind: 'presale', depositFen: fen(20_000), worthFen: fen(30_000), offFen: null },
      {
        ...{ name: '618预售 定金200抵300', scope: { skus: [AIRCON.sku] } },
        window: { fromAt: Date.now() - DAY_MS, toAt: Date.now() + 20 * DAY_MS },
      },
    );
    const saved = await (await till.api()).promotions.save.mutate({
      ...{ promotionId: null, expectedVersion: 0, status: 'scheduled' },
      definition: draftOf(presale),
    });
    expect(saved.ok).toBe(true);
    await beginSelling(till, 'manager');
  });
  afterAll(() => till.close());
  photographFailures(() => till);

  async function look(name: string): Promise<void> {
    expect.soft(await inspect(till.page(), { language: 'zh-CN' }), name).toEqual([]);
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await till.page().setViewportSize(VIEWPORT); // the inspection looked at others
    await till.page().screenshot({ path: resolve(PICTURES, `${name}.png`) });
  }

  it('a deposit is taken for a customer, with a slip that says the rules', async () => {
    await till.page().goto(`${till.page().url().split('#')[0]}#/deposits`);
    await till.at(testIds.takeDeposit).click();
    await till.at(testIds.depositDialog).waitFor();
    await till.at(testIds.depositConfirm).click();
    await eventually(() => refusalCode(till)).toBe('deposit_person_needed');
    await till.at(testIds.depositName).fill('王桂英');
    await till.at(testIds.depositPhone).fill('13800138000');
    await look('take-deposit');
    await till.at(testIds.depositConfirm).click();
    await till.at(testIds.depositDialog).waitFor({ state: 'detached' });
    await till.at(testIds.depositRowOf('0001-01-D000001')).waitFor();
    await look('deposits');
    await eventually(async () => (await paperOf(till, 'deposit_slip')).length).toBe(1);
    const [slip = ''] = await paperOf(till, 'deposit_slip');
    expect(slip).toContain('定金不退');
  });

  it('a subsidy is claimed for a unit once its serial number is there, and the deposit is redeemed', async () => {
    await till.at(testIds.nav('sell')).click();
    await scanItem(till, AIRCON.sku, 1);
    await till.at(testIds.subsidyChip).click();
    await till.at(testIds.subsidyDialog).waitFor();
    await look('subsidy-without-serial');
    await pressKey(till, 'Escape');
    await till.at(testIds.subsidyDialog).waitFor({ state: 'detached' });
    await till.at(testIds.findBar).focus();
    await scan(till, 'AC2026000001');
    await till.at(testIds.subsidyChip).click();
    await till.at(testIds.holderName).fill('王桂英');
    await till.at(testIds.holderNumber).fill('110105194912310021');
    await till.at(testIds.subsidyConfirm).click();
    await eventually(() => refusalCode(till)).toBe('subsidy_barcode_missing');
    await scan(till, '6901234567892');
    await eventually(() => till.at(testIds.subsidyEan).inputValue()).toBe('6901234567892');
    expect(await till.at(testIds.holderNumber).inputValue()).toBe('110105194912310021');
    await till.at(testIds.subsidyFiled).fill('5499');
    await till.at(testIds.subsidyConfirm).click();
    await eventually(() => refusalCode(till)).toBe('subsidy_identity_invalid');
    await till.at(testIds.holderNumber).fill('11010519491231002X');
    await till.at(testIds.subsidyEntitled).check();
    await till.at(testIds.subsidyAddress).check();
    await look('subsidy');
    await till.at(testIds.subsidyConfirm).click();
    await till.at(testIds.subsidyDialog).waitFor({ state: 'detached' });
    await till.at(testIds.subsidyRow).waitFor();
    await look('cart-with-subsidy');
    // Once the customer is named, the deposit that lies there for these goods is a press away.
    await till.at(testIds.customerCard).click();
    await till.at(testIds.customerDialog).waitFor();
    await till.at(testIds.customerDialog).getByTestId(testIds.phoneEnd).fill('8000');
    await till.at(testIds.chosenCustomer).waitFor();
    await till.at(testIds.customerSave).click();
    await till.at(testIds.customerDialog).waitFor({ state: 'detached' });
    await till.at(testIds.offeredDeposit).waitFor();
    await look('deposit-offered');
    await till.at(testIds.offeredDeposit).click();
    await till.at(testIds.offeredDeposit).waitFor({ state: 'detached' });
    await till.at(testIds.depositRow).waitFor();
    // 5499.00 less the 100.00 that the deposit is worth more; 15 % of that is the government's.
    await eventually(() => dueFen(till)).toBeGreaterThan(0);
    await look('cart-with-both');
    await till.at(testIds.findBar).focus();
    await pressKey(till, '+');
    await till.at(testIds.donePanel).waitFor();
    await look('done-with-both');
    await eventually(async () => (await paperOf(till, 'receipt')).length).toBe(1);
    const [receipt = ''] = await paperOf(till, 'receipt');
    for (const text of ['政府补贴', '-809.85', '已付定金', '实付', '开票金额', 'AC2026000001']) {
      expect(receipt).toContain(text);
    }
  });

  it('the claim is handed in, and paid with another amount than was forecast: it stands out until it is explained', async () => {
    await till.page().goto(`${till.page().url().split('#')[0]}#/subsidies`);
    await till.at(testIds.claimRow).waitFor();
    expect(await till.at(testIds.claimRow).innerText()).toContain('110105********002X');
    await till.at(testIds.claimMove('submitted')).click();
    await eventually(() => till.at(testIds.claimRow).count()).toBe(0);
    await till.at(testIds.claimState('submitted')).click();
    await till.at(testIds.claimMove('settled')).click();
    await till.at(testIds.grantDialog).waitFor();
    await till.at(testIds.grantAmount).fill('809.83');
    await look('settle-with-difference');
    await till.at(testIds.grantConfirm).click();
    await till.at(testIds.grantDialog).waitFor({ state: 'detached' });
    await till.at(testIds.claimState('settled')).click();
    await till.at(testIds.claimDiffers).waitFor();
    expect(await till.at(testIds.claimDiffers).innerText()).toContain('−0.02');
    expect(await till.at(testIds.claimDifferences).innerText()).toContain('−0.02');
    await till.at(testIds.claimState('claimed')).click();
    await till.at(testIds.claimDifferences).click(); // those of every state
    await till.at(testIds.claimDiffers).waitFor();
    await look('subsidies');
    await till.at(testIds.claimGrant).click();
    await till.at(testIds.grantNote).fill('平台按舍去计算');
    await till.at(testIds.grantConfirm).click();
    await till.at(testIds.claimDifferences).waitFor({ state: 'detached' });
    await till.at(testIds.claimState('settled')).click();
    await eventually(() => till.at(testIds.claimDiffers).innerText()).toContain('平台按舍去计算');
  });

  it('another deposit is paid back with its reason', async () => {
    const api = await till.api();
    const [presale] = await api.deposits.presales.query();
    const taken = await api.deposits.take.mutate({
      ...{ requestId: 'deposit-request-2', promotionId: presale?.promotionId ?? '' },
      ...{ sku: AIRCON.sku, personId: null, name: '赵玉兰', phone: '13900139000' },
    });
    expect(taken.ok).toBe(true);
    await till.page().goto(`${till.page().url().split('#')[0]}#/deposits`);
    await till.at(testIds.depositRowOf('0001-01-D000002')).waitFor();
    await till.at(testIds.endDeposit('refunded')).click();
    await till.at(testIds.reasonChip).first().click();
    await look('refund-deposit');
    await till.at(testIds.endDepositConfirm).click();
    await till.at(testIds.endDepositDialog).waitFor({ state: 'detached' });
    await eventually(() => till.at(testIds.depositRowOf('0001-01-D000002')).count()).toBe(0);
  });
});
