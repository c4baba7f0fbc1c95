import type { Promotion, Scope, Threshold } from '../../shared/domain/promotions/promotion.ts';
import type {
  PromotionContext,
  PromotionLine,
} from '../../shared/domain/promotions/promotion-cart.ts';

/**
 * The arithmetic of docs/promotions.md, written a second time. Nothing here calls the product: an error in its
 * rounding, its allocation or its sense of time has to show as a difference.
 */
export type OracleCart = {
  readonly lines: readonly PromotionLine[];
  readonly context: PromotionContext;
};

export type OracleUnit = {
  readonly line: number;
  /** 1 for the first unit of its line. */
  readonly place: number;
  readonly list: number;
  readonly of: PromotionLine;
};

export function unitsOf(lines: readonly PromotionLine[]): OracleUnit[] {
  return lines.flatMap((of, line) =>
    Array.from({ length: of.unitCount }, (_, i) => ({
      line,
      place: i + 1,
      list: of.unitListFen as number,
      of,
    })),
  );
}

/** `amount × rate ÷ 10000`, half up. */
export function share(amount: number, rate: number): number {
  return Math.floor((amount * rate + 5000) / 10000);
}

/** Largest remainder in BigInt: floors first, then one fen each by remainder, weight, place. */
export function split(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map(() => 0);
  const parts = weights.map((w) => {
    const exact = total * w;
    if (exact > Number.MAX_SAFE_INTEGER) throw new Error('too large for the oracle');
    return Math.floor(exact / sum);
  });
  let missing = total - parts.reduce((a, b) => a + b, 0);
  const taken = weights.map(() => false);
  for (; missing > 0; missing -= 1) {
    let best = -1;
    for (let i = 0; i < weights.length; i++) {
      if (taken[i]) continue;
      if (best < 0) best = i;
      else {
        const [mine, theirs] = [(total * at(weights, i)) % sum, (total * at(weights, best)) % sum];
        if (mine > theirs || (mine === theirs && at(weights, i) > at(weights, best))) best = i;
      }
    }
    taken[best] = true;
    parts[best] = at(parts, best) + 1;
  }
  return parts;
}

/**
 * What `amount` takes off each of `members` (numbers of units, ascending): over lines by their sums of `weight`, each
 * line's share at most what is `left` of its members, then over its units by `weight`, or by what is left where
 * that would take a unit below zero.
 */
export function spread(
  amount: number,
  members: readonly number[],
  weight: readonly number[],
  left: readonly number[],
  units: readonly OracleUnit[],
): number[] {
  const shares = units.map(() => 0);
  const lines = [...new Set(members.map((u) => at(units, u).line))];
  const groups = lines.map((line) => members.filter((u) => at(units, u).line === line));
  const total = (group: readonly number[], of: readonly number[]) =>
    group.reduce((sum, u) => sum + at(of, u), 0);
  const lineShares = split(
    amount,
    groups.map((group) => total(group, weight)),
  );
  for (const [i, group] of groups.entries()) {
    const clipped = Math.min(at(lineShares, i), total(group, left));
    const byWeight = split(
      clipped,
      group.map((u) => at(weight, u)),
    );
    const fits = group.every((u, k) => at(byWeight, k) <= at(left, u));
    const own = fits
      ? byWeight
      : split(
          clipped,
          group.map((u) => at(left, u)),
        );
    for (const [k, u] of group.entries()) shares[u] = at(own, k);
  }
  return shares;
}

/** Whether a promotion can be had at all: its time, its audience, its code, its deposit, its quota, the cashier. */
export function isAvailable(promotion: Promotion, context: PromotionContext): boolean {
  const { window, audience, benefit, quota, promotionId: id } = promotion;
  const shanghai = new Date(context.at + 8 * 3_600_000);
  const weekday = shanghai.getUTCDay() === 0 ? 7 : shanghai.getUTCDay();
  const minute = shanghai.getUTCHours() * 60 + shanghai.getUTCMinutes();
  const isIn = <T>(list: readonly T[], value: T) => list.length === 0 || list.includes(value);
  const needsCode = benefit.kind === 'coupon' && benefit.claim !== 'automatic';
  return (
    window.fromAt <= context.at &&
    context.at < window.toAt &&
    isIn(window.weekdays, weekday) &&
    (window.hours.length === 0 ||
      window.hours.some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute)) &&
    isIn(audience.tiers, context.customer.tier) &&
    isIn(audience.storeIds, context.storeId) &&
    isIn(audience.registerIds, context.registerId) &&
    (context.customer.isKnown || (!audience.isCustomerNeeded && quota.perCustomer === null)) &&
    (!needsCode || context.shownCoupons.has(id)) &&
    (benefit.kind !== 'presale' || (context.deposits.get(id) ?? 0) > 0) &&
    (context.quotaLeft.get(id) ?? 1) > 0 &&
    !(promotion.isOptional && context.unticked.has(id))
  );
}

