import { describe, expect, it } from 'vitest';
import { aPromotion } from '../../test/support/a-promotion.ts';
import type { Benefit } from '../domain/promotions/promotion.ts';
import { fen } from '../kernel/money.ts';
import { promotionParts, promotionSummary, type SummaryPart } from './promotion-summary.ts';

const yuan = (amount: number) => fen(Math.round(amount * 100));
const TITLES: Readonly<Record<string, string>> = { F: '冰箱', W: '洗衣机', K: '水壶' };
const titleOf = (sku: string) => TITLES[sku] ?? sku;

type Changes = Parameters<typeof aPromotion>[1];
const said = (benefit: Benefit, changes: Changes = {}) => [
  promotionSummary(aPromotion(benefit, changes), 'zh-CN', titleOf),
  promotionSummary(aPromotion(benefit, changes), 'en', titleOf),
];
const part = (about: SummaryPart, benefit: Benefit, changes: Changes, language = 'zh-CN') =>
  promotionParts(aPromotion(benefit, changes), language as 'zh-CN', titleOf).find(
    (one) => one.about === about,
  )?.text ?? '';

const once: Benefit = { kind: 'threshold_once', overFen: yuan(3_000), offFen: yuan(300) };
const percent = (payRate: number): Benefit => ({ kind: 'percent', payRate });
const none = { overFen: null, overUnits: null, isEach: false };

