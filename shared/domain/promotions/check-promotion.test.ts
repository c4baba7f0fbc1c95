import { describe, expect, it } from 'vitest';
import { aPromotion } from '../../../test/support/a-promotion.ts';
import { fen } from '../../kernel/money.ts';
import { type CheckedGood, checkPromotion, type PromotionFacts } from './check-promotion.ts';
import type { Benefit, Promotion } from './promotion.ts';

const good = (sku: string, list: number | null, floor: number | null, of = {}): CheckedGood => ({
  ...{ sku, kind: 'goods', brand: '美的', category: '冰箱', tags: [] },
  listFen: list === null ? null : fen(list),
  floorFen: floor === null ? null : fen(floor),
  ...of,
});
const GOODS = [
  good('FRIDGE', 219_900, 180_000),
  good('WASHER', 129_900, 100_000, { brand: '小天鹅', category: '洗衣机' }),
  good('KETTLE', 9_990, null, { brand: '苏泊尔', category: '小家电' }),
  good('UNPRICED', null, 5_000, { category: '小家电' }),
  good('BRACKET', 8_000, null, { kind: 'service', brand: '', category: '服务' }),
];

const NOW = Date.parse('2026-06-10T12:00:00+08:00');

function facts(changes: Partial<PromotionFacts> = {}): PromotionFacts {
  return {
    good: (sku) => GOODS.find((one) => one.sku === sku) ?? null,
    goods: () => GOODS,
    ...{ now: NOW, isScheduling: true, scheduledCount: 3, scheduledLimit: 10 },
    ...changes,
  };
}

type Changes = Parameters<typeof aPromotion>[1];
const codes = (promotion: Promotion, known = facts()) =>
  checkPromotion(promotion, known).map(({ code }) => code);
/** Below the floor is looked at by itself; everything else as if the owner had agreed. */
const checked = (benefit: Benefit, changes: Changes = {}) =>
  codes(aPromotion(benefit, { floorAgreedBy: 'owner', ...changes }));

const yuan = (amount: number) => fen(Math.round(amount * 100));
const each = (per: number, off: number, cap: number | null = null): Benefit => ({
  kind: 'threshold_each',
  perFen: yuan(per),
  offFen: yuan(off),
  capFen: cap === null ? null : yuan(cap),
});
const once = (over: number, off: number): Benefit => ({
  kind: 'threshold_once',
  overFen: yuan(over),
  offFen: yuan(off),
});
const percent = (payRate: number): Benefit => ({ kind: 'percent', payRate });
const tiers = (...list: readonly (readonly [number, number])[]): Benefit => ({
  kind: 'threshold_tiered',
  tiers: list.map(([over, off]) => ({ overFen: yuan(over), offFen: yuan(off) })),
});
const coupon = (over: number, off: number | null, rate: number | null): Benefit => ({
  ...{ kind: 'coupon', coupon: 'shop', claim: 'automatic', capFen: null },
  ...{ overFen: yuan(over), offFen: off === null ? null : yuan(off), offRate: rate },
});
const presale = (deposit: number, worth: number | null, off: number | null = null): Benefit => ({
  ...{ kind: 'presale', depositFen: yuan(deposit) },
  worthFen: worth === null ? null : yuan(worth),
  offFen: off === null ? null : yuan(off),
});
const gift = (threshold: object, skus: readonly string[], count = 1): Benefit => ({
  kind: 'gift',
  threshold: { overFen: null, overUnits: null, isEach: false, ...threshold },
  reward: { skus, count },
});

