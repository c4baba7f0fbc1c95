import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PromotionDraft } from '../../../shared/contract/promotions.ts';
import { fen } from '../../../shared/kernel/money.ts';
import {
  alone,
  MANAGER,
  OWNER,
  outcome,
  type PeopleTill,
  peopleTill,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { listPromotions } from './list-promotions.ts';
import { promotionMoment } from './promotion-moment.ts';
import { activePromotions, newestVersion, versionsOf } from './promotion-table.ts';
import { savePromotion, stopPromotion } from './save-promotion.ts';
import { watchPromotions } from './watch-promotions.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-06-18T09:00:00+08:00');

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill(NOW);
  stock(shop.till, '电饭煲', 30_000);
});
afterEach(() => shop.remove());

function draft(change: Partial<PromotionDraft> = {}): PromotionDraft {
  return {
    ...{ name: '满200减20', campaign: '618', layer: 3 as const },
    benefit: { kind: 'threshold_once', overFen: fen(20_000), offFen: fen(2_000) },
    scope: {
      ...{ skus: [], brands: [], categories: [], tags: [] },
      exclude: { skus: [], brands: [], categories: [] },
    },
    window: { fromAt: NOW - HOUR, toAt: NOW + HOUR, weekdays: [], hours: [] },
    audience: { tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false },
    quota: { total: null, perDay: null, perCustomer: null, perSale: null },
    ...{ basis: 'activity' as const, isExclusive: false, group: '', stacksWithCoupons: true },
    ...{ priority: 0, isOptional: false, funding: 'brand' as const },
    ...change,
  };
}

function save(
  definition: PromotionDraft,
  about: { promotionId?: string; expectedVersion?: number; status?: 'draft' | 'scheduled' } = {},
) {
  const { promotionId = null, expectedVersion = 0, status = 'scheduled' } = about;
  return savePromotion(shop.till, alone(MANAGER), {
    ...{ promotionId, expectedVersion, status, definition },
    agreesToFloor: false,
  });
}

const standingOf = (id: string) =>
  listPromotions(shop.till, {
    standing: null,
    campaign: null,
    text: '',
    offset: 0,
    between: null,
  }).rows.find(({ promotionId }) => promotionId === id)?.standing;

describe('a promotion that is written', () => {
  it('is a draft until it is scheduled, and each change is a version of its own', () => {
    const { promotionId } = taken(save(draft(), { status: 'draft' }));
    expect([standingOf(promotionId), activePromotions(shop.till.db, NOW)]).toEqual(['draft', []]);
    taken(save(draft({ name: '满200减30' }), { promotionId, expectedVersion: 1 }));
    expect(standingOf(promotionId)).toBe('running');
    expect(activePromotions(shop.till.db, NOW).map(({ name }) => name)).toEqual(['满200减30']);
    expect(versionsOf(shop.till.db, promotionId).map((v) => v.definition.version)).toEqual([2, 1]);
  });

  it('is not overwritten by somebody who looked at an older version', () => {
    const { promotionId } = taken(save(draft()));
    taken(save(draft({ name: '改过' }), { promotionId, expectedVersion: 1 }));
    expect(outcome(save(draft({ name: '旧的' }), { promotionId, expectedVersion: 1 }))).toBe(
      'promotion_superseded',
    );
    expect(newestVersion(shop.till.db, promotionId)?.definition.name).toBe('改过');
  });

  it('stands whole in the journal and in what goes to the cloud', () => {
    const promotion = taken(save(draft()));
    const [entry] = shop.till.db
      .prepare<[], { payload: string }>(`SELECT payload FROM journal WHERE type = 'PROMOTION'`)
      .all();
    expect(JSON.parse(entry?.payload ?? '')).toMatchObject({
      status: 'scheduled',
      definition: promotion,
    });
    const [fact] = shop.till.db
      .prepare<[], { body: string }>(`SELECT body FROM outbox WHERE kind = 'promotion'`)
      .all();
    expect(JSON.parse(fact?.body ?? '')).toMatchObject({ definition: promotion });
  });

  it('is stopped at once and stays stopped, however long its window is', () => {
    const { promotionId, version } = taken(save(draft()));
    taken(stopPromotion(shop.till, alone(MANAGER), { promotionId, expectedVersion: version }));
    expect([standingOf(promotionId), activePromotions(shop.till.db, NOW)]).toEqual(['stopped', []]);
  });

  it('cannot become a draft again while it runs', () => {
    const { promotionId } = taken(save(draft()));
    expect(outcome(save(draft(), { promotionId, expectedVersion: 1, status: 'draft' }))).toBe(
      'promotion_running',
    );
  });
});

