import type { Answer } from '../../../shared/contract/answer.ts';
import {
  findSalesInput,
  type ReturnableSale,
  type ReturnCard,
  type ReturnDetail,
  returnableInput,
  returnGoodsInput,
  returnInput,
  returnListInput,
} from '../../../shared/contract/returns.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { saleById } from '../checkout/sale-table.ts';
import { findSales } from '../returns/find-sales.ts';
import { returnGoods } from '../returns/return-goods.ts';
import { listReturns, returnById } from '../returns/return-table.ts';
import { returnableSale, returnCard, returnDetail } from '../returns/return-view.ts';
import { deedOf } from '../staff/approval.ts';
import { needing, router } from './trpc.ts';

const returning = needing('return_goods');

/** Goods that come back: find the sale, see what is left of it, take units back for cash. */
export const returnsRouter = router({
  find: returning.input(findSalesInput).query(({ ctx, input }) => findSales(ctx.till, input)),
  returnable: returning.input(returnableInput).query(({ ctx, input }): Answer<ReturnableSale> => {
    const sale = saleById(ctx.till.db, input.saleId);
    return sale ? ok(returnableSale(ctx.till, ctx.actor, sale)) : refuse('sale_not_found');
  }),
  create: returning
    .input(returnGoodsInput)
    .mutation(async ({ ctx, input: { approval, ...input } }): Promise<Answer<ReturnCard>> => {
      const need = { right: 'return_goods', payOutFen: input.expectedRefundFen } as const;
      const deed = await deedOf(ctx.till, ctx.actor, approval, need);
      if (!deed.ok) return deed;
      const made = returnGoods(ctx.till, deed.value, input);
      if (!made.ok) return made;
      const back = returnById(ctx.till.db, made.value.returnId);
      return back ? ok(returnCard(ctx.till, back)) : refuse('return_not_found');
    }),
  detail: needing('sell')
    .input(returnInput)
    .query(({ ctx, input }): Answer<ReturnDetail> => {
      const back = returnById(ctx.till.db, input.returnId);
      return back ? ok(returnDetail(ctx.till, back)) : refuse('return_not_found');
    }),
  list: needing('sell')
    .input(returnListInput)
    .query(({ ctx, input }) =>
      listReturns(ctx.till.db, input).map((back) => returnCard(ctx.till, back)),
    ),
});
