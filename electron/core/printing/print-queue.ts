import type { PrinterSettings } from '../../../shared/contract/printing.ts';
import { type LaidOut, layOut } from '../../../shared/documents/lay-out.ts';
import type { PersonResolver } from '../../../shared/documents/paper-document.ts';
import { inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import { PAPER_LIMITS } from '../limits.ts';
import type { PrinterFault, PrinterTransport, PrinterWork, PrintOutcome } from '../ports.ts';
import type { Till } from '../till.ts';
import { drawerKick, escposBytes } from './escpos.ts';
import {
  finishJob,
  markInterruptedUnknown,
  markSending,
  oldestQueued,
  type PrintJob,
  type QueuedJob,
  requeueJob,
  stuckCount,
} from './print-job-table.ts';
import { openedPaper } from './sealed-paper.ts';

export type PrintQueueOptions = {
  /** Makes the way to the printer; called again only when the settings of the transport change. */
  readonly transportFor: (settings: PrinterSettings) => PrinterTransport;
  /** Personal details for documents that print them; `null` when deleted. */
  readonly resolvePerson: PersonResolver;
  readonly settings: () => PrinterSettings;
  /** Told of characters that the printer has not and that print as `□`. */
  readonly onMissing?: (jobId: string, missing: readonly string[]) => void;
  /** Told of what should not happen, such as a disk that is full; without it the loop ends by throwing. */
  readonly onError?: (error: unknown) => void;
};

export type PrintQueueStatus = {
  readonly state: 'ready' | 'trouble';
  readonly describe: string;
  readonly fault: PrinterFault | null;
  readonly stuckCount: number;
};

export type PrintQueue = {
  /** A job was queued: looks at once. */
  readonly wake: () => void;
  /** Resolves when the job in hand is written and nothing of the queue runs any more. */
  readonly stop: () => Promise<void>;
  readonly status: () => PrintQueueStatus;
  /** Resolves when nothing can be printed right now: the queue is empty, or waits before the next try. */
  readonly idle: () => Promise<void>;
};

type Work = {
  readonly till: Till;
  readonly options: PrintQueueOptions;
  transport: { readonly key: string; readonly is: PrinterTransport } | null;
  fault: PrinterFault | null;
  /** The job that a damaged store keeps in the queue, and that nothing is printed of any more. */
  unmoved: number | null;
  isStopped: boolean;
  isWoken: boolean;
  endPause: (() => void) | null;
  waiting: (() => void)[];
};

/**
 * Prints queued jobs until stopped: drawer kicks first, then sheets oldest first, one at a time.
 * What a printer did not take whole is tried again with growing pauses; what it took but did not
 * confirm, or what was in hand when the program died, is `unknown` and never printed twice without a person.
 */
export function createPrintQueue(till: Till, options: PrintQueueOptions): PrintQueue {
  const work: Work = {
    till,
    options,
    transport: null,
    fault: null,
    unmoved: null,
    isStopped: false,
    isWoken: false,
    endPause: null,
    waiting: [],
  };
  const interrupted = markInterruptedUnknown(till.db, till.clock.now());
  if (interrupted > 0) till.announce({ type: 'paper.changed' });
  const ended = run(work);
  return {
    wake: () => {
      work.isWoken = true;
      work.endPause?.();
    },
    stop: async () => {
      work.isStopped = true;
      work.endPause?.();
      await ended;
      await work.transport?.is.close();
    },
    status: () => {
      const describe = transportOf(work).describe();
      return {
        state: work.fault === null ? 'ready' : 'trouble',
        describe,
        fault: work.fault,
        stuckCount: stuckCount(till.db),
      };
    },
    idle: () => {
      if (work.isStopped || (work.endPause && !work.isWoken)) return Promise.resolve();
      return new Promise((resolve) => work.waiting.push(resolve));
    },
  };
}

async function run(work: Work): Promise<void> {
  // The first look comes after the caller has its queue in hand.
  await Promise.resolve();
  while (!work.isStopped) {
    work.isWoken = false;
    const waitMs = await lookSafely(work);
    if (waitMs > 0) await pause(work, waitMs);
  }
  settleWaiting(work);
}

/** A store that cannot be written (a full disk) or read must not end the queue; the sheet in hand stays open. */
async function lookSafely(work: Work): Promise<number> {
  try {
    return await look(work);
  } catch (error) {
    if (work.options.onError) work.options.onError(error);
    else throw error;
    return PAPER_LIMITS.retryFirstMs;
  }
}

/** Prints the next job when it is due; answers how long to wait before the next look, ms. */
async function look(work: Work): Promise<number> {
  const job = nextJob(work);
  if (!job || job.seq === work.unmoved) return PAPER_LIMITS.idleLookMs;
  const waitMs = untilDue(job, work.till.clock.now());
  if (waitMs > 0) return waitMs;
  await printJob(work, job);
  if (isUnmoved(job, nextJob(work))) {
    work.unmoved = job.seq;
    throw new Error(`print job ${job.jobId} is queued whatever is written: the store is damaged`);
  }
  return 0;
}

function nextJob({ till }: Work): QueuedJob | null {
  return oldestQueued(till.db, 'drawer') ?? oldestQueued(till.db, 'paper');
}

/**
 * Whether a job stands where it stood before it was printed, which only a damaged store does: it is found in the queue,
 * but not by its number. It would come again at once, for ever.
 */
function isUnmoved(job: QueuedJob, next: QueuedJob | null): boolean {
  if (next?.seq !== job.seq) return false;
  const isSame = next.attempts === job.attempts && next.nextTryAt === job.nextTryAt;
  return isSame || next.state !== 'queued';
}

/** How long a job still waits, ms. A clock set back does not make it wait longer than its longest pause. */
function untilDue(job: QueuedJob, now: number): number {
  const wait = job.nextTryAt - now;
  return wait <= 0 || wait > PAPER_LIMITS.retryMostMs ? 0 : wait;
}

async function printJob(work: Work, job: QueuedJob): Promise<void> {
  const { till } = work;
  if (job.kind === 'drawer' && till.clock.now() - job.createdAt > PAPER_LIMITS.drawerStaleMs) {
    finish(work, job, { state: 'cancelled', fault: job.fault });
    return;
  }
  const sheet = prepare(work, job);
  if (!sheet) {
    finish(work, job, { state: 'failed', fault: 'unprintable' });
    return;
  }
  markSending(till.db, job.jobId);
  const outcome = await writeSafely(transportOf(work), sheet);
  if (!('fault' in outcome)) {
    work.fault = null;
    finish(work, job, { state: outcome.state, fault: null });
    return;
  }
  noteFault(work, job, outcome.fault);
  const tries = job.attempts + 1;
  if (outcome.state === 'failed' && tries < PAPER_LIMITS.tries) {
    const nextTryAt = till.clock.now() + pauseAfter(job, tries);
    requeueJob(till.db, { jobId: job.jobId, fault: outcome.fault, nextTryAt });
    till.announce({ type: 'paper.changed' });
    return;
  }
  finish(work, job, outcome);
}

function prepare(work: Work, job: QueuedJob): PrinterWork | null {
  const { columns, drawerPin } = work.options.settings();
  const sheet = { jobId: job.jobId, kind: job.kind };
  if (job.kind === 'drawer') return { ...sheet, bytes: drawerKick(drawerPin), laidOut: null };
  if (job.document === null) return null;
  let laidOut: LaidOut;
  try {
    const document = openedPaper(work.till, job.document);
    laidOut = layOut(document, columns, work.options.resolvePerson);
  } catch {
    // A document that cannot be laid out stays, named, for a person; the ones behind it still print.
    return null;
  }
  if (laidOut.missing.length > 0) work.options.onMissing?.(job.jobId, laidOut.missing);
  return { ...sheet, bytes: escposBytes(laidOut), laidOut };
}

/** A transport must not reject; one that does leaves open what came out. */
async function writeSafely(transport: PrinterTransport, sheet: PrinterWork): Promise<PrintOutcome> {
  try {
    return await transport.write(sheet);
  } catch {
    return { state: 'unknown', fault: 'offline' };
  }
}

function pauseAfter(job: QueuedJob, tries: number): number {
  if (job.kind === 'drawer') return PAPER_LIMITS.drawerRetryMs;
  return Math.min(PAPER_LIMITS.retryFirstMs * 2 ** (tries - 1), PAPER_LIMITS.retryMostMs);
}

function finish(
  work: Work,
  job: QueuedJob,
  end: { readonly state: PrintJob['state']; readonly fault: string | null },
): void {
  const { till } = work;
  finishJob(till.db, { jobId: job.jobId, ...end, at: till.clock.now() });
  till.announce({ type: 'paper.changed' });
}

/** A fault is journalled when it begins, not at each try. */
function noteFault(work: Work, job: QueuedJob, fault: PrinterFault): void {
  if (work.fault === fault) return;
  work.fault = fault;
  const { till } = work;
  const at = till.clock.now();
  inTransaction(till.db, () =>
    appendEntry(till.db, {
      registerId: till.registerId,
      type: 'PRINTER_FAILURE',
      startedAt: at,
      endedAt: at,
      operator: 'system',
      payload: { fault, jobId: job.jobId, kind: job.kind },
    }),
  );
}

function transportOf(work: Work): PrinterTransport {
  const settings = work.options.settings();
  const key = JSON.stringify([settings.transport, settings.asksStatus]);
  if (work.transport?.key === key) return work.transport.is;
  void work.transport?.is.close();
  work.fault = null; // what the printer before had says nothing about this one
  work.transport = { key, is: work.options.transportFor(settings) };
  return work.transport.is;
}

function pause(work: Work, ms: number): Promise<void> {
  settleWaiting(work);
  if (work.isStopped || work.isWoken) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    timer.unref();
    function end(): void {
      clearTimeout(timer);
      work.endPause = null;
      resolve();
    }
    work.endPause = end;
  });
}

function settleWaiting(work: Work): void {
  if (work.isWoken && !work.isStopped) return;
  for (const done of work.waiting.splice(0)) done();
}
