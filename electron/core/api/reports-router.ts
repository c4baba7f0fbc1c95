import type { Answer } from '../../../shared/contract/answer.ts';
import {
  type ExportedReport,
  exportReportInput,
  reportInput,
  setTargetInput,
} from '../../../shared/contract/reports.ts';
import { fillSentence } from '../../../shared/i18n/fill-sentence.ts';
import { reportsEn, reportsZh } from '../../../shared/i18n/report-words.ts';
import { shanghaiTime } from '../../../shared/kernel/business-date.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Core } from '../core.ts';
import { reportPdf } from '../printing/report-pdf.ts';
import { exportedRows, exportName, reportCsv, reportXlsx } from '../reports/export-report.ts';
import { noteExport } from '../reports/note-export.ts';
import { REPORT_LIMITS } from '../reports/report-limits.ts';
import { reportStanding, shownReport, sightOf, wholeReport } from '../reports/report-page.ts';
import { keepSums } from '../reports/report-source.ts';
import { setTarget } from '../reports/sales-target.ts';
import { storeOf } from '../staff/store-table.ts';
import { needing, router } from './trpc.ts';

const TYPES = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

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
      const report = wholeReport(till, sightOf(actor), input);
      if (!report.ok) return report;
      const page = report.value;
      const isPaper = format === 'pdf';
      const most = isPaper ? REPORT_LIMITS.rowsPrinted : REPORT_LIMITS.rowsExported;
      const rows = exportedRows(page, most);
      if (!rows.ok) return rows;
      const words = language === 'en' ? reportsEn : reportsZh;
      const time = shanghaiTime(till.clock.now()).slice(0, 16);
      const printed = fillSentence(words.printedBy, { person: actor.name, time });
      const store = storeOf(till.db);
      const heading = { store: store?.branch || store?.name || '', printed, language };
      const bytes = isPaper
        ? reportPdf(page, heading)
        : await (format === 'csv' ? reportCsv(page, language) : reportXlsx(page, language));
      noteExport(till, actor, { page, format, rowCount: rows.value });
      return ok({
        fileName: exportName(page, language, format),
        type: TYPES[format],
        base64: Buffer.from(bytes).toString('base64'),
        rowCount: rows.value,
      });
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
