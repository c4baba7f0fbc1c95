import type { PromotionContext, PromotionLine, PromotionOutcome } from './promotion-cart.ts';
import { outcomeOf } from './promotion-outcome.ts';
import { problemOf } from './promotion-problem.ts';
import { earlierUnitsFirst } from './search/unit-order.ts';
import { searchChoice } from './search-choice.ts';

/** Steps that a search may take at a till: a tenth of a second or two where all are used, which one cart in thousands needs. */
export const WORK_LIMIT = 30_000;

/**
 * The smallest total for which the rules allow these lines to be sold, and why: which promotions were taken, what each
 * took off every unit, what was left out and what little is missing to more. Pure; the same lines and context give
 * the same answer in whatever order the promotions come. Lines decide ties of one fen by their order.
 */
export function bestPromotions(
  lines: readonly PromotionLine[],
  context: PromotionContext,
): PromotionOutcome {
  const problem = problemOf(lines, context);
  const found = searchChoice(problem, context);
  const choice = earlierUnitsFirst(problem, found.choice);
  return outcomeOf(problem, context, { ...found, choice });
}
