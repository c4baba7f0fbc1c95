import type { Problem } from '../promotion-problem.ts';
import { at } from './number-at.ts';
import { type OpenWorth, type Structure, standingPrice, worthAt } from './structures.ts';

/** One thing that a unit can do: have a price alone, or go into a structure at a price. */
export type Option = {
  readonly rank: number; // among the options of its line
  /** The free offer it takes, by rule; -1 the standing price, or list price where an exclusive promotion uses it. */
  readonly offer: number;
  readonly price: number;
  /** What thresholds of the whole cart count of it at most, where nothing holds it. */
  readonly openPrice: number;
  readonly isHeld: boolean;
  /** The limited offer that it counts against; `null` where nothing limits it. */
  readonly limited: Structure | null;
  /** What it goes into; `null` alone. */
  readonly into: Structure | null;
  /** What it brings directly; in an N-th item or a cover by how much less than the structure's worth of it. */
  readonly worth: number;
};

/** All options of one unit, what promises most first. Units of one line have the same. */
export function optionsOf(
  problem: Problem,
  open: OpenWorth,
  structures: readonly Structure[],
  unit: number,
): readonly Option[] {
  const list = problem.listOf[unit] ?? 0;
  const limitedBy = (rule: number) =>
    structures.find((s) => s.kind === 'limited' && s.rule.index === rule) ?? null;
  const prices = [
    { offer: -1, price: standingPrice(problem, unit), isHeld: false, limited: null },
    ...(problem.free[unit] ?? []).map(({ rule, priceFen }) => ({
      offer: rule.index,
      price: priceFen,
      isHeld: rule.promotion.isExclusive,
      limited: limitedBy(rule.index),
    })),
  ];
  const alone = prices.map((of) => ({
    ...of,
    openPrice: of.price,
    into: null,
    worth: worthAt(problem, open, { unit, ...of }),
  }));
  const used = structures.flatMap((into) => {
    if (into.kind === 'limited' || !into.units.includes(unit)) return [];
    const at0 = into.isExclusive
      ? [{ offer: -1, price: list, isHeld: true, limited: null }]
      : prices.filter(({ isHeld }) => !isHeld);
    return at0
      .filter(({ price }) => into.kind !== 'reward' || price > rewardPrice(into))
      .map((of) => ({
        ...of,
        openPrice: into.kind === 'reward' ? rewardPrice(into) : of.price,
        into,
        worth: worthIn(problem, open, into, unit, of.price),
      }));
  });
  return [...alone, ...used].map((option, rank) => ({ ...option, rank }));
}

/** What a unit of a structure brings directly at a price. */
function worthIn(
  problem: Problem,
  open: OpenWorth,
  into: Structure,
  unit: number,
  price: number,
): number {
  if (into.kind !== 'nth' || into.isExclusive) return at(into.worth, unit);
  // The structure's worth stands on the best of the open prices: another brings that much less.
  const prices = (problem.free[unit] ?? []).flatMap(({ rule, priceFen }) =>
    rule.promotion.isExclusive ? [] : [priceFen],
  );
  const best = Math.max(
    ...[standingPrice(problem, unit), ...prices].map((p) =>
      worthAt(problem, open, { unit, price: p, isHeld: false }),
    ),
  );
  return at(into.worth, unit) - (best - worthAt(problem, open, { unit, price, isHeld: false }));
}

function rewardPrice({ rule }: Structure): number {
  return rule.promotion.benefit.kind === 'add_on' ? rule.promotion.benefit.priceFen : 0;
}

/** How likely it is that a unit does this in the best choice, by what structures asked for: what is tried first. */
export function promiseOf(
  option: Option,
  unit: number,
  likelyOf: (structure: Structure, unit: number) => number,
): number {
  const { into, limited, worth } = option;
  // Between equally likely ones what brings more goes first.
  const more = worth * 1e-12;
  if (into) return likelyOf(into, unit) + more;
  return (limited ? likelyOf(limited, unit) : ALONE) + more;
}

/** Having its price alone is tried before what is less likely than this. */
const ALONE = 0.3;