describe('a promotion in one line', () => {
  it.each<[Benefit, string, string]>([
    [
      once,
      '满3000减300，每单一次，品牌出资',
      '￥300 off from ￥3000, once an order, paid by the brand',
    ],
    [
      { kind: 'threshold_each', perFen: yuan(300), offFen: yuan(50), capFen: null },
      '每满300减50，上不封顶，品牌出资',
      '￥50 off for every ￥300, without a limit, paid by the brand',
    ],
    [
      { kind: 'threshold_each', perFen: yuan(300), offFen: yuan(50), capFen: yuan(200) },
      '每满300减50，最多减200，品牌出资',
      '￥50 off for every ￥300, at most ￥200, paid by the brand',
    ],
    [
      {
        kind: 'threshold_tiered',
        tiers: [
          { overFen: yuan(3_000), offFen: yuan(200) },
          { overFen: yuan(5_000), offFen: yuan(400) },
        ],
      },
      '满3000减200、满5000减400，每单一次，品牌出资',
      '￥200 off from ￥3000, ￥400 off from ￥5000, once an order, paid by the brand',
    ],
    [
      {
        kind: 'threshold_percent',
        threshold: { ...none, overUnits: 2 },
        offRate: 1_000,
        capFen: null,
      },
      '满2件打9折，每单一次，品牌出资',
      '10 % off from 2 units, once an order, paid by the brand',
    ],
    [percent(9_500), '95折，品牌出资', '5 % off, paid by the brand'],
    [percent(9_000), '9折，品牌出资', '10 % off, paid by the brand'],
    [percent(500), '0.5折，品牌出资', '95 % off, paid by the brand'],
    [percent(8_850), '88.5折，品牌出资', '11.5 % off, paid by the brand'],
    [
      { kind: 'direct_price', priceFen: null, offFen: yuan(99.9) },
      '直降99.9元，品牌出资',
      '￥99.9 off, paid by the brand',
    ],
    [
      { kind: 'direct_price', priceFen: yuan(1_999), offFen: null },
      '特价1999元，品牌出资',
      '￥1999 each, paid by the brand',
    ],
    [
      { kind: 'member_price', priceFen: yuan(1_900) },
      '会员价1900元，品牌出资',
      'members pay ￥1900, paid by the brand',
    ],
    [
      { kind: 'flash_sale', priceFen: yuan(999) },
      '秒杀价999元，品牌出资',
      'flash sale at ￥999, paid by the brand',
    ],
    [
      { kind: 'presale', depositFen: yuan(100), worthFen: yuan(200), offFen: null },
      '付定金100元抵200元，品牌出资',
      'a deposit of ￥100 counts as ￥200, paid by the brand',
    ],
    [
      { kind: 'presale', depositFen: yuan(50), worthFen: null, offFen: yuan(80) },
      '付定金50元，尾款立减80元，品牌出资',
      'a deposit of ￥50 takes ￥80 off the balance, paid by the brand',
    ],
    [
      { kind: 'nth_item', n: 2, offRate: 5_000 },
      '第2件半价，从低价的算起，品牌出资',
      'one of every 2 units 50 % off, the cheapest first, paid by the brand',
    ],
    [
      { kind: 'nth_item', n: 3, offRate: 7_000 },
      '第3件打3折，从低价的算起，品牌出资',
      'one of every 3 units 70 % off, the cheapest first, paid by the brand',
    ],
    [
      { kind: 'pick_n', count: 2, priceFen: yuan(2_999) },
      '任选2件共2999元，品牌出资',
      'any 2 for ￥2999, paid by the brand',
    ],
    [
      {
        kind: 'bundle',
        items: [
          { sku: 'F', quantity: 1 },
          { sku: 'W', quantity: 2 },
        ],
        priceFen: yuan(4_888),
      },
      '冰箱 + 洗衣机×2，组合价4888元，品牌出资',
      '冰箱 + 洗衣机×2 for ￥4888, paid by the brand',
    ],
    [
      {
        kind: 'gift',
        threshold: { ...none, overFen: yuan(3_000) },
        reward: { skus: ['K'], count: 1 },
      },
      '满3000送1件水壶，每单一次，品牌出资',
      '1 × 水壶 free from ￥3000, once an order, paid by the brand',
    ],
    [
      {
        kind: 'add_on',
        threshold: { ...none, overUnits: 1, isEach: true },
        reward: { skus: ['K', 'X'], count: 2 },
        priceFen: yuan(9.9),
      },
      '每满1件，每件加9.9元换购水壶等2款任选2件，可累计，品牌出资',
      '2 of 2 goods (水壶 …) at ￥9.9 each for every 1 unit, again for every time, paid by the brand',
    ],
    [
      {
        ...{ kind: 'coupon', coupon: 'shop', claim: 'shared_code', capFen: null },
        ...{ overFen: fen(0), offFen: yuan(20), offRate: null },
      },
      '店铺券无门槛减20，每单一次，品牌出资',
      'shop coupon: ￥20 off, once an order, paid by the brand',
    ],
    [
      {
        ...{ kind: 'coupon', coupon: 'category', claim: 'automatic', capFen: yuan(300) },
        ...{ overFen: yuan(1_000), offFen: null, offRate: 800 },
      },
      '品类券满1000打92折，最多减300，每单一次，品牌出资',
      'category coupon: 8 % off from ￥1000, at most ￥300, once an order, paid by the brand',
    ],
  ])('%j', (benefit, zh, en) => {
    expect(said(benefit, { funding: 'brand' })).toEqual([zh, en]);
  });
});

