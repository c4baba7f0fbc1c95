import type {
  CopiedEntry,
  CopiedKey,
  CopiedSignature,
  JournalFork,
} from '../../../shared/contract/journal-copy.ts';
import { FIRST_PREV_HASH } from '../../../shared/domain/journal/journal-entry.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { SYNC_LIMITS } from '../limits.ts';

/** Up to where the cloud has acknowledged a register's journal, and what is in the way of more. */
export type UploadCursor = {
  readonly registerId: string;
  readonly seq: number; // 0 before anything
  readonly hash: string;
  readonly lastSeq: number; // of the register's journal here, 0 when none of it is
  readonly purgedThrough: number; // what was lawfully purged here, 0 for nothing
  readonly fork: JournalFork | null;
};

/** A cursor for every register of the store, the newest register first: lanes of before a restore have one too. */
export function uploadCursors(db: Database): readonly UploadCursor[] {
  return prepared<
    [],
    {
      register_id: string;
      seq: number | null;
      hash: string | null;
      last: number;
      purged: number;
      fork: string | null;
    }
  >(
    db,
    `SELECT r.register_id, u.seq, u.hash, u.fork,
       coalesce((SELECT max(j.seq) FROM journal j WHERE j.register_id = r.register_id), 0) AS last,
       coalesce((SELECT max(p.through_seq) FROM journal_purge p WHERE p.register_id = r.register_id), 0) AS purged
     FROM register r LEFT JOIN journal_upload u ON u.register_id = r.register_id
     ORDER BY r.created_at DESC, r.register_id DESC`,
  )
    .all()
    .map((row) => ({
      registerId: row.register_id,
      seq: row.seq ?? 0,
      hash: row.hash ?? FIRST_PREV_HASH,
      lastSeq: row.last,
      purgedThrough: row.purged,
      // Written by this file alone.
      fork: row.fork === null ? null : (JSON.parse(row.fork) as JournalFork),
    }));
}

/** Records what the cloud has acknowledged of a register's journal; nothing is in the way any more. */
export function saveAcknowledged(
  db: Database,
  acknowledged: { readonly registerId: string; readonly seq: number; readonly hash: string },
  at: number, // epoch ms
): void {
  prepared(
    db,
    `INSERT INTO journal_upload (register_id, seq, hash, at, fork) VALUES (@registerId, @seq, @hash, @at, NULL)
     ON CONFLICT (register_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, at = excluded.at, fork = NULL`,
  ).run({ ...acknowledged, at });
}

/** Records why a register's journal no longer goes up; what was acknowledged stays as it is. */
export function saveFork(db: Database, fork: JournalFork): void {
  prepared(
    db,
    `INSERT INTO journal_upload (register_id, seq, hash, at, fork) VALUES (@registerId, 0, @none, @at, @fork)
     ON CONFLICT (register_id) DO UPDATE SET fork = excluded.fork`,
  ).run({
    registerId: fork.registerId,
    none: FIRST_PREV_HASH,
    at: fork.at,
    fork: JSON.stringify(fork),
  });
}

/** The hash of an entry here, or `null` when it is not here (any more). */
export function entryHash(db: Database, registerId: string, seq: number): string | null {
  const row = prepared<[string, number], { hash: string }>(
    db,
    'SELECT hash FROM journal WHERE register_id = ? AND seq = ?',
  ).get(registerId, seq);
  return row?.hash ?? null;
}

/** The next entries of a register after a number, up to both limits; at least one when there is any. */
export function nextEntries(
  db: Database,
  registerId: string,
  after: number,
  limits: { readonly entries: number; readonly bytes: number } = {
    entries: SYNC_LIMITS.journalEntries,
    bytes: SYNC_LIMITS.batchBytes,
  },
): readonly CopiedEntry[] {
  const rows = db
    .prepare<[string, number, number], CopiedEntry>(
      `SELECT seq, type, started_at AS startedAt, ended_at AS endedAt, operator, payload,
         prev_hash AS prevHash, hash
       FROM journal WHERE register_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
    )
    .iterate(registerId, after, limits.entries);
  const entries: CopiedEntry[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += Buffer.byteLength(row.payload, 'utf8');
    if (entries.length > 0 && bytes > limits.bytes) break;
    entries.push(row);
  }
  return entries;
}

/** The signatures over a run of entries, and every key of the register. */
export function proofsOf(
  db: Database,
  registerId: string,
  first: number,
  last: number,
): { readonly signatures: readonly CopiedSignature[]; readonly publicKeys: readonly CopiedKey[] } {
  const signatures = prepared<[string, number, number], CopiedSignature>(
    db,
    `SELECT seq, key_id AS keyId, signature FROM journal_signature
     WHERE register_id = ? AND seq >= ? AND seq <= ? ORDER BY seq`,
  ).all(registerId, first, last);
  const publicKeys = prepared<[string], CopiedKey>(
    db,
    `SELECT key_id AS keyId, public_key AS publicKey, since_seq AS sinceSeq, at FROM signing_key
     WHERE register_id = ? ORDER BY since_seq`,
  ).all(registerId);
  return { signatures, publicKeys };
}
