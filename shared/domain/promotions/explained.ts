import { type Evaluation, isCoupon } from './pipeline.ts';
import type { Promotion } from './promotion.ts';
import type { PromotionContext } from './promotion-cart.ts';
import { isMeasured, type Problem, type Rule } from './promotion-problem.ts';
import type { Found } from './search-choice.ts';

/** What an explanation looks at: the cart, what was found for it, and what that comes to. */
export type Explained = {
  readonly problem: Problem;
  readonly context: PromotionContext;
  readonly found: Found;
  readonly evaluation: Evaluation;
  readonly taken: ReadonlySet<Promotion>;
};

/** What takes part in a whole-cart promotion: which units, and what they come to where it looks. */
export type Base = { readonly units: readonly number[]; readonly sum: number };

/**
 * The base of a whole-cart rule as things are. One that is exclusive and not taken could have all of its units, at what
 * they list at; any other has what is neither held nor, for a coupon, barred.
 */
export function baseOf(explained: Explained, rule: Rule): Base {
  const { evaluation, problem } = explained;
  const { isExclusive } = rule.promotion;
  const used = isExclusive ? usedBy(explained, rule) : [];
  if (isExclusive) return based(used.length > 0 ? used : rule.units, problem.listOf);
  const units = rule.units.filter(
    (unit) => !evaluation.isHeld[unit] && !(isCoupon(rule) && evaluation.isBarred[unit]),
  );
  return based(units, pricesBefore(evaluation, rule));
}

function based(units: readonly number[], prices: readonly number[]): Base {
  return { units, sum: units.reduce((total, unit) => total + (prices[unit] ?? 0), 0) };
}

/** By unit: what a rule of the whole cart looks at, the activity price or what earlier ones have left. */
export function pricesBefore({ activityPrices, takings }: Evaluation, rule: Rule) {
  const left = [...activityPrices];
  if (rule.promotion.basis === 'activity') return left;
  for (const { rule: other, off } of takings) {
    if (other.works !== 'whole_cart' || other.index >= rule.index) continue;
    for (const [unit, amount] of off) left[unit] = (left[unit] ?? 0) - amount;
  }
  return left;
}

/** The units that a rule of several units, or an exclusive one, uses, discounted or not. */
export function usedBy({ found }: Explained, rule: Rule): readonly number[] {
  return found.choice.useOf.flatMap((user, unit) => (user === rule.index ? [unit] : []));
}

/** The units whose price a rule could change: of a set those of its goods, of a gift what it gives. */
export function wantedUnits({ problem }: Explained, { promotion, units }: Rule): readonly number[] {
  const { benefit } = promotion;
  const lineAt = (unit: number) => problem.lines[problem.lineOf[unit] ?? 0];
  if (benefit.kind === 'bundle') {
    return units.filter((u) => benefit.items.some(({ sku }) => sku === lineAt(u)?.sku));
  }
  if (benefit.kind !== 'gift' && benefit.kind !== 'add_on') return units;
  return [...problem.lineOf.keys()].filter((u) => {
    const line = lineAt(u);
    return (
      line && !line.isPricedByHand && !isMeasured(line) && benefit.reward.skus.includes(line.sku)
    );
  });
}

/** What has a unit so that nothing else can: what uses it, or the exclusive unit price that it takes. */
export function holderOf({ found, problem }: Explained, unit: number): Rule | null {
  const user = problem.rules[found.choice.useOf[unit] ?? -1];
  if (user) return user;
  const offered = problem.rules[found.choice.offerOf[unit] ?? -1];
  return offered?.promotion.isExclusive ? offered : null;
}

/** Whether the rules allow one of the two only: coupons of a type, or two of a group over the same units. */
export function excludes(explained: Explained, taken: Rule, rule: Rule): boolean {
  if (taken === rule) return false;
  const [a, b] = [taken.promotion, rule.promotion];
  if (isSameCoupon(taken, rule)) return true;
  if (b.group === '' || a.group !== b.group || taken.works === 'one_unit') return false;
  const has = new Set(partOf(explained, taken));
  return baseOf(explained, rule).units.some((unit) => has.has(unit));
}

export function isSameCoupon({ promotion: a }: Rule, { promotion: b }: Rule): boolean {
  return (
    a.benefit.kind === 'coupon' &&
    b.benefit.kind === 'coupon' &&
    a.benefit.coupon === b.benefit.coupon
  );
}

/** The units that take part in something taken. */
export function partOf(explained: Explained, taken: Rule): readonly number[] {
  const isWhole = taken.works === 'whole_cart' && !taken.promotion.isExclusive;
  return isWhole ? baseOf(explained, taken).units : usedBy(explained, taken);
}
