import {
  ticketInput,
  ticketListInput,
  ticketSerialInput,
} from '../../../shared/contract/fulfilment.ts';
import { itemByCode } from '../catalog/item-table.ts';
import { setTicketSerial, ticketCards, ticketDetail } from '../fulfilment/tickets.ts';
import { needing, router } from './trpc.ts';

/** Tickets for what is delivered and installed; personal data masked. */
export const fulfilmentRouter = router({
  list: needing('sell')
    .input(ticketListInput)
    .query(({ ctx, input }) => ticketCards(ctx.till, input.limit)),
  detail: needing('sell')
    .input(ticketInput)
    .query(({ ctx, input }) => ticketDetail(ctx.till, input.ticketId)),
  setSerial: needing('sell')
    .input(ticketSerialInput)
    .mutation(({ ctx, input }) =>
      setTicketSerial(
        ctx.till,
        { by: ctx.actor, approvedBy: null },
        input,
        (code) => itemByCode(ctx.till.db, code) !== null,
      ),
    ),
});
