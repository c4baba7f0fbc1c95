import type { Answer } from '../../../shared/contract/answer.ts';
import {
  cancelTrialInput,
  type PastTrial,
  tryCartInput,
  tryPastInput,
} from '../../../shared/contract/promotion-trials.ts';
import {
  type CouponStanding,
  checkPromotionInput,
  commitPromotionsInput,
  couponPaperInput,
  exportPromotionsInput,
  goodsInput,
  importPromotionsInput,
  issueCouponsInput,
  promotionInput,
  promotionListInput,
  savePromotionInput,
  stopPromotionInput,
  tagGoodsInput,
  taggedInput,
} from '../../../shared/contract/promotions.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { couponCounts } from '../promotions/coupon-table.ts';
import { isSharedCoupon, issueCoupons, sharedCode } from '../promotions/coupons.ts';
import { tagGoods } from '../promotions/item-tags.ts';
import { listPromotions } from '../promotions/list-promotions.ts';
import { checkDraft, facetsOf, goodsNamed, goodsTagged } from '../promotions/look-at-draft.ts';
import { couponSheet, printCoupons } from '../promotions/print-coupons.ts';
import {
  exportPromotions,
  importPromotions,
  previewPromotions,
} from '../promotions/promotion-file.ts';
import { newestVersion } from '../promotions/promotion-table.ts';
import { OWNERS_YES, savePromotion, stopPromotion } from '../promotions/save-promotion.ts';
import { tryCart } from '../promotions/try-cart.ts';
import { tryPast } from '../promotions/try-past.ts';
import { deedOf } from '../staff/approval.ts';
import type { Actor } from '../till.ts';
import { needing, router } from './trpc.ts';

const writing = needing('manage_promotions');
const alone = (by: Actor) => ({ by, approvedBy: null });

/** Looks back that are to end before they are through; each takes its own name away when it ends. */
const cancelled = new Set<string>();
const running = new Set<string>();

/** Promotions as their writers see them: listed, written, tried, scheduled, stopped, carried as a file. */
export const promotionsRouter = router({
  list: writing
    .input(promotionListInput)
    .query(({ ctx, input }) => ok(listPromotions(ctx.till, input))),
  get: writing.input(promotionInput).query(({ ctx, input }) => {
    const found = newestVersion(ctx.till.db, input.promotionId);
    return found ? ok(found) : refuse('promotion_not_found');
  }),
  facets: writing.query(({ ctx }) => facetsOf(ctx.till)),
  goods: writing.input(goodsInput).query(({ ctx, input }) => goodsNamed(ctx.till, input.skus)),
  tagged: writing.input(taggedInput).query(({ ctx, input }) => goodsTagged(ctx.till, input.tag)),
  check: writing.input(checkPromotionInput).query(({ ctx, input }) => checkDraft(ctx.till, input)),
  save: writing.input(savePromotionInput).mutation(async ({ ctx, input }) => {
    const { approval, ...promotion } = input;
    const deed = await deedOf(ctx.till, ctx.actor, approval, OWNERS_YES);
    return deed.ok ? savePromotion(ctx.till, deed.value, promotion) : deed;
  }),
  stop: writing
    .input(stopPromotionInput)
    .mutation(({ ctx, input }) => stopPromotion(ctx.till, alone(ctx.actor), input)),
  tryCart: writing.input(tryCartInput).query(({ ctx, input }) => tryCart(ctx.till, input)),
  tryPast: writing
    .input(tryPastInput)
    .mutation(async ({ ctx, input }): Promise<Answer<PastTrial>> => {
      const { trialId, from, to } = input;
      if (from > to) return refuse('period_invalid');
      running.add(trialId);
      try {
        const trial = await tryPast(ctx.till, input, {
          isCancelled: () => cancelled.has(trialId),
          onProgress: (done, total) =>
            ctx.till.announce({ type: 'promotions.tried', trialId, done, total }),
        });
        return ok(trial);
      } finally {
        running.delete(trialId);
        cancelled.delete(trialId);
      }
    }),
  cancelTrial: writing.input(cancelTrialInput).mutation(({ input }) => {
    if (running.has(input.trialId)) cancelled.add(input.trialId);
    return ok(null);
  }),
  coupons: writing.input(promotionInput).query(({ ctx, input }): Answer<CouponStanding> => {
    const found = newestVersion(ctx.till.db, input.promotionId);
    if (!found) return refuse('promotion_not_found');
    const isShared = isSharedCoupon(found.definition);
    return ok({
      ...couponCounts(ctx.till.db, input.promotionId),
      sharedCode: isShared ? sharedCode(ctx.till, input.promotionId) : null,
    });
  }),
  issueCoupons: writing
    .input(issueCouponsInput)
    .mutation(({ ctx, input }) =>
      issueCoupons(ctx.till, alone(ctx.actor), input.promotionId, input.count),
    ),
  printCoupons: writing.input(couponPaperInput).mutation(({ ctx, input }) => {
    const printed = printCoupons(ctx.till, ctx.actor, input);
    if (printed.ok) ctx.core.printQueue.wake();
    return printed;
  }),
  couponSheet: writing
    .input(couponPaperInput)
    .mutation(({ ctx, input }) => couponSheet(ctx.till, ctx.actor, input)),
  exportFile: writing
    .input(exportPromotionsInput)
    .query(({ ctx, input }) => exportPromotions(ctx.till, input.promotionIds)),
  previewFile: writing
    .input(importPromotionsInput)
    .mutation(({ ctx, input }) => previewPromotions(ctx.till, input.text)),
  importFile: writing
    .input(commitPromotionsInput)
    .mutation(({ ctx, input }) => importPromotions(ctx.till, alone(ctx.actor), input)),
  tag: writing
    .input(tagGoodsInput)
    .mutation(({ ctx, input }) => tagGoods(ctx.till, alone(ctx.actor), input)),
});
