import type { ZReport } from '../../../shared/contract/shift.ts';
import { shiftReportDocument } from '../../../shared/documents/shift-report.ts';
import { insertJob } from '../printing/print-job-table.ts';
import type { Till } from '../till.ts';

/** Queues a shift report on paper; the Z report belongs to the commit that closes the shift. */
export function queueReport(
  till: Till,
  kind: 'x_report' | 'z_report',
  shiftId: string,
  report: ZReport,
): void {
  insertJob(till.db, {
    jobId: till.random.uuid(),
    kind,
    ref: shiftId,
    copy: 0,
    document: shiftReportDocument(report),
    at: till.clock.now(),
  });
}
