import type { Choice } from './pipeline.ts';
import type { PromotionContext } from './promotion-cart.ts';
import type { Problem } from './promotion-problem.ts';
import { type Leaf, leafOf, visitLeaf } from './search/choice-leaf.ts';
import { at } from './search/number-at.ts';
import { openWorthOf } from './search/open-worth.ts';
import type { Goal } from './search/search-goal.ts';
import type { Members } from './search/structure-gain.ts';
import { ownWorth, type Structure, standingPrice, structuresOf } from './search/structures.ts';
import { thinSearch } from './search/thin-search.ts';
import { comesBefore, keyOf, type TieKey } from './search/tie-order.ts';
import { type PriceQuest, priceUnits, sortUnits } from './search/unit-market.ts';
import { type Option, optionsOf, promiseOf } from './search/unit-options.ts';
import { searchUses, type UseSearch } from './search/use-search.ts';
import { candidatesOf } from './search/whole-cart-candidates.ts';
import { emptyGround } from './search/whole-cart-ground.ts';
import { outlookOf } from './search/whole-cart-outlook.ts';
import { type WholeCart, wholeCartOf } from './search/whole-cart-search.ts';

export type Found = {
  readonly choice: Choice;
  readonly isProved: boolean;
  readonly work: number;
  /** Insisted on, but no admissible choice takes them. */
  readonly impossiblePins: ReadonlySet<string>;
};

/** How often prices of units are moved before the search, and again once a choice is known. */
const FIRST_ROUNDS = 40;
const MORE_ROUNDS = 60;

/** Steps after which a search starts again without what the best so far has excluded. */
const TRIALS = [300, 2_000];

/** The part of the work that may go into finding the published first among equally good choices. */
const TIE_SHARE = 0.5;

/**
 * The best choice that takes every pinned promotion. Where none does, pins that no choice takes give way, and of the
 * others the last by id until one exists.
 */
export function searchChoice(problem: Problem, context: PromotionContext): Found {
  const wanted = [...context.pinned].toSorted();
  const known = wanted.filter((id) =>
    problem.rules.some(({ promotion }) => promotion.promotionId === id),
  );
  let work = 0;
  const searched = (pins: readonly string[], isFirstEnough: boolean) => {
    const limit = Math.max(1, context.workLimit - work);
    const found = searchWithPins(problem, pins, { limit, isFirstEnough });
    work += found.work;
    return found;
  };
  let pins: readonly string[] = known;
  let found = searched(pins, false);
  if (!found.choice && pins.length > 1) {
    pins = pins.filter((id) => searched([id], true).choice !== null);
    while (pins.length > 0 && !searched(pins, true).choice) pins = pins.slice(0, -1);
    found = searched(pins, false);
  } else if (!found.choice) {
    pins = [];
    found = searched(pins, false);
  }
  const impossiblePins = new Set(wanted.filter((id) => !pins.includes(id)));
  return { ...found, choice: found.choice ?? plainChoice(problem), work, impossiblePins };
}

function plainChoice({ listOf }: Problem): Choice {
  const none = listOf.map(() => -1);
  return { offerOf: none, useOf: none, setOf: none, taken: new Set() };
}

type Best = { choice: Choice | null; key: TieKey | null };

