import type { PushAnswer, PushedFact } from '../../../shared/contract/sync.ts';
import { SYNC_LIMITS } from '../limits.ts';
import type { CloudLink } from '../ports.ts';
import type { Till } from '../till.ts';
import { CloudFault, type CloudFaultKind } from './cloud-fault.ts';
import { createJournalUpload, type JournalStanding, type JournalUpload } from './journal-upload.ts';
import { nextBatch, outboxCounts, type Settlement, settle } from './outbox-table.ts';

type PushLoopStatus = {
  readonly state: 'off' | 'idle' | 'sending' | 'unreachable';
  readonly waiting: number;
  readonly parked: number;
  readonly oldestWaitingAt: number | null;
  readonly lastError: CloudFaultKind | null;
  /** Facts that were sent and not answered: nobody knows yet whether the cloud has them. */
  readonly unconfirmed: number;
  readonly journal: JournalStanding & { readonly lastError: CloudFaultKind | null };
};

/** Waits `ms`, or less when the signal fires; never rejects. */
type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export type PushLoopOptions = {
  readonly storeId: string;
  readonly nodeId: string;
  readonly epoch: number;
  readonly wait?: Wait;
  readonly limits?: { readonly batchFacts?: number; readonly batchBytes?: number };
};

export type PushLoop = {
  /** Something new waits. An idle loop sends at once; one that backs off keeps its pause. */
  readonly wake: () => void;
  /** A person asks: sends now, also out of a pause. */
  readonly sendNow: () => void;
  /** Gives up the request in flight (it is sent again at the next start); resolves when the loop has ended. */
  readonly stop: () => Promise<void>;
  readonly status: () => PushLoopStatus;
};

type LoopState = {
  state: PushLoopStatus['state'];
  lastError: CloudFaultKind | null;
  unconfirmed: number;
  attempts: number;
  journalError: CloudFaultKind | null;
  journalAttempts: number;
  journalRun: AbortController | null; // of the run that is under way
  oneByOne: number; // facts still to be sent alone, after a whole batch was refused
  isStopped: boolean;
  readonly stopping: AbortController;
  pause: { readonly controller: AbortController; readonly isIdle: boolean } | null;
  wokenWhileBusy: boolean;
};

type Work = {
  readonly till: Till;
  readonly link: CloudLink;
  readonly options: PushLoopOptions;
  readonly loop: LoopState;
  readonly journal: JournalUpload;
};

/**
 * Sends the outbox to the cloud, in sequence, one request at a time, until stopped. A request whose
 * outcome is unknown is sent again: the cloud knows every fact by its id. A fact that the cloud
 * refuses is parked with the reason and the rest flows. While no fact waits, the journal follows, run by run.
 * Without a link nothing is sent (`off`).
 */
export function createPushLoop(
  till: Till,
  link: CloudLink | null,
  options: PushLoopOptions,
): PushLoop {
  const loop: LoopState = {
    state: link ? 'idle' : 'off',
    lastError: null,
    unconfirmed: 0,
    attempts: 0,
    journalError: null,
    journalAttempts: 0,
    journalRun: null,
    oneByOne: 0,
    isStopped: false,
    stopping: new AbortController(),
    pause: null,
    wokenWhileBusy: false,
  };
  const journal = createJournalUpload(till, options);
  const ended = link ? run({ till, link, options, loop, journal }) : Promise.resolve();
  return {
    wake: () => {
      loop.journalRun?.abort(); // it is sent again behind the new fact
      if (loop.pause?.isIdle) loop.pause.controller.abort();
      else loop.wokenWhileBusy = true;
    },
    sendNow: () => {
      loop.attempts = 0;
      loop.journalAttempts = 0;
      loop.wokenWhileBusy = true;
      loop.journalRun?.abort();
      loop.pause?.controller.abort();
    },
    stop: () => {
      loop.isStopped = true;
      loop.stopping.abort();
      loop.pause?.controller.abort();
      return ended;
    },
    status: () => ({
      ...outboxCounts(till.db),
      state: loop.state,
      lastError: loop.lastError,
      unconfirmed: loop.unconfirmed,
      journal: { ...journal.standing(), lastError: loop.journalError },
    }),
  };
}

async function run(work: Work): Promise<void> {
  const { till, loop } = work;
  // The first look comes after the caller has its loop in hand.
  await Promise.resolve();
  while (!loop.isStopped) {
    loop.wokenWhileBusy = false;
    const batch = nextBatch(till.db, batchLimits(work));
    if (batch.length === 0) {
      show(work, 'idle');
      await pause(work, await sendJournal(work), true);
      continue;
    }
    const fault = await send(work, batch);
    if (fault && !loop.isStopped) {
      await pause(work, retryDelay(till, loop.attempts, fault), false);
    }
  }
}

/**
 * Sends one run of the journal; answers after how long to look again. Its faults are its own, and a new fact ends
 * both its pause and a run that is under way, so that sales never wait for the journal.
 */
