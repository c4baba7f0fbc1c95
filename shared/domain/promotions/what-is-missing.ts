import { type Explained, holderOf, usedBy, wantedUnits } from './explained.ts';
import type { OpenReward } from './promotion-cart.ts';
import type { Rule } from './promotion-problem.ts';
import { openPrice } from './unit-reasons.ts';
import { timesEarned } from './whole-cart.ts';

/** How much of a reward is earned, and how many of its goods in the cart can be had for it. */
export type RewardState = {
  /** What counts towards its threshold. */
  readonly sum: number;
  readonly count: number;
  readonly earned: number;
  readonly available: number;
  /** Whether some could be had if nothing else had any of them. */
  readonly isInCart: boolean;
};

/** A reward as things are. Goods that are rewarded no longer count towards the threshold that earns them. */
export function rewardOf(explained: Explained, rule: Rule): RewardState {
  const { evaluation, found } = explained;
  const counted = rule.units.filter(
    (unit) => !evaluation.isHeld[unit] && found.choice.useOf[unit] !== rule.index,
  );
  const sum = counted.reduce((total, unit) => total + (evaluation.unitPrices[unit] ?? 0), 0);
  const used = usedBy(explained, rule);
  const goods = cheaperGoods(explained, rule).filter((unit) => !used.includes(unit));
  const open = goods.filter((unit) => holderOf(explained, unit) === null);
  const all = { counted, sum, used: used.length };
  return {
    ...{ sum, count: counted.length },
    earned: earnedBy(rule, sum, counted.length),
    available: most(explained, rule, open, all),
    isInCart: most(explained, rule, goods, all) > 0,
  };
}

type Counted = {
  readonly counted: readonly number[];
  readonly sum: number;
  readonly used: number;
};

/** How many units, beside those rewarded already, can be rewarded before the threshold no longer earns them. */
function most(
  { evaluation }: Explained,
  rule: Rule,
  goods: readonly number[],
  { counted, sum, used }: Counted,
): number {
  const price = (unit: number) => evaluation.unitPrices[unit] ?? 0;
  // Those first that the threshold does without, then the cheapest.
  const weight = (unit: number) => (counted.includes(unit) ? price(unit) + 1 : 0);
  let left = { sum, count: counted.length };
  let rewarded = used;
  for (const unit of goods.toSorted((a, b) => weight(a) - weight(b) || a - b)) {
    if (counted.includes(unit)) left = { sum: left.sum - price(unit), count: left.count - 1 };
    if (earnedBy(rule, left.sum, left.count) <= rewarded) break;
    rewarded += 1;
  }
  return rewarded;
}

function earnedBy({ limit, promotion }: Rule, sum: number, count: number): number {
  const { benefit } = promotion;
  if ((benefit.kind !== 'gift' && benefit.kind !== 'add_on') || count === 0) return 0;
  return Math.min(limit, timesEarned(benefit.threshold, sum, count) * benefit.reward.count);
}

/** Goods of a reward in the cart that would be cheaper as a reward. */
function cheaperGoods(explained: Explained, rule: Rule): readonly number[] {
  const { listOf } = explained.problem;
  const { benefit, isExclusive } = rule.promotion;
  const price = benefit.kind === 'add_on' ? benefit.priceFen : 0;
  return wantedUnits(explained, rule).filter(
    (unit) => (isExclusive ? (listOf[unit] ?? 0) : openPrice(explained, unit)) > price,
  );
}

/** Rewards that are earned while their goods are not in the cart, or fewer of them. */
export function openRewardsOf(explained: Explained): readonly OpenReward[] {
  return explained.problem.rules.flatMap((rule): OpenReward[] => {
    const { promotion } = rule;
    const { benefit } = promotion;
    if (benefit.kind !== 'gift' && benefit.kind !== 'add_on') return [];
    const { earned, available } = rewardOf(explained, rule);
    const count = earned - available;
    return count > 0 ? [{ promotion, skus: benefit.reward.skus, count }] : [];
  });
}
