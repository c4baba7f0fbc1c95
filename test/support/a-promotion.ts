import type { Benefit, Promotion } from '../../shared/domain/promotions/promotion.ts';

/** The three days of a 618. */
const FROM = Date.parse('2026-06-16T00:00:00+08:00');
const TO = Date.parse('2026-06-19T00:00:00+08:00');

type Changes = Partial<Omit<Promotion, 'scope' | 'window' | 'audience' | 'quota'>> & {
  readonly scope?: Partial<Promotion['scope']>;
  readonly window?: Partial<Promotion['window']>;
  readonly audience?: Partial<Promotion['audience']>;
  readonly quota?: Partial<Promotion['quota']>;
};

/** A promotion of the 618 days on all goods without limits, `changes` over it. */
export function aPromotion(benefit: Benefit, changes: Changes = {}): Promotion {
  return {
    promotionId: `p-${benefit.kind}`,
    version: 1,
    name: '618 优惠',
    campaign: '618 家电节',
    layer: layerOf(benefit),
    benefit,
    basis: 'activity',
    isExclusive: false,
    group: '',
    stacksWithCoupons: true,
    priority: 0,
    isOptional: false,
    funding: 'store',
    floorAgreedBy: null,
    ...changes,
    scope: {
      ...{ skus: [], brands: [], categories: [], tags: [] },
      exclude: { skus: [], brands: [], categories: [] },
      ...changes.scope,
    },
    window: { fromAt: FROM, toAt: TO, weekdays: [], hours: [], ...changes.window },
    audience: {
      ...{ tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false },
      ...changes.audience,
    },
    quota: { total: null, perDay: null, perCustomer: null, perSale: null, ...changes.quota },
  };
}

function layerOf(benefit: Benefit): Promotion['layer'] {
  switch (benefit.kind) {
    case 'direct_price':
    case 'percent':
    case 'member_price':
    case 'flash_sale':
    case 'presale':
      return 1;
    case 'nth_item':
    case 'pick_n':
    case 'bundle':
    case 'gift':
    case 'add_on':
      return 2;
    case 'coupon':
      return benefit.coupon === 'platform' ? 6 : 4;
    default:
      return 3;
  }
}
