import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PromotionDraft } from '../../../shared/contract/promotions.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import {
  alone,
  MANAGER,
  outcome,
  type PeopleTill,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { openShift } from '../shift/open-shift.ts';
import { tagGoods } from './item-tags.ts';
import { checkDraft } from './look-at-draft.ts';
import { exportPromotions, importPromotions, previewPromotions } from './promotion-file.ts';
import { activePromotions, newestVersion } from './promotion-table.ts';
import { savePromotion, stopPromotion } from './save-promotion.ts';
import { tryCart } from './try-cart.ts';
import { tryPast } from './try-past.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-06-17T09:00:00+08:00');
const WATCH = { isCancelled: () => false, onProgress: () => undefined };

let shop: PeopleTill;
let cooker: string;
beforeEach(() => {
  shop = peopleTill(NOW);
  taken(openShift(shop.till, alone(MANAGER), { float: { pieces: { '10000': 3 }, otherFen: 0 } }));
  cooker = stock(shop.till, '电饭煲', 30_000);
});
afterEach(() => shop.remove());

function once(overFen: Fen, offFen: Fen, change: Partial<PromotionDraft> = {}): PromotionDraft {
  return {
    ...{ name: `满${overFen / 100}减${offFen / 100}`, campaign: '618', layer: 3 as const },
    benefit: { kind: 'threshold_once', overFen, offFen },
    scope: {
      ...{ skus: [], brands: [], categories: [], tags: [] },
      exclude: { skus: [], brands: [], categories: [] },
    },
    window: { fromAt: NOW, toAt: NOW + 30 * DAY, weekdays: [], hours: [] },
    audience: { tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false },
    quota: { total: null, perDay: null, perCustomer: null, perSale: null },
    ...{ basis: 'activity' as const, isExclusive: false, group: '', stacksWithCoupons: true },
    ...{ priority: 0, isOptional: false, funding: 'brand' as const },
    ...change,
  };
}

function schedule(definition: PromotionDraft) {
  const about = { promotionId: null, expectedVersion: 0, status: 'scheduled' as const };
  return taken(
    savePromotion(shop.till, alone(MANAGER), { ...about, definition, agreesToFloor: false }),
  );
}

const past = (definition: PromotionDraft, watch = WATCH) =>
  tryPast(
    shop.till,
    { promotionId: null, definition, from: '2026-06-01', to: '2026-06-30', trialId: 't' },
    watch,
  );

describe('a draft that is tried on a cart', () => {
  const cart = (definition: PromotionDraft, quantity = 1, promotionId: string | null = null) =>
    tryCart(shop.till, {
      ...{ promotionId, definition, lines: [{ sku: cooker, quantity }], tier: 'none', at: null },
    });

  it('shows the cart without it and with it, who bears it, and changes nothing', () => {
    const tried = cart(once(fen(20_000), fen(2_000)));
    expect([tried.without.netFen, tried.with.netFen]).toEqual([30_000, 28_000]);
    expect(tried.costs).toEqual({ store: 0, brand: 2_000, platform: 0, government: 0 });
    expect(tried.with.lines[0]?.shares).toMatchObject([{ amountFen: 2_000, isDraft: true }]);
    expect(activePromotions(shop.till.db, NOW)).toEqual([]);
  });

  it('takes the place of its saved version', () => {
    const { promotionId } = schedule(once(fen(20_000), fen(2_000)));
    const tried = cart(once(fen(20_000), fen(3_000)), 1, promotionId);
    expect([tried.without.netFen, tried.with.netFen]).toEqual([30_000, 27_000]);
  });

  it('says what kept it from being taken', () => {
    expect(cart(once(fen(50_000), fen(2_000))).draft).toMatchObject({ amountFen: 0, times: 0 });
    expect(cart(once(fen(50_000), fen(2_000)), 2).draft).toMatchObject({ amountFen: 2_000 });
  });
});