describe('a rule that may stand', () => {
  const SOUND: readonly (readonly [string, Benefit, Changes?])[] = [
    ['每满300减50', each(300, 50)],
    ['每满300减50，最多减200', each(300, 50, 200)],
    ['满3000减300', once(3_000, 300)],
    ['阶梯满减', tiers([3_000, 200], [5_000, 400], [8_000, 800])],
    ['95 折', percent(9_500)],
    [
      '满2件9折',
      {
        ...gift({ overUnits: 2 }, []),
        kind: 'threshold_percent',
        offRate: 1_000,
        capFen: null,
      } as Benefit,
    ],
    ['第二件半价', { kind: 'nth_item', n: 2, offRate: 5_000 }],
    ['冰箱+洗衣机 3288', bundle(3_288, ['FRIDGE', 1], ['WASHER', 1])],
    ['任选两件 2999', { kind: 'pick_n', count: 2, priceFen: yuan(2_999) }],
    ['秒杀 999', { kind: 'flash_sale', priceFen: yuan(999) }, { scope: { skus: ['WASHER'] } }],
    ['定金 100 抵 200', presale(100, 200), { scope: { skus: ['WASHER', 'FRIDGE'] } }],
    ['付定 50 立减 80', presale(50, null, 80), { scope: { skus: ['WASHER'] } }],
    ['买冰箱送水壶', gift({ overUnits: 1 }, ['KETTLE']), { scope: { skus: ['FRIDGE'] } }],
    ['无门槛券 20', coupon(0, 20, null)],
    ['9 折券', coupon(0, null, 1_000)],
    ['品类券', { ...coupon(1_000, 100, null), coupon: 'category' } as Benefit],
    ['平台券', { ...coupon(1_000, 100, null), coupon: 'platform' } as Benefit],
    [
      '周末下午',
      percent(9_000),
      { window: { weekdays: [4], hours: [{ fromMinute: 840, toMinute: 1_080 }] } },
    ],
  ];
  it.each(SOUND.map((row) => ({ name: row[0], row })))('$name', ({ row: [, benefit, changes] }) => {
    expect(checked(benefit, changes)).toEqual([]);
  });

  it('threshold promotions may work as the shop’s or across stores', () => {
    expect(checked(each(300, 50), { layer: 5 })).toEqual([]);
    expect(checked(each(300, 50), { layer: 4 })).toEqual(['promotion_layer_invalid']);
  });
});

function bundle(price: number, ...items: readonly (readonly [string, number])[]): Benefit {
  const required = items.map(([sku, quantity]) => ({ sku, quantity }));
  return { kind: 'bundle', items: required, priceFen: yuan(price) };
}

