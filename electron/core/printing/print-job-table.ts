import type { PaperState } from '../../../shared/contract/checkout.ts';
import type { DocumentKind, PrintJobView } from '../../../shared/contract/printing.ts';
import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { invariant } from '../../../shared/kernel/assert.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { PAPER_LIMITS } from '../limits.ts';

export type PrintJobKind = DocumentKind | 'drawer';

export type PrintJob = {
  readonly jobId: string;
  readonly seq: number;
  readonly kind: PrintJobKind;
  readonly ref: string; // sale, ticket, shift, or the reason of a drawer kick
  readonly copy: number;
  readonly document: PaperDocument;
  readonly state: PaperState;
  readonly fault: string | null;
  readonly attempts: number;
  readonly nextTryAt: number;
  readonly createdAt: number;
};

export type NewPrintJob = {
  readonly jobId: string;
  readonly kind: PrintJobKind;
  readonly ref: string;
  readonly copy: number; // 0 the original
  readonly document: PaperDocument;
  readonly at: number;
};

type JobRow = {
  job_id: string;
  seq: number;
  kind: PrintJobKind;
  ref: string;
  copy: number;
  document: string;
  state: PaperState;
  fault: string | null;
  attempts: number;
  next_try_at: number;
  created_at: number;
};

/** A document that consists of nothing: what a drawer kick prints. */
export const NO_PAPER: PaperDocument = { version: 1, kind: 'drawer', copy: 0, blocks: [] };

/** Queues a job behind all others. Call it inside the transaction of what it prints. */
export function insertJob(db: Database, job: NewPrintJob): void {
  const document = JSON.stringify(job.document);
  invariant(document.length <= PAPER_LIMITS.documentBytes, 'a document has a size that prints');
  prepared(
    db,
    `INSERT INTO print_job (job_id, seq, kind, ref, copy, document, next_try_at, created_at)
     VALUES (@jobId, (SELECT coalesce(max(seq), 0) + 1 FROM print_job), @kind, @ref, @copy, @document, @at, @at)`,
  ).run({
    jobId: job.jobId,
    kind: job.kind,
    ref: job.ref,
    copy: job.copy,
    document,
    at: job.at,
  });
}

/** Queues a drawer kick as a job of its own, so that a slip that fails does not keep the drawer shut. */
export function insertDrawerJob(
  db: Database,
  job: { readonly jobId: string; readonly ref: string; readonly at: number },
): void {
  insertJob(db, { ...job, kind: 'drawer', copy: 0, document: NO_PAPER });
}

export function jobById(db: Database, jobId: string): PrintJob | null {
  const row = prepared<[string], JobRow>(db, 'SELECT * FROM print_job WHERE job_id = ?').get(jobId);
  return row ? fromRow(row) : null;
}

/** A job that waits to be printed; its document is null where the damaged row of it cannot be read. */
export type QueuedJob = Omit<PrintJob, 'document'> & { readonly document: PaperDocument | null };

/** The oldest queued job: a drawer kick, or a sheet. (`state = 'queued'` is the condition of the index.) */
export function oldestQueued(db: Database, which: 'drawer' | 'paper'): QueuedJob | null {
  const is = which === 'drawer' ? '=' : '<>';
  const row = prepared<[], JobRow>(
    db,
    `SELECT * FROM print_job
     WHERE state = 'queued' AND kind ${is} 'drawer' ORDER BY seq LIMIT 1`,
  ).get();
  return row ? { ...withoutDocument(row), document: readDocument(row) } : null;
}

/** The original of a document, or `null`: every reprint is made from it. */
export function originalJob(db: Database, kind: DocumentKind, ref: string): PrintJob | null {
  const row = prepared<[string, string], JobRow>(
    db,
    'SELECT * FROM print_job WHERE ref = ? AND kind = ? AND copy = 0 ORDER BY seq LIMIT 1',
  ).get(ref, kind);
  return row ? fromRow(row) : null;
}

/** The original of a kind that was made last. */
export function latestOriginal(db: Database, kind: DocumentKind): PrintJob | null {
  const row = prepared<[string], JobRow>(
    db,
    'SELECT * FROM print_job WHERE kind = ? AND copy = 0 ORDER BY seq DESC LIMIT 1',
  ).get(kind);
  return row ? fromRow(row) : null;
}

/** The number the next reprint of a document carries. */
export function nextCopy(db: Database, kind: DocumentKind, ref: string): number {
  const row = prepared<[string, string], { n: number | null }>(
    db,
    'SELECT max(copy) AS n FROM print_job WHERE ref = ? AND kind = ?',
  ).get(ref, kind);
  return (row?.n ?? 0) + 1;
}

