import { sendAgainInput } from '../../../shared/contract/sync.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { listParked, resendParked } from '../sync/outbox-table.ts';
import { needing, router } from './trpc.ts';

/** What staff see of the way to the cloud: the facts it would not take, and sending them again. */
export const syncRouter = router({
  parked: needing('sell').query(({ ctx }) => listParked(ctx.till.db)),
  sendAgain: needing('sell')
    .input(sendAgainInput)
    .mutation(({ ctx, input }) => {
      const resentCount = resendParked(ctx.till.db, input.factIds);
      ctx.core.syncNow();
      ctx.till.announce({ type: 'sync.changed' });
      return ok({ resentCount });
    }),
});