describe('a rule that cannot be meant is refused by name', () => {
  const WRONG: readonly (readonly [string, string, Benefit, Changes?])[] = [
    ['no name', 'promotion_name_missing', percent(9_500), { name: '  ' }],
    ['pays 0 %', 'promotion_rate_invalid', percent(0)],
    ['pays 100 %', 'promotion_rate_invalid', percent(10_000)],
    ['pays 950 %', 'promotion_rate_invalid', percent(95_000)],
    ['pays half a ten-thousandth', 'promotion_rate_invalid', percent(9_500.5)],
    [
      'second item 100 % off',
      'promotion_rate_invalid',
      { kind: 'nth_item', n: 2, offRate: 10_000 },
    ],
    ['coupon of 0 %', 'promotion_rate_invalid', coupon(0, null, 0)],
    ['off below zero', 'promotion_amount_invalid', once(3_000, -300)],
    ['off nothing', 'promotion_amount_invalid', once(3_000, 0)],
    ['over nothing', 'promotion_amount_invalid', once(0, 300)],
    [
      'price and off',
      'promotion_amount_invalid',
      { kind: 'direct_price', priceFen: fen(1), offFen: fen(1) },
    ],
    [
      'neither price nor off',
      'promotion_amount_invalid',
      { kind: 'direct_price', priceFen: null, offFen: null },
    ],
    ['coupon of both', 'promotion_amount_invalid', coupon(1_000, 100, 1_000)],
    ['cap below one step', 'promotion_amount_invalid', each(300, 50, 40)],
    [
      'two thresholds',
      'promotion_amount_invalid',
      gift({ overFen: yuan(100), overUnits: 2 }, ['KETTLE']),
    ],
    ['off as much as the threshold', 'promotion_off_exceeds_threshold', once(300, 300)],
    ['threshold and off mixed up', 'promotion_off_exceeds_threshold', each(50, 300)],
    ['满3减1 in yuan', 'promotion_threshold_unit', once(3, 1)],
    ['满3元送', 'promotion_threshold_unit', gift({ overFen: yuan(3) }, ['KETTLE'])],
    ['满9.99元9折券', 'promotion_threshold_unit', coupon(9.99, null, 1_000)],
    ['no tier', 'promotion_tiers_contradict', tiers()],
    [
      'a higher tier that gives less',
      'promotion_tiers_contradict',
      tiers([3_000, 300], [5_000, 200]),
    ],
    ['tiers in disorder', 'promotion_tiers_contradict', tiers([5_000, 400], [3_000, 200])],
    ['the same tier twice', 'promotion_tiers_contradict', tiers([3_000, 200], [3_000, 300])],
    ['bundle of one', 'promotion_bundle_too_small', bundle(1_999, ['FRIDGE', 1])],
    ['empty bundle', 'promotion_bundle_too_small', bundle(1_999)],
    [
      'bundle of unknown goods',
      'promotion_item_unknown',
      bundle(1_999, ['FRIDGE', 1], ['NONE', 1]),
    ],
    [
      'bundle that names a good twice',
      'promotion_item_twice',
      bundle(1_999, ['FRIDGE', 1], ['FRIDGE', 1]),
    ],
    [
      'bundle whose scope leaves a good out',
      'promotion_item_out_of_scope',
      bundle(1_999, ['FRIDGE', 1], ['WASHER', 1]),
      { scope: { skus: ['FRIDGE'] } },
    ],
    [
      'bundle as dear as its goods',
      'promotion_price_not_lower',
      bundle(3_498, ['FRIDGE', 1], ['WASHER', 1]),
    ],
    [
      'first item half price',
      'promotion_count_invalid',
      { kind: 'nth_item', n: 1, offRate: 5_000 },
    ],
    ['任选 100 件', 'promotion_count_invalid', { kind: 'pick_n', count: 100, priceFen: yuan(10) }],
    ['gift of nothing', 'promotion_count_invalid', gift({ overUnits: 1 }, ['KETTLE'], 0)],
    ['gift without goods', 'promotion_scope_empty', gift({ overUnits: 1 }, [])],
    ['gift of unknown goods', 'promotion_item_unknown', gift({ overUnits: 1 }, ['NONE'])],
    [
      'unknown goods',
      'promotion_item_unknown',
      percent(9_500),
      { scope: { skus: ['FRIDGE', 'NONE'] } },
    ],
    [
      'unknown goods excluded',
      'promotion_item_unknown',
      percent(9_500),
      { scope: { exclude: { skus: ['NONE'], brands: [], categories: [] } } },
    ],
    [
      'a brand nobody has',
      'promotion_scope_empty',
      percent(9_500),
      { scope: { brands: ['没有'] } },
    ],
    [
      'all of it excluded',
      'promotion_scope_empty',
      percent(9_500),
      { scope: { brands: ['美的'], exclude: { skus: [], brands: ['美的'], categories: [] } } },
    ],
    [
      'dearer than the list',
      'promotion_price_not_lower',
      { kind: 'flash_sale', priceFen: yuan(1_299) },
      { scope: { skus: ['FRIDGE', 'WASHER'] } },
    ],
    [
      'dearer than all of a brand',
      'promotion_price_not_lower',
      { kind: 'member_price', priceFen: yuan(2_199) },
      { scope: { brands: ['美的'] } },
    ],
    [
      'add-on that saves nothing',
      'promotion_price_not_lower',
      { ...gift({ overUnits: 1 }, ['KETTLE']), kind: 'add_on', priceFen: yuan(99.9) } as Benefit,
    ],
    [
      'deposit over a fifth',
      'promotion_deposit_invalid',
      presale(300, 400),
      { scope: { skus: ['WASHER'] } },
    ],
    [
      'deposit worth no more than paid',
      'promotion_deposit_invalid',
      presale(100, 100),
      { scope: { skus: ['WASHER'] } },
    ],
    [
      'deposit that ends in 3',
      'promotion_deposit_invalid',
      presale(103, 200),
      { scope: { skus: ['WASHER'] } },
    ],
    ['limit of none', 'promotion_quota_invalid', percent(9_500), { quota: { total: 0 } }],
    [
      'limit of half a unit',
      'promotion_quota_invalid',
      percent(9_500),
      { quota: { perSale: 1.5 } },
    ],
    [
      'more for one than there are',
      'promotion_quota_invalid',
      percent(9_500),
      { quota: { total: 5, perCustomer: 6 } },
    ],
    ['unit price across stores', 'promotion_layer_invalid', percent(9_500), { layer: 5 }],
    [
      'platform coupon among shop coupons',
      'promotion_layer_invalid',
      { ...coupon(0, 20, null), coupon: 'platform' } as Benefit,
      { layer: 4 },
    ],
  ];
  it.each(WRONG.map((row) => ({ name: `${row[0]}: ${row[1]}`, row })))(
    '$name',
    ({ row: [, code, benefit, changes] }) => {
      expect(checked(benefit, changes)).toEqual([code]);
    },
  );

  it('a window that is empty, over, or never meets its days and hours', () => {
    const fromAt = Date.parse('2026-06-16T00:00:00+08:00'); // a Tuesday
    const toAt = Date.parse('2026-06-19T00:00:00+08:00');
    const window = (changes: Partial<Promotion['window']>) =>
      checked(percent(9_500), { window: changes });
    expect(window({ fromAt: toAt, toAt: fromAt })).toEqual(['promotion_ends_before_start']);
    expect(window({ toAt: fromAt })).toEqual(['promotion_ends_before_start']);
    expect(window({ weekdays: [6, 7] })).toEqual(['promotion_never_runs']);
    expect(window({ weekdays: [5] })).toEqual(['promotion_never_runs']);
    expect(window({ hours: [{ fromMinute: 600, toMinute: 600 }] })).toEqual([
      'promotion_never_runs',
    ]);
    // Beside hours that do run, 22:00 to 02:00 would be left out without a word: it has to be written as two.
    const day = { fromMinute: 600, toMinute: 720 };
    expect(window({ hours: [day, { fromMinute: 1_320, toMinute: 120 }] })).toEqual([
      'promotion_never_runs',
    ]);
    expect(window({ hours: [day, { fromMinute: 1_320, toMinute: 1_440 }] })).toEqual([]);
    expect(
      window({ toAt: fromAt + 3_600_000, hours: [{ fromMinute: 600, toMinute: 720 }] }),
    ).toEqual(['promotion_never_runs']);
    const promotion = aPromotion(percent(9_500), { floorAgreedBy: 'owner' });
    expect(codes(promotion, facts({ now: toAt }))).toEqual(['promotion_already_over']);
    expect(codes(promotion, facts({ now: toAt, isScheduling: false }))).toEqual([]);
  });

  it('one more than can be scheduled', () => {
    const known = facts({ scheduledCount: 10 });
    expect(checkPromotion(aPromotion(percent(9_990)), known)).toEqual([
      { code: 'promotion_limit_reached', params: { limit: 10 } },
    ]);
  });

  it('says everything that is wrong at once', () => {
    const promotion = aPromotion(once(3, 5), { name: '', quota: { perDay: -1 }, layer: 6 });
    expect(codes(promotion)).toEqual([
      'promotion_name_missing',
      'promotion_layer_invalid',
      'promotion_off_exceeds_threshold',
      'promotion_quota_invalid',
    ]);
  });
});

