import type { Role } from '../../../shared/contract/rights.ts';
import { asId, type StaffId } from '../../../shared/kernel/ids.ts';
import type { Database } from '../db/open.ts';

/** A person who works here. The PIN hash never leaves this folder. */
export type StaffMember = {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly pinHash: string;
  readonly isActive: boolean;
  readonly createdAt: number; // epoch ms
};

/** How often a person's PIN was missed in a row, and how long the next try is refused. */
export type PinGuard = {
  readonly failedCount: number;
  readonly waitingMs: number;
  readonly lastFailedAt: number; // epoch ms
};

type StaffRow = {
  staff_id: string;
  name: string;
  role: Role;
  pin_hash: string;
  is_active: number;
  created_at: number;
};

export function insertStaff(db: Database, person: StaffMember): void {
  db.prepare(
    `INSERT INTO staff_member (staff_id, name, role, pin_hash, is_active, created_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(
    person.staffId,
    person.name,
    person.role,
    person.pinHash,
    person.isActive ? 1 : 0,
    person.createdAt,
  );
}

export function staffById(db: Database, staffId: string): StaffMember | null {
  const row = db
    .prepare<[string], StaffRow>('SELECT * FROM staff_member WHERE staff_id = ?')
    .get(staffId);
  return row ? fromRow(row) : null;
}

/** Everyone who ever worked here, in the order in which they were added. */
export function allStaff(db: Database): readonly StaffMember[] {
  return db
    .prepare<[], StaffRow>('SELECT * FROM staff_member ORDER BY created_at, rowid')
    .all()
    .map(fromRow);
}

export function hasStaff(db: Database): boolean {
  return db.prepare('SELECT 1 FROM staff_member LIMIT 1').get() !== undefined;
}

export function setPinHash(db: Database, staffId: string, pinHash: string): void {
  db.prepare('UPDATE staff_member SET pin_hash = ? WHERE staff_id = ?').run(pinHash, staffId);
}

export function setActive(db: Database, staffId: string, isActive: boolean): void {
  db.prepare('UPDATE staff_member SET is_active = ? WHERE staff_id = ?').run(
    isActive ? 1 : 0,
    staffId,
  );
}

export function pinGuardOf(db: Database, staffId: string): PinGuard | null {
  const row = db
    .prepare<[string], { failed_count: number; waiting_ms: number; last_failed_at: number }>(
      'SELECT * FROM pin_guard WHERE staff_id = ?',
    )
    .get(staffId);
  if (!row) return null;
  return {
    failedCount: row.failed_count,
    waitingMs: row.waiting_ms,
    lastFailedAt: row.last_failed_at,
  };
}

export function putPinGuard(db: Database, staffId: string, guard: PinGuard): void {
  db.prepare(
    `INSERT INTO pin_guard (staff_id, failed_count, waiting_ms, last_failed_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (staff_id) DO UPDATE SET failed_count = excluded.failed_count,
       waiting_ms = excluded.waiting_ms, last_failed_at = excluded.last_failed_at`,
  ).run(staffId, guard.failedCount, guard.waitingMs, guard.lastFailedAt);
}

export function clearPinGuard(db: Database, staffId: string): void {
  db.prepare('DELETE FROM pin_guard WHERE staff_id = ?').run(staffId);
}

function fromRow(row: StaffRow): StaffMember {
  return {
    staffId: asId<StaffId>(row.staff_id),
    name: row.name,
    role: row.role,
    pinHash: row.pin_hash,
    isActive: row.is_active === 1,
    createdAt: row.created_at,
  };
}
