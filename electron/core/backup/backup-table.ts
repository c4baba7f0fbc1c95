import type { BackupReason, RehearsalResult } from '../../../shared/contract/backup.ts';
import type { ErrorCode } from '../../../shared/contract/error-codes.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { SealedKeys } from './recovery-key.ts';

export type BackupTarget = { readonly folder: string; readonly placeId: string };

export function backupTarget(db: Database): BackupTarget | null {
  const row = prepared<[], { folder: string; placeId: string }>(
    db,
    'SELECT folder, place_id AS placeId FROM backup_target',
  ).get();
  return row ?? null;
}

export function putTarget(
  db: Database,
  target: BackupTarget & { readonly at: number; readonly by: string },
): void {
  db.prepare(
    `INSERT INTO backup_target (only, folder, place_id, set_at, set_by)
     VALUES (1, @folder, @placeId, @at, @by) ON CONFLICT (only) DO UPDATE SET folder = excluded.folder,
       place_id = excluded.place_id, set_at = excluded.set_at, set_by = excluded.set_by`,
  ).run(target);
}

export function deleteTarget(db: Database): void {
  db.prepare('DELETE FROM backup_target').run();
}

export function recoveryKey(db: Database): SealedKeys | null {
  const row = prepared<[], { salt: Buffer; sealed: Buffer }>(
    db,
    'SELECT salt, sealed FROM recovery_key',
  ).get();
  return row ?? null;
}

export function putRecoveryKey(
  db: Database,
  keys: SealedKeys & { readonly at: number; readonly by: string },
): void {
  db.prepare(
    `INSERT INTO recovery_key (only, salt, sealed, set_at, set_by)
     VALUES (1, @salt, @sealed, @at, @by) ON CONFLICT (only) DO UPDATE SET salt = excluded.salt,
       sealed = excluded.sealed, set_at = excluded.set_at, set_by = excluded.set_by`,
  ).run(keys);
}

export type BackupRun = {
  readonly kind: 'backup' | 'rehearsal';
  readonly reason: BackupReason;
  readonly startedAt: number; // epoch ms
  readonly endedAt: number; // epoch ms
  readonly outcome: 'done' | 'failed' | 'cancelled';
  readonly code: ErrorCode | null;
  readonly folder: string;
  readonly file: string | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly registerId: string;
  readonly journalSeq: number;
  readonly saleCount: number;
  readonly detail: string; // JSON
};

type RunRow = {
  kind: BackupRun['kind'];
  reason: BackupReason;
  started_at: number;
  ended_at: number;
  outcome: BackupRun['outcome'];
  code: ErrorCode | null;
  folder: string;
  file: string | null;
  bytes: number | null;
  sha256: string | null;
  register_id: string;
  journal_seq: number;
  sale_count: number;
  detail: string;
};

export function insertRun(db: Database, run: BackupRun): void {
  prepared(
    db,
    `INSERT INTO backup_run (kind, reason, started_at, ended_at, outcome, code, folder, file, bytes, sha256,
       register_id, journal_seq, sale_count, detail)
     VALUES (@kind, @reason, @startedAt, @endedAt, @outcome, @code, @folder, @file, @bytes, @sha256,
       @registerId, @journalSeq, @saleCount, @detail)`,
  ).run(run);
}

/** The last run of a kind, of one outcome when it is named. */
export function lastRun(
  db: Database,
  kind: BackupRun['kind'],
  outcome: BackupRun['outcome'] | null = null,
): BackupRun | null {
  const row = prepared<[{ kind: string; outcome: string | null }], RunRow>(
    db,
    `SELECT * FROM backup_run WHERE kind = @kind AND (@outcome IS NULL OR outcome = @outcome)
     ORDER BY run_id DESC LIMIT 1`,
  ).get({ kind, outcome });
  return row ? fromRow(row) : null;
}

export function rehearsalOf(run: BackupRun): RehearsalResult {
  return JSON.parse(run.detail) as RehearsalResult; // written by this program alone
}

/** What the program itself writes about backups and starts changes nothing that is worth a backup. */
const NOT_WORTH = `('BACKUP', 'BACKUP_FAILED', 'BACKUP_REHEARSED', 'PROGRAM_START', 'CLOCK_JUMP', 'SIGN_IN',
  'SIGN_OUT', 'SIGN_IN_FAILED', 'OFFLINE', 'PRINTER_FAILURE')`;

/** When the first entry after `seq` was made that a backup should hold; null when nothing changed. */
export function changedSince(db: Database, registerId: string, seq: number): number | null {
  const row = prepared<[string, number], { at: number | null }>(
    db,
    `SELECT ended_at AS at FROM journal WHERE register_id = ? AND seq > ? AND type NOT IN ${NOT_WORTH}
     ORDER BY seq LIMIT 1`,
  ).get(registerId, seq);
  return row?.at ?? null;
}

/** Whether a shift or a day was closed after entry `seq`. */
export function closedSince(db: Database, registerId: string, seq: number): boolean {
  return (
    prepared<[string, number], { seq: number }>(
      db,
      `SELECT seq FROM journal WHERE register_id = ? AND seq > ?
       AND type IN ('SHIFT_CLOSE', 'DAY_CLOSE', 'HANDOVER') LIMIT 1`,
    ).get(registerId, seq) !== undefined
  );
}

/** What a manifest says of a store, read from the copy itself. */
export type StoreFacts = {
  readonly storeId: string;
  readonly storeName: string;
  readonly nodeId: string;
  readonly epoch: number;
  readonly businessDate: string | null;
  readonly saleCount: number;
  readonly zCount: number;
};

export function storeFacts(db: Database): StoreFacts | null {
  const row = db
    .prepare<[], StoreFacts>(
      `SELECT store_id AS storeId, trim(name || ' ' || branch) AS storeName, node_id AS nodeId, epoch,
         (SELECT max(business_date) FROM shift) AS businessDate,
         (SELECT count(*) FROM sale) AS saleCount, (SELECT count(*) FROM z_report) AS zCount
       FROM store`,
    )
    .get();
  return row ?? null;
}

/** The result of SQLite's own check: empty when the file is whole. */
export function quickCheck(db: Database): readonly string[] {
  const lines = (db.pragma('quick_check(20)') as { quick_check: string }[]).map(
    (row) => row.quick_check,
  );
  return lines.length === 1 && lines[0] === 'ok' ? [] : lines;
}

export function zCount(db: Database): number {
  const row = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM z_report').get();
  return row?.n ?? 0;
}

function fromRow(row: RunRow): BackupRun {
  return {
    kind: row.kind,
    reason: row.reason,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    code: row.code,
    folder: row.folder,
    file: row.file,
    bytes: row.bytes,
    sha256: row.sha256,
    registerId: row.register_id,
    journalSeq: row.journal_seq,
    saleCount: row.sale_count,
    detail: row.detail,
  };
}

/** Up to where the cloud acknowledged a register's journal. */
export function uploadedThrough(
  db: Database,
  registerId: string,
): { readonly registerId: string; readonly seq: number; readonly at: number } | null {
  const row = db
    .prepare<[string], { registerId: string; seq: number; at: number }>(
      'SELECT register_id AS registerId, seq, at FROM journal_upload WHERE register_id = ?',
    )
    .get(registerId);
  return row ?? null;
}
