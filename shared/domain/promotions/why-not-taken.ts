import { fen } from '../../kernel/money.ts';
import { baseOf, type Explained, holderOf, pricesBefore, wantedUnits } from './explained.ts';
import { isCoupon } from './pipeline.ts';
import type { Promotion } from './promotion.ts';
import { unavailableBecause } from './promotion-availability.ts';
import type { NotTaken, NotTakenReason, PromotionLine } from './promotion-cart.ts';
import { countsPieces, isMeasured, type Problem, type Rule } from './promotion-problem.ts';
import { isInScope } from './promotion-scope.ts';
import { standingPrice } from './search/structures.ts';
import { isNoLower, outrankedBy, unitsLacking } from './unit-reasons.ts';
import { rewardOf } from './what-is-missing.ts';
import { clashOf } from './what-was-instead.ts';
import { isWholeCart, offWholeCart } from './whole-cart.ts';

/** Why each promotion that was not taken was not: one reason each, in the order of the pipeline's ids. */
export function notTakenOf(explained: Explained): readonly NotTaken[] {
  const { context, problem, taken } = explained;
  const rules = new Map(problem.rules.map((rule) => [rule.promotion, rule]));
  return context.promotions
    .filter((promotion) => !taken.has(promotion))
    .toSorted((a, b) => a.layer - b.layer || (a.promotionId < b.promotionId ? -1 : 1))
    .map((promotion) => ({ ...NOTHING, promotion, ...why(explained, promotion, rules) }));
}

/** A reason with what its sentence names; what it does not name is `null`. */
export type Why = Pick<NotTaken, 'reason'> &
  Partial<Pick<NotTaken, 'missingFen' | 'missingUnits' | 'other'>>;

const NOTHING = { missingFen: null, missingUnits: null, other: null };

/** What a customer could do something about, which is of no use where no good in the cart takes part. */
const OF_THE_CUSTOMER: readonly NotTakenReason[] = [
  ...(['customer_needed', 'tier_missing', 'coupon_not_shown', 'deposit_missing'] as const),
  'quota_used_up',
];

function why(explained: Explained, promotion: Promotion, rules: ReadonlyMap<Promotion, Rule>): Why {
  const { context, problem } = explained;
  const reason = unavailableBecause(promotion, context);
  const goods = goodsFor(problem, promotion);
  if (reason) {
    const isForeign = OF_THE_CUSTOMER.includes(reason) && goods.length === 0;
    return { reason: isForeign ? 'nothing_in_scope' : reason };
  }
  const rule = rules.get(promotion);
  if (!rule || goods.length === 0) return { reason: 'nothing_in_scope' };
  const isOpen = (line: PromotionLine) =>
    !line.isPricedByHand && !(isMeasured(line) && countsPieces(promotion, context));
  if (!goods.some(isOpen)) return { reason: closedBecause(goods) };
  const found = missingOf(explained, rule) ?? clashOf(explained, rule);
  const isClash = found.other !== undefined && found.reason !== 'outranked';
  // What was taken instead need not be better where somebody insisted on both.
  return isClash && explained.found.impossiblePins.has(promotion.promotionId)
    ? { reason: 'pin_impossible' }
    : found;
}

/** The lines a promotion is about, whoever made their price: of a set only those of its goods. */
function goodsFor({ lines }: Problem, { benefit, scope }: Promotion) {
  return lines.filter(
    (line) =>
      isInScope(line, scope) &&
      (benefit.kind !== 'bundle' || benefit.items.some(({ sku }) => sku === line.sku)),
  );
}

/** Why goods that a promotion is about take no part in it. */
function closedBecause(goods: readonly PromotionLine[]): 'priced_by_hand' | 'whole_units_only' {
  return goods.every((line) => line.isPricedByHand) ? 'priced_by_hand' : 'whole_units_only';
}

/** What the cart lacks for it, before any other promotion is looked at. */
function missingOf(explained: Explained, rule: Rule): Why | null {
  const { benefit } = rule.promotion;
  if (benefit.kind === 'gift' || benefit.kind === 'add_on') return rewardMissing(explained, rule);
  if (isWholeCart(benefit)) return wholeCartMissing(explained, rule);
  if (rule.works === 'one_unit') {
    const other = outrankedBy(explained, rule);
    if (other) return { reason: 'outranked', other };
  } else {
    const missingUnits = unitsLacking(explained, rule);
    if (missingUnits > 0) return { reason: 'set_incomplete', missingUnits };
  }
  return isNoLower(explained, rule) ? { reason: 'not_lower' } : null;
}

