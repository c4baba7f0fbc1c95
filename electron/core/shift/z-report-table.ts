import type { ZReport } from '../../../shared/contract/shift.ts';
import { readZReport } from '../../../shared/domain/shift/read-z-report.ts';
import type { Database } from '../db/open.ts';

export type StoredZReport = {
  readonly registerId: string;
  readonly shiftId: string;
  readonly closedAt: number;
  readonly closedBy: string; // staff id
  readonly approvedBy: string | null; // staff id
  readonly reason: string;
  readonly report: ZReport & { readonly zNumber: number };
};

export function insertZReport(db: Database, stored: StoredZReport): void {
  db.prepare(
    `INSERT INTO z_report (register_id, number, shift_id, closed_at, closed_by, approved_by, reason, report)
     VALUES (@registerId, @number, @shiftId, @closedAt, @closedBy, @approvedBy, @reason, @report)`,
  ).run({
    ...stored,
    number: stored.report.zNumber,
    report: JSON.stringify(stored.report),
  });
}

/** The Z reports of a register, newest first. */
export function zReportsOf(db: Database, registerId: string, limit: number): readonly ZReport[] {
  return db
    .prepare<[string, number], { report: string }>(
      'SELECT report FROM z_report WHERE register_id = ? ORDER BY number DESC LIMIT ?',
    )
    .all(registerId, limit)
    .map((row) => readZReport(row.report));
}

/** The Z reports of every lane this store has had: the newest lane's first, by number, whatever the clock said. */
export function latestZReports(db: Database, limit: number): readonly ZReport[] {
  return db
    .prepare<[number], { report: string }>(
      `SELECT z.report FROM z_report z JOIN register r ON r.register_id = z.register_id
       ORDER BY r.rowid DESC, z.number DESC LIMIT ?`,
    )
    .all(limit)
    .map((row) => readZReport(row.report));
}

/** One Z report of a register; `null` where there is none of that number. */
export function zReportOf(db: Database, registerId: string, number: number): ZReport | null {
  const row = db
    .prepare<[string, number], { report: string }>(
      'SELECT report FROM z_report WHERE register_id = ? AND number = ?',
    )
    .get(registerId, number);
  return row ? readZReport(row.report) : null;
}

/** The shift under which a Z report was printed: the last one it holds. `null` where there is none of that number. */
export function zShiftIdOf(db: Database, registerId: string, number: number): string | null {
  const row = db
    .prepare<[string, number], { shift_id: string }>(
      'SELECT shift_id FROM z_report WHERE register_id = ? AND number = ?',
    )
    .get(registerId, number);
  return row?.shift_id ?? null;
}
