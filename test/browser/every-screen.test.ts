import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftOf } from '../../electron/core/promotions/save-promotion.ts';
import { testIds } from '../../renderer/client/test-ids.ts';
import { fen } from '../../shared/kernel/money.ts';
import { aPromotion } from '../support/a-promotion.ts';
import {
  approve,
  type BrowserTill,
  beginSelling,
  eventually,
  openBrowserTill,
  photographFailures,
  pressKey,
  refusalCode,
  scan,
  scanItem,
  signIn,
  typeByHand,
} from '../support/browser-till.ts';
import { inspect } from '../support/screen-inspector.ts';

const DAY_MS = 86_400_000;
const LISTS = resolve(import.meta.dirname, '../fixtures/pricelists');

// Each screen is reached as staff reach it, and looked at on the way.
describe.each(['zh-CN', 'en'] as const)('every screen in %s', (language) => {
  let till: BrowserTill;
  beforeAll(async () => {
    till = await openBrowserTill({ language });
  });
  afterAll(() => till.close());
  photographFailures(() => till);

  const faults = () => inspect(till.page(), { language });
  const settled = (state: 'attached' | 'detached', testId: string) =>
    till.at(testId).first().waitFor({ state });

  async function editLine(key: string, value: string): Promise<void> {
    await pressKey(till, key);
    await settled('attached', testIds.editorInput);
    await typeByHand(till, value);
    await pressKey(till, 'Enter');
    await settled('detached', testIds.editorInput);
  }

  it('is right at sign-in, also after a wrong PIN', async () => {
    await settled('attached', testIds.staffCard('demo-cashier'));
    expect.soft(await faults()).toEqual([]);
    await signIn(till, 'cashier', '9999');
    await eventually(() => refusalCode(till)).toBe('pin_wrong');
    expect.soft(await faults()).toEqual([]);
    await till.page().reload();
  });

  it('is right with an empty cart, while searching, and when nothing is found', async () => {
    await beginSelling(till);
    await settled('attached', testIds.quickItem);
    expect.soft(await faults()).toEqual([]);
    await typeByHand(till, 'meidi');
    await settled('attached', testIds.searchResult);
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.findBar).fill('zzqqzzqq');
    await settled('detached', testIds.searchResult);
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'Escape');
  });

  it('is right with a cart that shows all a line can carry, and a refusal over it', async () => {
    await scanItem(till, '100507', 1);
    await editLine('/', '2');
    await editLine('F3', '送到二楼，先打电话');
    await scanItem(till, '800015', 2);
    await editLine('*', '3');
    await scanItem(till, '100035', 3);
    await scan(till, '4A1234567890');
    await settled('attached', testIds.serialChip);
    expect.soft(await faults()).toEqual([]);
    await scan(till, '6901234567892');
    await eventually(() => refusalCode(till)).toBe('code_not_found');
    expect.soft(await faults()).toEqual([]);
  });

  it('is right while a good is made on the spot', async () => {
    await till.at(testIds.refusal).getByRole('button').first().click();
    await settled('attached', testIds.createItem);
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'Escape');
    await settled('detached', testIds.createItem);
  });

  it('is right while a discount is entered and while a manager is asked', async () => {
    await pressKey(till, 'F10');
    await settled('attached', testIds.editorInput);
    expect.soft(await faults()).toEqual([]);
    await typeByHand(till, '5');
    await pressKey(till, 'Enter');
    await settled('attached', testIds.approvalDialog);
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'Escape');
    await settled('detached', testIds.approvalDialog);
    await pressKey(till, 'Escape');
    await settled('attached', testIds.findBar);
  });

  it('is right while the customer is written down, and when the cart carries a delivery', async () => {
    await pressKey(till, 'F6');
    const dialog = till.at(testIds.customerDialog);
    await dialog.waitFor();
    expect.soft(await faults()).toEqual([]);
    await dialog.locator('[name=customer-name]').fill('王小明');
    await dialog.locator('[name=customer-phone]').fill('13800138000');
    await dialog.locator('[name=customer-address]').fill('青山镇石桥村三组18号');
    await till.at(testIds.customerSave).click();
    await dialog.waitFor({ state: 'detached' });
    expect.soft(await faults()).toEqual([]);
  });

  it('is right with the list of held carts', async () => {
    await pressKey(till, 'F8');
    await settled('detached', testIds.cartLine);
    await pressKey(till, 'F8');
    await settled('attached', testIds.heldCart);
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'Enter');
    await settled('detached', testIds.heldList);
    await settled('attached', testIds.cartLine);
  });

  it('is right when it is paid, with the change and the paper beside it', async () => {
    await typeByHand(till, '4000');
    await pressKey(till, '+');
    await settled('attached', testIds.donePanel);
    await settled('attached', testIds.paperSheet);
    expect.soft(await faults()).toEqual([]);
  });

  it.each([
    ['documents', testIds.saleDetail],
    ['delivery', testIds.ticketCard],
    ['shift', testIds.startClosing],
  ])('is right on the screen %s', async (screen, sign) => {
    await till.at(testIds.nav(screen)).click();
    await settled('attached', sign);
    expect.soft(await faults()).toEqual([]);
  });

  it('is right where goods come back', async () => {
    await till.at(testIds.nav('documents')).click();
    await till.at(testIds.returnSaleButton).first().click();
    await settled('attached', testIds.returnForm);
    expect.soft(await faults()).toEqual([]);
  });

  it('is right for cash without a sale: a slip, a refusal, an entry the other way', async () => {
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.nav('cash')).click();
    await till.at(testIds.cashAmount).fill('35.5');
    await till.at(testIds.cashPayee).fill('老周货运');
    await till.at(testIds.moveCash).click();
    await settled('attached', testIds.movement);
    await till.at(testIds.cashAmount).fill('400');
    await till.at(testIds.moveCash).click();
    await eventually(() => refusalCode(till)).toBe('payee_missing');
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.undoMovement).click();
    await settled('attached', testIds.undoReason);
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'Escape');
    await settled('detached', testIds.undoReason);
  });

  it('is right at every step of closing the day and opening the next', async () => {
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.startClosing).click();
    await settled('attached', testIds.submitCount);
    await till.at(testIds.pieces(10_000)).fill('30');
    await till.at(testIds.weigh(50)).click();
    await till.at(testIds.pieces(50)).fill('40'); // grams that make no whole number of coins
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.pieces(50)).fill('38');
    await till.at(testIds.submitCount).click();
    await settled('attached', testIds.overShort);
    await till.at(testIds.recount).click();
    await settled('attached', testIds.submitCount);
    await till.at(testIds.pieces(10_000)).fill('31');
    await till.at(testIds.submitCount).click();
    await settled('attached', testIds.countHistory);
    await till.at(testIds.reasonChip).first().click();
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.closeShift).click();
    await settled('attached', testIds.approvalDialog);
    await approve(till, 'manager', '2222');
    await settled('attached', testIds.zReport);
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.nav('sell')).click();
    await settled('attached', testIds.findBar);
    await scanItem(till, '100507', 1);
    await settled('attached', testIds.settleObstacle);
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'F8');
    await settled('detached', testIds.cartLine);
    await till.at(testIds.nav('shift')).click();
    await settled('attached', testIds.openShift);
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.pieces(10_000)).fill('3');
    await till.at(testIds.openShift).click();
    await settled('attached', testIds.findBar);
  });

  it('is right when the drawer changes hands, also when the two counts differ', async () => {
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.startHandOver).click();
    await settled('attached', testIds.submitCount);
    await till.at(testIds.pieces(10_000)).fill('3');
    await till.at(testIds.submitCount).click();
    await settled('attached', testIds.handedOver);
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.nextShift).click();
    await signIn(till, 'manager');
    await till.at(testIds.nav('shift')).click();
    await settled('attached', testIds.takeOver);
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.pieces(10_000)).fill('2');
    await till.at(testIds.takeOver).click();
    await settled('attached', testIds.takeOverDiffers);
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.disputeReason).fill('少一张一百');
    await till.at(testIds.dispute).click();
    await settled('attached', testIds.findBar);
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.settleMatter('handover_disputed')).click();
    await settled('attached', testIds.zRow);
    await till.at(testIds.settleHandover).click();
    await settled('attached', testIds.settleNote);
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'Escape');
    await settled('detached', testIds.settleNote);
  });

  it.each([
    ['reports', 'report-headline'],
    ['health', testIds.healthSum],
    ['backup', testIds.backupStanding],
  ])('is right on the screen %s, as who may see it does', async (screen, sign) => {
    if (screen !== 'reports') await till.at(testIds.nav('settings')).click();
    await till.at(testIds.nav(screen)).click();
    await settled('attached', sign);
    expect.soft(await faults()).toEqual([]);
  });

  it('is right for labels, with a sheet of them laid out, and for the board on the wall', async () => {
    await till.at(testIds.nav('settings')).click();
    await till.at(testIds.nav('labels')).click();
    await till.at('labels-by-category').click();
    await till.at('labels-source').selectOption('电视');
    await settled('attached', 'labels-page');
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.nav('settings')).click();
    await till.at(testIds.nav('board')).click();
    await settled('attached', 'board-takings');
    expect.soft(await faults()).toEqual([]);
    await till.at('board-settings').click();
    await settled('attached', 'board-save');
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'Escape');
    await till.at('board-back').click();
    await settled('attached', testIds.findBar);
  });

  it('is right with the menu of the person at the till open, and when locked', async () => {
    await till.at(testIds.accountMenu).click();
    await settled('attached', testIds.lock);
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.lock).click();
    await settled('attached', testIds.lockScreen);
    expect.soft(await faults()).toEqual([]);
  });

  it('is right for price lists: none yet, a preview, and a file that is none', async () => {
    await till.page().evaluate(() => sessionStorage.removeItem('zhendian.session'));
    await till.openPage();
    await beginSelling(till, 'owner');
    await till.at(testIds.nav('goods')).click();
    await settled('attached', testIds.importFile);
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.importFile).setInputFiles(resolve(LISTS, 'not-a-pricelist.xlsx'));
    await eventually(() => refusalCode(till)).toMatch(/^price_list_/);
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.importFile).setInputFiles(resolve(LISTS, 'supplier-gbk.csv'));
    await settled('attached', testIds.importPreview);
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.importCommit).click();
    await settled('detached', testIds.importPreview);
    await settled('attached', testIds.importUndo);
    expect.soft(await faults()).toEqual([]);
  });

  it('is right for promotions: none yet, the kinds, a form with faults, trying, tags and the calendar', async () => {
    await till.at(testIds.nav('promotions')).click();
    await settled('attached', 'promotion-new');
    expect.soft(await faults()).toEqual([]);
    await till.at('promotion-new').click();
    await settled('attached', 'promotion-kinds');
    expect.soft(await faults()).toEqual([]);
    await till.at('promotion-kind-coupon').click();
    await settled('attached', 'draft-open');
    expect.soft(await faults()).toEqual([]);
    await till.at('promotion-over').fill('300');
    await till.at('promotion-off').fill('3000');
    await settled('attached', 'draft-problems');
    expect.soft(await faults()).toEqual([]);
    await till.at('promotion-part-try').click();
    await till.at('try-past').click();
    expect.soft(await faults()).toEqual([]);
    await till.at('promotion-back').click();
    await till.at('promotion-leave-yes').click();
    await till.at('promotion-tags').click();
    await settled('attached', 'tags-dialog');
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'Escape');
    await till.at('promotion-view-calendar').click();
    await settled('attached', 'promotion-calendar');
    expect.soft(await faults()).toEqual([]);
  });

  it('is right with a cart under promotions, one taken and one nearly, and with both explained', async () => {
    const save = (await till.api()).promotions.save;
    const window = { fromAt: Date.now() - DAY_MS, toAt: Date.now() + DAY_MS };
    // The last one waits for the customer's name.
    for (const over of [200, 400, 300]) {
      const quota = { perCustomer: over === 300 ? 1 : null };
      const definition = draftOf(
        aPromotion(
          { kind: 'threshold_once', overFen: fen(over * 100), offFen: fen(over) },
          { name: `满${over}减${over / 100}`, window, quota },
        ),
      );
      const saved = await save.mutate({
        ...{ promotionId: null, expectedVersion: 0, status: 'scheduled', definition },
      });
      expect(saved.ok).toBe(true);
    }
    await till.at(testIds.nav('sell')).click();
    await scanItem(till, '100507', 1);
    await settled('attached', testIds.nearMiss);
    await settled('attached', testIds.nameCustomer);
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'F7');
    await settled('attached', testIds.dealPanel);
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'F8');
    await settled('detached', testIds.cartLine);
  });

  it('is right in the settings, with what the cloud chip says open', async () => {
    await till.at(testIds.nav('settings')).click();
    await settled('attached', testIds.saveSettings);
    await settled('attached', testIds.staffRow);
    expect.soft(await faults()).toEqual([]);
    await till.at(testIds.statusSync).click();
    await settled('attached', testIds.statusPopover);
    expect.soft(await faults()).toEqual([]);
    await pressKey(till, 'Escape');
  });

  it('is right for eyes that need letters twice as large', async () => {
    await till.page().evaluate(() => {
      const kept: unknown = JSON.parse(localStorage.getItem('zhendian.preferences') ?? '{}');
      localStorage.setItem(
        'zhendian.preferences',
        JSON.stringify({ ...Object(kept), textScale: 2 }),
      );
    });
    await till.page().reload();
    for (const screen of ['sell', 'documents', 'shift', 'settings']) {
      await till.at(testIds.nav(screen)).click();
      await till.page().getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      expect.soft(await faults(), screen).toEqual([]);
    }
    await till.at(testIds.nav('shift')).click();
    await till.at(testIds.startClosing).click();
    await settled('attached', testIds.submitCount);
    expect.soft(await faults(), 'count').toEqual([]);
    await till.at(testIds.backToSelling).click();
  });

  it('is right when the till is out of reach', async () => {
    await till.at(testIds.nav('sell')).click();
    await till.station().stop('SIGKILL');
    await settled('attached', testIds.linkLost);
    expect.soft(await faults()).toEqual([]);
  });
});
