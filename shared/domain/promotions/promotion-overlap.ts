import type { Promotion } from './promotion.ts';
import { type Run, runsOf } from './promotion-hours.ts';
import { byPipeline } from './promotion-problem.ts';
import { isInScope, type ScopedGood } from './promotion-scope.ts';

/** What happens to a unit that two promotions could both have. */
export const MEETINGS = [
  'lower_price', // unit prices do not add up: the lower one holds
  'higher_priority', // unit prices: the one of higher priority holds, lower or not
  'one_set', // a unit is used by one of them, whichever saves the cart more
  'one_of_group', // one of a group, whichever saves the cart more
  'one_coupon', // one coupon of a type an order
  'exclusive', // a unit that takes the exclusive one takes nothing of the other
  'no_coupons', // a unit that takes the one takes no coupon
  'stacks', // both are had, the earlier step first
] as const;
export type Meeting = (typeof MEETINGS)[number];

/** Another promotion that runs on some of the same goods at some of the same time. */
export type Overlap = {
  readonly other: Promotion;
  readonly meeting: Meeting;
  /** Which of the two goes first or wins by the rule alone; `null` where the cart decides. */
  readonly first: 'this' | 'other' | null;
  readonly goodsCount: number;
  readonly run: Run; // the first time at which both run
};

/** How many runs of two promotions are compared: more than any season has days with three windows each. */
const RUNS_COMPARED = 200;

/**
 * Which of the others a promotion meets, those that take something from each other before those that add up.
 * `goods` are the goods that can be in its scope; more than that does no harm.
 */
export function overlapsOf(
  promotion: Promotion,
  others: readonly Promotion[],
  goods: Iterable<ScopedGood>,
): readonly Overlap[] {
  const touched = [...goods].filter((good) => touches(promotion, good));
  return others
    .filter(({ promotionId }) => promotionId !== promotion.promotionId)
    .flatMap((other): Overlap[] => {
      if (!isForSome(promotion, other)) return [];
      const goodsCount = touched.filter((good) => touches(other, good)).length;
      const run = goodsCount === 0 ? null : commonRun(promotion, other);
      if (run === null) return [];
      return [{ other, ...meetingOf(promotion, other), goodsCount, run }];
    })
    .toSorted(
      (a, b) =>
        MEETINGS.indexOf(a.meeting) - MEETINGS.indexOf(b.meeting) ||
        a.run.fromAt - b.run.fromAt ||
        (a.other.promotionId < b.other.promotionId ? -1 : 1),
    );
}

/** Whether a promotion changes the price of a good: a gift and an add-on do so to what they give. */
function touches({ benefit, scope }: Promotion, good: ScopedGood): boolean {
  if (benefit.kind === 'gift' || benefit.kind === 'add_on') {
    return benefit.reward.skus.includes(good.sku);
  }
  const isOfSet = benefit.kind !== 'bundle' || benefit.items.some(({ sku }) => sku === good.sku);
  return isOfSet && isInScope(good, scope);
}

function isForSome(one: Promotion, other: Promotion): boolean {
  const [a, b] = [one.audience, other.audience];
  return (
    meet(a.tiers, b.tiers) && meet(a.storeIds, b.storeIds) && meet(a.registerIds, b.registerIds)
  );
}

/** An empty list is everybody. */
function meet<Member>(a: readonly Member[], b: readonly Member[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((member) => b.includes(member));
}

function commonRun({ window: a }: Promotion, { window: b }: Promotion): Run | null {
  const both = { fromAt: Math.max(a.fromAt, b.fromAt), toAt: Math.min(a.toAt, b.toAt) };
  const theirs = runsOf({ ...b, ...both }, RUNS_COMPARED);
  for (const one of runsOf({ ...a, ...both }, RUNS_COMPARED)) {
    const other = theirs.find((run) => run.fromAt < one.toAt && one.fromAt < run.toAt);
    if (other) {
      const { fromAt, toAt } = one;
      return { fromAt: Math.max(fromAt, other.fromAt), toAt: Math.min(toAt, other.toAt) };
    }
  }
  return null;
}

function meetingOf(one: Promotion, other: Promotion): Pick<Overlap, 'meeting' | 'first'> {
  if (one.layer === 1 && other.layer === 1) {
    if (one.priority === other.priority) return { meeting: 'lower_price', first: null };
    const first = one.priority > other.priority ? 'this' : 'other';
    return { meeting: 'higher_priority', first };
  }
  if (one.isExclusive || other.isExclusive) return { meeting: 'exclusive', first: null };
  if (one.layer === 2 && other.layer === 2) return { meeting: 'one_set', first: null };
  if (one.group !== '' && one.group === other.group) {
    return { meeting: 'one_of_group', first: null };
  }
  const [a, b] = [couponOf(one), couponOf(other)];
  if (a !== null && a === b) return { meeting: 'one_coupon', first: null };
  const isKeptOut =
    (a !== null && !other.stacksWithCoupons) || (b !== null && !one.stacksWithCoupons);
  if (isKeptOut) return { meeting: 'no_coupons', first: null };
  return { meeting: 'stacks', first: byPipeline(one, other) < 0 ? 'this' : 'other' };
}

function couponOf({ benefit }: Promotion): string | null {
  return benefit.kind === 'coupon' ? benefit.coupon : null;
}
