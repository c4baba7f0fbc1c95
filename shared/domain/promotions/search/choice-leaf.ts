import { type Choice, severalOf, sumOf } from '../pipeline.ts';
import type { Problem } from '../promotion-problem.ts';
import { isWholeCart, offWholeCart, timesEarned } from '../whole-cart.ts';
import { at } from './number-at.ts';
import { type Goal, isHopeless } from './search-goal.ts';
import type { UseSearch } from './use-search.ts';
import { type GroundUnits, layGround } from './whole-cart-ground.ts';
import { searchWholeCart, type WholeCart } from './whole-cart-search.ts';

/** A choice for the units, as the pipeline reads it; the whole-cart part is found on its ground. */
export type Leaf = {
  readonly problem: Problem;
  readonly goal: Goal;
  readonly offerOf: number[];
  readonly useOf: number[];
  readonly setOf: number[];
  readonly units: GroundUnits & { readonly groupOf: string[] };
  /** By unit: the price before several units; what thresholds of rewards count. */
  readonly unitPrices: Float64Array;
  readonly whole: WholeCart;
};

export function leafOf(problem: Problem, goal: Goal, whole: WholeCart): Leaf {
  const { unitCount } = problem;
  return {
    problem,
    goal,
    offerOf: Array.from({ length: unitCount }, () => -1),
    useOf: Array.from({ length: unitCount }, () => -1),
    setOf: Array.from({ length: unitCount }, () => -1),
    units: {
      lineOf: Int32Array.from(problem.lineOf),
      price: new Float64Array(unitCount),
      isHeld: new Int32Array(unitCount),
      isBarred: new Int32Array(unitCount),
      groupOf: Array.from({ length: unitCount }, () => ''),
    },
    unitPrices: new Float64Array(unitCount),
    whole,
  };
}

/**
 * Prices the units as they are placed, and finds the best whole-cart promotions for them. The rule that the rules of
 * promotions do not admit like this, by its index; -1 none.
 */
export function visitLeaf(leaf: Leaf, search: UseSearch): number {
  const { problem, units, whole } = leaf;
  let saved = 0;
  let isUsed = false;
  for (let unit = 0; unit < problem.unitCount; unit++) {
    const option = search.chosen[unit];
    if (!option) return -1;
    leaf.offerOf[unit] = option.offer;
    leaf.useOf[unit] = option.into?.rule.index ?? -1;
    leaf.setOf[unit] = search.setOf[unit] ?? -1;
    isUsed ||= option.into !== null;
    units.price[unit] = option.price;
    leaf.unitPrices[unit] = option.price;
    units.isHeld[unit] = option.isHeld ? 1 : 0;
    const { into } = option;
    const offer = option.offer >= 0 ? problem.rules[option.offer] : problem.standing[unit]?.rule;
    const isOwn = !into?.isExclusive && offer && !offer.promotion.stacksWithCoupons;
    const isUsing = into && !into.rule.promotion.stacksWithCoupons;
    units.isBarred[unit] = isOwn || isUsing ? 1 : 0;
    units.groupOf[unit] = into && !into.isExclusive ? into.rule.promotion.group : '';
    saved += (problem.listOf[unit] ?? 0) - option.price;
  }
  whole.ground.usedCoupons.clear();
  if (isUsed) {
    const used = savedByUses(leaf);
    if (used.wrong >= 0) return used.wrong;
    saved += used.saved;
  }
  if (whole.candidates.length === 0 && isHopeless(leaf.goal, saved)) return -1;
  layGround(whole.ground, units);
  searchWholeCart(whole, saved);
  return -1;
}

/** What promotions of several units and exclusive ones take, and the rule that may not be had like this; -1 none. */
function savedByUses(leaf: Leaf): { readonly saved: number; readonly wrong: number } {
  const { problem, units } = leaf;
  const choice: Choice = { ...leaf, taken: new Set() };
  const takings = severalOf(problem, choice, [...units.price]);
  let saved = 0;
  for (const { rule, off } of takings) {
    if (off.size === 0) return { saved, wrong: rule.index };
    saved += sumOf(off);
    if (rule.promotion.isExclusive) continue;
    for (const [unit, amount] of off) units.price[unit] = at(units.price, unit) - amount;
  }
  for (const index of new Set(leaf.useOf)) {
    if (index < 0) continue;
    const own = isAdmissible(leaf, index, takings.find(({ rule }) => rule.index === index)?.off);
    if (own === null) return { saved, wrong: index };
    saved += own;
  }
  return { saved, wrong: -1 };
}

/** What an exclusive whole-cart rule saves, 0 for others; `null` where it may not be had like this. */
function isAdmissible(
  leaf: Leaf,
  index: number,
  off: ReadonlyMap<number, number> | undefined,
): number | null {
  const { problem, useOf } = leaf;
  const rule = problem.rules[index];
  if (!rule) return null;
  const { benefit } = rule.promotion;
  if (isWholeCart(benefit)) return savedByCover(leaf, index);
  if (!off) return null;
  const used = useOf.flatMap((user, unit) => (user === index ? [unit] : []));
  if (benefit.kind === 'pick_n' || benefit.kind === 'bundle') {
    return used.every((unit) => off.has(unit)) ? 0 : null;
  }
  if (benefit.kind === 'nth_item') return isWholePool(leaf, rule.units) ? 0 : null;
  if (benefit.kind !== 'gift' && benefit.kind !== 'add_on') return 0;
  const [sum, count] = qualifying(leaf, index);
  const earned =
    count === 0 ? 0 : timesEarned(benefit.threshold, sum, count) * benefit.reward.count;
  return used.length <= Math.min(rule.limit, earned) ? 0 : null;
}

/** Whether nothing is left out of an N-th item: whoever could be in it is, or is used or held by something else. */
function isWholePool({ useOf, units }: Leaf, pool: readonly number[]): boolean {
  return pool.every((unit) => (useOf[unit] ?? -1) >= 0 || at(units.isHeld, unit) === 1);
}

/** What counts for a reward: eligible units that nothing holds and that are not rewarded themselves. */
function qualifying(leaf: Leaf, index: number): readonly [number, number] {
  const { problem, units, useOf } = leaf;
  let [sum, count] = [0, 0];
  for (const unit of problem.rules[index]?.units ?? []) {
    if (at(units.isHeld, unit) === 1 || useOf[unit] === index) continue;
    sum += at(leaf.unitPrices, unit);
    count += 1;
  }
  return [sum, count];
}

function savedByCover(leaf: Leaf, index: number): number | null {
  const { problem, useOf, whole } = leaf;
  const { benefit } = problem.rules[index]?.promotion ?? {};
  if (!benefit || !isWholeCart(benefit)) return null;
  if (benefit.kind === 'coupon') {
    if (whole.ground.usedCoupons.has(benefit.coupon)) return null;
    whole.ground.usedCoupons.add(benefit.coupon);
  }
  let [sum, count] = [0, 0];
  for (const [unit, user] of useOf.entries()) {
    if (user !== index) continue;
    sum += problem.listOf[unit] ?? 0;
    count += 1;
  }
  const off = offWholeCart(benefit, sum, count);
  return off > 0 ? Math.min(off, sum) : null;
}
