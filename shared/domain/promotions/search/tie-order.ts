import { type Choice, evaluate } from '../pipeline.ts';
import type { Promotion } from '../promotion.ts';
import type { Problem } from '../promotion-problem.ts';

/** What decides between choices that cost the customer the same. */
export type TieKey = {
  /** Rules taken, in the order of the pipeline. */
  readonly taken: readonly number[];
  /** By unit: the rules that took from it, in the order of the pipeline. */
  readonly byUnit: readonly (readonly number[])[];
};

export function keyOf(problem: Problem, choice: Choice): TieKey {
  const { takings } = evaluate(problem, choice);
  return {
    taken: takings.map(({ rule }) => rule.index),
    byUnit: problem.listOf.map((_, unit) =>
      takings.flatMap(({ rule, off }) => (off.has(unit) ? [rule.index] : [])),
    ),
  };
}

/**
 * Whether a choice comes before another that costs the same: fewer promotions, then at the first difference in the
 * order of the pipeline the one that comes first, then the one whose earlier units take the earlier promotions.
 */
export function comesBefore(problem: Problem, a: TieKey, b: TieKey): boolean {
  const byRules = compareTaken(problem, a.taken, b.taken);
  if (byRules !== 0) return byRules < 0;
  for (const [unit, mine] of a.byUnit.entries()) {
    const theirs = b.byUnit[unit] ?? [];
    const difference = compareUnits(problem, mine, theirs);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** By what they take, in the order of the pipeline: fewer promotions first, then the published order. */
export function compareTaken(problem: Problem, a: readonly number[], b: readonly number[]): number {
  return a.length - b.length || compareRules(problem, a, b);
}

/** Which of two units takes the earlier promotions, each given by the rules that took from it. */
export function compareUnits(
  problem: Problem,
  mine: readonly number[],
  theirs: readonly number[],
): number {
  return compareRules(problem, mine, theirs) || theirs.length - mine.length;
}

/** At the first difference of two lists of rules, by index: which comes first in the published order. */
export function compareRules(problem: Problem, a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const mine = problem.rules[a[i] ?? -1]?.promotion;
    const theirs = problem.rules[b[i] ?? -1]?.promotion;
    if (mine && theirs && mine !== theirs) return byPublishedOrder(mine, theirs);
  }
  return 0;
}

/** Earlier layer, higher priority, higher face value, higher threshold, earlier end, smaller id. */
function byPublishedOrder(a: Promotion, b: Promotion): number {
  return (
    a.layer - b.layer ||
    b.priority - a.priority ||
    faceOf(b).off - faceOf(a).off ||
    faceOf(b).over - faceOf(a).over ||
    a.window.toAt - b.window.toAt ||
    (a.promotionId < b.promotionId ? -1 : 1)
  );
}

/** The amount a promotion promises and the amount it asks for; 0 where it promises no amount. */
function faceOf({ benefit }: Promotion): { readonly off: number; readonly over: number } {
  switch (benefit.kind) {
    case 'threshold_once':
    case 'coupon':
      return { off: benefit.offFen ?? 0, over: benefit.overFen };
    case 'threshold_each':
      return { off: benefit.offFen, over: benefit.perFen };
    case 'threshold_tiered': {
      const off = Math.max(0, ...benefit.tiers.map((tier) => tier.offFen));
      return { off, over: Math.max(0, ...benefit.tiers.map((tier) => tier.overFen)) };
    }
    case 'threshold_percent':
    case 'gift':
    case 'add_on':
      return { off: 0, over: benefit.threshold.overFen ?? 0 };
    case 'direct_price':
      return { off: benefit.offFen ?? 0, over: 0 };
    default:
      return { off: 0, over: 0 };
  }
}
