import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/client/test-ids.ts';
import { fen } from '../../shared/kernel/money.ts';
import {
  type BrowserTill,
  beginSelling,
  eventually,
  openBrowserTill,
  photographFailures,
} from '../support/browser-till.ts';

/** The busiest hour a township shop has seen on 18 June. */
const SALES = 90;
const EVERY_THIRD = 3;
const LOOK_EVERY = 15;
const FLASH_UNITS = SALES / EVERY_THIRD;
const FLASH_SKU = '100498';
const HOUR_MS = 3_600_000;

/** What stood on the wall, one entry a change. */
type Seen = { readonly takings: string[]; readonly flash: string[]; readonly page: object };

let till: BrowserTill;
beforeAll(async () => {
  till = await openBrowserTill({ viewport: { width: 1920, height: 1080 } });
});
afterAll(() => till.close());
photographFailures(() => till);

const attribute = (testId: string, name: string) => till.at(testId).first().getAttribute(name);
const takingsFen = async () => Number(await attribute('board-takings', 'data-fen'));

/** Watches the wall from inside the page, which a reload would end. */
async function watchWall(): Promise<void> {
  await till.page().evaluate(() => {
    const seen: Seen = { takings: [], flash: [], page: window };
    const note = (list: string[], text: string) => {
      if (list.at(-1) !== text) list.push(text);
    };
    const look = () => {
      const takings = document.querySelector<HTMLElement>('[data-testid="board-takings"]');
      const flash = document.querySelector<HTMLElement>('[data-testid="board-flash"]');
      note(seen.takings, takings?.dataset.fen ?? '');
      if (flash) {
        const { left, tone, state } = flash.dataset;
        note(seen.flash, `${left} ${state === 'sold_out' ? state : tone}`);
      }
    };
    new MutationObserver(look).observe(document.body, {
      ...{ attributes: true, childList: true, subtree: true, characterData: true },
    });
    Object.assign(window, { seenOnWall: seen });
  });
}

async function seenOnWall(): Promise<Pick<Seen, 'takings' | 'flash'>> {
  return till.page().evaluate(() => {
    const { takings, flash } = (window as unknown as { seenOnWall: Seen }).seenOnWall;
    return { takings, flash };
  });
}

type Api = Awaited<ReturnType<BrowserTill['api']>>;

/** Sells one good past the screen, as another register would; answers its net. */
async function sellOne(api: Api, sku: string, requestId: string): Promise<number> {
  const added = await api.cart.addItem.mutate({ sku });
  if (!added.ok) throw new Error(added.refusal.code);
  const cart = await api.cart.current.query();
  const paid = await api.checkout.payCash.mutate({
    requestId,
    cartId: cart.cartId ?? '',
    expectedDueFen: cart.dueFen,
    tenderedFen: null,
  });
  if (!paid.ok) throw new Error(paid.refusal.code);
  return cart.netFen;
}

/** A limited price for one good, for three hours from one ago. */
async function startFlashSale(api: Api): Promise<void> {
  const now = Date.now();
  const saved = await api.promotions.save.mutate({
    promotionId: null,
    expectedVersion: 0,
    status: 'scheduled',
    agreesToFloor: true,
    definition: {
      ...{ name: '电饭煲秒杀', campaign: '618 家电节', layer: 1, funding: 'store' },
      benefit: { kind: 'flash_sale', priceFen: fen(19_900) },
      scope: {
        ...{ skus: [FLASH_SKU], brands: [], categories: [], tags: [] },
        exclude: { skus: [], brands: [], categories: [] },
      },
      window: { fromAt: now - HOUR_MS, toAt: now + 2 * HOUR_MS, weekdays: [], hours: [] },
      audience: { tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false },
      quota: { total: FLASH_UNITS, perDay: null, perCustomer: null, perSale: null },
      ...{ basis: 'activity', isExclusive: true, group: '', stacksWithCoupons: false },
      ...{ priority: 0, isOptional: false },
    },
  });
  if (!saved.ok) throw new Error(saved.refusal.code);
}

