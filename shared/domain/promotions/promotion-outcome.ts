import { fen } from '../../kernel/money.ts';
import { nearMissesOf } from './near-misses.ts';
import { type Evaluation, evaluate, sumOf } from './pipeline.ts';
import type {
  PromotedLine,
  PromotionContext,
  PromotionOutcome,
  PromotionShare,
  TakenPromotion,
} from './promotion-cart.ts';
import type { Problem } from './promotion-problem.ts';
import type { Found } from './search-choice.ts';
import { openRewardsOf } from './what-is-missing.ts';
import { notTakenOf } from './why-not-taken.ts';

/** Puts a found choice into words: what each line pays, what was taken, and what was not. */
export function outcomeOf(
  problem: Problem,
  context: PromotionContext,
  found: Found,
): PromotionOutcome {
  const evaluation = evaluate(problem, found.choice);
  const taken = new Set(evaluation.takings.map(({ rule }) => rule.promotion));
  const explained = { problem, context, found, evaluation, taken };
  return {
    lines: linesOf(problem, evaluation),
    taken: takenOf(evaluation),
    notTaken: notTakenOf(explained),
    nearMisses: nearMissesOf(explained),
    openRewards: openRewardsOf(explained),
    netFen: fen(evaluation.netFen),
    isProved: found.isProved,
    work: found.work,
  };
}

function linesOf(problem: Problem, evaluation: Evaluation): readonly PromotedLine[] {
  let first = 0;
  return problem.lines.map((line) => {
    const units = Array.from({ length: line.unitCount }, (_, place) => first + place);
    first += line.unitCount;
    const shares = evaluation.takings.flatMap(({ rule, off }): PromotionShare[] => {
      if (!units.some((unit) => off.has(unit))) return [];
      const unitShares = units.map((unit) => fen(off.get(unit) ?? 0));
      const amountFen = fen(unitShares.reduce((a: number, b) => a + b, 0));
      return [{ promotion: rule.promotion, amountFen, unitShares }];
    });
    const unitNets = units.map((unit) => fen(evaluation.nets[unit] ?? 0));
    return { lineId: line.lineId, unitListFen: line.unitListFen, shares, unitNets };
  });
}

function takenOf(evaluation: Evaluation): readonly TakenPromotion[] {
  return evaluation.takings.map(({ rule, off, forfeitedFen, times }) => ({
    promotion: rule.promotion,
    amountFen: fen(sumOf(off)),
    forfeitedFen: fen(forfeitedFen),
    times,
  }));
}
