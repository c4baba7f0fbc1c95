import type { Fen } from '../../kernel/money.ts';
import type { Refusal } from '../../kernel/result.ts';
import { type BenefitProblem, benefitProblems, isOfLayer } from './check-benefit.ts';
import { type GoodsProblem, goodsProblems } from './check-goods.ts';
import type { Promotion, Quota, Scope } from './promotion.ts';
import { everRuns } from './promotion-hours.ts';
import type { ScopedGood } from './promotion-scope.ts';

/** A good as a rule about it is checked: what it lists at, and what it must not be sold below. */
export type CheckedGood = ScopedGood & {
  readonly listFen: Fen | null; // null: the price book has no price for it
  readonly floorFen: Fen | null;
};

/** What a check has to know of the store; the caller looks it up. */
export type PromotionFacts = {
  readonly good: (sku: string) => CheckedGood | null;
  /** Every good that can be in the scope; more than that does no harm. */
  readonly goods: (scope: Scope) => Iterable<CheckedGood>;
  readonly now: number; // epoch ms
  /** It is to run, not to be kept as a draft: then it must not be over, and there must be room for it. */
  readonly isScheduling: boolean;
  readonly scheduledCount: number; // of the others that are not over
  readonly scheduledLimit: number;
};

export type PromotionProblem =
  | BenefitProblem
  | GoodsProblem
  | 'promotion_name_missing'
  | 'promotion_layer_invalid'
  | 'promotion_ends_before_start'
  | 'promotion_already_over'
  | 'promotion_never_runs'
  | 'promotion_quota_invalid'
  | 'promotion_limit_reached';

/**
 * Everything that is wrong with a rule, the first thing to put right first; empty where it may stand. What a rule says
 * of goods is looked at only when its figures make sense. `promotion_below_floor` names one good, the price it would
 * come to at the least under this promotion alone, and its floor; it is no problem where somebody agreed to that.
 */
export function checkPromotion(
  promotion: Promotion,
  facts: PromotionFacts,
): readonly Refusal<PromotionProblem>[] {
  const problems: Refusal<PromotionProblem>[] = [];
  if (promotion.name.trim() === '') problems.push({ code: 'promotion_name_missing' });
  if (!isOfLayer(promotion.benefit, promotion.layer)) {
    problems.push({ code: 'promotion_layer_invalid' });
  }
  const figures = benefitProblems(promotion.benefit);
  problems.push(...figures, ...windowProblems(promotion, facts));
  if (!isQuotaSound(promotion.quota)) problems.push({ code: 'promotion_quota_invalid' });
  if (figures.length === 0) problems.push(...goodsProblems(promotion, facts));
  if (facts.isScheduling && facts.scheduledCount >= facts.scheduledLimit) {
    problems.push({ code: 'promotion_limit_reached', params: { limit: facts.scheduledLimit } });
  }
  return problems;
}

function windowProblems(
  { window }: Promotion,
  facts: PromotionFacts,
): readonly Refusal<PromotionProblem>[] {
  if (window.toAt <= window.fromAt) return [{ code: 'promotion_ends_before_start' }];
  const isEmpty = window.hours.some(({ fromMinute, toMinute }) => toMinute <= fromMinute);
  if (isEmpty || !everRuns(window)) return [{ code: 'promotion_never_runs' }];
  const isOver = facts.isScheduling && window.toAt <= facts.now;
  return isOver ? [{ code: 'promotion_already_over' }] : [];
}

/** Each limit is a number of units that can be reached, and none lets somebody have more than there are. */
function isQuotaSound({ total, perDay, perCustomer, perSale }: Quota): boolean {
  const each = [perDay, perCustomer, perSale].filter((limit) => limit !== null);
  const all = total === null ? each : [...each, total];
  if (!all.every((limit) => Number.isSafeInteger(limit) && limit > 0)) return false;
  return total === null || each.every((limit) => limit <= total);
}