describe('the board of a promotion day', () => {
  const sums = [0];

  it('says of an empty day what nobody knows', async () => {
    await beginSelling(till, 'manager');
    await till.at(testIds.nav('settings')).click();
    await till.at(testIds.nav('board')).click();
    await till.at('board-no-target').waitFor();
    expect(await takingsFen()).toBe(0);
    expect(await attribute('board-campaign', 'data-state')).toBe('none');
    for (const testId of ['board-no-last-year', 'board-no-flash', 'board-half-day']) {
      expect(await till.at(testId).count(), testId).toBeGreaterThan(0);
    }
    expect(await attribute('board-register', 'data-state')).toBe('selling');
    expect(await attribute('board-printer', 'data-state')).toBe('ready');
    expect(await till.at(testIds.nav('sell')).isVisible()).toBe(false); // no bar of screens
  });

  it('takes a target and the crew’s capacity from whoever may set them', async () => {
    await till.at('board-settings').click();
    await till.at('board-target-amount').fill('60000');
    await till.at('board-capacity').fill('8');
    await till.at('board-save').click();
    await till.at('board-dialog').waitFor({ state: 'detached' });
    await eventually(() => attribute('board-target', 'data-fen')).toBe('6000000');
    expect(await attribute('board-curve', 'data-days')).toBe('0'); // evenly: no past
    expect(await till.at('board-half-day').first().innerText()).toContain('/ 8');
  });

  it('shows a promotion as soon as it is scheduled', async () => {
    await watchWall();
    await startFlashSale(await till.api());
    await eventually(() => attribute('board-campaign', 'data-state').catch(() => null)).toBe(
      'running',
    );
    expect(await till.at('board-name').innerText()).toBe('618 家电节');
    expect(await attribute('board-flash', 'data-left')).toBe(String(FLASH_UNITS));
  });

  it('follows an hour of 90 sales to the fen and to the unit, without a reload', async () => {
    const api = await till.api();
    const goods = (await api.catalog.search.query({ text: '电风扇' })).filter(
      ({ sku, serial, listFen, kind }) =>
        serial === 'none' && kind === 'goods' && listFen !== null && sku !== FLASH_SKU,
    );
    expect(goods.length).toBeGreaterThan(2);
    for (let sale = 0; sale < SALES; sale += 1) {
      const isFlash = sale % EVERY_THIRD === 0;
      const sku = isFlash ? FLASH_SKU : (goods[sale % goods.length]?.sku ?? '');
      const net = await sellOne(api, sku, `board-sale-${sale}`);
      if (isFlash) expect(net).toBe(19_900);
      sums.push((sums.at(-1) ?? 0) + net);
      if ((sale + 1) % LOOK_EVERY !== 0) continue;
      await eventually(takingsFen).toBe(sums.at(-1));
      const sold = (sale + 1) / EVERY_THIRD;
      expect(await attribute('board-flash', 'data-left')).toBe(String(FLASH_UNITS - sold));
    }
    const total = sums.at(-1) ?? 0;
    await eventually(takingsFen).toBe(total);
    expect(await attribute('board-sales', 'data-count')).toBe(String(SALES));
    expect(await attribute('board-flash', 'data-left')).toBe('0');
    expect(await attribute('board-flash', 'data-state')).toBe('sold_out');
    for (const testId of ['board-brand', 'board-category']) {
      const shares = await till.at(testId).evaluateAll((rows) => rows.map((r) => r.dataset.fen));
      expect(shares.reduce((sum, share) => sum + Number(share), 0)).toBe(total);
    }
    // The next one has the list price again: the board and the till count the same units.
    const net = await sellOne(api, FLASH_SKU, 'board-after-all');
    expect(net).toBeGreaterThan(19_900);
    sums.push(total + net);
  });

  it('never showed an amount that no sale made, nor fewer units than were left', async () => {
    const { takings, flash } = await seenOnWall();
    const shown = takings.map(Number);
    expect(shown.length).toBeGreaterThan(5); // it was live, not read once at the end
    const known = new Set(sums);
    expect(shown.filter((amount) => !known.has(amount))).toEqual([]);
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    const left = flash.map((text) => Number(text.split(' ')[0]));
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    for (const text of flash) {
      const units = Number(text.split(' ')[0]);
      const tone = units === 0 ? 'sold_out' : units <= FLASH_UNITS / 5 ? 'scarce' : 'plenty';
      expect(text).toBe(`${units} ${tone}`);
    }
    expect(new Set(flash.map((text) => text.split(' ')[1]))).toEqual(
      new Set(['plenty', 'scarce', 'sold_out']),
    );
  });

  it('sees the drawer being counted, and selling again', async () => {
    const api = await till.api();
    await api.shift.startCount.mutate();
    await eventually(() => attribute('board-register', 'data-state')).toBe('counting');
    await api.shift.backToSelling.mutate();
    await eventually(() => attribute('board-register', 'data-state')).toBe('selling');
  });

  it('stays on the wall while the till is locked, and lets nobody past it', async () => {
    const { token } = till.station();
    await till.page().evaluate(async (station) => {
      const session = sessionStorage.getItem('zhendian.session') ?? '';
      const headers = { 'x-zhendian-token': station, 'x-zhendian-session': session };
      await fetch('/trpc/session.lock', {
        ...{ method: 'POST', body: '{}' },
        headers: { ...headers, 'content-type': 'application/json' },
      });
    }, token);
    await till.at('board-settings').waitFor({ state: 'detached' }); // looking is all that is left
    const before = await takingsFen();
    const net = await sellOne(await till.api(), FLASH_SKU, 'board-while-locked');
    await eventually(takingsFen).toBe(before + net);
    await till.at('board-back').click();
    await till.at(testIds.lockScreen).waitFor();
    await till.page().goBack();
    await till.at('board-takings').waitFor();
  });

  it('says since when it is cut off, and never calls old figures new', async () => {
    const last = await takingsFen();
    await till.station().stop('SIGKILL');
    await till.at('board-lost').waitFor();
    expect(await attribute('board', 'data-lost')).toBe('true');
    expect(await till.at('board-lost').innerText()).toMatch(/\d\d:\d\d/);
    expect(await takingsFen()).toBe(last);
  });
});
