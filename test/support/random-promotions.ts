import { WORK_LIMIT } from '../../shared/domain/promotions/best-promotions.ts';
import type {
  Benefit,
  Layer,
  Promotion,
  Scope,
  Threshold,
} from '../../shared/domain/promotions/promotion.ts';
import type {
  PromotionContext,
  PromotionLine,
} from '../../shared/domain/promotions/promotion-cart.ts';
import { fen } from '../../shared/kernel/money.ts';

/** What an answer is held to does not depend on how long a till may search. */
const PATIENT_WORK_LIMIT = 10 * WORK_LIMIT;

/** A cart to price: what `bestPromotions` and every oracle are asked. */
export type RandomCart = {
  readonly lines: readonly PromotionLine[];
  readonly context: PromotionContext;
};

/** Throws of a die that are the same for the same seed. */
export type Dice = {
  readonly upTo: (most: number) => number; // 0 … most
  readonly between: (least: number, most: number) => number;
  readonly is: (chance: number) => boolean;
  readonly one: <T>(list: readonly T[]) => T;
  readonly some: <T>(list: readonly T[], most: number) => T[]; // 1 … most different ones
};

export const NOW = Date.UTC(2026, 5, 18, 2, 0); // 10 o'clock of 18 June in Shanghai, a Thursday
const DAY = 86_400_000;
const [BRANDS, CATEGORIES, TAGS] = [['B1', 'B2'], ['C1', 'C2'], ['T1']];
const SKUS = ['A', 'B', 'C', 'D'];

export function dice(seed: number): Dice {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 8; i++) next();
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const one = <T>(list: readonly T[]): T => list[between(0, list.length - 1)] as T;
  return {
    upTo: (most) => between(0, most),
    between,
    is: (chance) => next() < chance,
    one,
    some: (list, most) => {
      const left = [...list];
      const count = between(1, Math.min(most, left.length));
      return Array.from({ length: count }, () =>
        left.splice(between(0, left.length - 1), 1),
      ).flat();
    },
  };
}

export const EVERYWHERE: Scope = {
  skus: [],
  brands: [],
  categories: [],
  tags: [],
  exclude: { skus: [], brands: [], categories: [] },
};

/** A promotion that anybody may have today, of layer and benefit given; the rest plain unless said. */
export function plainPromotion(
  promotionId: string,
  layer: Layer,
  benefit: Benefit,
  rest: Partial<Promotion> = {},
): Promotion {
  return {
    promotionId,
    version: 1,
    name: promotionId,
    campaign: '',
    layer,
    benefit,
    scope: EVERYWHERE,
    window: { fromAt: NOW - DAY, toAt: NOW + DAY, weekdays: [], hours: [] },
    audience: { tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false },
    quota: { total: null, perDay: null, perCustomer: null, perSale: null },
    basis: 'activity',
    isExclusive: false,
    group: '',
    stacksWithCoupons: true,
    priority: 0,
    isOptional: false,
    funding: 'store',
    floorAgreedBy: null,
    ...rest,
  };
}

export function contextOf(
  promotions: readonly Promotion[],
  rest: Partial<PromotionContext> = {},
): PromotionContext {
  return {
    promotions,
    at: NOW,
    storeId: 'S1',
    registerId: 'R1',
    customer: { isKnown: false, tier: 'none' },
    shownCoupons: new Set(),
    deposits: new Map(),
    quotaLeft: new Map(),
    unticked: new Set(),
    pinned: new Set(),
    workLimit: PATIENT_WORK_LIMIT,
    ...rest,
  };
}

/**
 * The whole rule set on a cart of at most five units and eight promotions: prices of a few fen, so that a fen of rounding,
 * a threshold just missed and a price that cannot go lower are the rule and not the exception.
 */
export function smallCart(seed: number): RandomCart {
  const roll = dice(seed);
  const lines = smallLines(roll);
  const sum = lines.reduce((all, line) => all + line.unitCount * line.unitListFen, 0);
  const style = styleOf(roll);
  const count = roll.between(style.odd < 1 ? 4 : 2, 8);
  const promotions = Array.from({ length: count }, (_, i) =>
    smallPromotion(`p${i + 1}`, sum, style, roll),
  );
  const ids = promotions.map(({ promotionId }) => promotionId);
  const of = (chance: number) => ids.filter(() => roll.is(chance));
  return {
    lines,
    context: contextOf(promotions, {
      customer: roll.one([
        { isKnown: false, tier: 'none' },
        { isKnown: true, tier: 'member' },
      ]),
      shownCoupons: new Set(of(1 - 0.1 * style.odd)),
      deposits: new Map(of(1 - 0.2 * style.odd).map((id) => [id, roll.between(1, 2)])),
      quotaLeft: new Map(of(0.1 * style.odd).map((id) => [id, roll.upTo(2)])),
      unticked: new Set(of(0.08)),
      pinned: new Set(roll.is(0.2) ? of(0.3) : []),
    }),
  };
}