/** Before the first byte leaves: from here on a crash leaves it open whether the sheet came out. */
export function markSending(db: Database, jobId: string): void {
  prepared(
    db,
    `UPDATE print_job SET state = 'sent', attempts = attempts + 1, finished_at = NULL WHERE job_id = ?`,
  ).run(jobId);
}

export function finishJob(
  db: Database,
  end: {
    readonly jobId: string;
    readonly state: PaperState;
    readonly fault: string | null;
    readonly at: number;
  },
): void {
  prepared(
    db,
    'UPDATE print_job SET state = @state, fault = @fault, finished_at = @at WHERE job_id = @jobId',
  ).run(end);
}

/** Back to the queue, to be tried again at `nextTryAt`. */
export function requeueJob(
  db: Database,
  again: { readonly jobId: string; readonly fault: string | null; readonly nextTryAt: number },
): void {
  prepared(
    db,
    `UPDATE print_job SET state = 'queued', fault = @fault, next_try_at = @nextTryAt, finished_at = NULL
     WHERE job_id = @jobId`,
  ).run(again);
}

/** A person asks for it: back to the queue at once, with all its tries. */
export function retryJobNow(db: Database, jobId: string, at: number): void {
  prepared(
    db,
    `UPDATE print_job SET state = 'queued', fault = NULL, attempts = 0, next_try_at = ?, finished_at = NULL
     WHERE job_id = ?`,
  ).run(at, jobId);
}

/** Jobs that were being sent when the program ended; nobody knows whether they came out. Answers how many. */
export function markInterruptedUnknown(db: Database, at: number): number {
  return prepared(
    db,
    `UPDATE print_job SET state = 'unknown', fault = 'cut_short', finished_at = ?
     WHERE state = 'sent' AND finished_at IS NULL`,
  ).run(at).changes;
}

const STUCK = `state IN ('failed', 'unknown') AND kind <> 'drawer'`;
const HELD_UP = `state = 'queued' AND fault IS NOT NULL`;

/** Sheets that did not come out: failed, unknown, or still tried after a fault. */
export function stuckCount(db: Database): number {
  const row = prepared<[], { n: number }>(
    db,
    `SELECT (SELECT count(*) FROM print_job WHERE ${STUCK}) +
            (SELECT count(*) FROM print_job WHERE ${HELD_UP}) AS n`,
  ).get();
  return row?.n ?? 0;
}

/** Jobs for the list: what needs a person first, then the newest. */
export function listJobs(db: Database, limit: number): readonly PrintJobView[] {
  const select = (where: string) =>
    prepared<[number], JobRow>(
      db,
      `SELECT * FROM print_job WHERE ${where} ORDER BY seq DESC LIMIT ?`,
    ).all(limit);
  const rows = [...select(STUCK), ...select(HELD_UP), ...select('true')];
  const unique = new Map(rows.map((row) => [row.job_id, row]));
  return [...unique.values()].slice(0, limit).map((row) => ({
    jobId: row.job_id,
    kind: row.kind,
    ref: row.ref,
    copy: row.copy,
    state: row.state,
    fault: row.fault,
    attempts: row.attempts,
    createdAt: row.created_at,
  }));
}

/** How the original receipt of a sale stands; `null` when none was ever queued. */
export function receiptState(db: Database, saleId: string): PaperState | null {
  return originalState(db, 'receipt', saleId);
}

/** How the original of a document stands; `null` when none was ever queued. */
export function originalState(db: Database, kind: DocumentKind, ref: string): PaperState | null {
  const row = prepared<[string, DocumentKind], { state: PaperState }>(
    db,
    'SELECT state FROM print_job WHERE ref = ? AND kind = ? AND copy = 0',
  ).get(ref, kind);
  return row?.state ?? null;
}

function fromRow(row: JobRow): PrintJob {
  // Written by `insertJob` alone, from the same type.
  return { ...withoutDocument(row), document: JSON.parse(row.document) as PaperDocument };
}

function readDocument(row: JobRow): PaperDocument | null {
  try {
    return fromRow(row).document;
  } catch {
    return null;
  }
}

function withoutDocument(row: JobRow): Omit<PrintJob, 'document'> {
  return {
    jobId: row.job_id,
    seq: row.seq,
    kind: row.kind,
    ref: row.ref,
    copy: row.copy,
    state: row.state,
    fault: row.fault,
    attempts: row.attempts,
    nextTryAt: row.next_try_at,
    createdAt: row.created_at,
  };
}
