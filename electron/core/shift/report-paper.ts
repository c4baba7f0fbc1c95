import type { ReportPaper } from '../../../shared/contract/shift.ts';
import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { periodReportDocument } from '../../../shared/documents/period-slip.ts';
import { shiftReportDocument } from '../../../shared/documents/shift-report.ts';
import { latestOriginal } from '../printing/print-job-table.ts';
import type { Till } from '../till.ts';
import { periodOf } from './period-table.ts';
import { zReportOf, zReportsOf } from './z-report-table.ts';

/** A report's document and what its file is called. */
export type NamedPaper = { readonly document: PaperDocument; readonly name: string };

/**
 * The paper of a report of this register or of an earlier lane, made from the report as it was stored; of the X
 * reports, which are not stored, the sheet that was printed last. `null` where there is none.
 */
export function reportPaper(till: Till, which: ReportPaper): NamedPaper | null {
  const { db } = till;
  const registerId = ('registerId' in which ? which.registerId : undefined) ?? till.registerId;
  switch (which.kind) {
    case 'x_report': {
      const job = latestOriginal(db, 'x_report');
      return job && { document: job.document, name: 'X' };
    }
    case 'z_report': {
      const report =
        which.number === null
          ? zReportsOf(db, registerId, 1)[0]
          : zReportOf(db, registerId, which.number);
      if (!report) return null;
      const name = `Z${report.zNumber}-${report.businessDate}`;
      return { document: shiftReportDocument(report), name };
    }
    case 'period_report': {
      const kind = which.period.length === 4 ? 'year' : 'month';
      const report = periodOf(db, { registerId, kind, period: which.period });
      return report && { document: periodReportDocument(report), name: which.period };
    }
  }
}
