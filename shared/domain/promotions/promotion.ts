import type { Fen } from '../../kernel/money.ts';

/** Who bears a deduction; settlements with brands and platforms are sums over this. */
export type Funding = 'store' | 'brand' | 'platform' | 'government';

/** Where in the pipeline a promotion works: 1 unit price, 2 several units, 3 shop threshold, 4 shop and category coupon, 5 cross-store threshold, 6 platform coupon. */
export type Layer = 1 | 2 | 3 | 4 | 5 | 6;

export type RequiredUnits = { readonly sku: string; readonly quantity: number };

/** What a promotion gives. Rates are ten-thousandths; `payRate` 9500 is 95 折, `offRate` 1500 is 15 % off. */
export type Benefit =
  | { readonly kind: 'direct_price'; readonly priceFen: Fen | null; readonly offFen: Fen | null }
  | { readonly kind: 'percent'; readonly payRate: number }
  | { readonly kind: 'member_price'; readonly priceFen: Fen }
  | { readonly kind: 'flash_sale'; readonly priceFen: Fen }
  /** A paid deposit counts as `worthFen` (定金膨胀), or takes `offFen` off the balance (付定立减): one of the two is set. */
  | {
      readonly kind: 'presale';
      readonly depositFen: Fen;
      readonly worthFen: Fen | null;
      readonly offFen: Fen | null;
    }
  /** Of every `n` units of the pool one is `offRate` off, the cheapest first. */
  | { readonly kind: 'nth_item'; readonly n: number; readonly offRate: number }
  /** Any `count` units of the pool for `priceFen` together. */
  | { readonly kind: 'pick_n'; readonly count: number; readonly priceFen: Fen }
  | {
      readonly kind: 'bundle';
      readonly items: readonly RequiredUnits[];
      readonly priceFen: Fen;
    }
  /** `reward.count` units of the listed goods cost nothing, once or for every threshold reached. */
  | { readonly kind: 'gift'; readonly threshold: Threshold; readonly reward: Reward }
  /** As a gift, but for `priceFen` each. */
  | {
      readonly kind: 'add_on';
      readonly threshold: Threshold;
      readonly reward: Reward;
      readonly priceFen: Fen;
    }
  | { readonly kind: 'threshold_once'; readonly overFen: Fen; readonly offFen: Fen }
  | {
      readonly kind: 'threshold_each';
      readonly perFen: Fen;
      readonly offFen: Fen;
      readonly capFen: Fen | null;
    }
  /** Only the highest tier that is reached counts. */
  | {
      readonly kind: 'threshold_tiered';
      readonly tiers: readonly { readonly overFen: Fen; readonly offFen: Fen }[];
    }
  /** `offRate` off all that takes part, once it reaches the amount or the number of units. */
  | {
      readonly kind: 'threshold_percent';
      readonly threshold: Threshold;
      readonly offRate: number;
      readonly capFen: Fen | null;
    }
  | {
      readonly kind: 'coupon';
      readonly coupon: CouponType;
      /** Who may use it: everybody at the counter, who names the shared code, or who holds a code of their own. */
      readonly claim: 'automatic' | 'shared_code' | 'one_time_code';
      readonly overFen: Fen;
      readonly offFen: Fen | null; // one of offFen and offRate is set
      readonly offRate: number | null;
      readonly capFen: Fen | null;
    };

export type CouponType = 'shop' | 'category' | 'platform';
export type PromotionKind = Benefit['kind'];

/** Reached by an amount or by a number of units of what takes part: exactly one is set. */
export type Threshold = {
  readonly overFen: Fen | null;
  readonly overUnits: number | null;
  readonly isEach: boolean; // for every time it is reached, not once
};

export type Reward = { readonly skus: readonly string[]; readonly count: number };

/**
 * Which units take part. All lists empty: all goods. A unit is in when its sku is listed, or when it fits every one of
 * the lists of brands, categories and tags that is not empty; `exclude` takes it out again. Services and materials
 * are in only by their own sku.
 */
export type Scope = {
  readonly skus: readonly string[];
  readonly brands: readonly string[];
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly exclude: {
    readonly skus: readonly string[];
    readonly brands: readonly string[];
    readonly categories: readonly string[];
  };
};

/** When a promotion runs: `[fromAt, toAt)` in epoch ms, and within it only these weekdays and hours of Shanghai. */
export type Window = {
  readonly fromAt: number;
  readonly toAt: number;
  readonly weekdays: readonly number[]; // 1 Monday … 7 Sunday; empty: every day
  readonly hours: readonly { readonly fromMinute: number; readonly toMinute: number }[]; // minutes of the day, half open; empty: all day
};

export const CUSTOMER_TIERS = ['none', 'member', 'vip'] as const;
export type CustomerTier = (typeof CUSTOMER_TIERS)[number];

/** Who may have it and where; an empty list is everybody and everywhere. */
export type Audience = {
  readonly tiers: readonly CustomerTier[];
  readonly storeIds: readonly string[];
  readonly registerIds: readonly string[];
  /** Only customers who are entered on the cart; a limit for each customer asks for that by itself. */
  readonly isCustomerNeeded: boolean;
};

/** How often it may be had, in units for unit and multi-unit kinds, in sales for the others; `null` no limit. */
export type Quota = {
  readonly total: number | null;
  readonly perDay: number | null;
  readonly perCustomer: number | null;
  readonly perSale: number | null;
};

/** One version of one promotion. A change makes a new version; a sale stores the version it was sold under. */
export type Promotion = {
  readonly promotionId: string;
  readonly version: number;
  readonly name: string; // as customers read it
  readonly campaign: string; // '618 家电节'; empty: none
  readonly layer: Layer;
  readonly benefit: Benefit;
  readonly scope: Scope;
  readonly window: Window;
  readonly audience: Audience;
  readonly quota: Quota;
  /** What thresholds and weights look at: the price after layer 2, or what earlier layers have left. */
  readonly basis: 'activity' | 'running';
  /** A unit that takes it takes nothing else. */
  readonly isExclusive: boolean;
  /** A unit takes part in one promotion of a group only; empty: no group. */
  readonly group: string;
  readonly stacksWithCoupons: boolean;
  /** Among unit prices only the highest priority counts; within a layer the higher goes first. */
  readonly priority: number;
  /** The cashier may leave it out or insist on it; a unit price that is not optional simply is the price. */
  readonly isOptional: boolean;
  readonly funding: Funding;
  /** Who agreed that units may go below their floor price under it. */
  readonly floorAgreedBy: string | null;
};
