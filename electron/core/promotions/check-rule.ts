import {
  checkPromotion,
  type PromotionProblem,
} from '../../../shared/domain/promotions/check-promotion.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import type { Refusal } from '../../../shared/kernel/result.ts';
import { PROMOTION_LIMITS } from '../limits.ts';
import type { Till } from '../till.ts';
import { goodBySku, goodsNear } from './promotion-goods-table.ts';
import { promotionMoment } from './promotion-moment.ts';
import { countScheduled, newestVersion } from './promotion-table.ts';

/** What is wrong with a rule in this store, the first thing to put right first; the form and the core ask the same. */
export function problemsOf(
  till: Till,
  promotion: Promotion,
  isScheduling: boolean,
): readonly Refusal<PromotionProblem>[] {
  const now = promotionMoment(till);
  return checkPromotion(promotion, {
    good: (sku) => goodBySku(till.db, sku),
    goods: (scope) => goodsNear(till.db, scope),
    now,
    isScheduling,
    scheduledCount: isScheduling ? othersScheduled(till, promotion.promotionId, now) : 0,
    scheduledLimit: PROMOTION_LIMITS.scheduled,
  });
}

function othersScheduled(till: Till, promotionId: string, now: number): number {
  const own = newestVersion(till.db, promotionId);
  const isCounted = own?.status === 'scheduled' && own.definition.window.toAt > now;
  return countScheduled(till.db, now) - (isCounted ? 1 : 0);
}
