import type { PromotionDraft } from '../../../shared/contract/promotions.ts';
import type { Benefit, Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { SHANGHAI_OFFSET_MS } from '../../../shared/kernel/business-date.ts';
import { asId, type StaffId } from '../../../shared/kernel/ids.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { itemBySku } from '../catalog/item-table.ts';
import type { Deed, Till } from '../till.ts';
import { newestVersion } from './promotion-table.ts';
import { keepVersion } from './save-promotion.ts';

const DAY_MS = 86_400_000;
const CAMPAIGN = '镇店家电节';
const OWNER: Deed = {
  by: { staffId: asId<StaffId>('demo-owner'), name: '陈老板', role: 'owner' },
  approvedBy: null,
};

type DemoPromotion = Pick<Promotion, 'promotionId' | 'name' | 'layer' | 'benefit' | 'funding'> & {
  readonly scope?: Partial<Promotion['scope']>;
  readonly rest?: Partial<PromotionDraft>;
};

const yuan = (amount: number) => fen(amount * 100);
const OVER = { overUnits: null, isEach: false } as const;

/** A promotion season such as a township shop copies from the platforms, over goods of the demo catalogue. */
const DEMO_PROMOTIONS: readonly DemoPromotion[] = [
  {
    ...{ promotionId: 'demo-tv-percent', name: '电视官方立减95折', layer: 1, funding: 'platform' },
    benefit: { kind: 'percent', payRate: 9_500 },
    scope: { categories: ['电视'] },
  },
  {
    ...{ promotionId: 'demo-ac-direct', name: '奥克斯空调直降150', layer: 1, funding: 'brand' },
    benefit: { kind: 'direct_price', priceFen: null, offFen: yuan(150) },
    scope: { brands: ['奥克斯'], categories: ['空调'] },
  },
  {
    ...{ promotionId: 'demo-member', name: '格力1.5匹会员价', layer: 1, funding: 'store' },
    benefit: { kind: 'member_price', priceFen: yuan(2_949) },
    scope: { skus: ['100035'] },
    rest: {
      audience: { tiers: ['member', 'vip'], storeIds: [], registerIds: [], isCustomerNeeded: true },
    },
  },
  {
    ...{ promotionId: 'demo-flash', name: '美的电饭煲限时抢购', layer: 1, funding: 'store' },
    benefit: { kind: 'flash_sale', priceFen: yuan(199) },
    scope: { skus: ['100498'] },
    rest: {
      isExclusive: true,
      quota: { total: null, perDay: 10, perCustomer: null, perSale: 1 },
    },
  },
  {
    ...{ promotionId: 'demo-fans', name: '电风扇第二件半价', layer: 2, funding: 'store' },
    benefit: { kind: 'nth_item', n: 2, offRate: 5_000 },
    scope: { categories: ['电风扇'] },
  },
  {
    ...{ promotionId: 'demo-bundle', name: '海尔冰洗套购5588', layer: 2, funding: 'brand' },
    benefit: {
      kind: 'bundle',
      items: [
        { sku: '100118', quantity: 1 },
        { sku: '100231', quantity: 1 },
      ],
      priceFen: yuan(5_588),
    },
    scope: { skus: ['100118', '100231'] },
  },
  {
    ...{ promotionId: 'demo-gift', name: '满5000送苏泊尔电饭煲', layer: 2, funding: 'store' },
    benefit: {
      kind: 'gift',
      threshold: { ...OVER, overFen: yuan(5_000) },
      reward: { skus: ['100503'], count: 1 },
    },
  },
  {
    ...{
      promotionId: 'demo-add-on',
      name: '满1000加99元换购海尔电风扇',
      layer: 2,
      funding: 'store',
    },
    benefit: {
      kind: 'add_on',
      threshold: { ...OVER, overFen: yuan(1_000) },
      reward: { skus: ['100525'], count: 1 },
      priceFen: yuan(99),
    },
  },
  {
    ...{ promotionId: 'demo-midea', name: '美的满2000减200', layer: 3, funding: 'brand' },
    benefit: { kind: 'threshold_once', overFen: yuan(2_000), offFen: yuan(200) },
    scope: { brands: ['美的'] },
  },
  {
    ...{
      promotionId: 'demo-haier',
      name: '海尔满3000减200，满6000减500',
      layer: 3,
      funding: 'brand',
    },
    benefit: {
      kind: 'threshold_tiered',
      tiers: [
        { overFen: yuan(3_000), offFen: yuan(200) },
        { overFen: yuan(6_000), offFen: yuan(500) },
      ],
    },
    scope: { brands: ['海尔'] },
  },
  {
    ...{ promotionId: 'demo-coupon', name: '店铺券满1000减50', layer: 4, funding: 'store' },
    benefit: {
      ...{ kind: 'coupon', coupon: 'shop', claim: 'automatic' },
      ...{ overFen: yuan(1_000), offFen: yuan(50), offRate: null, capFen: null },
    },
    rest: { isOptional: true },
  },
  {
    ...{ promotionId: 'demo-cross', name: '跨店每满1000减60', layer: 5, funding: 'platform' },
    benefit: { kind: 'threshold_each', perFen: yuan(1_000), offFen: yuan(60), capFen: yuan(300) },
  },
];

/**
 * Schedules the demo store's promotions for a year from this morning, the floor agreed to by its owner; one that is
 * there already, or whose goods are not, is left out. Answers how many were written.
 */
export function seedDemoPromotions(till: Till): number {
  const now = till.clock.now();
  const fromAt = now - ((now + SHANGHAI_OFFSET_MS) % DAY_MS);
  const fitting = DEMO_PROMOTIONS.filter(
    (demo) =>
      newestVersion(till.db, demo.promotionId) === null &&
      skusOf(demo).every((sku) => itemBySku(till.db, sku) !== null),
  );
  for (const demo of fitting) {
    keepVersion(till, OWNER, definitionOf(demo, fromAt), 'scheduled');
  }
  return fitting.length;
}

function definitionOf(demo: DemoPromotion, fromAt: number): Promotion {
  const { scope, rest, ...given } = demo;
  return {
    campaign: CAMPAIGN,
    window: { fromAt, toAt: fromAt + 365 * DAY_MS, weekdays: [], hours: [] },
    audience: { tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false },
    quota: { total: null, perDay: null, perCustomer: null, perSale: null },
    basis: 'activity',
    ...{ isExclusive: false, group: '', stacksWithCoupons: true, priority: 0, isOptional: false },
    ...given,
    ...rest,
    scope: {
      ...{ skus: [], brands: [], categories: [], tags: [] },
      exclude: { skus: [], brands: [], categories: [] },
      ...scope,
    },
    version: 1,
    floorAgreedBy: OWNER.by.staffId,
  };
}

function skusOf({ benefit, scope }: DemoPromotion): readonly string[] {
  return [...(scope?.skus ?? []), ...rewardsOf(benefit)];
}

function rewardsOf(benefit: Benefit): readonly string[] {
  return benefit.kind === 'gift' || benefit.kind === 'add_on' ? benefit.reward.skus : [];
}
