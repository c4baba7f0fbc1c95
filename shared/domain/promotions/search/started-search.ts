import type { Problem } from '../promotion-problem.ts';
import { at } from './number-at.ts';
import { openWorthOf } from './open-worth.ts';
import { startingMembers } from './place-unit.ts';
import type { Goal } from './search-goal.ts';
import { ownWorth, type Structure, standingPrice, structuresOf } from './structures.ts';
import { thinSearch } from './thin-search.ts';
import { twinsOf } from './twins.ts';
import { type PriceQuest, priceUnits, sortUnits } from './unit-market.ts';
import { optionsOf, promiseOf } from './unit-options.ts';
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
    readonly leaf: () => number;
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
  return { problem, search: atPrices(search, quest), quest };
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
    order: togetherFirst(search, price),
    options: search.options.map((options, unit) =>
      options.toSorted(
        (a, b) => promiseOf(b, unit, likelyOf) - promiseOf(a, unit, likelyOf) || a.rank - b.rank,
      ),
    ),
  };
}

/** Units that structures join one after the other, each group and each unit in it by price: what a structure gets is soon settled. */
function togetherFirst({ structuresOf, order }: UseSearch, price: Float64Array): Int32Array {
  const left = new Set(order.toSorted((a, b) => at(price, b) - at(price, a) || a - b));
  const placed: number[] = [];
  for (const first of left) {
    left.delete(first);
    const group = [first];
    for (let i = 0; i < group.length; i++) {
      const joins = (structuresOf[group[i] ?? -1] ?? []).filter((s) => s.kind !== 'limited');
      for (const unit of left) {
        if (!joins.some((s) => structuresOf[unit]?.includes(s))) continue;
        left.delete(unit);
        group.push(unit);
      }
    }
    placed.push(...group.toSorted((a, b) => at(price, b) - at(price, a) || a - b));
  }
  return Int32Array.from(placed);
}

/** What is left of a search, with prices that a known choice lets aim better. */
export function betterPriced({ quest }: Start, search: UseSearch): UseSearch {
  const { goal, structures, market } = search;
  const aim = { structures, start: market.price, known: goal.best, rounds: MORE_ROUNDS };
  return thinSearch(atPrices(search, { ...quest, ...aim }), quest.fixed);
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
