import type { Choice } from '../pipeline.ts';
import type { Problem } from '../promotion-problem.ts';
import type { Leaf } from './choice-leaf.ts';
import type { Goal } from './search-goal.ts';
import { comesBefore, compareTaken, type TieKey } from './tie-order.ts';
import { type Twins, twinsFirst, twinsInOrder } from './twins.ts';

/** The best choice so far, what it takes, and once another costs as much how it stands in the published order. */
export type Best = { choice: Choice | null; taken: readonly number[]; key: TieKey | null };

type Acceptance = {
  readonly problem: Problem;
  readonly goal: Goal;
  readonly leaf: Leaf;
  readonly pinned: ReadonlySet<number>;
  readonly best: Best;
  readonly twins: Twins;
};

/** Keeps a choice that saves more, or as much and comes first in the published order. */
export function keepIfBetter(
  acceptance: Acceptance,
  saved: number,
  taken: readonly number[],
): void {
  const { problem, goal, leaf, pinned, best, twins } = acceptance;
  const rules = rulesTaken(problem, leaf, taken);
  for (const rule of pinned) if (!rules.has(rule)) return;
  const sorted = twinsFirst(twins, rules);
  const choice = {
    offerOf: [...leaf.offerOf],
    useOf: [...leaf.useOf],
    setOf: [...leaf.setOf],
    taken: new Set(taken),
  };
  if (saved > goal.best || !best.choice) {
    goal.best = saved;
    Object.assign(best, { choice, taken: sorted, key: null });
  } else {
    // Most equals lose by what they take: no need to price them to the fen.
    if (pinned.size === 0 && compareTaken(problem, sorted, best.taken) > 0) return;
    if (!best.key) Object.assign(best, twinsInOrder(problem, twins, best.choice));
    const found = twinsInOrder(problem, twins, choice);
    if (best.key && !comesBefore(problem, found.key, best.key)) return;
    Object.assign(best, { ...found, taken: sorted });
  }
  goal.mostTaken = sorted.length;
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

/** The best choice with like N-th items told apart by the published order. */
export function inOrder(problem: Problem, twins: Twins, { choice, key }: Best): Choice | null {
  if (!choice || key || twins.classes.length === 0) return choice;
  return twinsInOrder(problem, twins, choice).choice;
}
