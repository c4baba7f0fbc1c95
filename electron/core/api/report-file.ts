import type { ExportFormat, ReportPage } from '../../../shared/contract/reports.ts';
import { fillSentence } from '../../../shared/i18n/fill-sentence.ts';
import type { Language } from '../../../shared/i18n/refusals.ts';
import { reportsEn, reportsZh } from '../../../shared/i18n/report-words.ts';
import { shanghaiTime } from '../../../shared/kernel/business-date.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { reportPdf } from '../printing/report-pdf.ts';
import { exportedRows, exportName, reportCsv, reportXlsx } from '../reports/export-report.ts';
import { REPORT_LIMITS } from '../reports/report-limits.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';

export type ReportFile = {
  readonly fileName: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly rowCount: number;
};

const TYPES = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

/** A whole report as a file. Refuses `export_too_large`: paper holds less than a table. */
export async function reportFile(
  till: Till,
  page: ReportPage,
  as: { readonly format: ExportFormat; readonly language: Language; readonly person: string },
): Promise<Result<ReportFile, 'export_too_large'>> {
  const { format, language } = as;
  const most = format === 'pdf' ? REPORT_LIMITS.rowsPrinted : REPORT_LIMITS.rowsExported;
  const rows = exportedRows(page, most);
  if (!rows.ok) return rows;
  return ok({
    fileName: exportName(page, language, format),
    type: TYPES[format],
    bytes: await bytesOf(till, page, as),
    rowCount: rows.value,
  });
}

async function bytesOf(
  till: Till,
  page: ReportPage,
  as: { readonly format: ExportFormat; readonly language: Language; readonly person: string },
): Promise<Uint8Array> {
  const { language } = as;
  switch (as.format) {
    case 'csv':
      return reportCsv(page, language);
    case 'xlsx':
      return reportXlsx(page, language);
    case 'pdf': {
      const { printedBy } = language === 'en' ? reportsEn : reportsZh;
      const time = shanghaiTime(till.clock.now()).slice(0, 16);
      const printed = fillSentence(printedBy, { person: as.person, time });
      const store = storeOf(till.db);
      return reportPdf(page, { store: store?.branch || store?.name || '', printed, language });
    }
  }
}
