import type {
  JournalAnswer,
  JournalFork,
  JournalPush,
} from '../../../shared/contract/journal-copy.ts';
import { FIRST_PREV_HASH } from '../../../shared/domain/journal/journal-entry.ts';
import type { CloudLink } from '../ports.ts';
import type { Till } from '../till.ts';
import { CloudFault } from './cloud-fault.ts';
import {
  entryHash,
  nextEntries,
  proofsOf,
  saveAcknowledged,
  saveFork,
  type UploadCursor,
  uploadCursors,
} from './journal-upload-table.ts';

/** Who sends: the store, and its node of this epoch. */
export type UploadOrigin = {
  readonly storeId: string;
  readonly nodeId: string;
  readonly epoch: number;
};

/** How far a register's journal is in the cloud; `fork` of any register, because it stops what came before too. */
export type JournalStanding = {
  readonly seq: number;
  readonly ackedSeq: number;
  readonly fork: JournalFork | null;
};

export type JournalUpload = {
  /** Sends one run of one register; `nothing` when all is there or somebody has to look first. */
  readonly sendNext: (
    push: (run: JournalPush) => ReturnType<CloudLink['pushJournal']>,
  ) => Promise<'sent' | 'nothing'>;
  readonly standing: () => JournalStanding;
};

/**
 * Sends the journal of every register to the cloud, straight from the journal and by what the cloud acknowledged
 * last. A register with a fork is tried once more at each start: it may have been put right meanwhile.
 */
export function createJournalUpload(till: Till, origin: UploadOrigin): JournalUpload {
  const stuck = new Set<string>(); // registers somebody has to look at, as seen since the start
  return {
    sendNext: async (push) => {
      const cursor = uploadCursors(till.db).find(
        (one) => !stuck.has(one.registerId) && (one.fork !== null || isBehind(one)),
      );
      if (!cursor) return 'nothing';
      const trouble = cutBefore(till, cursor) ?? (await sendRun(till, origin, cursor, push));
      if (trouble) {
        stuck.add(cursor.registerId);
        saveFork(till.db, trouble);
        till.announce({ type: 'sync.changed' });
      }
      return 'sent';
    },
    standing: () => standingOf(till),
  };
}

function standingOf(till: Till): JournalStanding {
  const cursors = uploadCursors(till.db);
  const own = cursors.find(({ registerId }) => registerId === till.registerId);
  return {
    seq: own?.lastSeq ?? 0,
    ackedSeq: own?.seq ?? 0,
    fork: cursors.find(({ fork }) => fork !== null)?.fork ?? null,
  };
}

/** Whether the cloud lacks entries, or the till lacks some that it may not lack. */
function isBehind({ seq, lastSeq, purgedThrough }: UploadCursor): boolean {
  return lastSeq > seq || (lastSeq < seq && purgedThrough < seq);
}

/** An entry that the cloud has acknowledged must still be here and be the same, unless it was lawfully purged. */
function cutBefore(till: Till, cursor: UploadCursor): JournalFork | null {
  const { registerId, seq, hash } = cursor;
  if (seq <= cursor.purgedThrough) return null;
  const ourHash = entryHash(till.db, registerId, seq);
  if (ourHash === hash) return null;
  const kind = ourHash === null ? 'cut' : 'fork';
  return { registerId, kind, seq, ourHash, heldHash: hash, at: till.clock.now() };
}

/** Sends what follows the cursor and moves it; answers what somebody has to look at, if anything. */
async function sendRun(
  till: Till,
  origin: UploadOrigin,
  cursor: UploadCursor,
  push: (run: JournalPush) => Promise<JournalAnswer>,
): Promise<JournalFork | null> {
  const { registerId } = cursor;
  const entries = nextEntries(till.db, registerId, cursor.seq);
  const proofs = proofsOf(till.db, registerId, entries[0]?.seq ?? 0, entries.at(-1)?.seq ?? 0);
  const run: JournalPush = {
    ...{ storeId: origin.storeId, nodeId: origin.nodeId, epoch: origin.epoch, registerId },
    ...{ entries: [...entries] },
    ...{ signatures: [...proofs.signatures], publicKeys: [...proofs.publicKeys] },
  };
  try {
    return settle(till, cursor, run, await push(run));
  } catch (error) {
    if (!(error instanceof CloudFault) || error.kind !== 'push_refused') throw error;
    const [first] = entries;
    const at = till.clock.now();
    const ours = { seq: first?.seq ?? cursor.seq, ourHash: first?.hash ?? null };
    return { registerId, kind: 'refused', ...ours, heldHash: null, at };
  }
}

function settle(
  till: Till,
  cursor: UploadCursor,
  run: JournalPush,
  answer: JournalAnswer,
): JournalFork | null {
  const { registerId } = cursor;
  const at = till.clock.now();
  if (answer.status === 'fork' || answer.status === 'broken') {
    const ourHash = entryHash(till.db, registerId, answer.seq);
    const heldHash = answer.status === 'fork' ? answer.heldHash : null;
    return { registerId, kind: answer.status, seq: answer.seq, ourHash, heldHash, at };
  }
  const { ackedSeq, ackedHash } = answer;
  const lastSent = run.entries.at(-1)?.seq ?? 0;
  if (answer.status === 'kept' && ackedSeq < lastSent) {
    throw new CloudFault('not_our_cloud', 'less was kept than was sent');
  }
  const ourHash = ackedSeq === 0 ? FIRST_PREV_HASH : entryHash(till.db, registerId, ackedSeq);
  const isPurged = ourHash === null && ackedSeq <= cursor.purgedThrough;
  if (ourHash !== ackedHash && !isPurged) {
    const kind = ourHash === null ? 'cut' : 'fork';
    return { registerId, kind, seq: ackedSeq, ourHash, heldHash: ackedHash, at };
  }
  // Asked for what comes after the cursor, and that is just what was sent: it is no longer here.
  if (answer.status === 'gap' && ackedSeq === cursor.seq) {
    return { registerId, kind: 'gap', seq: ackedSeq + 1, ourHash: null, heldHash: ackedHash, at };
  }
  saveAcknowledged(till.db, { registerId, seq: ackedSeq, hash: ackedHash }, at);
  return null;
}