function searchWithPins(
  problem: Problem,
  pins: readonly string[],
  { limit, isFirstEnough }: { readonly limit: number; readonly isFirstEnough: boolean },
) {
  const goal: Goal = {
    best: -1,
    isTie: false,
    mostTaken: Number.POSITIVE_INFINITY,
    work: 0,
    limit,
    isExhausted: false,
  };
  const pinned = new Set(
    problem.rules.flatMap((r) => (pins.includes(r.promotion.promotionId) ? [r.index] : [])),
  );
  const best: Best = { choice: null, key: null };
  const candidates = candidatesOf(problem);
  const ground = emptyGround(problem.lines.length, problem.unitCount);
  const whole: WholeCart = wholeCartOf(candidates, ground, goal, pinned, (saved, taken) => {
    const rules = taken.map((place) => candidates[place]?.rule.index ?? -1);
    accept({ problem, goal, leaf, pinned, best }, saved, rules);
    if (isFirstEnough && best.choice) goal.isExhausted = true;
  });
  const leaf: Leaf = leafOf(problem, goal, whole);
  const started = startOf(problem, goal, candidates, () => visitLeaf(leaf, search));
  const { fixed } = started.quest;
  let search = started.search;
  goal.limit = Math.min(limit, goal.work + 2 * problem.unitCount + candidates.length + 8);
  searchUses({ ...search, options: search.options.map((list) => list.filter(isAlone)) }, fixed);
  if (best.choice) search = betterPriced(started, thinSearch(search, fixed));
  for (const share of isFirstEnough ? [1] : [...TRIALS, 1]) {
    goal.isExhausted = false;
    goal.limit = share === 1 ? limit : Math.min(limit, goal.work + share);
    searchUses(search, fixed);
    if (!goal.isExhausted) break;
    if (best.choice && share !== 1) search = betterPriced(started, thinSearch(search, fixed));
  }
  const isProved = !goal.isExhausted;
  if (best.choice && isProved && !isFirstEnough) {
    goal.isTie = true;
    best.key = keyOf(problem, best.choice);
    goal.mostTaken = best.key.taken.length;
    goal.limit = goal.work + Math.ceil(limit * TIE_SHARE);
    searchUses(search, fixed);
  }
  return { choice: best.choice, isProved, work: goal.work };
}

type Acceptance = {
  readonly problem: Problem;
  readonly goal: Goal;
  readonly leaf: Leaf;
  readonly pinned: ReadonlySet<number>;
  readonly best: Best;
};

/** Keeps a choice that saves more, or as much and comes first in the published order. */
function accept({ problem, goal, leaf, pinned, best }: Acceptance, saved: number, taken: number[]) {
  const isTaken = (rule: number) =>
    taken.includes(rule) ||
    leaf.useOf.includes(rule) ||
    leaf.offerOf.some((offer, unit) => {
      if (offer >= 0) return offer === rule;
      const isOpen = !problem.rules[leaf.useOf[unit] ?? -1]?.promotion.isExclusive;
      return isOpen && problem.standing[unit]?.rule.index === rule;
    });
  for (const rule of pinned) if (!isTaken(rule)) return;
  const choice = {
    offerOf: [...leaf.offerOf],
    useOf: [...leaf.useOf],
    setOf: [...leaf.setOf],
    taken: new Set(taken),
  };
  if (saved > goal.best) {
    goal.best = saved;
    best.choice = choice;
    best.key = null;
    return;
  }
  if (!best.choice) return;
  best.key ??= keyOf(problem, best.choice);
  const key = keyOf(problem, choice);
  if (!comesBefore(problem, key, best.key)) return;
  best.choice = choice;
  best.key = key;
  if (goal.isTie) goal.mostTaken = key.taken.length;
}

type Start = { readonly problem: Problem; readonly search: UseSearch; readonly quest: PriceQuest };

function startOf(
  problem: Problem,
  goal: Goal,
  candidates: ReturnType<typeof candidatesOf>,
  leaf: () => void,
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
  const ownStructures = units.map((unit) => structures.filter((s) => s.units.includes(unit)));
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
    members: structures.map((): Members => ({ used: 0, count: 0, sum: 0, gain: 0, closers: 0 })),
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
    order: search.order.toSorted((a, b) => at(price, b) - at(price, a) || a - b),
    options: search.options.map((options, unit) =>
      options.toSorted(
        (a, b) => promiseOf(b, unit, likelyOf) - promiseOf(a, unit, likelyOf) || a.rank - b.rank,
      ),
    ),
  };
}

/** What is left of a search, with prices that a known choice lets aim better. */
function betterPriced({ quest }: Start, search: UseSearch): UseSearch {
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

function isAlone(option: Option): boolean {
  return option.into === null;
}
