import type { JournalType } from '../../../shared/domain/journal/journal-entry.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** An entry as it is read to be checked: a plain array, because a year has two hundred thousand of them. */
export type RawEntry = readonly [
  seq: number,
  type: JournalType,
  startedAt: number,
  endedAt: number,
  operator: string,
  payload: string,
  prevHash: string,
  hash: string,
];

/** A register's entries behind `afterSeq`, in order, through `throughSeq`. */
export function* rawEntries(
  db: Database,
  registerId: string,
  afterSeq = 0,
  throughSeq = Number.MAX_SAFE_INTEGER,
): Generator<RawEntry> {
  const read = db
    .prepare<[string, number, number, number], RawEntry>(
      `SELECT seq, type, started_at, ended_at, operator, payload, prev_hash, hash
       FROM journal WHERE register_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
    )
    .raw();
  for (let after = afterSeq; ; ) {
    const run = read.all(registerId, after, throughSeq, RUN) as RawEntry[];
    yield* run;
    const last = run.at(-1);
    if (!last || run.length < RUN) return;
    after = last[0];
  }
}

/** So many entries are read at once: a call for each costs as much as hashing it. */
const RUN = 1_000;

/** The last entry of a register up to `throughSeq`; null where there is none. */
export function lastThrough(
  db: Database,
  registerId: string,
  throughSeq: number,
): { readonly seq: number; readonly hash: string } | null {
  return (
    prepared<[string, number], { seq: number; hash: string }>(
      db,
      'SELECT seq, hash FROM journal WHERE register_id = ? AND seq <= ? ORDER BY seq DESC LIMIT 1',
    ).get(registerId, throughSeq) ?? null
  );
}

/** Registers of the store in the order in which they came into use. */
export function registersInOrder(db: Database): readonly string[] {
  return prepared<[], { register_id: string }>(
    db,
    'SELECT register_id FROM register ORDER BY created_at, register_id',
  )
    .all()
    .map((row) => row.register_id);
}

/** Where a register's journal begins: behind its last purge. */
export type JournalStart = {
  readonly seq: number; // of the last entry that was purged; 0 of a journal that is whole
  readonly hash: string;
};

export function journalStart(db: Database, registerId: string): JournalStart | null {
  return (
    prepared<[string], JournalStart>(
      db,
      `SELECT through_seq AS seq, last_hash AS hash FROM journal_purge
       WHERE register_id = (SELECT ?) ORDER BY through_seq DESC LIMIT 1`,
    ).get(registerId) ?? null
  );
}

/** Up to where the cloud acknowledged a register's journal; null where it has nothing. */
export function uploadedThrough(
  db: Database,
  registerId: string,
): { readonly seq: number; readonly hash: string } | null {
  return (
    prepared<[string], { seq: number; hash: string }>(
      db,
      'SELECT seq, hash FROM journal_upload WHERE register_id = ?',
    ).get(registerId) ?? null
  );
}

export function countAllEntries(db: Database): number {
  return prepared<[], { n: number }>(db, 'SELECT count(*) AS n FROM journal').get()?.n ?? 0;
}
