import { describe, expect, it } from 'vitest';
import { aPromotion } from '../../../test/support/a-promotion.ts';
import { fen } from '../../kernel/money.ts';
import type { Benefit } from './promotion.ts';
import { runsOf } from './promotion-hours.ts';
import { overlapsOf } from './promotion-overlap.ts';

const good = (sku: string, brand: string) => ({
  ...{ sku, brand, kind: 'goods' as const, category: '冰箱', tags: [] },
});
const GOODS = [good('A', '美的'), good('B', '美的'), good('C', '格力')];
const at = (text: string) => Date.parse(`2026-06-${text}:00+08:00`);

const direct: Benefit = { kind: 'direct_price', priceFen: null, offFen: fen(10_000) };
const percent: Benefit = { kind: 'percent', payRate: 9_500 };
const once: Benefit = { kind: 'threshold_once', overFen: fen(300_000), offFen: fen(30_000) };
const nth: Benefit = { kind: 'nth_item', n: 2, offRate: 5_000 };
const pick: Benefit = { kind: 'pick_n', count: 2, priceFen: fen(300_000) };
const coupon = (type: 'shop' | 'platform'): Benefit => ({
  ...{ kind: 'coupon', coupon: type, claim: 'automatic', offRate: null, capFen: null },
  ...{ overFen: fen(100_000), offFen: fen(10_000) },
});
const gift: Benefit = {
  kind: 'gift',
  threshold: { overFen: null, overUnits: 1, isEach: false },
  reward: { skus: ['C'], count: 1 },
};
const bundle: Benefit = {
  kind: 'bundle',
  items: [
    { sku: 'A', quantity: 1 },
    { sku: 'C', quantity: 1 },
  ],
  priceFen: fen(300_000),
};

type Changes = Parameters<typeof aPromotion>[1];
const one = (benefit: Benefit, changes: Changes = {}) =>
  aPromotion(benefit, { promotionId: 'one', ...changes });
const other = (benefit: Benefit, changes: Changes = {}) =>
  aPromotion(benefit, { promotionId: 'other', ...changes });
const meet = (a: ReturnType<typeof one>, b: ReturnType<typeof other>) =>
  overlapsOf(a, [b], GOODS)[0] ?? null;

