import { z } from 'zod';
import type { Answer } from '../../../shared/contract/answer.ts';
import {
  jobInput,
  openDrawerInput,
  paperInput,
  reprintInput,
} from '../../../shared/contract/printing.ts';
import {
  registerIdInput,
  reportPaper as reportPaperInput,
} from '../../../shared/contract/shift.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import type { Core } from '../core.ts';
import { PAPER_LIMITS } from '../limits.ts';
import { openDrawer } from '../printing/open-drawer.ts';
import { PREVIEW_FORMATS, previewDocument, previewJob } from '../printing/preview.ts';
import { listJobs, originalJob } from '../printing/print-job-table.ts';
import {
  abandonJob,
  printTestPage,
  type ReprintValue,
  reprint,
  retryJob,
} from '../printing/reprint.ts';
import { readSettings } from '../settings/settings.ts';
import { reportPaper } from '../shift/report-paper.ts';
import { zShiftIdOf } from '../shift/z-report-table.ts';
import { deedOf, mayDo } from '../staff/approval.ts';
import { personOnPaper } from '../staff/person-on-paper.ts';
import { needing, router } from './trpc.ts';

/** Papers of a sale that are looked at before they are printed again; `ref` is the sale or the return. */
const previewInput = z.object({
  kind: z.enum(['receipt', 'return_slip']),
  ref: z.string().min(1).max(64),
  format: z.enum(PREVIEW_FORMATS),
});

const reportInput = z.object({ which: reportPaperInput, format: z.enum(PREVIEW_FORMATS) });

/** Who may see a report: expected cash stands on X reports while a count must stay blind, periods are the manager's. */
const REPORT_RIGHTS = {
  x_report: 'accept_over_short',
  z_report: 'close_shift',
  period_report: 'close_period',
} as const;

/** Paper: what waits, what is stuck, reprints, the virtual printer's sheets, the drawer. */
export const printingRouter = router({
  jobs: needing('sell').query(({ ctx }) => listJobs(ctx.till.db, PAPER_LIMITS.jobsShown)),
  reprint: needing('reprint')
    .input(reprintInput)
    .mutation(({ ctx, input }): Answer<ReprintValue> => {
      // The expected cash stands on an X report, and a count must stay blind.
      const isSecret = input.kind === 'x_report';
      if (isSecret && !mayDo(ctx.actor, { right: 'accept_over_short' })) {
        return refuse('right_missing', { right: 'accept_over_short' });
      }
      return woken(ctx.core, reprint(ctx.till, { by: ctx.actor, approvedBy: null }, input));
    }),
  /** A closed day's report once more, as a copy. */
  reprintZ: needing('reprint')
    .input(z.object({ zNumber: z.number().int().min(1), registerId: registerIdInput }))
    .mutation(({ ctx, input }): Answer<ReprintValue> => {
      const ref = zShiftIdOf(ctx.till.db, input.registerId ?? ctx.till.registerId, input.zNumber);
      if (ref === null) return refuse('nothing_to_print');
      const deed = { by: ctx.actor, approvedBy: null };
      return woken(ctx.core, reprint(ctx.till, deed, { kind: 'z_report', ref }));
    }),
  retry: needing('sell')
    .input(jobInput)
    .mutation(({ ctx, input }) => woken(ctx.core, retryJob(ctx.till, input))),
  abandon: needing('sell')
    .input(jobInput)
    .mutation(({ ctx, input }) => abandonJob(ctx.till, input)),
  /** The newest sheets of the virtual printer that the person may see; none where a real one is set up. */
  paper: needing('sell')
    .input(paperInput)
    .query(({ ctx, input }) => {
      const printed = ctx.core.devices.virtualPrinter()?.sheets(PAPER_LIMITS.sheetsKept) ?? [];
      const isSecret = !mayDo(ctx.actor, { right: REPORT_RIGHTS.x_report });
      const shown = isSecret ? printed.filter(({ kind }) => kind !== 'x_report') : printed;
      return shown.slice(0, input.limit);
    }),
  openDrawer: needing('sell')
    .input(openDrawerInput)
    .mutation(async ({ ctx, input }) => {
      const deed = await deedOf(ctx.till, ctx.actor, input.approval, { right: 'no_sale' });
      return deed.ok ? woken(ctx.core, openDrawer(ctx.till, deed.value, input)) : deed;
    }),
  testPage: needing('sell').mutation(({ ctx }) =>
    woken(ctx.core, ok(printTestPage(ctx.till, readSettings(ctx.till.db).printer))),
  ),
  preview: needing('sell')
    .input(previewInput)
    .query(async ({ ctx, input }) => {
      const job = originalJob(ctx.till.db, input.kind, input.ref);
      if (!job) return refuse('nothing_to_print');
      const { columns } = readSettings(ctx.till.db).printer;
      const person = personOnPaper(ctx.till);
      const bytes = await previewJob(job, { format: input.format, columns, person });
      return ok({ format: input.format, base64: Buffer.from(bytes).toString('base64') });
    }),
  /** An X, Z or period report as its slip, or on A4. */
  report: needing('sell')
    .input(reportInput)
    .query(async ({ ctx, input }) => {
      const right = REPORT_RIGHTS[input.which.kind];
      if (!mayDo(ctx.actor, { right })) return refuse('right_missing', { right });
      const paper = reportPaper(ctx.till, input.which);
      if (!paper) return refuse('nothing_to_print');
      const { columns } = readSettings(ctx.till.db).printer;
      const person = personOnPaper(ctx.till);
      const options = { format: input.format, columns, person };
      const bytes = await previewDocument(paper.document, paper.name, options);
      return ok({ name: paper.name, base64: Buffer.from(bytes).toString('base64') });
    }),
});

function woken<Answer extends Result<unknown>>(core: Core, answer: Answer): Answer {
  if (answer.ok) core.printQueue.wake();
  return answer;
}
