import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { ArchiveValue, PurgeValue } from '../../../shared/contract/journal.ts';
import { ok, type Refusal, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inRefusableTransaction, inTransaction } from '../db/open.ts';
import type { Actor, Till } from '../till.ts';
import { beforePurge } from './anchor-table.ts';
import {
  archivesOf,
  archivesOfFile,
  deletePurged,
  entryAt,
  insertArchive,
  insertArchiveKept,
  insertPurge,
  listArchives,
  type StoredArchive,
} from './archive-table.ts';
import { SIGNED_TYPES } from './close-check.ts';
import { journalStart, uploadedThrough } from './journal-read-table.ts';
import { appendNow } from './journal-table.ts';
import { signEntry, signingKeys } from './signature-table.ts';
import { verifyStore } from './verify-store.ts';
import {
  type ArchiveOrder,
  archiveRanges,
  type WrittenArchive,
  writeArchive,
} from './write-archive.ts';

export type ArchiveRefusal = 'journal_broken' | 'archive_target_unwritable' | 'nothing_to_archive';

/** The journal stays this long in the till, whatever is archived. */
const KEPT_MONTHS = 24;

/**
 * Checks the journal and writes it into a new file, without noting that in the store yet (`recordArchive` does), so
 * it may run beside the till that sells. Refuses `journal_broken`, `archive_target_unwritable`, `nothing_to_archive`.
 */
export function prepareArchive(
  till: Till,
  order: ArchiveOrder,
): Result<WrittenArchive, ArchiveRefusal> {
  const { file } = order;
  if (existsSync(file)) return refuse('archive_target_unwritable', { file });
  const { firstBad } = verifyStore(till.db);
  if (firstBad) return refuse('journal_broken', { seq: firstBad.seq });
  if (archiveRanges(till, order.through).length === 0) return refuse('nothing_to_archive');
  try {
    return ok(writeArchive(till, order));
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error) {
      return refuse('archive_target_unwritable', { file });
    }
    throw error;
  }
}

/** Notes an archive that was written: a row a register, and an ARCHIVE entry that names the file's checksum. */
export function recordArchive(
  till: Till,
  by: Actor,
  { file, archiveId }: Pick<ArchiveOrder, 'file' | 'archiveId'>,
  { sha256, entries, ranges }: WrittenArchive,
): ArchiveValue {
  const at = till.clock.now();
  inTransaction(till.db, () => {
    for (const { register, fromSeq, toSeq, lastHash } of ranges) {
      insertArchive(till.db, {
        ...{ archiveId: `${archiveId}-${register}`, registerId: register, fromSeq, toSeq },
        ...{ lastHash, sha256, at, by: by.staffId },
      });
    }
    const kept = ranges.map(({ register, fromSeq, toSeq, lastHash }) => ({
      ...{ register, fromSeq, toSeq, lastHash },
    }));
    appendNow(till, 'ARCHIVE', by.staffId, {
      ...{ archiveId, file: basename(file), sha256, entries, registers: kept },
    });
  });
  till.announce({ type: 'health.changed' });
  return { file, sha256, entries, archives: listArchives(till.db) };
}

/**
 * Notes that an archive was put away, once it was read where it lies now and is the file that was written.
 * Refuses `archive_unreadable`, and `archive_not_found` for a file that this store did not write.
 */
export async function acknowledgeArchive(
  till: Till,
  by: Actor,
  file: string,
): Promise<Result<ArchiveValue, 'archive_unreadable' | 'archive_not_found'>> {
  const sha256 = await sha256Of(file);
  if (sha256 === null) return refuse('archive_unreadable', { file });
  const archives = archivesOfFile(till.db, sha256);
  if (archives.length === 0) return refuse('archive_not_found', { file });
  const waiting = archives.filter((archive) => !archive.isKept);
  if (waiting.length > 0) {
    inTransaction(till.db, () => {
      const kept = { at: till.clock.now(), by: by.staffId };
      for (const { archiveId } of waiting) insertArchiveKept(till.db, { archiveId, ...kept });
      const archiveIds = waiting.map(({ archiveId }) => archiveId);
      appendNow(till, 'ARCHIVE_KEPT', by.staffId, { archiveIds, sha256 });
    });
    till.announce({ type: 'health.changed' });
  }
  const entries = archives.reduce((sum, { fromSeq, toSeq }) => sum + toSeq - fromSeq + 1, 0);
  return ok({ file, sha256, entries, archives: listArchives(till.db) });
}