describe('a promotion that makes no sense', () => {
  it.each<[string, Partial<PromotionDraft>]>([
    ['promotion_name_missing', { name: ' ' }],
    ['promotion_ends_before_start', { window: { ...draft().window, toAt: NOW - 2 * HOUR } }],
    ['promotion_already_over', { window: { ...draft().window, toAt: NOW } }],
    ['promotion_layer_invalid', { layer: 1 }],
    ['promotion_scope_empty', { scope: { ...draft().scope, brands: ['没有的牌子'] } }],
    ['promotion_item_unknown', { scope: { ...draft().scope, skus: ['999'] } }],
    ['promotion_quota_invalid', { quota: { ...draft().quota, total: 0 } }],
  ])('is refused as %s and not kept', (code, change) => {
    expect(outcome(save(draft(change)))).toBe(code);
    expect(listPromotions(shop.till, ALL).rows).toEqual([]);
  });
});

const ALL = { standing: null, campaign: null, text: '', offset: 0, between: null };

describe('a promotion that would sell below the floor', () => {
  const half = () =>
    draft({ layer: 1, benefit: { kind: 'percent', payRate: 5_000 }, scope: draft().scope });
  beforeEach(() => {
    shop.till.db
      .prepare(
        'INSERT INTO price_change (sku, list_fen, floor_fen, by, at) VALUES (?, 30000, 27000, ?, 0)',
      )
      .run(shop.till.db.prepare<[], { sku: string }>('SELECT sku FROM item').get()?.sku, 'x');
  });
  const schedule = (deed: Parameters<typeof savePromotion>[1], agreesToFloor: boolean) =>
    savePromotion(shop.till, deed, {
      ...{ promotionId: null, expectedVersion: 0, status: 'scheduled', definition: half() },
      agreesToFloor,
    });

  it('may be drafted, and needs the owner’s explicit yes to be scheduled', () => {
    expect(outcome(save(half(), { status: 'draft' }))).toBe('done');
    expect(outcome(schedule(alone(OWNER), false))).toBe('promotion_below_floor');
    expect(taken(schedule(alone(OWNER), true)).floorAgreedBy).toBe(OWNER.staffId);
  });

  it('a manager’s yes is not the owner’s', () => {
    expect(outcome(schedule(alone(MANAGER), true))).toBe('approval_needed');
    const both = { by: MANAGER, approvedBy: OWNER };
    expect(taken(schedule(both, true)).floorAgreedBy).toBe(OWNER.staffId);
  });
});

describe('promotions and time', () => {
  it('start and end by the till’s clock without a network or a restart, and say so', () => {
    const heard: string[] = [];
    const till = { ...shop.till, announce: ({ type }: { type: string }) => heard.push(type) };
    taken(
      save(
        draft({ window: { fromAt: NOW + HOUR, toAt: NOW + 2 * HOUR, weekdays: [], hours: [] } }),
      ),
    );
    const watch = watchPromotions(till);
    const heardAfter = (ms: number) => {
      shop.pass(ms);
      heard.length = 0;
      watch.look();
      return [...heard];
    };
    expect(heardAfter(HOUR - 1)).toEqual([]);
    expect(heardAfter(1)).toEqual(['promotions.changed', 'cart.changed']);
    expect(heardAfter(1)).toEqual([]);
    expect(heardAfter(HOUR)).toEqual(['promotions.changed', 'cart.changed']);
    watch.stop();
  });

  it('one that begins and ends while the computer sleeps is neither seen nor missed', () => {
    const { promotionId } = taken(
      save(
        draft({ window: { fromAt: NOW + HOUR, toAt: NOW + 2 * HOUR, weekdays: [], hours: [] } }),
      ),
    );
    shop.pass(5 * HOUR, 'by setting the clock');
    expect(standingOf(promotionId)).toBe('ended');
  });

  it('weekdays and hours switch it on and off within its window', () => {
    const heard: string[] = [];
    const till = { ...shop.till, announce: ({ type }: { type: string }) => heard.push(type) };
    const hours = [{ fromMinute: 10 * 60, toMinute: 11 * 60 }];
    taken(save(draft({ window: { ...draft().window, toAt: NOW + 24 * HOUR, hours } })));
    const watch = watchPromotions(till);
    shop.pass(HOUR);
    watch.look();
    shop.pass(HOUR);
    watch.look();
    watch.stop();
    expect(heard.filter((type) => type === 'cart.changed')).toHaveLength(2);
  });

  it('one that has ended does not come back when the clock is set back', () => {
    const { promotionId } = taken(save(draft()));
    shop.pass(2 * HOUR);
    taken(save(draft({ name: '另一个', window: { ...draft().window, toAt: NOW + 9 * HOUR } })));
    shop.pass(-2 * HOUR, 'by setting the clock');
    expect(promotionMoment(shop.till)).toBeGreaterThan(NOW + HOUR);
    expect(standingOf(promotionId)).toBe('ended');
  });
});
