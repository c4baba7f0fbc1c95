import { z } from 'zod';
import { closePeriodInput } from '../../../shared/contract/shift.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { closePeriod, openPeriods } from '../shift/close-period.ts';
import { latestPeriods, periodOf } from '../shift/period-table.ts';
import { needing, router } from './trpc.ts';

/** Months and years: what is closed, in earlier lanes too, what can be, and the close by hand. */
export const periodRouter = router({
  list: needing('close_period')
    .input(z.object({ limit: z.number().int().min(1).max(100).default(24) }))
    .query(({ ctx, input }) => ({
      open: openPeriods(ctx.till),
      closed: latestPeriods(ctx.till.db, input.limit),
    })),
  get: needing('close_period')
    .input(closePeriodInput)
    .query(({ ctx, input }) => {
      const report = periodOf(ctx.till.db, { registerId: ctx.till.registerId, ...input });
      return report ? ok(report) : refuse('period_empty', { period: input.period });
    }),
  close: needing('close_period')
    .input(closePeriodInput)
    .mutation(({ ctx, input }) => {
      const closed = closePeriod(ctx.till, { by: ctx.actor, approvedBy: null }, input);
      if (closed.ok) ctx.core.printQueue.wake();
      return closed;
    }),
});