async function sendJournal({ till, link, journal, loop }: Work): Promise<number> {
  const giveUp = new AbortController();
  const signal = AbortSignal.any([loop.stopping.signal, giveUp.signal]);
  loop.journalRun = giveUp;
  try {
    const outcome = await journal.sendNext((run) =>
      unlessAborted(link.pushJournal(run, signal), signal),
    );
    loop.journalAttempts = 0;
    loop.journalError = null;
    return outcome === 'nothing' ? SYNC_LIMITS.idleLookMs : SYNC_LIMITS.journalBreathMs;
  } catch (error) {
    if (signal.aborted) return 0;
    const fault = error instanceof CloudFault ? error : new CloudFault('unreachable', 'link threw');
    loop.journalAttempts += 1;
    loop.journalError = fault.kind;
    return retryDelay(till, loop.journalAttempts, fault);
  } finally {
    loop.journalRun = null;
  }
}

/** Sends one batch and settles what came back; answers the fault that calls for a pause, if any. */
async function send(work: Work, batch: readonly PushedFact[]): Promise<CloudFault | null> {
  const { till, link, options, loop } = work;
  show(work, loop.attempts > 0 ? 'unreachable' : 'sending');
  try {
    const { storeId, nodeId, epoch } = options;
    const request = { storeId, nodeId, epoch, facts: [...batch] };
    const { signal } = loop.stopping;
    const answer = await unlessAborted(link.push(request, signal), signal);
    settle(till.db, settlementsOf(batch, answer), till.clock.now());
  } catch (error) {
    if (loop.isStopped) return null;
    const fault = error instanceof CloudFault ? error : new CloudFault('unreachable', 'link threw');
    if (fault.kind === 'push_refused') return settleRefusedPush(work, batch);
    loop.attempts += 1;
    loop.lastError = fault.kind;
    loop.unconfirmed = batch.length;
    show(work, 'unreachable');
    return fault;
  }
  settled(work, batch.length);
  return null;
}

/** An answer that comes after the stop is left alone: the database may be closed by then. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new CloudFault('unreachable', 'given up'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** A refused batch is sent again fact by fact, so that only the one at fault is parked. */
function settleRefusedPush(work: Work, batch: readonly PushedFact[]): null {
  const [only] = batch;
  if (batch.length > 1 || !only) {
    work.loop.oneByOne = batch.length;
    return null;
  }
  const parked: Settlement = { factId: only.factId, state: 'parked', reason: 'push_refused' };
  settle(work.till.db, [parked], work.till.clock.now());
  settled(work, 1);
  return null;
}

function settled(work: Work, count: number): void {
  const { loop } = work;
  loop.oneByOne = Math.max(0, loop.oneByOne - count);
  loop.attempts = 0;
  loop.lastError = null;
  loop.unconfirmed = 0;
  work.till.announce({ type: 'sync.changed' });
}

/** Pairs answers with facts by place and id; an answer that does not fit settles nothing. */
function settlementsOf(batch: readonly PushedFact[], answer: PushAnswer): readonly Settlement[] {
  if (answer.results.length !== batch.length) {
    throw new CloudFault('not_our_cloud', 'another number of results than facts');
  }
  return batch.map((fact, i): Settlement => {
    const result = answer.results[i];
    if (!result || (result.factId !== fact.factId && result.status !== 'refused')) {
      throw new CloudFault('not_our_cloud', 'a result for another fact');
    }
    if (result.status !== 'refused') return { factId: fact.factId, state: 'acknowledged' };
    return { factId: fact.factId, state: 'parked', reason: result.reason ?? 'push_refused' };
  });
}

/** Full jitter: anything between nothing and a step that doubles; what the cloud asks for is the least. */
function retryDelay(till: Till, attempts: number, fault: CloudFault): number {
  const step = SYNC_LIMITS.retryFirstMs * 2 ** Math.min(attempts - 1, 20);
  const most = Math.min(step, SYNC_LIMITS.retryMostMs);
  const share = new DataView(till.random.bytes(4).slice().buffer).getUint32(0) / 2 ** 32;
  const asked = Math.min(fault.retryAfterMs ?? 0, SYNC_LIMITS.retryMostMs);
  return Math.max(SYNC_LIMITS.retryLeastMs, asked, Math.floor(most * share));
}

function batchLimits(work: Work): { facts: number; bytes: number } {
  const { limits } = work.options;
  return {
    facts: work.loop.oneByOne > 0 ? 1 : (limits?.batchFacts ?? SYNC_LIMITS.batchFacts),
    bytes: limits?.batchBytes ?? SYNC_LIMITS.batchBytes,
  };
}

async function pause(work: Work, ms: number, isIdle: boolean): Promise<void> {
  const { loop } = work;
  if (loop.isStopped || (isIdle && loop.wokenWhileBusy)) return;
  const controller = new AbortController();
  loop.pause = { controller, isIdle };
  await (work.options.wait ?? waitOnTimer)(ms, controller.signal);
  loop.pause = null;
}

function show(work: Work, state: PushLoopStatus['state']): void {
  if (work.loop.state === state) return;
  work.loop.state = state;
  work.till.announce({ type: 'sync.changed' });
}

function waitOnTimer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, ms);
    timer.unref();
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