describe('a rule that would sell below the floor', () => {
  const below = (benefit: Benefit, changes: Changes = {}) =>
    checkPromotion(aPromotion(benefit, changes), facts())[0]?.params ?? null;

  it.each<[string, Benefit, Changes, object | null]>([
    [
      'a price above the floor',
      { kind: 'flash_sale', priceFen: fen(180_000) },
      { scope: { skus: ['FRIDGE'] } },
      null,
    ],
    [
      'a price below',
      { kind: 'flash_sale', priceFen: fen(179_999) },
      { scope: { skus: ['FRIDGE'] } },
      { sku: 'FRIDGE', priceFen: 179_999, floorFen: 180_000 },
    ],
    ['a percentage', percent(8_000), {}, { sku: 'FRIDGE', priceFen: 175_920, floorFen: 180_000 }],
    [
      'the second at half price',
      { kind: 'nth_item', n: 2, offRate: 5_000 },
      {},
      { sku: 'FRIDGE', priceFen: 109_950, floorFen: 180_000 },
    ],
    [
      'a step that one good bears alone',
      once(1_000, 300),
      {},
      { sku: 'WASHER', priceFen: 99_900, floorFen: 100_000 },
    ],
    [
      'a step that many share',
      once(3_000, 900),
      { scope: { skus: ['WASHER'] } },
      { sku: 'WASHER', priceFen: 90_930, floorFen: 100_000 },
    ],
    ['every 300 less 50', each(300, 50), { scope: { skus: ['FRIDGE'] } }, null],
    [
      'every 300 less 60',
      each(300, 60),
      { scope: { skus: ['FRIDGE'] } },
      { sku: 'FRIDGE', priceFen: 175_920, floorFen: 180_000 },
    ],
    ['every 300 less 60, capped', each(300, 60, 300), { scope: { skus: ['FRIDGE'] } }, null],
    [
      'a set',
      bundle(2_500, ['FRIDGE', 1], ['WASHER', 1]),
      {},
      { sku: 'FRIDGE', priceFen: 157_161, floorFen: 180_000 },
    ],
    [
      'a gift',
      gift({ overUnits: 1 }, ['WASHER']),
      {},
      { sku: 'WASHER', priceFen: 0, floorFen: 100_000 },
    ],
    ['a gift without a floor', gift({ overUnits: 1 }, ['KETTLE']), {}, null],
    [
      'a deposit that expands',
      presale(100, 700),
      { scope: { skus: ['FRIDGE'] } },
      { sku: 'FRIDGE', priceFen: 159_900, floorFen: 180_000 },
    ],
  ])('%s', (_, benefit, changes, expected) => {
    expect(below(benefit, changes)).toEqual(expected);
  });

  it('stands once the owner has agreed', () => {
    const changes = { scope: { skus: ['FRIDGE'] } };
    expect(codes(aPromotion(percent(5_000), changes))).toEqual(['promotion_below_floor']);
    expect(codes(aPromotion(percent(5_000), { ...changes, floorAgreedBy: 'demo-owner' }))).toEqual(
      [],
    );
  });
});
