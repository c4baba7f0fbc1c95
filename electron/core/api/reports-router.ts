import type { Answer } from '../../../shared/contract/answer.ts';
import {
  type ExportedReport,
  exportReportInput,
  reportInput,
  setTargetInput,
} from '../../../shared/contract/reports.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Core } from '../core.ts';
import { noteExport } from '../reports/note-export.ts';
import { reportStanding, shownReport, sightOf, wholeReport } from '../reports/report-page.ts';
import { keepSums } from '../reports/report-source.ts';
import { setTarget } from '../reports/sales-target.ts';
import { reportFile } from './report-file.ts';
import { needing, router } from './trpc.ts';

/** Reports that people look at; cost and margin only for those who may see them. */
export const reportsRouter = router({
  standing: needing('see_reports').query(({ ctx }) => reportStanding(ctx.till, ctx.actor)),
  page: needing('see_reports')
    .input(reportInput)
    .query(async ({ ctx, input }) => {
      await keepSumsOf(ctx.core);
      return shownReport(ctx.till, sightOf(ctx.actor), input);
    }),
  export: needing('export_data')
    .input(exportReportInput)
    .mutation(async ({ ctx, input }): Promise<Answer<ExportedReport>> => {
      const { till, actor } = ctx;
      const { format, language } = input;
      await keepSumsOf(ctx.core);
      const page = wholeReport(till, sightOf(actor), input);
      if (!page.ok) return page;
      const file = await reportFile(till, page.value, { format, language, person: actor.name });
      if (!file.ok) return file;
      const { bytes, ...about } = file.value;
      noteExport(till, actor, { page: page.value, format, rowCount: about.rowCount });
      return ok({ ...about, base64: Buffer.from(bytes).toString('base64') });
    }),
  setTarget: needing('edit_settings')
    .input(setTargetInput)
    .mutation(({ ctx, input }) => setTarget(ctx.till, ctx.actor, input)),
});

/** Sums are kept only where data may be written; without them a report takes longer and says the same. */
async function keepSumsOf(core: Core): Promise<void> {
  const mayWrite = core.data.standing().state === 'good' && !core.disk.isFailing();
  if (mayWrite) await keepSums(core.till.db);
}
