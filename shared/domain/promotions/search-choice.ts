import type { Choice } from './pipeline.ts';
import type { PromotionContext } from './promotion-cart.ts';
import type { Problem } from './promotion-problem.ts';
import { type Leaf, leafOf, visitLeaf } from './search/choice-leaf.ts';
import { type Cluster, exploreClusters } from './search/clusters.ts';
import { tryFirstChoices } from './search/first-choices.ts';
import type { Goal } from './search/search-goal.ts';
import { betterPriced, startOf } from './search/started-search.ts';
import type { Structure } from './search/structures.ts';
import { thinSearch } from './search/thin-search.ts';
import { comesBefore, compareTaken, type TieKey } from './search/tie-order.ts';
import { type Twins, twinsFirst, twinsInOrder } from './search/twins.ts';
import type { Option } from './search/unit-options.ts';
import { searchUses } from './search/use-search.ts';
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

type Best = { choice: Choice | null; key: TieKey | null };

type Effort = { readonly limit: number; readonly isFirstEnough: boolean };

function searchWithPins(problem: Problem, pins: readonly string[], effort: Effort) {
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
  const best: Best = { choice: null, key: null };
  const candidates = candidatesOf(problem);
  const ground = emptyGround(problem.lines.length, problem.unitCount);
  const whole: WholeCart = wholeCartOf(candidates, ground, goal, pinned, (saved, taken) => {
    const rules = taken.map((place) => candidates[place]?.rule.index ?? -1);
    accept({ problem, goal, leaf, pinned, best, twins: search.twins }, saved, rules);
    if (effort.isFirstEnough && best.choice) goal.isExhausted = true;
  });
  const leaf: Leaf = leafOf(problem, goal, whole);
  const started = startOf(problem, goal, {
    candidates,
    pinned,
    leaf: () => visitLeaf(leaf, search),
  });
  let search = started.search;
  const { fixed } = started.quest;
  const within = (steps: number, over = search) => {
    goal.isExhausted = false;
    goal.limit = goal.work + steps;
    searchUses(over, fixed);
    return !goal.isExhausted;
  };
  const left = () => Math.max(0, effort.limit - goal.work);
  const alone = search.options.map((options) => options.filter(isAlone));
  within(Math.min(left(), 2 * problem.unitCount + candidates.length + 8), {
    ...search,
    options: alone,
  });
  if (effort.isFirstEnough) {
    const isProved = best.choice !== null || within(left());
    return { choice: best.choice, isProved, work: goal.work };
  }
  const lookFor = (look: () => void) => {
    goal.isExhausted = false;
    goal.isTie = false;
    goal.limit = goal.work + Math.min(left(), MOST_FIRST_STEPS);
    look();
    goal.isTie = true;
  };
  const isTaken = ({ rule }: Structure) =>
    best.choice !== null &&
    (best.choice.useOf.includes(rule.index) || best.choice.offerOf.includes(rule.index));
  lookFor(() => exploreClusters(search, CLUSTER_STEPS));
  const aimed = () => (best.choice ? betterPriced(started, thinSearch(search, fixed)) : search);
  let isProved = false;
  for (const steps of [TRIAL_STEPS, effort.limit]) {
    const isLast = steps !== TRIAL_STEPS;
    if (isLast) search = aimed();
    if (isLast || search.clusters.some(isOpen)) {
      lookFor(() => tryFirstChoices(search, started.quest.own, { steps: FIRST_STEPS, isTaken }));
    }
    search = aimed();
    isProved = within(Math.min(left(), steps));
    if (isProved) break;
  }
  if (!isProved) {
    // Too many are as good: that nothing is better may still be proved.
    goal.isTie = false;
    isProved = within(Math.ceil(effort.limit * PROOF_SHARE), thinSearch(search, fixed));
  }
  return { choice: best.choice, isProved, work: goal.work };
}

type Acceptance = {
  readonly problem: Problem;
  readonly goal: Goal;
  readonly leaf: Leaf;
  readonly pinned: ReadonlySet<number>;
  readonly best: Best;
  readonly twins: Twins;
};

/** Keeps a choice that saves more, or as much and comes first in the published order. */
function accept(acceptance: Acceptance, saved: number, taken: readonly number[]): void {
  const { problem, goal, leaf, pinned, best, twins } = acceptance;
  const rules = rulesTaken(problem, leaf, taken);
  for (const rule of pinned) if (!rules.has(rule)) return;
  if (saved <= goal.best && best.key && pinned.size === 0) {
    // Most equals lose by what they take: no need to price them to the fen.
    const order = compareTaken(problem, twinsFirst(twins, rules), best.key.taken);
    if (order > 0) return;
  }
  const found = twinsInOrder(problem, twins, {
    offerOf: [...leaf.offerOf],
    useOf: [...leaf.useOf],
    setOf: [...leaf.setOf],
    taken: new Set(taken),
  });
  if (saved <= goal.best && best.key && !comesBefore(problem, found.key, best.key)) return;
  goal.best = saved;
  best.choice = found.choice;
  best.key = found.key;
  goal.mostTaken = found.key.taken.length;
}

/** Every rule that a choice takes; one that gives nothing may be among them, beside the same choice without it. */
function rulesTaken({ rules, standing }: Problem, leaf: Leaf, taken: readonly number[]) {
  const all = new Set(taken);
  for (const [unit, use] of leaf.useOf.entries()) {
    if (use >= 0) all.add(use);
    if (rules[use]?.promotion.isExclusive) continue;
    const offer = leaf.offerOf[unit] ?? -1;
    const rule = offer >= 0 ? offer : standing[unit]?.rule.index;
    if (rule !== undefined) all.add(rule);
  }
  return all;
}

/** A cluster of which it is not known what it brings at most. */
function isOpen({ structures, most }: Cluster): boolean {
  return structures.length > 0 && most === Number.POSITIVE_INFINITY;
}

function isAlone(option: Option): boolean {
  return option.into === null;
}
