import type { Benefit, Threshold } from '../promotion.ts';
import { isMeasured, type Problem, type Rule } from '../promotion-problem.ts';
import { isWholeCart, timesEarned } from '../whole-cart.ts';
import { type CoverShape, coverShape } from './cover-shape.ts';
import type { Candidate } from './whole-cart-candidates.ts';

/**
 * Something that units may go into instead of simply having their price: a limited unit price, a reward, a set for one
 * price, an N-th item, or an exclusive promotion of the whole cart. `worth` is the most that a unit in it can bring
 * by itself, `fixed` what a set brings beside its units.
 */
export type Structure = {
  readonly place: number;
  readonly rule: Rule;
  readonly kind: 'limited' | 'reward' | 'pick' | 'bundle' | 'nth' | 'cover';
  /** Units that may go in; sorted anew whenever the prices of units change: the most promising first. */
  units: Int32Array;
  readonly worth: Float64Array; // by unit of the cart
  /** Of an N-th item: by how much a unit is cheaper if it is one of those. */
  readonly bonus: Float64Array;
  /** How many units, or sets, it may have at most. */
  readonly most: number;
  readonly fixed: number;
  /** Of a pick: units a set. Of an N-th item: n. */
  readonly size: number;
  readonly items: readonly { readonly quantity: number; readonly units: Int32Array }[];
  readonly cover: CoverShape | null;
  /** Of a reward, by unit: 1 where it counts for the threshold. */
  readonly isCounted: Uint8Array;
  readonly isExclusive: boolean;
};

/**
 * What an open unit still brings to whole-cart promotions that are rates: at most `rateOf[unit]` of its price, and
 * `rounding` fen in all. `others` are those that it does not answer for.
 */
export type OpenWorth = {
  readonly rateOf: Float64Array;
  readonly rounding: number;
  readonly others: readonly Candidate[];
};

/** What a unit brings at a price: what it saves, and what the rest of the cart can still save on it. */
export function worthAt(
  problem: Problem,
  open: OpenWorth,
  at: { readonly unit: number; readonly price: number; readonly isHeld: boolean },
): number {
  const saved = (problem.listOf[at.unit] ?? 0) - at.price;
  return at.isHeld ? saved : saved + (open.rateOf[at.unit] ?? 0) * at.price;
}

export function structuresOf(problem: Problem, open: OpenWorth): readonly Structure[] {
  return problem.rules
    .flatMap((rule) => structureOf(problem, open, rule))
    .map((structure, place) => ({ ...structure, place }));
}

function structureOf(problem: Problem, open: OpenWorth, rule: Rule): readonly Structure[] {
  const { benefit, isExclusive } = rule.promotion;
  const plain = {
    place: 0,
    rule,
    most: rule.limit,
    fixed: 0,
    size: 1,
    items: [],
    bonus: NONE,
    cover: null,
    isCounted: NO_FLAGS,
    isExclusive,
  };
  const worth = new Float64Array(problem.unitCount);
  if (rule.works === 'one_unit') {
    if (!Number.isFinite(rule.limit)) return [];
    const units = rule.units.filter((u) => problem.free[u]?.some((offer) => offer.rule === rule));
    for (const unit of units) {
      const price = problem.free[unit]?.find((offer) => offer.rule === rule)?.priceFen ?? 0;
      worth[unit] = worthAt(problem, open, { unit, price, isHeld: isExclusive });
    }
    return filled({ ...plain, kind: 'limited', units: Int32Array.from(units), worth });
  }
  if (isWholeCart(benefit)) {
    if (!isExclusive) return [];
    const units = Int32Array.from(rule.units);
    const sum = rule.units.reduce((total, unit) => total + (problem.listOf[unit] ?? 0), 0);
    return filled({ ...plain, kind: 'cover', units, worth, cover: coverShape(benefit, sum) });
  }
  switch (benefit.kind) {
    case 'gift':
    case 'add_on':
      return rewardOf(problem, open, { ...plain, kind: 'reward', worth }, benefit);
    case 'nth_item':
      return nthOf(problem, open, { ...plain, kind: 'nth', worth }, benefit);
    case 'pick_n':
    case 'bundle':
      return setOf(problem, open, { ...plain, worth }, benefit);
    default:
      return [];
  }
}

const NONE = new Float64Array();
const NO_FLAGS = new Uint8Array();

type Started = Omit<Structure, 'units'>;

function filled(structure: Structure): readonly Structure[] {
  return structure.units.length > 0 ? [structure] : [];
}

