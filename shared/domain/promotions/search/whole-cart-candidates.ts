import type { Problem, Rule } from '../promotion-problem.ts';
import { isWholeCart, offWholeCart, type WholeCartBenefit } from '../whole-cart.ts';

/** A promotion of the whole cart that is not exclusive: all open units of its lines take part. */
export type Candidate = {
  readonly place: number; // among the candidates, in the order of the pipeline
  readonly rule: Rule;
  readonly benefit: WholeCartBenefit;
  readonly lines: Int32Array;
  readonly isRunning: boolean;
  readonly isCoupon: boolean;
  /** Neither layer 4 nor 6, and what it covers takes no coupon. */
  readonly isRefusing: boolean;
  readonly group: string;
  /** 'shop', 'category', 'platform', or none. */
  readonly coupon: string;
  /** Places of those that it may exclude: of its group, or coupons of its type. */
  readonly rivals: readonly number[];
};

export function candidatesOf(problem: Problem): readonly Candidate[] {
  const all = problem.rules
    .flatMap((rule) => {
      const { benefit } = rule.promotion;
      const isOne = isWholeCart(benefit) && !rule.promotion.isExclusive && rule.units.length > 0;
      return isOne ? [{ rule, benefit }] : [];
    })
    .map(({ rule, benefit }, place) => ({
      place,
      rule,
      benefit,
      lines: Int32Array.from(new Set(rule.units.map((unit) => problem.lineOf[unit] ?? 0))),
      isRunning: rule.promotion.basis === 'running',
      isCoupon: benefit.kind === 'coupon',
      isRefusing: benefit.kind !== 'coupon' && !rule.promotion.stacksWithCoupons,
      group: rule.promotion.group,
      coupon: benefit.kind === 'coupon' ? benefit.coupon : '',
    }));
  return all.map((candidate) => ({
    ...candidate,
    rivals: all.filter((other) => areRivals(candidate, other)).map(({ place }) => place),
  }));
}

function areRivals(a: Omit<Candidate, 'rivals'>, b: Omit<Candidate, 'rivals'>): boolean {
  if (a.place === b.place) return false;
  return (a.coupon !== '' && a.coupon === b.coupon) || (a.group !== '' && a.group === b.group);
}

/** The most that a benefit gives for any sum up to `sumFen` and any number of units up to `unitCount`. */
export function mostOff(benefit: WholeCartBenefit, sumFen: number, unitCount: number): number {
  if (benefit.kind !== 'threshold_tiered') return offWholeCart(benefit, sumFen, unitCount);
  let most = 0;
  for (const { overFen, offFen } of benefit.tiers) {
    if (overFen <= sumFen && offFen > most) most = offFen;
  }
  return sumFen > 0 ? most : 0;
}

/** The rate that a benefit takes of whatever takes part, where a line through zero bounds it well; 0 elsewhere. */
export function rateOf(benefit: WholeCartBenefit, sumFen: number): number {
  const isRate =
    benefit.kind === 'threshold_percent' || (benefit.kind === 'coupon' && benefit.offFen === null);
  if (!isRate) return 0;
  const rate = (benefit.offRate ?? 0) / 10_000;
  return benefit.capFen !== null && benefit.capFen <= rate * sumFen ? 0 : rate;
}
