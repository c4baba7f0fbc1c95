/** What a search has to beat, how much it may still do, and what it has found: shared by all its parts. */
export type Goal = {
  /** Saving of the best choice so far; -1 before the first. */
  best: number;
  /** Whether choices as good as the best are looked at too, to find the published first among them. */
  isTie: boolean;
  /** How many promotions the best choice takes: of those as good none with more is wanted. */
  mostTaken: number;
  work: number;
  limit: number;
  isExhausted: boolean;
};

/** The least saving that is worth going on for. */
export function needed(goal: Goal): number {
  return goal.isTie ? goal.best : goal.best + 1;
}

/** Whether nothing below a bound can be worth it; bounds are sums of fractions, hence the hair's breadth. */
export function isHopeless(goal: Goal, bound: number): boolean {
  return bound + 1e-6 < needed(goal);
}

/** Whether nothing below a bound is better than the best, though it may be as good. */
export function isNoBetter(goal: Goal, bound: number): boolean {
  return bound + 1e-6 < goal.best + 1;
}

/** Counts one step; `false` when there are none left. */
export function mayStep(goal: Goal): boolean {
  goal.work += 1;
  if (goal.work > goal.limit) goal.isExhausted = true;
  return !goal.isExhausted;
}