describe('two promotions on the same goods at the same time', () => {
  it.each<[string, Benefit, Benefit, Changes, Changes, string, string | null]>([
    ['two unit prices', direct, percent, {}, {}, 'lower_price', null],
    ['two unit prices, one first', direct, percent, { priority: 1 }, {}, 'higher_priority', 'this'],
    [
      'two unit prices, the other first',
      direct,
      percent,
      {},
      { priority: 1 },
      'higher_priority',
      'other',
    ],
    ['two sets', nth, pick, {}, {}, 'one_set', null],
    [
      'two of a group',
      once,
      once,
      { group: '满减' },
      { group: '满减', layer: 5 },
      'one_of_group',
      null,
    ],
    ['two of two groups', once, once, { group: 'a' }, { group: 'b', layer: 5 }, 'stacks', 'this'],
    ['two shop coupons', coupon('shop'), coupon('shop'), {}, {}, 'one_coupon', null],
    ['coupons of shop and platform', coupon('platform'), coupon('shop'), {}, {}, 'stacks', 'other'],
    [
      'a coupon where none may be used',
      coupon('shop'),
      direct,
      {},
      { stacksWithCoupons: false },
      'no_coupons',
      null,
    ],
    [
      'no coupon, and the other a threshold',
      once,
      direct,
      {},
      { stacksWithCoupons: false },
      'stacks',
      'other',
    ],
    ['an exclusive price', once, direct, {}, { isExclusive: true }, 'exclusive', null],
    ['a price and a threshold', direct, once, {}, {}, 'stacks', 'this'],
  ])('%s', (_, a, b, ofA, ofB, meeting, first) => {
    expect(meet(one(a, ofA), other(b, ofB))).toMatchObject({ meeting, first, goodsCount: 3 });
  });

  it('counts the goods that both touch: of a set its own, of a gift what it gives', () => {
    const gree = { scope: { brands: ['格力'] } };
    expect(meet(one(direct, { scope: { brands: ['美的'] } }), other(percent, gree))).toBeNull();
    expect(meet(one(direct), other(percent, gree))?.goodsCount).toBe(1);
    expect(meet(one(bundle), other(nth))?.goodsCount).toBe(2);
    expect(meet(one(gift), other(nth))).toMatchObject({ meeting: 'one_set', goodsCount: 1 });
    expect(meet(one(gift), other(nth, { scope: { brands: ['美的'] } }))).toBeNull();
  });

  it('says when both run first', () => {
    const window = (changes: object) => ({ window: changes });
    const run = (a: Changes, b: Changes) => meet(one(direct, a), other(percent, b))?.run ?? null;
    expect(run({}, window({ fromAt: at('18T10:00'), toAt: at('20T00:00') }))).toEqual({
      fromAt: at('18T10:00'),
      toAt: at('19T00:00'),
    });
    expect(run({}, window({ fromAt: at('19T00:00'), toAt: at('20T00:00') }))).toBeNull();
    const noon = { hours: [{ fromMinute: 600, toMinute: 780 }] };
    const late = { hours: [{ fromMinute: 720, toMinute: 840 }] };
    const evening = { hours: [{ fromMinute: 1_080, toMinute: 1_200 }] };
    expect(run(window(noon), window(late))).toEqual({
      fromAt: at('16T12:00'),
      toAt: at('16T13:00'),
    });
    expect(run(window(noon), window(evening))).toBeNull();
    expect(run(window({ weekdays: [2] }), window({ weekdays: [3, 4] }))).toBeNull();
    expect(run(window({ weekdays: [2, 4] }), window({ weekdays: [3, 4] }))).toEqual({
      fromAt: at('18T00:00'),
      toAt: at('19T00:00'),
    });
  });

  it('for other customers or in other stores never meet', () => {
    const ofA = { audience: { tiers: ['vip' as const] } };
    const ofB = { audience: { tiers: ['member' as const] } };
    expect(meet(one(direct, ofA), other(percent, ofB))).toBeNull();
    expect(meet(one(direct, ofA), other(percent))).not.toBeNull();
    const stores = (storeId: string) => ({ audience: { storeIds: [storeId] } });
    expect(meet(one(direct, stores('0001')), other(percent, stores('0002')))).toBeNull();
  });

  it('are listed with those first that take something from each other, and never with themselves', () => {
    const all = [
      other(once, { promotionId: 'c' }),
      other(percent, { promotionId: 'b' }),
      one(direct),
    ];
    expect(overlapsOf(one(direct), all, GOODS).map((o) => o.other.promotionId)).toEqual(['b', 'c']);
  });
});

describe('the runs of a window', () => {
  const window = { fromAt: at('16T00:00'), toAt: at('19T00:00'), weekdays: [], hours: [] };

  it('is one without days and hours, and one over a midnight that its hours meet at', () => {
    expect(runsOf(window, 5)).toEqual([{ fromAt: window.fromAt, toAt: window.toAt }]);
    const night = [
      { fromMinute: 1_200, toMinute: 1_440 },
      { fromMinute: 0, toMinute: 120 },
    ];
    expect(runsOf({ ...window, hours: night }, 2)).toEqual([
      { fromAt: at('16T00:00'), toAt: at('16T02:00') },
      { fromAt: at('16T20:00'), toAt: at('17T02:00') },
    ]);
  });

  it('begins and ends with the window itself', () => {
    const hours = [{ fromMinute: 0, toMinute: 1_440 }];
    const part = { ...window, fromAt: at('16T09:30'), toAt: at('16T18:15'), hours };
    expect(runsOf(part, 5)).toEqual([{ fromAt: at('16T09:30'), toAt: at('16T18:15') }]);
  });
});