describe('the parts of a promotion', () => {
  it('say which goods, and which not', () => {
    const scope = (changes: NonNullable<Changes>['scope'], language = 'zh-CN') =>
      part('scope', once, { scope: changes ?? {} }, language);
    const exclude = { skus: ['K'], brands: [], categories: ['小家电'] };
    expect(scope({})).toBe('全场商品');
    expect(scope({ brands: ['美的', '格力'], categories: ['空调'] })).toBe('美的、格力的空调');
    expect(scope({ brands: ['美的'], skus: ['F', 'W'] })).toBe('美的，另加冰箱、洗衣机');
    expect(scope({ skus: ['F', 'W', 'K'] })).toBe('指定3款商品');
    expect(scope({ exclude })).toBe('全场商品，不含小家电、水壶');
    expect(scope({ exclude }, 'en')).toBe('all goods, except 小家电, 水壶');
    expect(scope({ skus: ['F', 'W', 'K'] }, 'en')).toBe('3 chosen goods');
  });

  it('say when, an end at midnight as the end of the day before', () => {
    expect(part('time', once, {})).toBe('2026年6月16日 00:00 至 6月18日 24:00');
    const window = {
      toAt: Date.parse('2027-01-02T18:30:00+08:00'),
      weekdays: [7, 6],
      hours: [
        { fromMinute: 600, toMinute: 720 },
        { fromMinute: 1_170, toMinute: 1_440 },
      ],
    };
    expect(part('time', once, { window })).toBe(
      '2026年6月16日 00:00 至 2027年1月2日 18:30，每周六、日，10:00–12:00、19:30–24:00',
    );
    expect(part('time', once, { window }, 'en')).toBe(
      '16 Jun 2026 00:00 to 2 Jan 2027 18:30, on Sat, Sun, 10:00–12:00, 19:30–24:00',
    );
  });

  it('say for whom, how many, with what else, on what basis', () => {
    const changes: Changes = {
      audience: { tiers: ['member', 'vip'], isCustomerNeeded: true, storeIds: ['0001'] },
      quota: { total: 100, perCustomer: 2 },
      basis: 'running',
      group: '满减',
      stacksWithCoupons: false,
      isOptional: true,
    };
    expect(promotionParts(aPromotion(once, changes), 'zh-CN').map(({ text }) => text)).toEqual([
      '满3000减300',
      '每单一次',
      '全场商品',
      '2026年6月16日 00:00 至 6月18日 24:00',
      '仅限会员、VIP，要登记顾客，限门店 0001',
      '共限100单，每人限2单',
      '不能再用券，与“满减”组里的其他优惠只能选一个',
      '按券后价计算门槛',
      '收银员可以不用',
      '门店出资',
    ]);
    expect(part('basis', once, {})).toBe('按活动价计算门槛');
    expect(part('basis', percent(9_000), {})).toBe('');
    expect(part('stacking', percent(9_000), { isExclusive: true })).toBe('不与其他优惠同享');
    expect(part('limits', percent(9_000), { quota: { perSale: 1 } })).toBe('每单限1件');
    expect(part('limits', percent(9_000), { quota: { perDay: 5 } }, 'en')).toBe('5 units a day');
    expect(part('limits', percent(9_000), { quota: { perSale: 1 } }, 'en')).toBe('1 unit an order');
    const audience = { tiers: ['member', 'vip'] as const };
    expect(part('audience', percent(9_000), { audience }, 'en')).toBe('for members and VIPs only');
  });
});

describe('a promotion that is not written to its end', () => {
  const nothing = fen(0);
  it.each<[Benefit, string, string]>([
    [
      { kind: 'threshold_once', overFen: yuan(300), offFen: nothing },
      '满300减…，每单一次，品牌出资',
      '￥… off from ￥300, once an order, paid by the brand',
    ],
    [{ kind: 'percent', payRate: 0 }, '…折，品牌出资', '… % off, paid by the brand'],
    [
      { kind: 'pick_n', count: 0, priceFen: nothing },
      '任选…件共…元，品牌出资',
      'any … for ￥…, paid by the brand',
    ],
    [
      { kind: 'bundle', items: [], priceFen: nothing },
      '…，组合价…元，品牌出资',
      '… for ￥…, paid by the brand',
    ],
    [
      {
        kind: 'gift',
        threshold: { ...none, overUnits: 0 },
        reward: { skus: [], count: 0 },
      },
      '满…件送…件…，每单一次，品牌出资',
      '… × … free from … units, once an order, paid by the brand',
    ],
  ])('leaves room for what is missing: $kind', (benefit, zh, en) => {
    expect(said(benefit, { funding: 'brand' })).toEqual([zh, en]);
  });
});
