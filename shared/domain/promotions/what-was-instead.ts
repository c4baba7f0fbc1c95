import {
  type Explained,
  excludes,
  holderOf,
  isSameCoupon,
  partOf,
  wantedUnits,
} from './explained.ts';
import { sumOf } from './pipeline.ts';
import type { Rule } from './promotion-problem.ts';
import { isOffered } from './unit-reasons.ts';
import { isWholeCart, offWholeCart } from './whole-cart.ts';
import type { Why } from './why-not-taken.ts';

/** What was taken instead of a rule that lacks nothing, and by which rule the two exclude each other. */
export function clashOf(explained: Explained, rule: Rule): Why {
  const { context, evaluation, found } = explained;
  const others = evaluation.takings.map((taking) => taking.rule);
  const coupon = others.find((other) => isSameCoupon(other, rule));
  if (coupon) return { reason: 'one_coupon', other: coupon.promotion };
  const inGroup = others.find((other) => isOneOfGroup(explained, other, rule));
  if (inGroup) return { reason: 'one_of_group', other: inGroup.promotion };
  const taker = takerOf(explained, rule);
  if (taker) return { reason: 'units_taken', other: taker.promotion };
  const instead = evaluation.takings.find(
    ({ rule: other, off }) =>
      other.works === rule.works && rule.units.some((unit) => off.has(unit)),
  );
  const isInsisted = [...explained.taken].some((one) => context.pinned.has(one.promotionId));
  return {
    reason: found.isProved && !isInsisted ? 'not_best' : 'not_in_choice',
    other: instead?.rule.promotion ?? null,
  };
}

/** Unit prices do not count for groups. */
function isOneOfGroup(explained: Explained, taken: Rule, rule: Rule): boolean {
  if (rule.works === 'whole_cart') return excludes(explained, taken, rule);
  const { group } = rule.promotion;
  if (rule.works === 'one_unit' || taken.works === 'one_unit') return false;
  if (group === '' || taken.promotion.group !== group) return false;
  const part = new Set(partOf(explained, taken));
  return wantedUnits(explained, rule).some((unit) => part.has(unit));
}

/** What has the units without which a rule cannot be had; `null` where the units that are left are enough for it. */
function takerOf(explained: Explained, rule: Rule): Rule | null {
  const { problem } = explained;
  const { isExclusive } = rule.promotion;
  const wanted =
    rule.works === 'one_unit'
      ? rule.units.filter((unit) => isOffered(problem, rule, unit))
      : wantedUnits(explained, rule);
  if (rule.works === 'whole_cart' && !isExclusive) return null;
  const takers = wanted.map((unit) => (isExclusive ? hasPart : hasUnit)(explained, rule, unit));
  const left = wanted.filter((_, place) => takers[place] === null);
  return isEnough(explained, rule, left) ? null : (takers.find((one) => one !== null) ?? null);
}

/** What keeps a unit from a rule that leaves it open: what uses or holds it, or another unit price chosen for it. */
function hasUnit(explained: Explained, rule: Rule, unit: number): Rule | null {
  const { found, problem } = explained;
  if (rule.works !== 'one_unit') return holderOf(explained, unit);
  const user = problem.rules[found.choice.useOf[unit] ?? -1];
  if (user?.promotion.isExclusive) return user;
  return problem.rules[found.choice.offerOf[unit] ?? -1] ?? null;
}

/** What an exclusive rule would take a unit from: whatever took most off it. */
function hasPart(explained: Explained, rule: Rule, unit: number): Rule | null {
  const [first] = explained.evaluation.takings
    .filter(({ off }) => off.has(unit))
    .toSorted(
      (a, b) => (b.off.get(unit) ?? 0) - (a.off.get(unit) ?? 0) || sumOf(b.off) - sumOf(a.off),
    );
  return first?.rule ?? hasUnit(explained, rule, unit);
}

function isEnough({ problem }: Explained, rule: Rule, units: readonly number[]): boolean {
  const { benefit } = rule.promotion;
  if (isWholeCart(benefit)) {
    const sum = units.reduce((total, unit) => total + (problem.listOf[unit] ?? 0), 0);
    return offWholeCart(benefit, sum, units.length) > 0;
  }
  switch (benefit.kind) {
    case 'nth_item':
      return units.length >= benefit.n;
    case 'pick_n':
      return units.length >= benefit.count;
    case 'bundle':
      return benefit.items.every(({ sku, quantity }) => {
        const of = units.filter((unit) => problem.lines[problem.lineOf[unit] ?? 0]?.sku === sku);
        return of.length >= quantity;
      });
    default:
      return units.length > 0;
  }
}
