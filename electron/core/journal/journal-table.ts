import { createHash } from 'node:crypto';
import {
  FIRST_PREV_HASH,
  hashInput,
  type JournalEntry,
  type JournalType,
  journalPayload,
} from '../../../shared/domain/journal/journal-entry.ts';
import { invariant } from '../../../shared/kernel/assert.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Till } from '../till.ts';

type JournalRow = {
  register_id: string;
  seq: number;
  type: JournalType;
  started_at: number;
  ended_at: number;
  operator: string;
  payload: string;
  prev_hash: string;
  hash: string;
};

export type NewEntry = {
  readonly registerId: string;
  readonly type: JournalType;
  readonly startedAt: number; // epoch ms
  readonly endedAt: number; // epoch ms
  readonly operator: string;
  readonly payload: Readonly<Record<string, unknown>>; // no personal data
};

/** Appends one entry to a register's chain. Call it inside the transaction of what it records. */
export function appendEntry(db: Database, entry: NewEntry): JournalEntry {
  invariant(!entry.operator.includes('|'), 'an operator is told from the payload behind it');
  const last = prepared<[string], { seq: number; hash: string }>(
    db,
    'SELECT seq, hash FROM journal WHERE register_id = (SELECT ?) ORDER BY seq DESC LIMIT 1',
  ).get(entry.registerId);
  const body = {
    ...entry,
    payload: journalPayload(entry.payload),
    seq: (last?.seq ?? 0) + 1,
    prevHash: last?.hash ?? FIRST_PREV_HASH,
  };
  const full: JournalEntry = { ...body, hash: sha256(hashInput(body)) };
  prepared(
    db,
    `INSERT INTO journal (register_id, seq, type, started_at, ended_at, operator, payload, prev_hash, hash)
     VALUES (@registerId, @seq, @type, @startedAt, @endedAt, @operator, @payload, @prevHash, @hash)`,
  ).run(full);
  return full;
}

/** Appends an entry about something that happens right now. Call it inside the transaction of what it records. */
export function appendNow(
  till: Till,
  type: JournalType,
  operator: string,
  payload: Readonly<Record<string, unknown>>,
): JournalEntry {
  const at = till.clock.now();
  const { registerId } = till;
  return appendEntry(till.db, { registerId, type, startedAt: at, endedAt: at, operator, payload });
}

export function lastEntry(db: Database, registerId: string): JournalEntry | null {
  const row = prepared<[string], JournalRow>(
    db,
    'SELECT * FROM journal WHERE register_id = (SELECT ?) ORDER BY seq DESC LIMIT 1',
  ).get(registerId);
  return row ? fromRow(row) : null;
}

/** What the newest entry of a type says; null where there is none. */
export function lastPayload(
  db: Database,
  registerId: string,
  type: JournalType,
): Readonly<Record<string, unknown>> | null {
  const row = prepared<[string, string], { payload: string }>(
    db,
    `SELECT payload FROM journal WHERE register_id = (SELECT ?) AND type = (SELECT ?)
     ORDER BY seq DESC LIMIT 1`,
  ).get(registerId, type);
  // Written by `appendEntry` only.
  return row ? (JSON.parse(row.payload) as Readonly<Record<string, unknown>>) : null;
}

/**
 * The number of the newest entry of a type whose payload names all of `about`, for an entry that puts it right;
 * null where it is not in this register's journal. Looks no further back than behind `afterSeq`.
 */
export function seqOfEntry(
  db: Database,
  registerId: string,
  type: JournalType,
  about: Readonly<Record<string, string | null>>,
  afterSeq = 0,
): number | null {
  const rows = prepared<[string, string, number], { seq: number; payload: string }>(
    db,
    `SELECT seq, payload FROM journal WHERE register_id = (SELECT ?) AND type = (SELECT ?)
       AND seq > ? ORDER BY seq DESC`,
  ).iterate(registerId, type, afterSeq);
  for (const { seq, payload } of rows) {
    const said = JSON.parse(payload) as Readonly<Record<string, unknown>>;
    if (Object.entries(about).every(([name, value]) => (said[name] ?? null) === value)) return seq;
  }
  return null;
}

export function eachEntry(db: Database, registerId: string): Iterable<JournalEntry> {
  const rows = prepared<[string], JournalRow>(
    db,
    'SELECT * FROM journal WHERE register_id = ? ORDER BY seq',
  ).iterate(registerId);
  return (function* () {
    for (const row of rows) yield fromRow(row);
  })();
}

/** How many entries of `type` a register has since `sinceAt` (epoch ms), for the control lines of a report. */
export function countEntries(
  db: Database,
  registerId: string,
  type: JournalType,
  sinceAt: number,
): number {
  const row = prepared<[string, string, number], { n: number }>(
    db,
    'SELECT count(*) AS n FROM journal WHERE register_id = ? AND type = ? AND ended_at >= ?',
  ).get(registerId, type, sinceAt);
  return row?.n ?? 0;
}

/** Where a register's chain breaks first behind its last purge, or `null` when every entry follows from the one before. */
export function firstBrokenEntry(
  db: Database,
  registerId: string,
): { readonly seq: number; readonly why: 'gap' | 'link' | 'hash' } | null {
  const start = prepared<[string], { seq: number; hash: string }>(
    db,
    `SELECT through_seq AS seq, last_hash AS hash FROM journal_purge WHERE register_id = (SELECT ?)
     ORDER BY through_seq DESC LIMIT 1`,
  ).get(registerId);
  let seq = start?.seq ?? 0;
  let prevHash = start?.hash ?? FIRST_PREV_HASH;
  for (const entry of eachEntry(db, registerId)) {
    seq += 1;
    if (entry.seq !== seq) return { seq, why: 'gap' };
    if (entry.prevHash !== prevHash) return { seq, why: 'link' };
    // A bar in a short field could have been moved there from the payload without a change of the hash.
    const isMoved = `${entry.registerId}${entry.type}${entry.operator}`.includes('|');
    if (isMoved || sha256(hashInput(entry)) !== entry.hash) return { seq, why: 'hash' };
    prevHash = entry.hash;
  }
  return null;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function fromRow(row: JournalRow): JournalEntry {
  return {
    registerId: row.register_id,
    seq: row.seq,
    type: row.type,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    operator: row.operator,
    payload: row.payload,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}