function wholeCartMissing(explained: Explained, rule: Rule): Why | null {
  const { benefit } = rule.promotion;
  if (!isWholeCart(benefit)) return null;
  const { sum, units } = baseOf(explained, rule);
  if (offWholeCart(benefit, sum, units.length) > 0) return null;
  const isReached = (more: readonly number[]) =>
    offWholeCart(benefit, sum + priceOf(explained, rule, more), units.length + more.length) > 0;
  return (
    keptFrom(explained, rule, isReached) ??
    thresholdMissing(rule.promotion, sum, units.length) ?? { reason: 'not_lower' }
  );
}

/** What has units, or lets no coupon on units, with which the threshold would be reached. */
function keptFrom(
  explained: Explained,
  rule: Rule,
  isReached: (more: readonly number[]) => boolean,
): Why | null {
  const { evaluation, problem } = explained;
  if (rule.promotion.isExclusive && rule.works === 'whole_cart') return null;
  const isOpen = (unit: number) =>
    !isCoupon(rule) || problem.standing[unit]?.rule.promotion.stacksWithCoupons !== false;
  const held = rule.units.filter((unit) => evaluation.isHeld[unit] && isOpen(unit));
  const barred = isCoupon(rule)
    ? rule.units.filter((unit) => evaluation.isBarred[unit] && !evaluation.isHeld[unit])
    : [];
  if (barred.length > 0 && isReached(barred)) {
    return { reason: 'no_coupons', other: barringOf(explained, barred) };
  }
  const [unit] = held;
  if (unit === undefined || !isReached([...held, ...barred])) return null;
  return { reason: 'units_taken', other: holderOf(explained, unit)?.promotion ?? null };
}

/** What units would count for if nothing held them. */
function priceOf({ evaluation, problem }: Explained, rule: Rule, units: readonly number[]): number {
  const before = pricesBefore(evaluation, rule);
  return units.reduce((total, unit) => {
    const price = evaluation.isHeld[unit] ? standingPrice(problem, unit) : before[unit];
    return total + (price ?? 0);
  }, 0);
}

/** What was taken and lets no coupon on these units. */
function barringOf(explained: Explained, units: readonly number[]): Promotion | null {
  const barring = explained.evaluation.takings.find(
    ({ rule, off }) =>
      !rule.promotion.stacksWithCoupons &&
      !isCoupon(rule) &&
      units.some((unit) => off.has(unit) || barsBy(explained, rule, unit)),
  );
  return barring?.rule.promotion ?? null;
}

/** A set, an N-th item or a threshold bars all that takes part in it, made cheaper or not. */
function barsBy({ found }: Explained, rule: Rule, unit: number): boolean {
  if (rule.works === 'one_unit') return false;
  if (rule.works === 'several_units') return found.choice.useOf[unit] === rule.index;
  return rule.units.includes(unit);
}

/** `null` where nothing is missing: so little is left that a part of it is no fen. */
function thresholdMissing({ benefit }: Promotion, sum: number, count: number): Why | null {
  const lacking = (overFen: number | null, overUnits: number | null): Why | null => {
    const missing = overFen === null ? (overUnits ?? 0) - count : overFen - sum;
    if (missing <= 0) return null;
    return overFen === null
      ? { reason: 'threshold_missing', missingUnits: missing }
      : { reason: 'threshold_missing', missingFen: fen(missing) };
  };
  switch (benefit.kind) {
    case 'threshold_once':
    case 'coupon':
      return lacking(benefit.overFen, null);
    case 'threshold_each':
      return lacking(benefit.perFen, null);
    case 'threshold_tiered':
      return lacking(Math.min(...benefit.tiers.map((tier) => tier.overFen)), null);
    case 'threshold_percent':
    case 'gift':
    case 'add_on':
      return lacking(benefit.threshold.overFen, benefit.threshold.overUnits);
    default:
      return null;
  }
}

/** A reward that is not earned, or whose goods cannot be had for it as they are in the cart. */
function rewardMissing(explained: Explained, rule: Rule): Why | null {
  const { problem } = explained;
  const { benefit } = rule.promotion;
  if (benefit.kind !== 'gift' && benefit.kind !== 'add_on') return null;
  const { sum, count, earned, available, isInCart } = rewardOf(explained, rule);
  if (earned === 0) return thresholdMissing(rule.promotion, sum, count) ?? { reason: 'not_lower' };
  if (available > 0) return null;
  const inCart = problem.lines.filter(({ sku }) => benefit.reward.skus.includes(sku));
  const goods = wantedUnits(explained, rule);
  if (goods.length === 0) {
    return { reason: inCart.length === 0 ? 'reward_missing' : closedBecause(inCart) };
  }
  if (isNoLower(explained, rule)) return { reason: 'not_lower' };
  const holder = goods.map((unit) => holderOf(explained, unit)).find((one) => one !== null);
  // Where nothing has them they are needed to reach the threshold.
  return isInCart && holder
    ? { reason: 'units_taken', other: holder.promotion }
    : { reason: 'reward_missing' };
}