export function isEligible(promotion: Promotion, line: PromotionLine): boolean {
  return !line.isPricedByHand && isInScope(promotion.scope, line);
}

function isInScope(scope: Scope, line: PromotionLine): boolean {
  const { skus, brands, categories, tags, exclude } = scope;
  if (
    exclude.skus.includes(line.sku) ||
    exclude.brands.includes(line.brand) ||
    exclude.categories.includes(line.category)
  ) {
    return false;
  }
  if (skus.includes(line.sku)) return true;
  if (line.kind !== 'goods') return false;
  const lists = [
    { list: brands, fits: brands.includes(line.brand) },
    { list: categories, fits: categories.includes(line.category) },
    { list: tags, fits: tags.some((tag) => line.tags.includes(tag)) },
  ].filter(({ list }) => list.length > 0);
  if (lists.length === 0) return skus.length === 0;
  return lists.every(({ fits }) => fits);
}

/** How many units (or sets, or uses) one sale may take of it. */
export function limitOf(promotion: Promotion, context: PromotionContext): number {
  const { promotionId: id, quota, benefit } = promotion;
  const deposits =
    benefit.kind === 'presale' ? (context.deposits.get(id) ?? 0) : Number.POSITIVE_INFINITY;
  const [sale, left] = [quota.perSale, context.quotaLeft.get(id) ?? null];
  return Math.min(sale ?? Number.POSITIVE_INFINITY, left ?? Number.POSITIVE_INFINITY, deposits);
}

/** What a unit at `list` costs under a layer-1 promotion. */
export function offerPrice({ benefit }: Promotion, list: number): number {
  switch (benefit.kind) {
    case 'direct_price':
      return benefit.priceFen ?? Math.max(0, list - (benefit.offFen ?? 0));
    case 'percent':
      return share(list, benefit.payRate);
    case 'member_price':
    case 'flash_sale':
      return benefit.priceFen;
    case 'presale': {
      const off =
        benefit.worthFen === null ? (benefit.offFen ?? 0) : benefit.worthFen - benefit.depositFen;
      return Math.max(0, list - off);
    }
    default:
      throw new Error(`${benefit.kind} is no price of a unit`);
  }
}

/** How often a threshold of a gift is reached. */
export function timesReached(threshold: Threshold, amount: number, count: number): number {
  const times =
    threshold.overFen === null
      ? Math.floor(count / (threshold.overUnits ?? 1))
      : threshold.overFen === 0
        ? 1
        : Math.floor(amount / threshold.overFen);
  return threshold.isEach ? times : Math.min(1, times);
}

/** What a promotion of the whole cart takes off `amount` of `count` units, before anything is clipped. */
export function amountOff({ benefit }: Promotion, amount: number, count: number): number {
  const capped = (off: number, cap: number | null) => (cap === null ? off : Math.min(off, cap));
  switch (benefit.kind) {
    case 'threshold_once':
      return amount >= benefit.overFen ? benefit.offFen : 0;
    case 'threshold_each':
      return capped(Math.floor(amount / benefit.perFen) * benefit.offFen, benefit.capFen);
    case 'threshold_tiered': {
      const reached = benefit.tiers.filter(({ overFen }) => amount >= overFen);
      reached.sort((a, b) => b.overFen - a.overFen);
      return reached[0]?.offFen ?? 0;
    }
    case 'threshold_percent': {
      const { overFen, overUnits } = benefit.threshold;
      const isReached = overFen === null ? count >= (overUnits ?? 1) : amount >= overFen;
      return isReached ? capped(share(amount, benefit.offRate), benefit.capFen) : 0;
    }
    case 'coupon':
      if (amount < benefit.overFen) return 0;
      return benefit.offFen ?? capped(share(amount, benefit.offRate ?? 0), benefit.capFen);
    default:
      throw new Error(`${benefit.kind} is no promotion of the whole cart`);
  }
}

/** Layer, shop coupons before category coupons, priority, id. */
export function inPipelineOrder(promotions: readonly Promotion[]): Promotion[] {
  const isCategory = ({ benefit }: Promotion) =>
    benefit.kind === 'coupon' && benefit.coupon === 'category' ? 1 : 0;
  return [...promotions].sort(
    (a, b) =>
      a.layer - b.layer ||
      isCategory(a) - isCategory(b) ||
      b.priority - a.priority ||
      (a.promotionId < b.promotionId ? -1 : 1),
  );
}

/** An element that is there. */
export function at<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new Error(`nothing at ${index}`);
  return list[index] as T;
}
