import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** How often the clock was set since a moment (epoch ms), as far as the last 8,000 entries tell. */
export function clockJumpsSince(db: Database, sinceAt: number): number {
  const row = prepared<[number], { n: number }>(
    db,
    `SELECT count(*) AS n FROM (SELECT type, ended_at FROM journal ORDER BY register_id DESC, seq DESC LIMIT 8000)
     WHERE type = 'CLOCK_JUMP' AND ended_at >= ?`,
  ).get(sinceAt);
  return row?.n ?? 0;
}

/** When the oldest entry was made that the cloud has not acknowledged; `null` when it has all of them. */
export function oldestUnackedAt(db: Database): number | null {
  const row = prepared<[], { at: number | null }>(
    db,
    `SELECT min((SELECT j.ended_at FROM journal j WHERE j.register_id = r.register_id
         AND j.seq > coalesce(u.seq, 0) ORDER BY j.seq LIMIT 1)) AS at
     FROM register r LEFT JOIN journal_upload u ON u.register_id = r.register_id`,
  ).get();
  return row?.at ?? null;
}

/** The versions of what holds the data: SQLite, and the schema. */
export function databaseVersions(db: Database): {
  readonly sqlite: string;
  readonly schema: number;
} {
  const row = prepared<[], { version: string }>(db, 'SELECT sqlite_version() AS version').get();
  return {
    sqlite: row?.version ?? '',
    schema: Number(db.pragma('user_version', { simple: true })),
  };
}