/** How a cart's promotions are made: of which kinds, and how much stands in their way. */
type Style = { readonly kinds: readonly SmallKind[]; readonly odd: number };

/** A third has everything; a third promotions that stack, so that many are taken; a third a few kinds that meet each other. */
function styleOf(roll: Dice): Style {
  const odd = roll.one([1, 0.35, 0.5]);
  return { odd, kinds: odd === 0.5 ? roll.some(SMALL_KINDS, 3) : SMALL_KINDS };
}

function smallLines(roll: Dice): PromotionLine[] {
  const prices = [1, 2, 3, 7, 10, 33, 50, 99, 100, 100, 101, 199, 333, 1001].map(fen);
  const lines: PromotionLine[] = [];
  let room = roll.one([1, 2, 3, 4, 4, 5, 5]);
  while (room > 0) {
    const unitCount = roll.between(1, roll.is(0.5) ? room : 1);
    const sku = roll.one(SKUS);
    lines.push({
      lineId: `l${lines.length}`,
      sku,
      kind: roll.is(0.08) ? roll.one(['service', 'material'] as const) : 'goods',
      brand: sku < 'C' ? 'B1' : 'B2',
      category: sku === 'A' || sku === 'C' ? 'C1' : 'C2',
      tags: sku === 'B' ? ['T1'] : [],
      unitCount,
      unitListFen: roll.one(prices),
      isPricedByHand: roll.is(0.06),
    });
    room -= unitCount;
  }
  return lines;
}

function smallPromotion(id: string, sum: number, style: Style, roll: Dice): Promotion {
  const { layer, benefit } = smallBenefit(sum, style, roll);
  const isBundle = benefit.kind === 'bundle';
  /** Chances of what is odd, and of what is plain. */
  const chance = (share: number) =>
    roll.is(share < 0.5 ? share * style.odd : 1 - (1 - share) * style.odd);
  return plainPromotion(id, layer, benefit, {
    scope: isBundle || roll.is(0.55) ? EVERYWHERE : smallScope(roll),
    window: {
      fromAt: chance(0.03) ? NOW + 1 : NOW,
      toAt: NOW + roll.between(chance(0.03) ? 0 : 1, 3),
      weekdays: chance(0.9) ? [] : roll.some([3, 4, 5], 2),
      hours: chance(0.9) ? [] : [{ fromMinute: 600, toMinute: roll.one([600, 601, 720]) }],
    },
    audience: {
      tiers: chance(0.9) ? [] : ['member'],
      storeIds: chance(0.95) ? [] : [roll.one(['S1', 'S2'])],
      registerIds: chance(0.97) ? [] : ['R2', 'R1'],
      isCustomerNeeded: chance(0.05),
    },
    quota: {
      total: chance(0.05) ? 9 : null,
      perDay: chance(0.03) ? 9 : null,
      perCustomer: null,
      perSale: chance(0.12) ? roll.between(1, 2) : null,
    },
    basis: roll.one(['activity', 'running'] as const),
    isExclusive: chance(0.18),
    group: layer > 1 && chance(0.3) ? roll.one(['g', 'h']) : '',
    stacksWithCoupons: roll.is(0.75),
    priority: roll.one([0, 0, 0, 1]),
    isOptional: roll.is(0.25),
  });
}

function smallScope(roll: Dice): Scope {
  const scope = {
    skus: roll.is(0.5) ? roll.some(SKUS, 3) : [],
    brands: roll.is(0.3) ? roll.some(BRANDS, 1) : [],
    categories: roll.is(0.3) ? roll.some(CATEGORIES, 1) : [],
    tags: roll.is(0.1) ? roll.some(TAGS, 1) : [],
  };
  const exclude = {
    skus: roll.is(0.15) ? roll.some(SKUS, 1) : [],
    brands: roll.is(0.05) ? roll.some(BRANDS, 1) : [],
    categories: roll.is(0.05) ? roll.some(CATEGORIES, 1) : [],
  };
  return { ...scope, exclude };
}

/** A benefit of any kind, its amounts near what the cart comes to. */
function smallBenefit(
  sum: number,
  { kinds, odd }: Style,
  roll: Dice,
): { layer: Layer; benefit: Benefit } {
  const part = (least: number, most: number) =>
    fen(Math.max(1, Math.floor((sum * roll.between(least, most) * (odd < 1 ? 0.7 : 1)) / 100)));
  const kind = roll.one(kinds);
  return kind(roll, part);
}

