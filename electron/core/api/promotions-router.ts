import {
  promotionInput,
  promotionListInput,
  savePromotionInput,
  stopPromotionInput,
} from '../../../shared/contract/promotions.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { listPromotions } from '../promotions/list-promotions.ts';
import { newestVersion } from '../promotions/promotion-table.ts';
import { OWNERS_YES, savePromotion, stopPromotion } from '../promotions/save-promotion.ts';
import { deedOf } from '../staff/approval.ts';
import { needing, router } from './trpc.ts';

const writing = needing('manage_promotions');

/** Promotions as their writers see them: listed, written, scheduled, stopped. */
export const promotionsRouter = router({
  list: writing
    .input(promotionListInput)
    .query(({ ctx, input }) => ok(listPromotions(ctx.till, input))),
  get: writing.input(promotionInput).query(({ ctx, input }) => {
    const found = newestVersion(ctx.till.db, input.promotionId);
    return found ? ok(found) : refuse('promotion_not_found');
  }),
  save: writing.input(savePromotionInput).mutation(async ({ ctx, input }) => {
    const { approval, ...promotion } = input;
    const deed = await deedOf(ctx.till, ctx.actor, approval, OWNERS_YES);
    return deed.ok ? savePromotion(ctx.till, deed.value, promotion) : deed;
  }),
  stop: writing
    .input(stopPromotionInput)
    .mutation(({ ctx, input }) =>
      stopPromotion(ctx.till, { by: ctx.actor, approvedBy: null }, input),
    ),
});
