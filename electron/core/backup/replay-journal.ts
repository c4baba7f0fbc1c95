import type { CopiedEntry, JournalPage } from '../../../shared/contract/journal-copy.ts';
import { inTransaction } from '../db/open.ts';
import { insertRegister, registerSerial } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { hasLane, insertLane } from './lane-table.ts';
import { replayClose } from './replay-close.ts';
import { replayReturn, replaySale, replayTraining } from './replay-sale.ts';
import { SHIFT_REPLAYS } from './replay-shift.ts';
import {
  insertCopiedKey,
  insertCopiedSignature,
  insertEntry,
  insertReplay,
} from './replay-table.ts';

/** What an entry holds, as it was written. */
export type Said = Readonly<Record<string, unknown>>;

/** One entry on its way back: the register it belongs to, and what it says. */
export type Replayed = {
  readonly registerId: string;
  readonly entry: CopiedEntry;
  readonly said: Said;
};

export type ReplayCounts = { readonly entries: number; readonly sales: number };

/**
 * Takes a page of the cloud's copy over into the store: the entries word for word, and the rows each of them records,
 * in one transaction, so that a cut leaves whole pages. What an entry never held does not come back: personal data of
 * people the backup does not know, typed notes, tickets. Receipts of replayed sales do not print again.
 */
export function replayPage(till: Till, page: JournalPage): ReplayCounts {
  const { registerId } = page;
  const { db } = till;
  return inTransaction(db, () => {
    let sales = 0;
    for (const entry of page.entries) {
      const said = JSON.parse(entry.payload) as Said; // hashed as it was written, by this program
      if (entry.seq === 1) beginRegister(till, { registerId, entry, said });
      insertEntry(db, registerId, entry);
      // A close may be signed by a key that the next entry names.
      for (const key of page.publicKeys) {
        if (key.sinceSeq <= entry.seq + 1) insertCopiedKey(db, registerId, key);
      }
      for (const one of page.signatures.filter((signature) => signature.seq === entry.seq)) {
        insertCopiedSignature(db, registerId, one);
      }
      if (entry.type === 'SALE') sales += 1;
      REPLAYS[entry.type]?.(till, { registerId, entry, said });
    }
    const first = page.entries[0];
    const last = page.entries.at(-1);
    if (first && last) {
      const range = { registerId, fromSeq: first.seq, toSeq: last.seq };
      insertReplay(db, { ...range, at: till.clock.now() });
    }
    return { entries: page.entries.length, sales };
  });
}

/** A lane that the backup did not know yet: it began after the backup was made. */
function beginRegister(till: Till, { registerId, entry, said }: Replayed): void {
  const { db } = till;
  if (registerSerial(db, registerId) !== null) return;
  insertRegister(db, { registerId, serial: String(said.serial), at: entry.endedAt });
  const continues = said.continues as { registerId: string; seq: number; hash: string } | undefined;
  if (!continues || registerSerial(db, continues.registerId) === null) return;
  const nodeId = String(said.nodeId);
  if (hasLane(db, nodeId)) return;
  insertLane(db, {
    registerId,
    nodeId,
    epoch: Number(said.epoch),
    why: 'restore',
    continuesRegister: continues.registerId,
    continuesSeq: continues.seq,
    continuesHash: continues.hash,
    restoredFrom: String(said.restoredFrom),
    at: entry.endedAt,
  });
}

/** Writes the rows that an entry records. */
export type Replay = (till: Till, one: Replayed) => void;

/** Entries of other types stand in the journal alone. */
const REPLAYS: Readonly<Record<string, Replay>> = {
  ...SHIFT_REPLAYS,
  SALE: replaySale,
  RETURN: replayReturn,
  TRAINING_SALE: replayTraining,
  DAY_CLOSE: replayClose,
  MONTH_CLOSE: replayClose,
  YEAR_CLOSE: replayClose,
};
