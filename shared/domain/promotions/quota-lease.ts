import type { PromotionKind, Quota } from './promotion.ts';

/** What a register knows of a limited promotion, in units, sets or sales as its kind counts them. */
export type QuotaFacts = {
  readonly heldUnits: number; // leased to this register and not sold
  readonly availableUnits: number; // that it could lease beside those
  readonly usedUnits: number; // sold under it on this node, less what came back
  readonly usedThatDay: number;
  readonly usedByCustomer: number; // 0 where no customer is entered: nobody has it then
};

/** Whether its uses are counted beyond the one sale. */
export function isCounted({ total, perDay, perCustomer }: Quota): boolean {
  return total !== null || perDay !== null || perCustomer !== null;
}

/** How many more a cart may take; `null` where nothing beyond the sale limits it. */
export function quotaLeft(quota: Quota, facts: QuotaFacts): number | null {
  const left = [
    ...(quota.total === null ? [] : [quota.total - facts.usedUnits, reachable(facts)]),
    ...(quota.perDay === null ? [] : [quota.perDay - facts.usedThatDay]),
    ...(quota.perCustomer === null ? [] : [quota.perCustomer - facts.usedByCustomer]),
  ];
  return left.length === 0 ? null : Math.max(0, Math.min(...left));
}

/**
 * Why `units` cannot be sold; `null` when they can. `quota_used_up`: sold out, or the limit of the day or the customer
 * is reached; `quota_not_held`: there are some left, and other registers hold them.
 */
export function quotaShort(
  quota: Quota,
  facts: QuotaFacts,
  units: number,
): 'quota_used_up' | 'quota_not_held' | null {
  if (quota.total !== null && units > quota.total - facts.usedUnits) return 'quota_used_up';
  if (quota.perDay !== null && units > quota.perDay - facts.usedThatDay) return 'quota_used_up';
  if (quota.perCustomer !== null && units > quota.perCustomer - facts.usedByCustomer) {
    return 'quota_used_up';
  }
  return quota.total !== null && units > reachable(facts) ? 'quota_not_held' : null;
}

/**
 * How many units to lease when `missingUnits` are wanted: those, and a tenth of what is left then, so that a register
 * with many to sell does not ask at every sale, and the last ones are leased one by one.
 */
export function leaseSize(missingUnits: number, availableUnits: number): number {
  const spare = Math.max(0, availableUnits - missingUnits);
  return Math.min(availableUnits, missingUnits + Math.floor(spare / 10));
}

const COUNTED_IN_UNITS: ReadonlySet<PromotionKind> = new Set([
  ...(['direct_price', 'percent', 'member_price', 'flash_sale', 'presale'] as const),
  ...(['nth_item', 'gift', 'add_on'] as const),
]);
const COUNTED_IN_SETS: ReadonlySet<PromotionKind> = new Set(['pick_n', 'bundle']);

/** What a cart uses up of a promotion's limit: `times` of its units or sets, or one sale. */
export function usesTaken(kind: PromotionKind, times: number): number {
  return COUNTED_IN_UNITS.has(kind) || COUNTED_IN_SETS.has(kind) ? times : 1;
}

/** A unit that was sold under a promotion: its place in the sale, and whether it has come back. */
export type PromotedUnit = {
  readonly wasBackBefore: boolean;
  readonly comesBackNow: boolean;
};

/**
 * How many uses a return gives back: a unit for each one that comes back where units are counted; where sets or sales
 * are, all of the sale's uses with the last of its units.
 */
export function usesGivenBack(
  kind: PromotionKind,
  uses: number,
  units: readonly PromotedUnit[],
): number {
  const now = units.filter(({ comesBackNow }) => comesBackNow).length;
  if (COUNTED_IN_UNITS.has(kind)) return Math.min(uses, now);
  const isAllBack = units.every((unit) => unit.comesBackNow || unit.wasBackBefore);
  return now > 0 && isAllBack ? uses : 0;
}

function reachable({ heldUnits, availableUnits }: QuotaFacts): number {
  return heldUnits + availableUnits;
}
