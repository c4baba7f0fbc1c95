import type { CopiedEntry, JournalPage } from '../../../shared/contract/journal-copy.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import type { Conflict } from '../journal/not-rebuilt-table.ts';
import { insertRegister, registerSerial } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { hasLane, insertLane } from './lane-table.ts';
import { replayBoard } from './replay-board.ts';
import { replayClose } from './replay-close.ts';
import { type Replay, replayEntry, type Said } from './replay-entry.ts';
import { replayPromotion } from './replay-promotion.ts';
import { replayCouponCodes } from './replay-promotion-use.ts';
import { replayQuotaLease } from './replay-quota.ts';
import { replayReturn } from './replay-return.ts';
import { replaySale, replayTraining } from './replay-sale.ts';
import { SHIFT_REPLAYS } from './replay-shift.ts';
import {
  insertCopiedKey,
  insertCopiedSignature,
  insertEntry,
  insertReplay,
} from './replay-table.ts';
import { TENDER_REPLAYS } from './replay-tender.ts';

export type ReplayCounts = {
  readonly entries: number;
  readonly sales: number;
  readonly conflicts: number;
};

/**
 * Takes a page of the cloud's copy over into the store: the entries word for word, and the rows each of them records,
 * in one transaction, so that a cut leaves whole pages. What an entry never held does not come back: personal data of
 * people the backup does not know, typed notes, tickets. Receipts of replayed sales do not print again. Where an entry
 * contradicts what this lane did meanwhile, the lane's journal names it and the rest goes on.
 */
export function replayPage(till: Till, page: JournalPage): ReplayCounts {
  const { registerId } = page;
  const { db } = till;
  return inTransaction(db, () => {
    let sales = 0;
    const conflicts: Conflict[] = [];
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
      const replay = REPLAYS[entry.type];
      if (replay) conflicts.push(...replayEntry(till, replay, { registerId, entry, said }));
    }
    const first = page.entries[0];
    const last = page.entries.at(-1);
    if (first && last) {
      const range = { registerId, fromSeq: first.seq, toSeq: last.seq };
      insertReplay(db, { ...range, at: till.clock.now() });
    }
    if (conflicts.length > 0)
      appendNow(till, 'RESTORED', 'system', { why: 'conflicts', conflicts });
    return { entries: page.entries.length, sales, conflicts: conflicts.length };
  });
}

/** A lane that the backup did not know yet: it began after the backup was made. */
function beginRegister(
  till: Till,
  {
    registerId,
    entry,
    said,
  }: {
    readonly registerId: string;
    readonly entry: CopiedEntry;
    readonly said: Said;
  },
): void {
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

/** Entries of other types stand in the journal alone. */
const REPLAYS: Readonly<Record<string, Replay>> = {
  ...SHIFT_REPLAYS,
  ...TENDER_REPLAYS,
  SALE: replaySale,
  RETURN: replayReturn,
  TRAINING_SALE: replayTraining,
  PROMOTION: replayPromotion,
  COUPON_CODES: replayCouponCodes,
  QUOTA_LEASE: replayQuotaLease,
  SETTINGS: replayBoard,
  DAY_CLOSE: replayClose,
  MONTH_CLOSE: replayClose,
  YEAR_CLOSE: replayClose,
};
