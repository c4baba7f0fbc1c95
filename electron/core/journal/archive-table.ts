import type { ArchiveView } from '../../../shared/contract/journal.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

export type NewArchive = {
  readonly archiveId: string;
  readonly registerId: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly lastHash: string;
  readonly sha256: string;
  readonly at: number;
  readonly by: string; // staff id
};

export type StoredArchive = NewArchive & { readonly isKept: boolean; readonly isPurged: boolean };

const SELECT = `SELECT a.archive_id AS archiveId, a.register_id AS registerId, a.from_seq AS fromSeq,
    a.to_seq AS toSeq, a.last_hash AS lastHash, a.sha256, a.at, a.by, k.at AS keptAt,
    p.at AS purgedAt
  FROM journal_archive a LEFT JOIN journal_archive_kept k USING (archive_id)
  LEFT JOIN journal_purge p USING (archive_id)`;

type ArchiveRow = NewArchive & { readonly keptAt: number | null; readonly purgedAt: number | null };

export function insertArchive(db: Database, archive: NewArchive): void {
  prepared(
    db,
    `INSERT INTO journal_archive (archive_id, register_id, from_seq, to_seq, last_hash, sha256, at, by)
     VALUES (@archiveId, @registerId, @fromSeq, @toSeq, @lastHash, @sha256, @at, @by)`,
  ).run(archive);
}

export function insertArchiveKept(
  db: Database,
  kept: { readonly archiveId: string; readonly at: number; readonly by: string },
): void {
  prepared(
    db,
    'INSERT INTO journal_archive_kept (archive_id, at, by) VALUES (@archiveId, @at, @by)',
  ).run(kept);
}

/** Archives of one file, one a register. */
export function archivesOfFile(db: Database, sha256: string): readonly StoredArchive[] {
  return prepared<[string], ArchiveRow>(db, `${SELECT} WHERE a.sha256 = ? ORDER BY a.register_id`)
    .all(sha256)
    .map(stored);
}

/** Archives of a register, the farthest reaching first. */
export function archivesOf(db: Database, registerId: string): readonly StoredArchive[] {
  return prepared<[string], ArchiveRow>(
    db,
    `${SELECT} WHERE a.register_id = ? ORDER BY a.to_seq DESC, a.at DESC`,
  )
    .all(registerId)
    .map(stored);
}

/** Every archive, newest first. */
export function listArchives(db: Database): readonly ArchiveView[] {
  return prepared<[], ArchiveRow>(db, `${SELECT} ORDER BY a.at DESC, a.register_id`)
    .all()
    .map(({ registerId, lastHash: _, ...row }) => ({ ...row, register: registerId }));
}

/** The last entry of a register that closes a day, month or year not after `month` ('2026-11'); null of none. */
export function lastCloseThrough(db: Database, registerId: string, month: string): number | null {
  const row = prepared<[string, string], { seq: number | null }>(
    db,
    `SELECT max(seq) AS seq FROM journal WHERE register_id = ?
       AND type IN ('DAY_CLOSE', 'MONTH_CLOSE', 'YEAR_CLOSE', 'SHIFT_CLOSE')
       AND substr(CASE type WHEN 'DAY_CLOSE' THEN payload ->> 'businessDate'
         WHEN 'SHIFT_CLOSE' THEN CASE WHEN payload ->> 'zNumber' IS NULL THEN '9999'
           ELSE payload ->> 'businessDate' END
         WHEN 'YEAR_CLOSE' THEN (payload ->> 'period') || '-12'
         ELSE payload ->> 'period' END, 1, 7) <= ?`,
  ).get(registerId, month);
  return row?.seq ?? null;
}

/** The reports that entries of a register closed, by the entry's number. */
export function reportAt(db: Database, registerId: string, seq: number): string | null {
  const row = prepared<[{ registerId: string; seq: number }], { report: string }>(
    db,
    `SELECT report FROM z_report
       WHERE register_id = @registerId AND report ->> '$.journalSeq' = @seq
     UNION ALL SELECT report FROM period_close
       WHERE register_id = @registerId AND journal_seq = @seq`,
  ).get({ registerId, seq });
  return row?.report ?? null;
}

export function insertPurge(
  db: Database,
  purge: {
    readonly registerId: string;
    readonly throughSeq: number;
    readonly lastHash: string;
    readonly archiveId: string;
    readonly at: number;
    readonly by: string;
  },
): void {
  prepared(
    db,
    `INSERT INTO journal_purge (register_id, through_seq, last_hash, archive_id, at, by)
     VALUES (@registerId, @throughSeq, @lastHash, @archiveId, @at, @by)`,
  ).run(purge);
}

/** Removes what a purge allows; a trigger refuses every other entry. Answers how many went. */
export function deletePurged(db: Database, registerId: string, throughSeq: number): number {
  return prepared(db, 'DELETE FROM journal WHERE register_id = ? AND seq <= ?').run(
    registerId,
    throughSeq,
  ).changes;
}

/** The entry of a number, as far as a purge has to know it. */
export function entryAt(
  db: Database,
  registerId: string,
  seq: number,
): { readonly type: string; readonly endedAt: number } | null {
  return (
    prepared<[string, number], { type: string; endedAt: number }>(
      db,
      'SELECT type, ended_at AS endedAt FROM journal WHERE register_id = ? AND seq = ?',
    ).get(registerId, seq) ?? null
  );
}

function stored({ keptAt, purgedAt, ...row }: ArchiveRow): StoredArchive {
  return { ...row, isKept: keptAt !== null, isPurged: purgedAt !== null };
}
