import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fen } from '../../../shared/kernel/money.ts';
import { aPromotion } from '../../../test/support/a-promotion.ts';
import {
  alone,
  MANAGER,
  OWNER,
  outcome,
  type PeopleTill,
  peopleTill,
  stock,
} from '../../../test/support/people-till.ts';
import { seedDemoCatalogue } from '../catalog/demo-catalogue.ts';
import { inTransaction } from '../db/open.ts';
import { PROMOTION_LIMITS } from '../limits.ts';
import { problemsOf } from './check-rule.ts';
import { seedDemoPromotions } from './demo-promotions.ts';
import { listPromotions } from './list-promotions.ts';
import { activePromotions, insertPromotionVersion } from './promotion-table.ts';
import { draftOf, savePromotion } from './save-promotion.ts';

const NOW = Date.parse('2026-06-18T09:00:00+08:00');
const DAY = 86_400_000;
const ALL = { standing: null, campaign: null, text: '', offset: 0, between: null };

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill(NOW);
});
afterEach(() => shop.remove());

const window = (fromAt: number, toAt: number) => ({ fromAt, toAt, weekdays: [], hours: [] });
const once = (index: number, fromAt: number, toAt: number) =>
  aPromotion(
    { kind: 'threshold_once', overFen: fen(20_000), offFen: fen(1_000) },
    { promotionId: `p${index}`, name: `促销${index}`, window: window(fromAt, toAt) },
  );

describe('ten thousand promotions', () => {
  it('of years past cost a cart nothing, and the list reads a page of them', () => {
    inTransaction(shop.till.db, () => {
      for (let i = 0; i < 10_000; i += 1) {
        const fromAt = NOW - (i % 3_000) * DAY - 40 * DAY;
        const definition = once(i, fromAt, fromAt + 3 * DAY);
        insertPromotionVersion(shop.till.db, { definition, status: 'scheduled', at: NOW, by: 'x' });
      }
    });
    const plan = shop.till.db
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT * FROM promotion_version v WHERE v.to_at > 1 AND v.from_at < 2`,
      )
      .all();
    expect(plan.map(({ detail }) => detail).join()).toContain('promotion_version_by_end');
    expect(activePromotions(shop.till.db, NOW)).toEqual([]);
    expect(activePromotions(shop.till.db, NOW)).toBe(activePromotions(shop.till.db, NOW + 1_000));
    const page = listPromotions(shop.till, ALL);
    expect([page.rows.length, page.nextOffset, page.counts.ended]).toEqual([50, 50, 10_000]);
    expect(listPromotions(shop.till, { ...ALL, text: '促销9999' }).rows).toHaveLength(1);
  });

  it('cannot all be scheduled at a time: the limit is named', () => {
    stock(shop.till, '电饭煲', 30_000);
    inTransaction(shop.till.db, () => {
      for (let i = 0; i < PROMOTION_LIMITS.scheduled; i += 1) {
        const definition = once(i, NOW, NOW + DAY);
        insertPromotionVersion(shop.till.db, { definition, status: 'scheduled', at: NOW, by: 'x' });
      }
    });
    const one = { expectedVersion: 0, status: 'scheduled' as const, agreesToFloor: true };
    const definition = draftOf(once(0, NOW, NOW + DAY));
    const further = { ...one, promotionId: null, definition };
    expect(outcome(savePromotion(shop.till, alone(OWNER), further))).toBe(
      'promotion_limit_reached',
    );
    const draft = { ...further, status: 'draft' as const };
    expect(outcome(savePromotion(shop.till, alone(MANAGER), draft))).toBe('done');
    // One that is scheduled already may still be changed.
    const again = { ...further, promotionId: 'p7', expectedVersion: once(7, 0, 1).version };
    expect(outcome(savePromotion(shop.till, alone(OWNER), again))).toBe('done');
  });
});

describe('the demo’s promotion season', () => {
  it('is about goods of the demo catalogue, passes every check, and is written once', () => {
    seedDemoCatalogue(shop.till);
    expect(seedDemoPromotions(shop.till)).toBe(12);
    expect(seedDemoPromotions(shop.till)).toBe(0);
    const running = activePromotions(shop.till.db, NOW);
    expect(running).toHaveLength(12);
    expect(running.flatMap((one) => problemsOf(shop.till, one, true))).toEqual([]);
  });
});