export type PurgeRefusal =
  | 'journal_broken'
  | 'archive_not_kept'
  | 'purge_too_recent'
  | 'journal_not_uploaded';

/**
 * Removes entries of this register that lie in an archive that was put away, are older than 24 months and stand in the cloud's copy,
 * in one commit with a signed PURGE entry that carries the chain over. Totals and rows stay. Refuses
 * `journal_broken`, `archive_not_kept`, `purge_too_recent`, `journal_not_uploaded`.
 */
export function purgeJournal(till: Till, by: Actor): Result<PurgeValue, PurgeRefusal> {
  const { firstBad } = verifyStore(till.db);
  if (firstBad) return refuse('journal_broken', { seq: firstBad.seq });
  const answer = inRefusableTransaction(till.db, (): Result<PurgeValue, PurgeRefusal> => {
    // Of this register alone: the chain of an earlier lane may go on in another place.
    const found = purgeable(till, till.registerId);
    if (!found.ok) return found;
    purgeThrough(till, by, found.value);
    return ok({ purged: [{ register: till.registerId, throughSeq: found.value.toSeq }] });
  });
  if (answer.ok) till.announce({ type: 'health.changed' });
  return answer;
}

/** The archive through which a register may be purged, or the first thing that stands against it. */
function purgeable(till: Till, register: string): Result<StoredArchive, PurgeRefusal> {
  const { db } = till;
  const from = journalStart(db, register)?.seq ?? 0;
  const kept = archivesOf(db, register).filter((one) => one.isKept && one.toSeq > from);
  if (kept.length === 0) return refuse('archive_not_kept');
  const limit = monthsBefore(till.clock.now(), KEPT_MONTHS);
  const old = kept.find(({ toSeq }) => {
    const last = entryAt(db, register, toSeq);
    // Up to a close, so that no day is half in the till.
    return last !== null && last.endedAt < limit && isClose(last.type);
  });
  if (!old) return refuse('purge_too_recent');
  const uploaded = uploadedThrough(db, register);
  if (!uploaded || uploaded.seq < old.toSeq) return refuse('journal_not_uploaded');
  return ok(old);
}

function isClose(type: string): boolean {
  return type !== 'PURGE' && (SIGNED_TYPES.has(type) || type === 'SHIFT_CLOSE');
}

function purgeThrough(till: Till, by: Actor, archive: StoredArchive): void {
  const { db, registerId } = till;
  const { toSeq: throughSeq, lastHash, archiveId, sha256 } = archive;
  insertPurge(db, {
    ...{ registerId, throughSeq, lastHash, archiveId, at: till.clock.now(), by: by.staffId },
  });
  const entries = deletePurged(db, registerId, throughSeq);
  const last = beforePurge(db, registerId, throughSeq).before.at(-1);
  const entry = appendNow(till, 'PURGE', by.staffId, {
    ...{ archiveId, sha256, throughSeq, lastHash, entries },
    keyIds: signingKeys(db, registerId).map(({ keyId }) => keyId),
    zNumber: last?.number ?? 0,
    perpetualFen: last?.perpetualFen ?? 0,
    perpetualAbsoluteFen: last?.perpetualAbsoluteFen ?? 0,
  });
  signEntry(till, entry);
}

/** The same day and time so many months earlier, epoch ms. */
function monthsBefore(at: number, months: number): number {
  const date = new Date(at);
  return date.setUTCMonth(date.getUTCMonth() - months);
}

async function sha256Of(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

/** A refusal as it travels from a thread. */
export type ArchiveRefused = Refusal<ArchiveRefusal>;
