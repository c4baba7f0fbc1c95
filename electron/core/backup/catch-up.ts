import type { CatchUp } from '../../../shared/contract/backup.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow, lastEntry } from '../journal/journal-table.ts';
import type { Conflict } from '../journal/not-rebuilt-table.ts';
import type { CloudArchive } from '../ports.ts';
import { storeOf } from '../staff/store-table.ts';
import { fetchJournal, JournalCopyBroken } from '../sync/fetch-journal.ts';
import type { Till } from '../till.ts';
import { catchUpOf, currentLane, insertCatchUp } from './lane-table.ts';
import { replayPage } from './replay-journal.ts';

/** How long selling waits for the cloud after a restore; afterwards it goes on and the rest is fetched beside it. */
const LONGEST_WAIT_MS = 20_000;
const RETRY_MS = 60_000;

export type CatchUpLoop = {
  readonly state: () => CatchUp;
  /** Resolves when all is fetched, or when waiting longer would keep customers. */
  readonly settled: Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * After a restore, fetches what the cloud holds beyond the backup and takes it over, before anything is sold if the
 * cloud can be reached. Done once for each lane; nothing to do for a store that was never restored.
 */
export function startCatchUp(
  till: Till,
  archive: CloudArchive | null,
  onError: (error: unknown) => void,
): CatchUpLoop {
  const lane = currentLane(till.db);
  const done = lane && catchUpOf(till.db, lane.registerId);
  if (!lane || done || !archive) {
    const state: CatchUp = done
      ? { state: 'done', replayedSales: done.saleCount }
      : { state: 'none', replayedSales: 0 };
    return { state: () => state, settled: Promise.resolve(), stop: () => Promise.resolve() };
  }
  let state: CatchUp = { state: 'fetching', replayedSales: 0 };
  const stopping = new AbortController();
  const show = (next: CatchUp) => {
    state = next;
    till.announce({ type: 'backup.changed' });
  };
  const first = tryOnce();
  const ended = first.then(async (isDone) => {
    let isOver = isDone;
    while (!isOver && !stopping.signal.aborted) {
      await pause(RETRY_MS, stopping.signal);
      if (!stopping.signal.aborted) isOver = await tryOnce();
    }
  });
  const settled = Promise.race([
    first.then(() => undefined),
    pause(LONGEST_WAIT_MS, stopping.signal),
  ]);
  return {
    state: () => state,
    settled,
    stop: () => {
      stopping.abort();
      return ended;
    },
  };

  async function tryOnce(): Promise<boolean> {
    show({ state: 'fetching', replayedSales: 0 });
    try {
      const sales = await catchUp(till, archive as CloudArchive, stopping.signal);
      show({ state: 'done', replayedSales: sales });
      if (sales > 0) till.announce({ type: 'shift.changed' });
      return true;
    } catch (error) {
      if (!stopping.signal.aborted) onError(error);
      show({ state: 'waiting', replayedSales: 0 });
      return false;
    }
  }
}

/**
 * Fetches every register's journal beyond what the store has, oldest register first, and takes it over page by page.
 * Answers how many sales came back. What contradicts this lane, and a copy that does not follow from what the store has,
 * is written down for a person and not asked for again. Throws when the cloud cannot be reached.
 */
export async function catchUp(
  till: Till,
  archive: CloudArchive,
  signal?: AbortSignal,
): Promise<number> {
  const storeId = storeOf(till.db)?.storeId ?? '';
  const { registers } = await archive.holdings(storeId, signal);
  const others = registers
    .filter(({ registerId }) => registerId !== till.registerId)
    .sort((a, b) => a.registerId.length - b.registerId.length || a.lastAt - b.lastAt);
  let entryCount = 0;
  let saleCount = 0;
  let conflictCount = 0;
  for (const { registerId } of others) {
    const last = lastEntry(till.db, registerId);
    const request = {
      storeId,
      registerId,
      afterSeq: last?.seq ?? 0,
      afterHash: last?.hash ?? null,
    };
    try {
      for await (const page of fetchJournal(archive, request, signal)) {
        if (signal?.aborted) throw new Error('stopped');
        const counts = replayPage(till, page);
        entryCount += counts.entries;
        saleCount += counts.sales;
        conflictCount += counts.conflicts;
      }
    } catch (error) {
      if (!(error instanceof JournalCopyBroken)) throw error;
      noteBrokenCopy(till, registerId, error);
      conflictCount += 1;
    }
  }
  const { registerId } = till;
  inTransaction(till.db, () => {
    insertCatchUp(till.db, { registerId, at: till.clock.now(), entryCount, saleCount });
    const what = { why: 'caught_up', entryCount, saleCount, conflictCount };
    appendNow(till, 'RESTORED', 'system', what);
  });
  return saleCount;
}

/** Nothing of a broken copy may be taken over, and asking again brings the same. */
function noteBrokenCopy(till: Till, registerId: string, { seq, why }: JournalCopyBroken): void {
  const conflict: Conflict = {
    ...{ registerId, seq, type: 'COPY', why: 'copy_broken', kept: 'none', ids: [] },
    name: `${registerId}#${seq} ${why}`,
  };
  inTransaction(till.db, () => {
    appendNow(till, 'RESTORED', 'system', { why: 'conflicts', conflicts: [conflict] });
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });
}