type SmallKind = (
  roll: Dice,
  part: (least: number, most: number) => ReturnType<typeof fen>,
) => { layer: Layer; benefit: Benefit };

const threshold = (roll: Dice, over: ReturnType<typeof fen>): Threshold => ({
  ...(roll.is(0.6)
    ? { overFen: over, overUnits: null }
    : { overFen: null, overUnits: roll.between(1, 3) }),
  isEach: roll.is(0.4),
});
const rate = (roll: Dice) => roll.one([500, 1500, 3333, 5000, 9000, 10000]);
const shop = (roll: Dice): Layer => roll.one([3, 5] as const);

const SMALL_KINDS: readonly SmallKind[] = [
  (roll, part) => ({
    layer: 1,
    benefit: roll.is(0.5)
      ? { kind: 'direct_price', priceFen: part(5, 30), offFen: null }
      : { kind: 'direct_price', priceFen: null, offFen: part(2, 20) },
  }),
  (roll) => ({
    layer: 1,
    benefit: { kind: 'percent', payRate: roll.one([5000, 8500, 9500, 9990]) },
  }),
  (roll, part) => ({
    layer: 1,
    benefit: { kind: roll.one(['member_price', 'flash_sale'] as const), priceFen: part(3, 25) },
  }),
  (roll, part) => ({
    layer: 1,
    benefit: roll.is(0.5)
      ? { kind: 'presale', depositFen: fen(1), worthFen: part(5, 25), offFen: null }
      : { kind: 'presale', depositFen: fen(1), worthFen: null, offFen: part(5, 25) },
  }),
  (roll) => ({
    layer: 2,
    benefit: { kind: 'nth_item', n: roll.one([2, 2, 3]), offRate: rate(roll) },
  }),
  (roll, part) => ({
    layer: 2,
    benefit: { kind: 'pick_n', count: roll.one([2, 2, 3]), priceFen: part(5, 70) },
  }),
  (roll, part) => {
    const items = roll.some(SKUS, 2).map((sku, i, { length }) => ({
      sku,
      quantity: length === 1 || (i === 0 && roll.is(0.2)) ? 2 : 1,
    }));
    return { layer: 2, benefit: { kind: 'bundle', items, priceFen: part(5, 70) } };
  },
  (roll, part) => {
    const reward = { skus: roll.some(SKUS, 2), count: roll.between(1, 2) };
    const when = threshold(roll, part(10, 70));
    return {
      layer: 2,
      benefit: roll.is(0.6)
        ? { kind: 'gift', threshold: when, reward }
        : { kind: 'add_on', threshold: when, reward, priceFen: part(1, 15) },
    };
  },
  (roll, part) => ({
    layer: shop(roll),
    benefit: { kind: 'threshold_once', overFen: part(20, 80), offFen: part(3, 60) },
  }),
  (roll, part) => ({
    layer: shop(roll),
    benefit: {
      kind: 'threshold_each',
      perFen: part(10, 50),
      offFen: part(2, 25),
      capFen: roll.is(0.3) ? part(5, 40) : null,
    },
  }),
  (roll, part) => ({
    layer: shop(roll),
    benefit: {
      kind: 'threshold_tiered',
      tiers: [
        { overFen: part(10, 40), offFen: part(2, 10) },
        { overFen: part(41, 90), offFen: part(8, 40) },
      ],
    },
  }),
  (roll, part) => ({
    layer: shop(roll),
    benefit: {
      kind: 'threshold_percent',
      threshold: threshold(roll, part(20, 90)),
      offRate: rate(roll),
      capFen: roll.is(0.3) ? part(5, 40) : null,
    },
  }),
  couponKind,
  couponKind,
];

function couponKind(
  roll: Dice,
  part: (least: number, most: number) => ReturnType<typeof fen>,
): { layer: Layer; benefit: Benefit } {
  const coupon = roll.one(['shop', 'category', 'platform'] as const);
  const isRate = roll.is(0.3);
  return {
    layer: coupon === 'platform' ? 6 : 4,
    benefit: {
      kind: 'coupon',
      coupon,
      claim: roll.one(['automatic', 'shared_code', 'one_time_code'] as const),
      overFen: roll.is(0.1) ? fen(0) : part(10, 80),
      offFen: isRate ? null : part(3, 60),
      offRate: isRate ? rate(roll) : null,
      capFen: isRate && roll.is(0.4) ? part(5, 40) : null,
    },
  };
}