/** Goods that can be had for the reward's price: at most as often as the threshold can be reached at all. */
function rewardOf(
  problem: Problem,
  open: OpenWorth,
  started: Started,
  benefit: Extract<Benefit, { kind: 'gift' | 'add_on' }>,
): readonly Structure[] {
  const { rule, worth } = started;
  const { reward, threshold } = benefit;
  const price = benefit.kind === 'gift' ? 0 : benefit.priceFen;
  const units = problem.listOf.flatMap((list, unit) => {
    const line = problem.lines[problem.lineOf[unit] ?? 0];
    const isWhole = line && !line.isPricedByHand && !isMeasured(line);
    const isOne = isWhole && reward.skus.includes(line.sku);
    return isOne && list > price && mayBeEarned(problem, rule, threshold, unit) ? [unit] : [];
  });
  for (const unit of units) {
    worth[unit] = worthAt(problem, open, { unit, price, isHeld: started.isExclusive });
  }
  const sum = rule.units.reduce((total, unit) => total + (problem.listOf[unit] ?? 0), 0);
  const earned = timesEarned(threshold, sum, rule.units.length) * reward.count;
  const most = rule.units.length === 0 ? 0 : Math.min(rule.limit, earned);
  const isCounted = new Uint8Array(problem.unitCount);
  for (const unit of rule.units) isCounted[unit] = 1;
  return most > 0 ? filled({ ...started, units: Int32Array.from(units), most, isCounted }) : [];
}

/** Whether the threshold can be reached by units other than the one that is rewarded. */
function mayBeEarned(problem: Problem, { units }: Rule, threshold: Threshold, rewarded: number) {
  const others = units.filter((unit) => unit !== rewarded);
  const sum = others.reduce((total, unit) => total + standingPrice(problem, unit), 0);
  return others.length > 0 && timesEarned(threshold, sum, others.length) > 0;
}

/** A member of an N-th item brings what it brings alone, and the bonus if it is among the cheapest. */
function nthOf(
  problem: Problem,
  open: OpenWorth,
  started: Started,
  benefit: Extract<Benefit, { kind: 'nth_item' }>,
): readonly Structure[] {
  const { rule, worth, isExclusive } = started;
  if (rule.units.length < benefit.n) return [];
  const rates = rule.units.map((unit) => (isExclusive ? 0 : (open.rateOf[unit] ?? 0)));
  const kept = 1 - Math.min(...rates);
  const rate = (kept * benefit.offRate) / 10_000;
  const bonus = new Float64Array(problem.unitCount);
  const priceOf = (unit: number) =>
    isExclusive ? (problem.listOf[unit] ?? 0) : standingPrice(problem, unit);
  for (const unit of rule.units) {
    worth[unit] = isExclusive ? 0 : bestOpenWorth(problem, open, unit);
    bonus[unit] = rate * priceOf(unit) + 0.5;
  }
  // The order in which the N-th item looks at them: the cheapest first.
  const units = Int32Array.from(rule.units.toSorted((a, b) => priceOf(a) - priceOf(b) || a - b));
  return filled({ ...started, units, bonus, size: benefit.n });
}

function setOf(
  problem: Problem,
  open: OpenWorth,
  started: Omit<Started, 'kind'>,
  benefit: Extract<Benefit, { kind: 'pick_n' | 'bundle' }>,
): readonly Structure[] {
  const { rule, worth, isExclusive } = started;
  const items =
    benefit.kind === 'pick_n'
      ? []
      : benefit.items.map(({ sku, quantity }) => ({
          quantity,
          units: Int32Array.from(rule.units.filter((u) => skuOf(problem, u) === sku)),
        }));
  if (items.some(({ quantity, units }) => units.length < quantity)) return [];
  const units =
    benefit.kind === 'pick_n'
      ? rule.units
      : rule.units.filter((u) => items.some((i) => i.units.includes(u)));
  if (benefit.kind === 'pick_n' && units.length < benefit.count) return [];
  for (const unit of units) worth[unit] = problem.listOf[unit] ?? 0;
  const rate = isExclusive ? 0 : Math.max(0, ...units.map((unit) => open.rateOf[unit] ?? 0));
  return filled({
    ...started,
    kind: benefit.kind === 'pick_n' ? 'pick' : 'bundle',
    units: Int32Array.from(units),
    fixed: (rate - 1) * benefit.priceFen,
    size: benefit.kind === 'pick_n' ? benefit.count : items.reduce((n, i) => n + i.quantity, 0),
    items,
  });
}

function skuOf(problem: Problem, unit: number): string {
  return problem.lines[problem.lineOf[unit] ?? 0]?.sku ?? '';
}

/** What a unit costs if it takes no free offer. */
export function standingPrice(problem: Problem, unit: number): number {
  return problem.standing[unit]?.priceFen ?? problem.listOf[unit] ?? 0;
}

/** The most that a unit brings under a price that leaves it open to more. */
function bestOpenWorth(problem: Problem, open: OpenWorth, unit: number): number {
  const prices = (problem.free[unit] ?? []).flatMap(({ rule, priceFen }) =>
    rule.promotion.isExclusive ? [] : [priceFen],
  );
  return Math.max(
    ...[standingPrice(problem, unit), ...prices].map((price) =>
      worthAt(problem, open, { unit, price, isHeld: false }),
    ),
  );
}

/** The most that a unit brings alone, under prices that nothing limits. */
export function ownWorth(problem: Problem, open: OpenWorth, unit: number): number {
  const standing = worthAt(problem, open, {
    unit,
    price: standingPrice(problem, unit),
    isHeld: false,
  });
  const free = (problem.free[unit] ?? []).filter(({ rule }) => !Number.isFinite(rule.limit));
  return Math.max(
    standing,
    ...free.map(({ rule, priceFen }) =>
      worthAt(problem, open, { unit, price: priceFen, isHeld: rule.promotion.isExclusive }),
    ),
  );
}
