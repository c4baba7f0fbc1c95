import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import { at, type OracleUnit, share, spread, timesReached } from './rule-arithmetic.ts';

/** What promotions of several units see of one choice. Masks have one bit a unit. */
export type Claims = {
  readonly units: readonly OracleUnit[];
  readonly prices: readonly number[]; // after layer 1; list prices of what an exclusive one holds
  readonly heldMask: number;
  readonly freeMask: number; // neither used nor held
};

/**
 * Every way in which a promotion of layer 2 can use exactly the `claimed` units, as shares of all units; none where the
 * rules do not admit it.
 */
export function setsOf(
  promotion: Promotion,
  claimed: number,
  eligible: number,
  limit: number,
  claims: Claims,
): number[][] {
  const { benefit } = promotion;
  const members = claims.units.flatMap((_, u) => (claimed & (1 << u) ? [u] : []));
  switch (benefit.kind) {
    case 'nth_item':
      // Whoever could take part and does nothing else has to.
      if (eligible & claims.freeMask) return [];
      return nthItem(members, benefit.n, benefit.offRate, limit, claims);
    case 'pick_n':
      return partitions(
        members,
        (set) => set.length === benefit.count,
        (set) => set.length < benefit.count,
      )
        .filter((sets) => sets.length <= limit)
        .flatMap((sets) => pricedSets(sets, benefit.priceFen, claims));
    case 'bundle': {
      const wanted = new Map(benefit.items.map(({ sku, quantity }) => [sku, quantity]));
      const count = (set: readonly number[], sku: string) =>
        set.filter((u) => at(claims.units, u).of.sku === sku).length;
      return partitions(
        members,
        (set) => [...wanted].every(([sku, quantity]) => count(set, sku) === quantity),
        (set) => [...wanted].some(([sku, quantity]) => count(set, sku) < quantity),
      )
        .filter((sets) => sets.length <= limit)
        .flatMap((sets) => pricedSets(sets, benefit.priceFen, claims));
    }
    case 'gift':
    case 'add_on': {
      const price = benefit.kind === 'gift' ? 0 : benefit.priceFen;
      const qualifying = claims.units.flatMap((_, u) =>
        eligible & ~claims.heldMask & ~claimed & (1 << u) ? [u] : [],
      );
      const amount = qualifying.reduce((sum, u) => sum + at(claims.prices, u), 0);
      const times = timesReached(benefit.threshold, amount, qualifying.length);
      if (members.length > Math.min(limit, times * benefit.reward.count)) return [];
      if (qualifying.length === 0) return [];
      if (members.some((u) => at(claims.prices, u) <= price)) return [];
      return [claims.prices.map((own, u) => (claimed & (1 << u) ? own - price : 0))];
    }
    default:
      throw new Error(`${benefit.kind} uses no units`);
  }
}

function nthItem(
  members: readonly number[],
  n: number,
  offRate: number,
  limit: number,
  { units, prices }: Claims,
): number[][] {
  const cheaper = Math.floor(members.length / n);
  if (cheaper === 0) return [];
  const isNth = (u: number) => (at(units, u).place % n === 0 ? 0 : 1);
  const order = [...members].sort(
    (a, b) => at(prices, a) - at(prices, b) || isNth(a) - isNth(b) || a - b,
  );
  const chosen = order.slice(0, Math.min(cheaper, limit));
  return [
    prices.map((price, u) => (chosen.includes(u) ? price - share(price, 10000 - offRate) : 0)),
  ];
}

/** Every way to part `members` into sets that are complete; `mayGrow` says that a set can take one more. */
function partitions(
  members: readonly number[],
  isComplete: (set: readonly number[]) => boolean,
  mayGrow: (set: readonly number[]) => boolean,
): number[][][] {
  const found: number[][][] = [];
  const next = (i: number, sets: readonly (readonly number[])[]): void => {
    const u = members[i];
    if (u === undefined) {
      if (sets.every(isComplete)) found.push(sets.map((set) => [...set]));
      return;
    }
    for (const [k, set] of sets.entries()) {
      if (mayGrow(set)) next(i + 1, sets.with(k, [...set, u]));
    }
    next(i + 1, [...sets, [u]]);
  };
  next(0, []);
  return found;
}

function pricedSets(
  sets: readonly (readonly number[])[],
  price: number,
  { units, prices }: Claims,
): number[][] {
  const sum = (set: readonly number[]) => set.reduce((amount, u) => amount + at(prices, u), 0);
  if (sets.some((set) => sum(set) <= price)) return [];
  const shares = sets.map((set) => spread(sum(set) - price, set, prices, prices, units));
  return [units.map((_, u) => shares.reduce((off, one) => off + at(one, u), 0))];
}
