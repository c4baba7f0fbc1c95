import type {
  PromotionContext,
  PromotionLine,
  PromotionOutcome,
} from '../../shared/domain/promotions/promotion-cart.ts';
import { bestChoice, isAdmissible } from './best-choice.ts';
import { at, type OracleCart } from './rule-arithmetic.ts';

export type Solve = (
  lines: readonly PromotionLine[],
  context: PromotionContext,
) => PromotionOutcome;

/** What is wrong with an answer to a small cart, by brute force; `null` when nothing is. */
export function wrongWith(cart: OracleCart, solve: Solve): string | null {
  const outcome = solve(cart.lines, cart.context);
  const broken = brokenSum(cart, outcome);
  if (broken) return broken;
  if (!outcome.isProved) return `not proved after ${outcome.work} steps`;
  const best = bestChoice(cart);
  if (outcome.netFen !== best.netFen) return `pays ${outcome.netFen}, the best is ${best.netFen}`;
  if (!isAdmissible(cart, outcome)) return 'no admissible choice has these shares';
  const taken = outcome.taken.map(({ promotion }) => promotion.promotionId);
  if (!best.taken.some((list) => list.join() === taken.join())) {
    return `takes ${taken.join()}, by the published order ${best.taken.join(' or ')}`;
  }
  return null;
}

/** Whether the figures of an answer add up; true of carts of any size. */
export function brokenSum(cart: OracleCart, outcome: PromotionOutcome): string | null {
  if (outcome.lines.length !== cart.lines.length) return 'lines are missing';
  const amounts = new Map(outcome.taken.map(({ promotion }) => [promotion.promotionId, 0]));
  let net = 0;
  for (const [i, line] of cart.lines.entries()) {
    const { lineId, shares, unitNets } = at(outcome.lines, i);
    if (lineId !== line.lineId) return 'lines changed places';
    if (unitNets.length !== line.unitCount) return `${lineId} has ${unitNets.length} nets`;
    const left = unitNets.map(() => line.unitListFen as number);
    for (const { promotion, amountFen, unitShares } of shares) {
      const { promotionId } = promotion;
      const sum = unitShares.reduce<number>((a, b) => a + b, 0);
      if (sum !== amountFen) return `${lineId}: shares of ${promotionId} are not its amount`;
      for (const [u, off] of unitShares.entries()) left[u] = at(left, u) - off;
      amounts.set(promotionId, (amounts.get(promotionId) ?? Number.NaN) + sum);
    }
    if (unitNets.some((own, u) => own !== left[u])) return `${lineId}: nets are not list − shares`;
    if (unitNets.some((own) => own < 0)) return `${lineId}: a unit below zero`;
    net += unitNets.reduce<number>((a, b) => a + b, 0);
  }
  if (net !== outcome.netFen) return `units come to ${net}, the total says ${outcome.netFen}`;
  const wrong = outcome.taken.find(
    ({ promotion, amountFen }) => amounts.get(promotion.promotionId) !== amountFen,
  );
  return wrong ? `${wrong.promotion.promotionId} is not the sum of its shares` : null;
}
