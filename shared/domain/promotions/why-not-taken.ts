import { fen } from '../../kernel/money.ts';
import { type Evaluation, isCoupon } from './pipeline.ts';
import type { Promotion } from './promotion.ts';
import { unavailableBecause } from './promotion-availability.ts';
import type { NotTaken, NotTakenReason, PromotionContext } from './promotion-cart.ts';
import type { Problem, Rule } from './promotion-problem.ts';
import { isInScope } from './promotion-scope.ts';
import type { Found } from './search-choice.ts';
import { unitPriceUnder } from './unit-price.ts';
import { rewardOf, wholeCartBase } from './what-is-missing.ts';
import { isWholeCart, offWholeCart } from './whole-cart.ts';

/** What an explanation looks at: the cart, what was found for it, and what that comes to. */
export type Explained = {
  readonly problem: Problem;
  readonly context: PromotionContext;
  readonly found: Found;
  readonly evaluation: Evaluation;
  readonly taken: ReadonlySet<Promotion>;
};

/** Why each promotion that was not taken was not: one reason each, in the order of the pipeline's ids. */
export function notTakenOf(explained: Explained): readonly NotTaken[] {
  const { context, problem, taken } = explained;
  const rules = new Map(problem.rules.map((rule) => [rule.promotion, rule]));
  return context.promotions
    .filter((promotion) => !taken.has(promotion))
    .toSorted((a, b) => a.layer - b.layer || (a.promotionId < b.promotionId ? -1 : 1))
    .map((promotion) => why(explained, promotion, rules.get(promotion)));
}

/** What a customer could do something about, which is of no use where no good in the cart takes part. */
const OF_THE_CUSTOMER: readonly NotTakenReason[] = [
  ...(['customer_needed', 'tier_missing', 'coupon_not_shown', 'deposit_missing'] as const),
  'quota_used_up',
];

function hasGoodsFor(problem: Problem, { scope }: Promotion): boolean {
  return problem.lines.some((line) => isInScope(line, scope));
}

function why(explained: Explained, promotion: Promotion, rule: Rule | undefined): NotTaken {
  const { context, found, problem } = explained;
  const unavailable = unavailableBecause(promotion, context);
  if (unavailable) {
    const isForeign = OF_THE_CUSTOMER.includes(unavailable) && !hasGoodsFor(problem, promotion);
    return because(promotion, isForeign ? 'nothing_in_scope' : unavailable);
  }
  const { benefit } = promotion;
  const isReward = benefit.kind === 'gift' || benefit.kind === 'add_on';
  if (!rule || rule.units.length === 0) {
    const isByHand = problem.lines.some(
      (line) => line.isPricedByHand && isInScope(line, promotion.scope),
    );
    return because(promotion, isByHand ? 'priced_by_hand' : 'nothing_in_scope');
  }
  const missing = isReward ? rewardMissing(explained, rule) : missingOf(explained, rule);
  if (missing) return missing;
  if (found.impossiblePins.has(promotion.promotionId)) return because(promotion, 'pin_impossible');
  return clashOf(explained, rule);
}

/** What the cart lacks for it, before any other promotion is looked at. */
function missingOf(explained: Explained, rule: Rule): NotTaken | null {
  const { promotion, units } = rule;
  const { benefit } = promotion;
  const { problem } = explained;
  if (rule.works === 'one_unit') {
    const isLower = units.some(
      (unit) => unitPriceUnder(benefit, fen(problem.listOf[unit] ?? 0)) !== null,
    );
    return isLower ? null : because(promotion, 'not_lower');
  }
  if (isWholeCart(benefit)) {
    const { sum, count, open } = wholeCartBase(explained, rule);
    if (offWholeCart(benefit, sum, count) > 0) return null;
    const barring = open === 0 ? barringOf(explained, rule) : null;
    if (barring) return because(promotion, 'no_coupons', { other: barring });
    const holder = heldBy(explained, rule);
    const list = units.reduce((total, unit) => total + (problem.listOf[unit] ?? 0), 0);
    if (holder && offWholeCart(benefit, list, units.length) > 0) {
      return because(promotion, 'units_taken', { other: holder });
    }
    return thresholdMissing(promotion, sum, count);
  }
  const lacking = unitsLacking(problem, rule);
  return lacking > 0 ? because(promotion, 'set_incomplete', { missingUnits: lacking }) : null;
}

function thresholdMissing(promotion: Promotion, sum: number, count: number): NotTaken {
  const { benefit } = promotion;
  switch (benefit.kind) {
    case 'threshold_once':
    case 'coupon':
      return because(promotion, 'threshold_missing', { missingFen: benefit.overFen - sum });
    case 'threshold_each':
      return because(promotion, 'threshold_missing', { missingFen: benefit.perFen - sum });
    case 'threshold_tiered': {
      const least = Math.min(...benefit.tiers.map((tier) => tier.overFen));
      return because(promotion, 'threshold_missing', { missingFen: least - sum });
    }
    case 'threshold_percent':
    case 'gift':
    case 'add_on': {
      const { overFen, overUnits } = benefit.threshold;
      return overFen === null
        ? because(promotion, 'threshold_missing', { missingUnits: (overUnits ?? 0) - count })
        : because(promotion, 'threshold_missing', { missingFen: overFen - sum });
    }
    default:
      return because(promotion, 'threshold_missing');
  }
}

