import type { DocumentKind, PrinterSettings } from '../../../shared/contract/printing.ts';
import { asCopy } from '../../../shared/documents/paper-document.ts';
import { testPage } from '../../../shared/documents/test-page.ts';
import { shanghaiTime } from '../../../shared/kernel/business-date.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Deed, Till } from '../till.ts';
import {
  finishJob,
  insertJob,
  jobById,
  nextCopy,
  originalJob,
  retryJobNow,
} from './print-job-table.ts';

export type ReprintValue = { readonly jobId: string; readonly copy: number };

/**
 * Prints a document again as its next copy: the paper says 补打 第n次, the journal gets a COPY entry.
 * Refuses `nothing_to_print` when there is no original, and for a coupon, of which a copy would be a second one. Wake the print queue afterwards.
 */
export function reprint(
  till: Till,
  deed: Deed,
  input: { readonly kind: DocumentKind; readonly ref: string },
): Result<ReprintValue, 'nothing_to_print'> {
  if (input.kind === 'coupon_slip') return refuse('nothing_to_print');
  const original = originalJob(till.db, input.kind, input.ref);
  if (!original) return refuse('nothing_to_print');
  const at = till.clock.now();
  const jobId = till.random.uuid();
  return inTransaction(till.db, () => {
    const copy = nextCopy(till.db, input.kind, input.ref);
    const document = asCopy(original.document, copy);
    insertJob(till.db, { jobId, kind: input.kind, ref: input.ref, copy, document, at });
    appendEntry(till.db, {
      registerId: till.registerId,
      type: 'COPY',
      startedAt: at,
      endedAt: at,
      operator: deed.by.staffId,
      payload: { kind: input.kind, ref: input.ref, copy },
    });
    return ok({ jobId, copy });
  });
}

/**
 * Prints a stuck job once more, because a person looked and says that it did not come out.
 * Refuses `job_not_found`, and `job_not_stuck` for one that printed or is being printed.
 */
export function retryJob(
  till: Till,
  input: { readonly jobId: string },
): Result<null, 'job_not_found' | 'job_not_stuck'> {
  const refused = stuckRefusal(till, input.jobId);
  if (refused) return refused;
  retryJobNow(till.db, input.jobId, till.clock.now());
  till.announce({ type: 'paper.changed' });
  return ok(null);
}

/** Gives a stuck job up: it came out, or nobody needs it. Refuses like `retryJob`. */
export function abandonJob(
  till: Till,
  input: { readonly jobId: string },
): Result<null, 'job_not_found' | 'job_not_stuck'> {
  const refused = stuckRefusal(till, input.jobId);
  if (refused) return refused;
  const at = till.clock.now();
  finishJob(till.db, { jobId: input.jobId, state: 'cancelled', fault: null, at });
  till.announce({ type: 'paper.changed' });
  return ok(null);
}

/** Queues a test page for the printer as it is set up. */
export function printTestPage(till: Till, settings: PrinterSettings): ReprintValue {
  const at = till.clock.now();
  const jobId = till.random.uuid();
  const document = testPage({
    storeName: storeOf(till.db)?.name ?? '',
    columns: settings.columns,
    printer: printerName(settings),
    version: till.version,
    time: shanghaiTime(at),
  });
  insertJob(till.db, { jobId, kind: 'test_page', ref: jobId, copy: 0, document, at });
  return { jobId, copy: 0 };
}

function printerName({ transport }: PrinterSettings): string {
  if (transport.kind === 'virtual') return '虚拟打印机';
  if (transport.kind === 'tcp') return `${transport.host}:${transport.port}`;
  return `${transport.path} ${transport.baudRate}`;
}

function stuckRefusal(
  till: Till,
  jobId: string,
): ReturnType<typeof refuse<'job_not_found' | 'job_not_stuck'>> | null {
  const job = jobById(till.db, jobId);
  if (!job) return refuse('job_not_found');
  const isStuck =
    job.state === 'failed' ||
    job.state === 'unknown' ||
    (job.state === 'queued' && job.fault !== null);
  return isStuck ? null : refuse('job_not_stuck');
}
