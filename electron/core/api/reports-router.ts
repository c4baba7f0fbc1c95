import { reportInput, setTargetInput } from '../../../shared/contract/reports.ts';
import { reportStanding, shownReport, sightOf } from '../reports/report-page.ts';
import { setTarget } from '../reports/sales-target.ts';
import { needing, router } from './trpc.ts';

/** Reports that people look at; cost and margin only for those who may see them. */
export const reportsRouter = router({
  standing: needing('see_reports').query(({ ctx }) => reportStanding(ctx.till, ctx.actor)),
  page: needing('see_reports')
    .input(reportInput)
    .query(({ ctx, input }) => shownReport(ctx.till, sightOf(ctx.actor), input)),
  setTarget: needing('edit_settings')
    .input(setTargetInput)
    .mutation(({ ctx, input }) => setTarget(ctx.till, ctx.actor, input)),
});
