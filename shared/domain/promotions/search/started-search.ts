import type { Problem } from '../promotion-problem.ts';
import { clustersOf, slackOf } from './clusters.ts';
import { at } from './number-at.ts';
import { openWorthOf } from './open-worth.ts';
import { startingMembers } from './place-unit.ts';
import type { Goal } from './search-goal.ts';
import { ownWorth, type Structure, standingPrice, structuresOf } from './structures.ts';
import { thinSearch } from './thin-search.ts';
import { twinsOf } from './twins.ts';
import { type PriceQuest, priceUnits, sortUnits } from './unit-market.ts';
import { type Option, optionsOf, promiseOf } from './unit-options.ts';
import type { UseSearch } from './use-search.ts';
import type { Candidate } from './whole-cart-candidates.ts';
import { outlookOf } from './whole-cart-outlook.ts';

/** How often prices of units are moved before the search, and again once a choice is known. */
const FIRST_ROUNDS = 40;
const MORE_ROUNDS = 60;

/** A search with prices of units found for it, and what they were found for. */
export type Start = {
  readonly problem: Problem;
  readonly search: UseSearch;
  readonly quest: PriceQuest;
};

/** A search over what the units do; `leaf`: called when each has its place. */
export function startOf(
  problem: Problem,
  goal: Goal,
  {
    candidates,
    pinned,
    leaf,
  }: {
    readonly candidates: readonly Candidate[];
    readonly pinned: ReadonlySet<number>;
    readonly leaf: (bound: number) => number;
  },
): Start {
  const open = openWorthOf(problem, candidates);
  const outlook = outlookOf(problem, open.others);
  const structures = structuresOf(problem, open);
  const list = Float64Array.from(problem.listOf);
  const own = Float64Array.from(problem.listOf, (_, unit) => ownWorth(problem, open, unit));
  const quest: PriceQuest = {
    structures,
    own,
    list,
    lineOf: Int32Array.from(problem.lineOf),
    lineCount: problem.lines.length,
    start: own,
    fixed: open.rounding + outlook.now,
    known: -1,
    rounds: FIRST_ROUNDS,
  };
  const units = [...list.keys()];
  const areAlike = areUnitsAlike(problem, structures);
  const ownStructures = units.map((unit) =>
    structures.filter((s) => s.units.includes(unit) || s.isCounted[unit] === 1),
  );
  const search: UseSearch = {
    goal,
    structures,
    market: {
      price: own,
      list,
      isFree: new Int32Array(units.length).fill(1),
      holder: new Int32Array(units.length).fill(-1),
      demand: null,
    },
    order: Int32Array.from(units),
    options: units.map((unit) => optionsOf(problem, open, structures, unit)),
    structuresOf: ownStructures,
    kept: ownStructures.map((of) => new Float64Array(of.length)),
    gone: ownStructures.map((of) => new Float64Array(of.length)),
    members: structures.map((structure) => startingMembers(structure, outlook.standing)),
    problem,
    clusters: clustersOf(structures, units.length),
    slack: new Float64Array(units.length),
    twins: twinsOf(problem, structures, pinned),
    settled: structures.map(() => null),
    gains: new Float64Array(structures.length),
    chosen: units.map(() => null),
    setOf: units.map(() => -1),
    leads: new Int32Array(units.length),
    before: Int32Array.from(units, (u) =>
      areAlike && problem.lineOf[u - 1] === problem.lineOf[u] ? u - 1 : -1,
    ),
    outlook,
    leaf,
  };
  return { problem, search: inOrder(atPrices(search, quest)), quest };
}

/** The search with prices found for it, dear units and promising options first. */
function atPrices(search: UseSearch, quest: PriceQuest): UseSearch {
  const { price, likely, work } = priceUnits(quest);
  search.goal.work += work;
  const market = { ...search.market, price };
  const byStructure = new Map(search.structures.map((s, index) => [s, likely[index]]));
  const likelyOf = (s: Structure, unit: number) => byStructure.get(s)?.[unit] ?? 0;
  for (const structure of search.structures) sortUnits(structure, market);
  return {
    ...search,
    market,
    options: search.options.map((options, unit) =>
      options.toSorted(
        (a, b) => promiseOf(b, unit, likelyOf) - promiseOf(a, unit, likelyOf) || a.rank - b.rank,
      ),
    ),
  };
}

function inOrder(search: UseSearch): UseSearch {
  const ordered = { ...search, order: togetherFirst(search) };
  return { ...ordered, slack: slackOf(ordered) };
}

/**
 * First units that can do one thing only, once and for all; then one cluster after the other, so that what a structure gets
 * is soon settled: first those that decide most about what thresholds of the whole cart see. In a cluster by price.
 */
function togetherFirst({ clusters, options, market }: UseSearch): Int32Array {
  const byPrice = (a: number, b: number) => at(market.price, b) - at(market.price, a) || a - b;
  const groups = clusters.map(({ units }) => ({
    units: units.toSorted(byPrice),
    hasChoice: units.some((unit) => (options[unit]?.length ?? 0) > 1),
    range: units.reduce((sum, unit) => sum + openRange(options[unit] ?? [], unit), 0),
  }));
  groups.sort(
    (a, b) =>
      Number(a.hasChoice) - Number(b.hasChoice) ||
      b.range - a.range ||
      byPrice(a.units[0] ?? 0, b.units[0] ?? 0),
  );
  return Int32Array.from(groups.flatMap(({ units }) => units));
}

/** By how much the price can differ at which thresholds see a unit, by what it does. */
function openRange(options: readonly Option[], unit: number): number {
  const seen = options.map(({ isHeld, into, openPrice }) => {
    if (isHeld) return 0;
    return into?.kind === 'nth' ? openPrice - at(into.bonus, unit) : openPrice;
  });
  return seen.length === 0 ? 0 : Math.max(...seen) - Math.min(...seen);
}

/** What is left of a search, with prices that a known choice lets aim better. */
export function betterPriced({ quest }: Start, search: UseSearch): UseSearch {
  const { goal, structures, market } = search;
  const aim = { structures, start: market.price, known: goal.best, rounds: MORE_ROUNDS };
  return inOrder(thinSearch(atPrices(search, { ...quest, ...aim }), quest.fixed));
}

/**
 * Whether units of one line can change places without changing the total by a fen. Not where some of them may take no
 * coupons and so share out unevenly, nor where the place in the line decides which of equally dear lines an N-th
 * item makes cheaper.
 */
function areUnitsAlike(problem: Problem, structures: readonly Structure[]): boolean {
  const isCoupon = problem.rules.some((rule) => rule.promotion.benefit.kind === 'coupon');
  const isRefusing = problem.rules.some(
    (rule) => rule.works !== 'whole_cart' && !rule.promotion.stacksWithCoupons,
  );
  return !(isCoupon && isRefusing) && !structures.some((s) => isTied(problem, s));
}

/** An N-th item that leaves its units open, with lines of one price in its pool. */
function isTied(problem: Problem, structure: Structure): boolean {
  if (structure.kind !== 'nth' || structure.isExclusive) return false;
  const lines = new Set([...structure.units].map((unit) => problem.lineOf[unit] ?? 0));
  const prices = [...lines].flatMap((line) => {
    const unit = problem.lineOf.indexOf(line);
    const free = problem.free[unit]?.map((offer) => offer.priceFen) ?? [];
    return [...new Set([standingPrice(problem, unit), ...free])];
  });
  return new Set(prices).size < prices.length;
}