describe('a draft that is tried on past sales', () => {
  beforeEach(() => {
    sell(shop.till, cooker);
    shop.pass(3_600_000);
    sell(shop.till, cooker);
  });

  it('says what it would have cost, whom, on which day', async () => {
    const trial = await past(once(fen(20_000), fen(2_000)));
    expect(trial).toMatchObject({ saleCount: 2, touchedCount: 2, costFen: 4_000, soldFen: 60_000 });
    expect(trial.costs).toMatchObject({ brand: 4_000, store: 0 });
    expect(trial.days.map(({ costFen }) => costFen).reduce((a, b) => a + b, 0)).toBe(4_000);
  });

  it('stands beside the promotions of that time, not of today', async () => {
    const running = schedule(once(fen(20_000), fen(1_000), { name: '当时有的', funding: 'store' }));
    shop.pass(1_000);
    sell(shop.till, cooker);
    taken(
      stopPromotion(shop.till, alone(MANAGER), {
        ...{ promotionId: running.promotionId, expectedVersion: 1 },
      }),
    );
    const trial = await past(once(fen(25_000), fen(2_000)));
    expect(trial).toMatchObject({ saleCount: 3, soldFen: 89_000, costFen: 6_000 });
  });

  it('a sale of another month, and one priced by hand, is not touched', async () => {
    const trial = await past(once(fen(50_000), fen(2_000)));
    expect(trial).toMatchObject({ saleCount: 2, touchedCount: 0, costFen: 0 });
    const other = { promotionId: null, definition: once(fen(20_000), fen(2_000)), trialId: 't' };
    const may = { ...other, from: '2026-05-01', to: '2026-05-31' };
    expect((await tryPast(shop.till, may, WATCH)).saleCount).toBe(0);
  });

  it('stops when nobody waits for it any more', async () => {
    const trial = await past(once(fen(20_000), fen(2_000)), { ...WATCH, isCancelled: () => true });
    expect(trial).toMatchObject({ isCancelled: true, saleCount: 0 });
  });
});

describe('promotions as a file', () => {
  const text = (ids: readonly string[]) => taken(exportPromotions(shop.till, ids)).text;

  it('come into another store as drafts, without their number and who agreed', () => {
    const { promotionId } = schedule(once(fen(20_000), fen(2_000)));
    const file = text([promotionId]);
    expect(file).not.toContain(promotionId);
    const preview = taken(previewPromotions(shop.till, file));
    expect(preview.rows).toMatchObject([{ row: 0, problem: null }]);
    taken(importPromotions(shop.till, alone(MANAGER), { text: file, rows: [0] }));
    expect(activePromotions(shop.till.db, NOW)).toHaveLength(1);
  });

  it('one whose goods this store does not have is named and left out', () => {
    const file = JSON.parse(text([schedule(once(fen(20_000), fen(2_000))).promotionId]));
    file.promotions[0].scope.skus = ['not-here'];
    const changed = JSON.stringify(file);
    expect(taken(previewPromotions(shop.till, changed)).rows[0]?.problem).toMatchObject({
      code: 'promotion_item_unknown',
    });
    const all = { text: changed, rows: [0] };
    expect(taken(importPromotions(shop.till, alone(MANAGER), all)).count).toBe(0);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '满3000减300'],
    ['another file', '{"format":"receipts","version":1,"promotions":[]}'],
    [
      'a newer version',
      '{"format":"zhendian-promotions","version":2,"store":"","writtenAt":1,"promotions":[{}]}',
    ],
    ['a list of lists', '[[[[[[]]]]]]'],
    ['a prototype', '{"__proto__":{"format":"zhendian-promotions"},"version":1}'],
    ['a mountain', `{"format":"zhendian-promotions","store":"${'x'.repeat(2_100_000)}"}`],
    ['deep nesting', '['.repeat(200_000)],
  ])('%s is refused and nothing is written', (_, hostile) => {
    expect(outcome(previewPromotions(shop.till, hostile))).toBe('promotion_file_unreadable');
    expect(outcome(importPromotions(shop.till, alone(MANAGER), { text: hostile, rows: [0] }))).toBe(
      'promotion_file_unreadable',
    );
  });

  it('a field that is no part of a promotion makes the whole file unreadable', () => {
    const file = JSON.parse(text([schedule(once(fen(20_000), fen(2_000))).promotionId]));
    file.promotions[0].floorAgreedBy = 'demo-owner';
    expect(outcome(previewPromotions(shop.till, JSON.stringify(file)))).toBe(
      'promotion_file_unreadable',
    );
  });
});

describe('tags on goods', () => {
  it('make a group that a promotion can be about, and are written down', () => {
    const tagged = once(fen(20_000), fen(2_000), {
      scope: { ...once(fen(1), fen(1)).scope, tags: ['爆款'] },
    });
    const check = () =>
      checkDraft(shop.till, { promotionId: null, status: 'draft', definition: tagged });
    expect(check()).toMatchObject({ goodsCount: 0, problems: [{ code: 'promotion_scope_empty' }] });
    const tag = { tag: '爆款', skus: [cooker], isOn: true };
    expect(taken(tagGoods(shop.till, alone(MANAGER), tag)).count).toBe(1);
    expect(taken(tagGoods(shop.till, alone(MANAGER), tag)).count).toBe(0);
    expect(check()).toMatchObject({ goodsCount: 1, problems: [] });
    taken(tagGoods(shop.till, alone(MANAGER), { ...tag, isOn: false }));
    expect(check().goodsCount).toBe(0);
  });

  it('a good that nobody knows gets none', () => {
    const tag = { tag: '爆款', skus: ['999'], isOn: true };
    expect(outcome(tagGoods(shop.till, alone(MANAGER), tag))).toBe('promotion_item_unknown');
    expect(newestVersion(shop.till.db, 'x')).toBeNull();
  });
});
