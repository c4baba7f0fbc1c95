import type { Answer } from '../../../shared/contract/answer.ts';
import {
  type PractisedCard,
  payCashInput,
  practisedInput,
  type SaleCard,
  type SaleDetail,
  saleInput,
  saleListInput,
} from '../../../shared/contract/checkout.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { completeCashSale } from '../checkout/complete-sale.ts';
import { practiseSale } from '../checkout/practise-sale.ts';
import { latestSale, listSales, saleById } from '../checkout/sale-table.ts';
import { practisedCard, saleCard, saleDetail } from '../checkout/sale-view.ts';
import { practisedById } from '../checkout/training-table.ts';
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
  /** What somebody in training does instead of `payCash`: the same steps, and no sale. */
  practise: needing('practise')
    .input(payCashInput)
    .mutation(({ ctx, input }): Answer<PractisedCard> => {
      const practised = practiseSale(ctx.till, ctx.actor, input);
      if (!practised.ok) return practised;
      const card = practisedById(ctx.till.db, practised.value.trainingId);
      return card ? ok(practisedCard(ctx.till, card)) : refuse('sale_not_found');
    }),
  practised: needing('practise')
    .input(practisedInput)
    .query(({ ctx, input }): PractisedCard | null => {
      const practised = practisedById(ctx.till.db, input.trainingId);
      return practised && practisedCard(ctx.till, practised);
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
