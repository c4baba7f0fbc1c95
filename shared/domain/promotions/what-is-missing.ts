import { fen } from '../../kernel/money.ts';
import { isCoupon } from './pipeline.ts';
import type { NearMiss, OpenReward } from './promotion-cart.ts';
import type { Rule } from './promotion-problem.ts';
import {
  halfUp,
  isWholeCart,
  offWholeCart,
  timesEarned,
  type WholeCartBenefit,
} from './whole-cart.ts';
import type { Explained } from './why-not-taken.ts';

/** What takes part in a whole-cart promotion as things are: its sum, its units, and how many units are open to it. */
export function wholeCartBase(
  { evaluation, found }: Explained,
  rule: Rule,
): { readonly sum: number; readonly count: number; readonly open: number } {
  const { isExclusive } = rule.promotion;
  const isOpen = (unit: number) =>
    isExclusive
      ? found.choice.useOf[unit] === rule.index || !evaluation.isHeld[unit]
      : !evaluation.isHeld[unit] && !(isCoupon(rule) && evaluation.isBarred[unit]);
  const units = rule.units.filter(isOpen);
  const sum = units.reduce((total, unit) => total + (evaluation.activityPrices[unit] ?? 0), 0);
  return { sum, count: units.length, open: units.length };
}

/** How much of a reward is earned, and how many of its goods are in the cart to be had. */
export function rewardOf(
  { evaluation, found, problem }: Explained,
  rule: Rule,
): {
  readonly sum: number;
  readonly count: number;
  readonly earned: number;
  readonly inCart: number;
} {
  const { benefit } = rule.promotion;
  if (benefit.kind !== 'gift' && benefit.kind !== 'add_on') {
    return { sum: 0, count: 0, earned: 0, inCart: 0 };
  }
  const { useOf } = found.choice;
  const counted = rule.units.filter(
    (unit) => !evaluation.isHeld[unit] && useOf[unit] !== rule.index,
  );
  const sum = counted.reduce((total, unit) => total + (evaluation.unitPrices[unit] ?? 0), 0);
  const times = counted.length === 0 ? 0 : timesEarned(benefit.threshold, sum, counted.length);
  const inCart = problem.lineOf.filter((line, unit) => {
    const isReward = benefit.reward.skus.includes(problem.lines[line]?.sku ?? '');
    const isFree = (useOf[unit] ?? -1) < 0 && !evaluation.isHeld[unit];
    return isReward && (useOf[unit] === rule.index || isFree);
  }).length;
  const earned = Math.min(rule.limit, times * benefit.reward.count);
  return { sum, count: counted.length, earned, inCart };
}

/** Rewards that are earned while their goods are not in the cart, or fewer of them. */
export function openRewardsOf(explained: Explained): readonly OpenReward[] {
  return explained.problem.rules.flatMap((rule): OpenReward[] => {
    const { promotion } = rule;
    const { benefit } = promotion;
    if (benefit.kind !== 'gift' && benefit.kind !== 'add_on') return [];
    const { earned, inCart } = rewardOf(explained, rule);
    const count = earned - inCart;
    return count > 0 ? [{ promotion, skus: benefit.reward.skus, count }] : [];
  });
}

/** Thresholds that little is missing to: the next step of each, and what it would give more. The nearest first. */
export function nearMissesOf(explained: Explained): readonly NearMiss[] {
  return explained.problem.rules
    .flatMap((rule) => nearMissOf(explained, rule))
    .toSorted(
      (a, b) =>
        (a.missingUnits ?? 0) - (b.missingUnits ?? 0) ||
        (a.missingFen ?? 0) - (b.missingFen ?? 0) ||
        b.givesFen - a.givesFen ||
        (a.promotion.promotionId < b.promotion.promotionId ? -1 : 1),
    );
}

function nearMissOf(explained: Explained, rule: Rule): readonly NearMiss[] {
  const { promotion } = rule;
  const { benefit } = promotion;
  if (!isWholeCart(benefit)) return [];
  const { sum, count } = wholeCartBase(explained, rule);
  const next = sum > 0 ? nextStep(benefit, sum, count) : null;
  if (!next) return [];
  const now = offWholeCart(benefit, sum, count);
  const isTaken = explained.taken.has(promotion);
  const givesFen = next.off - (isTaken ? now : insteadOf(explained, rule));
  if (givesFen <= 0) return [];
  return [
    {
      promotion,
      missingFen: next.missingFen === null ? null : fen(next.missingFen),
      missingUnits: next.missingUnits,
      givesFen: fen(givesFen),
    },
  ];
}

/** What would have to give way to it: the coupon of its type, or those of its group that share its goods. */
function insteadOf({ evaluation }: Explained, rule: Rule): number {
  const { benefit, group } = rule.promotion;
  let instead = 0;
  for (const { rule: other, off } of evaluation.takings) {
    const { promotion } = other;
    const isSameCoupon =
      benefit.kind === 'coupon' &&
      promotion.benefit.kind === 'coupon' &&
      promotion.benefit.coupon === benefit.coupon;
    const isSameGroup =
      group !== '' && promotion.group === group && other.units.some((u) => rule.units.includes(u));
    if (!isSameCoupon && !isSameGroup) continue;
    for (const amount of off.values()) instead += amount;
  }
  return instead;
}

type Step = {
  readonly missingFen: number | null;
  readonly missingUnits: number | null;
  readonly off: number;
};

/** The next step of a threshold above what there is; `null` where there is none. */
function nextStep(benefit: WholeCartBenefit, sum: number, count: number): Step | null {
  const at = (over: number, off: number): Step | null =>
    over > sum ? { missingFen: over - sum, missingUnits: null, off } : null;
  switch (benefit.kind) {
    case 'threshold_once':
      return at(benefit.overFen, benefit.offFen);
    case 'threshold_each': {
      const over = (Math.floor(sum / benefit.perFen) + 1) * benefit.perFen;
      return at(over, offWholeCart(benefit, over, count));
    }
    case 'threshold_tiered': {
      const above = benefit.tiers.filter((tier) => tier.overFen > sum);
      const next = above.toSorted((a, b) => a.overFen - b.overFen)[0];
      return next ? at(next.overFen, next.offFen) : null;
    }
    case 'threshold_percent': {
      const { overFen, overUnits } = benefit.threshold;
      if (overFen !== null) return at(overFen, offWholeCart(benefit, overFen, count));
      if (overUnits === null || count >= overUnits) return null;
      const off = Math.min(halfUp(sum, benefit.offRate), benefit.capFen ?? sum);
      return { missingFen: null, missingUnits: overUnits - count, off };
    }
    case 'coupon':
      return at(benefit.overFen, offWholeCart(benefit, benefit.overFen, count));
  }
}
