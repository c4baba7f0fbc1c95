import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftOf } from '../../electron/core/promotions/save-promotion.ts';
import { testIds } from '../../renderer/client/test-ids.ts';
import { aPromotion } from '../support/a-promotion.ts';
import {
  type BrowserTill,
  beginSelling,
  eventually,
  openBrowserTill,
  paperOf,
  photographFailures,
} from '../support/browser-till.ts';
import { couponOff } from '../support/running-promotion.ts';
import { inspect } from '../support/screen-inspector.ts';

const DAY_MS = 86_400_000;
const NAME = '老街坊满1000减30';
/** Where pictures of the screens go, for a person to look at; nowhere when it is not said. */
const PICTURES = process.env.PICTURES;

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill();
  const coupon = aPromotion(couponOff(1000, 30), {
    ...{ name: NAME, scope: { skus: ['100002'] } },
    window: { fromAt: Date.now() - DAY_MS, toAt: Date.now() + 20 * DAY_MS },
  });
  const saved = await (await till.api()).promotions.save.mutate({
    ...{ promotionId: null, expectedVersion: 0, status: 'scheduled' },
    definition: draftOf(coupon),
  });
  expect(saved).toMatchObject({ ok: true });
  await beginSelling(till, 'owner');
});
afterAll(() => till.close());
photographFailures(() => till);

describe('coupons on paper', () => {
  it('codes are made, printed a slip each with their terms, and saved as a sheet', async () => {
    await till.at(testIds.nav('promotions')).click();
    const row = till.page().locator(`[data-testid="promotion-row"][data-name="${NAME}"]`);
    await row.waitFor();
    await row.getByRole('button', { name: '券码' }).click();
    await till.at('coupon-count').fill('2');
    await till.at('coupon-issue').click();
    await till.at('issued-codes').waitFor();
    const codes = await till.at('issued-codes').locator('li').allInnerTexts();
    expect(codes).toHaveLength(2);
    expect.soft(await inspect(till.page(), { language: 'zh-CN' })).toEqual([]);
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await till.page().screenshot({ path: resolve(PICTURES, 'coupon-codes.png') });
    }
    await till.at('coupon-print').click();
    await eventually(async () => (await paperOf(till, 'coupon_slip')).length).toBe(2);
    const slips = (await paperOf(till, 'coupon_slip')).join('\n');
    for (const text of [NAME, '满1000减30', '有效期', '空调']) expect(slips).toContain(text);
    for (const code of codes) expect(slips.replaceAll('-', '')).toContain(code);
    const saving = till.page().waitForEvent('download');
    await till.at('coupon-sheet').click();
    expect((await saving).suggestedFilename()).toBe(`${NAME}.pdf`);
  });
});
