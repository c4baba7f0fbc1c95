import type { Choice } from './pipeline.ts';
import type { PromotionContext } from './promotion-cart.ts';
import type { Problem } from './promotion-problem.ts';
import { type Leaf, leafOf, visitLeaf } from './search/choice-leaf.ts';
import { type Cluster, exploreClusters } from './search/clusters.ts';
import { tryFirstChoices } from './search/first-choices.ts';
import { type Best, inOrder, keepIfBetter } from './search/kept-choice.ts';
import type { Goal } from './search/search-goal.ts';
import { betterPriced, type Start, startOf } from './search/started-search.ts';
import type { Structure } from './search/structures.ts';
import { thinSearch } from './search/thin-search.ts';
import { searchUses, type UseSearch } from './search/use-search.ts';
import { candidatesOf } from './search/whole-cart-candidates.ts';
import { emptyGround } from './search/whole-cart-ground.ts';
import { type WholeCart, wholeCartOf } from './search/whole-cart-search.ts';

export type Found = {
  readonly choice: Choice;
  readonly isProved: boolean;
  readonly work: number;
  /** Insisted on, but no admissible choice takes them. */
  readonly impossiblePins: ReadonlySet<string>;
};

/** Steps that may go into what one cluster brings by itself. */
const CLUSTER_STEPS = 400;

/** Steps that may go into finding a good choice before the search. */
const FIRST_STEPS = 600;
/** The same with the steps that its promotions of the whole cart take. */
const MOST_FIRST_STEPS = 2_000;

/** Steps after which a search starts again without what the best so far has excluded. */
const TRIAL_STEPS = 300;

/** The part of the work that may be added to prove that nothing is better, once too many choices are as good. */
const PROOF_SHARE = 0.5;

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

type Effort = { readonly limit: number; readonly isFirstEnough: boolean };

/** One search, from the first choice to the proof. */
type Quest = {
  readonly problem: Problem;
  readonly effort: Effort;
  readonly goal: Goal;
  readonly best: Best;
  readonly started: Start;
  /** What is left of the search. */
  search: UseSearch;
};

function searchWithPins(problem: Problem, pins: readonly string[], effort: Effort) {
  const quest = questOf(problem, pins, effort);
  const { best, goal, started } = quest;
  placeAlone(quest);
  if (effort.isFirstEnough) {
    const isProved = best.choice !== null || within(quest, left(quest));
    return { choice: best.choice, isProved, work: goal.work };
  }
  const isProved = searchInRounds(quest) || proveAlone(quest);
  return { choice: inOrder(problem, started.search.twins, best), isProved, work: goal.work };
}

function questOf(problem: Problem, pins: readonly string[], effort: Effort): Quest {
  const goal: Goal = {
    best: -1,
    isTie: false,
    mostTaken: Number.POSITIVE_INFINITY,
    work: 0,
    limit: effort.limit,
    isExhausted: false,
  };
  const pinned = new Set(
    problem.rules.flatMap((r) => (pins.includes(r.promotion.promotionId) ? [r.index] : [])),
  );
  const best: Best = { choice: null, taken: [], key: null };
  const candidates = candidatesOf(problem);
  const ground = emptyGround(problem.lines.length, problem.unitCount);
  const whole: WholeCart = wholeCartOf(candidates, ground, goal, pinned, (saved, taken) => {
    const rules = taken.map((place) => candidates[place]?.rule.index ?? -1);
    const { twins } = started.search;
    keepIfBetter({ problem, goal, leaf, pinned, best, twins }, saved, rules);
    if (effort.isFirstEnough && best.choice) goal.isExhausted = true;
  });
  const leaf: Leaf = leafOf(problem, goal, whole);
  const started: Start = startOf(problem, goal, {
    candidates,
    pinned,
    leaf: () => visitLeaf(leaf, started.search),
  });
  return { problem, effort, goal, best, started, search: started.search };
}

/** Searches with so many steps more; whether it came to its end. */
function within({ goal, search, started }: Quest, steps: number, over = search): boolean {
  goal.isExhausted = false;
  goal.limit = goal.work + steps;
  searchUses(over, started.quest.fixed);
  return !goal.isExhausted;
}

function left({ effort, goal }: Quest): number {
  return Math.max(0, effort.limit - goal.work);
}

/** The choice in which nothing of several units is used, for a start. */
function placeAlone(quest: Quest): void {
  const { problem, search } = quest;
  const options = search.options.map((of) => of.filter(({ into }) => into === null));
  const whole = problem.rules.filter(({ works }) => works === 'whole_cart').length;
  const steps = 2 * problem.unitCount + whole + 8;
  within(quest, Math.min(left(quest), steps), { ...search, options });
}

/** Looks for good choices, then searches; a first search stops early, as a second one does better with what it found. */
function searchInRounds(quest: Quest): boolean {
  const { best, effort, started } = quest;
  const isTaken = ({ rule }: Structure) =>
    best.choice !== null &&
    (best.choice.useOf.includes(rule.index) || best.choice.offerOf.includes(rule.index));
  const look = { steps: FIRST_STEPS, isTaken };
  lookFor(quest, () => exploreClusters(quest.search, CLUSTER_STEPS));
  for (const steps of [TRIAL_STEPS, effort.limit]) {
    const isLast = steps !== TRIAL_STEPS;
    if (isLast) quest.search = aimed(quest);
    if (isLast || quest.search.clusters.some(isOpen)) {
      lookFor(quest, () => tryFirstChoices(quest.search, started.quest.own, look));
    }
    quest.search = aimed(quest);
    if (within(quest, Math.min(left(quest), steps))) return true;
  }
  return false;
}

function lookFor(quest: Quest, look: () => void): void {
  const { goal } = quest;
  goal.isExhausted = false;
  goal.isTie = false;
  goal.limit = goal.work + Math.min(left(quest), MOST_FIRST_STEPS);
  look();
  goal.isTie = true;
}

/** What is left of the search with what is known, at better prices. */
function aimed({ best, search, started }: Quest): UseSearch {
  return best.choice ? betterPriced(started, thinSearch(search, started.quest.fixed)) : search;
}

/** Too many may be as good: that nothing is better may still be proved. */
function proveAlone(quest: Quest): boolean {
  const { goal, effort, search, started } = quest;
  goal.isTie = false;
  const steps = Math.ceil(effort.limit * PROOF_SHARE);
  return within(quest, steps, thinSearch(search, started.quest.fixed));
}

/** A cluster of which it is not known what it brings at most. */
function isOpen({ structures, most }: Cluster): boolean {
  return structures.length > 0 && most === Number.POSITIVE_INFINITY;
}
