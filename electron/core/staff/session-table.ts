import type { Role } from '../../../shared/contract/rights.ts';
import { asId, type StaffId } from '../../../shared/kernel/ids.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** A session that has not ended, with the person it belongs to. Only the hash of its token is kept. */
export type LiveSession = {
  readonly tokenHash: string;
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly lastUsedAt: number; // epoch ms
  readonly isLocked: boolean;
};

type SessionRow = {
  token_hash: string;
  staff_id: string;
  name: string;
  role: Role;
  last_used_at: number;
  is_locked: number;
};

export function insertSession(
  db: Database,
  session: { tokenHash: string; staffId: string; registerId: string; at: number },
): void {
  db.prepare(
    `INSERT INTO staff_session (token_hash, staff_id, register_id, started_at, last_used_at)
     VALUES (@tokenHash, @staffId, @registerId, @at, @at)`,
  ).run(session);
}

/** The session of a token, unless it has ended or its person no longer works here. */
export function liveSession(db: Database, tokenHash: string): LiveSession | null {
  const row = prepared<[string], SessionRow>(
    db,
    `SELECT s.token_hash, s.staff_id, m.name, m.role, s.last_used_at, s.is_locked
       FROM staff_session s JOIN staff_member m ON m.staff_id = s.staff_id
       WHERE s.token_hash = (SELECT ?) AND s.ended_at IS NULL AND m.is_active = 1`,
  ).get(tokenHash);
  if (!row) return null;
  return {
    tokenHash: row.token_hash,
    staffId: asId<StaffId>(row.staff_id),
    name: row.name,
    role: row.role,
    lastUsedAt: row.last_used_at,
    isLocked: row.is_locked === 1,
  };
}

export function touchSession(db: Database, tokenHash: string, at: number): void {
  db.prepare('UPDATE staff_session SET last_used_at = ? WHERE token_hash = ?').run(at, tokenHash);
}

export function setSessionLocked(db: Database, tokenHash: string, isLocked: boolean): void {
  db.prepare('UPDATE staff_session SET is_locked = ? WHERE token_hash = ?').run(
    isLocked ? 1 : 0,
    tokenHash,
  );
}

export function endSession(db: Database, tokenHash: string, at: number): void {
  db.prepare('UPDATE staff_session SET ended_at = ? WHERE token_hash = ? AND ended_at IS NULL').run(
    at,
    tokenHash,
  );
}

/** Ends every session of one person: a changed PIN or a person who left signs out everywhere. */
export function endSessionsOf(db: Database, staffId: string, at: number): void {
  db.prepare('UPDATE staff_session SET ended_at = ? WHERE staff_id = ? AND ended_at IS NULL').run(
    at,
    staffId,
  );
}
