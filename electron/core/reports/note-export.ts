import type { ExportFormat, ReportPage } from '../../../shared/contract/reports.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import type { Actor, Till } from '../till.ts';

/** Journals that a report left the till as a file: which one, of which dates, how much of it and by whom. */
export function noteExport(
  till: Till,
  by: Actor,
  exported: {
    readonly page: ReportPage;
    readonly format: ExportFormat;
    readonly rowCount: number;
  },
): void {
  const { page, format, rowCount } = exported;
  const { name: report, from, to } = page;
  inTransaction(till.db, () =>
    appendNow(till, 'REPORT_EXPORTED', by.staffId, { report, from, to, format, rowCount }),
  );
}