function rewardMissing(explained: Explained, rule: Rule): NotTaken | null {
  const { sum, count, earned, inCart } = rewardOf(explained, rule);
  if (earned === 0) return thresholdMissing(rule.promotion, sum, count);
  return inCart === 0 ? because(rule.promotion, 'reward_missing') : null;
}

/** How many units a set or an N-th item lacks, counting what is in the cart at all. */
function unitsLacking(problem: Problem, rule: Rule): number {
  const { benefit } = rule.promotion;
  if (benefit.kind === 'nth_item') return benefit.n - rule.units.length;
  if (benefit.kind === 'pick_n') return benefit.count - rule.units.length;
  if (benefit.kind !== 'bundle') return 0;
  return benefit.items.reduce((lacking, { sku, quantity }) => {
    const has = rule.units.filter((u) => problem.lines[problem.lineOf[u] ?? 0]?.sku === sku).length;
    return lacking + Math.max(0, quantity - has);
  }, 0);
}

/** What was taken instead of it, and by which rule the two exclude each other. */
function clashOf(explained: Explained, rule: Rule): NotTaken {
  const { promotion } = rule;
  const { evaluation, problem } = explained;
  const takings = evaluation.takings.filter((t) => t.rule.promotion !== promotion);
  if (promotion.benefit.kind === 'coupon') {
    const { coupon } = promotion.benefit;
    const same = takings.find(
      ({ rule: { promotion: p } }) => p.benefit.kind === 'coupon' && p.benefit.coupon === coupon,
    );
    if (same) return because(promotion, 'one_coupon', { other: same.rule.promotion });
  }
  const inGroup = takings.find(
    ({ rule: other }) =>
      promotion.group !== '' &&
      other.promotion.group === promotion.group &&
      other.units.some((unit) => rule.units.includes(unit)),
  );
  if (inGroup) return because(promotion, 'one_of_group', { other: inGroup.rule.promotion });
  if (rule.works === 'one_unit') {
    const higher = outrankedBy(problem, rule);
    if (higher) return because(promotion, 'outranked', { other: higher });
  }
  const holder = heldBy(explained, rule) ?? usedBy(explained, rule);
  if (holder) return because(promotion, 'units_taken', { other: holder });
  const instead = takings.find(({ rule: other, off }) => {
    return other.works === rule.works && rule.units.some((unit) => off.has(unit));
  });
  return because(promotion, 'not_best', { other: instead?.rule.promotion ?? null });
}

/** The unit price of higher priority that rules it out on every unit. */
function outrankedBy(problem: Problem, rule: Rule): Promotion | null {
  const isOffered = rule.units.some(
    (unit) =>
      problem.standing[unit]?.rule === rule || problem.free[unit]?.some((o) => o.rule === rule),
  );
  if (isOffered) return null;
  const unit = rule.units[0] ?? -1;
  const better = [problem.standing[unit], ...(problem.free[unit] ?? [])].find(
    (offer) => offer && offer.rule.promotion.priority > rule.promotion.priority,
  );
  return better?.rule.promotion ?? null;
}

/** The exclusive promotion that has some of its units. */
function heldBy({ evaluation }: Explained, rule: Rule): Promotion | null {
  const held = evaluation.takings.find(
    ({ rule: other, off }) =>
      other !== rule && other.promotion.isExclusive && rule.units.some((unit) => off.has(unit)),
  );
  return held?.rule.promotion ?? null;
}

/** The promotion of several units that uses some of its units. */
function usedBy({ found, problem }: Explained, rule: Rule): Promotion | null {
  if (rule.works !== 'several_units') return null;
  for (const unit of rule.units) {
    const user = problem.rules[found.choice.useOf[unit] ?? -1];
    if (user && user !== rule) return user.promotion;
  }
  return null;
}

/** What was taken and lets no coupon on the units that this one would be for. */
function barringOf({ evaluation }: Explained, rule: Rule): Promotion | null {
  if (!isCoupon(rule)) return null;
  const barring = evaluation.takings.find(
    ({ rule: other, off }) =>
      !other.promotion.stacksWithCoupons &&
      !isCoupon(other) &&
      rule.units.some((unit) => off.has(unit)),
  );
  return barring?.rule.promotion ?? null;
}

function because(
  promotion: Promotion,
  reason: NotTakenReason,
  more: {
    readonly missingFen?: number;
    readonly missingUnits?: number;
    readonly other?: Promotion | null;
  } = {},
): NotTaken {
  return {
    promotion,
    reason,
    missingFen: more.missingFen === undefined ? null : fen(Math.max(0, more.missingFen)),
    missingUnits: more.missingUnits ?? null,
    other: more.other ?? null,
  };
}
