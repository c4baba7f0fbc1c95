import type { Answer } from '../../../shared/contract/answer.ts';
import {
  payCashInput,
  type SaleCard,
  type SaleDetail,
  saleInput,
  saleListInput,
} from '../../../shared/contract/checkout.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { completeCashSale } from '../checkout/complete-sale.ts';
import { latestSale, listSales, saleById } from '../checkout/sale-table.ts';
import { saleCard, saleDetail } from '../checkout/sale-view.ts';
import { needing, router } from './trpc.ts';

const selling = needing('sell');

/** Paying, and the sales that came of it. */
export const checkoutRouter = router({
  payCash: needing('take_payment')
    .input(payCashInput)
    .mutation(({ ctx, input }): Answer<SaleCard> => {
      const sold = completeCashSale(ctx.till, ctx.actor, input);
      if (!sold.ok) return sold;
      const sale = saleById(ctx.till.db, sold.value.saleId);
      return sale ? ok(saleCard(ctx.till, sale)) : refuse('sale_not_found');
    }),
  lastSale: selling.query(({ ctx }): SaleCard | null => {
    const sale = latestSale(ctx.till.db, ctx.till.registerId);
    return sale && saleCard(ctx.till, sale);
  }),
  sales: selling
    .input(saleListInput)
    .query(({ ctx, input }) => listSales(ctx.till.db, input).map((s) => saleCard(ctx.till, s))),
  sale: selling.input(saleInput).query(({ ctx, input }): SaleDetail | null => {
    const sale = saleById(ctx.till.db, input.saleId);
    return sale && saleDetail(ctx.till, sale);
  }),
});
