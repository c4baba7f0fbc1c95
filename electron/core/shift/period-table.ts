import type { LaneRange } from '../../../shared/domain/shift/lane-totals.ts';
import type { PeriodKind, PeriodReport } from '../../../shared/domain/shift/period-report.ts';
import { readZReport } from '../../../shared/domain/shift/read-z-report.ts';
import type { ZReport } from '../../../shared/domain/shift/z-report.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** Writes the close of a period; a trigger refuses one that is closed already, or earlier than the last. */
export function insertPeriodClose(
  db: Database,
  row: { readonly report: PeriodReport; readonly closedBy: string },
): void {
  const { report, closedBy } = row;
  prepared(
    db,
    `INSERT INTO period_close (register_id, kind, period, first_z, last_z, report, closed_at,
       closed_by, journal_seq, journal_hash)
     VALUES (@registerId, @kind, @period, @firstZ, @lastZ, @json, @closedAt, @closedBy,
       @journalSeq, @journalHash)`,
  ).run({
    registerId: report.registerId,
    kind: report.kind,
    period: report.period,
    firstZ: report.firstZ,
    lastZ: report.lastZ,
    json: JSON.stringify(report),
    closedAt: report.closedAt,
    closedBy,
    journalSeq: report.journalSeq,
    journalHash: report.journalHash,
  });
}

/** A closed period, and the Z reports it reached: of its own lane, and of the lanes before. */
export type ClosedPeriod = {
  readonly period: string;
  readonly lastZ: number;
  readonly lanes: readonly LaneRange[];
};

/** The last period of a kind that a lane closed; `null` before the first. */
export function lastPeriod(
  db: Database,
  registerId: string,
  kind: PeriodKind,
): ClosedPeriod | null {
  const row = prepared<[string, string], { period: string; lastZ: number; lanes: string | null }>(
    db,
    `SELECT period, last_z AS lastZ, report ->> '$.lanes' AS lanes FROM period_close
     WHERE register_id = ? AND kind = ? ORDER BY period DESC LIMIT 1`,
  ).get(registerId, kind);
  // Written by `insertPeriodClose` only.
  return row ? { ...row, lanes: JSON.parse(row.lanes ?? '[]') as LaneRange[] } : null;
}

export function periodOf(
  db: Database,
  of: { readonly registerId: string; readonly kind: PeriodKind; readonly period: string },
): PeriodReport | null {
  const row = prepared<[typeof of], { report: string }>(
    db,
    `SELECT report FROM period_close
     WHERE register_id = @registerId AND kind = @kind AND period = @period`,
  ).get(of);
  // Written by `insertPeriodClose` only.
  return row ? (JSON.parse(row.report) as PeriodReport) : null;
}

/** The closed periods of every lane this store has had, the newest lane's first, as they were closed. */
export function latestPeriods(db: Database, limit: number): readonly PeriodReport[] {
  return prepared<[number], { report: string }>(
    db,
    `SELECT p.report FROM period_close p JOIN register r ON r.register_id = p.register_id
     ORDER BY r.rowid DESC, p.journal_seq DESC LIMIT ?`,
  )
    .all(limit)
    .map((row) => JSON.parse(row.report) as PeriodReport);
}

/** The Z reports of a register after number `afterZ`, oldest first: the date of each. */
export function zDatesAfter(
  db: Database,
  registerId: string,
  afterZ: number,
): readonly { readonly number: number; readonly businessDate: string }[] {
  return prepared<[string, number], { number: number; businessDate: string }>(
    db,
    `SELECT z.number, s.business_date AS businessDate FROM z_report z
     JOIN shift s ON s.shift_id = z.shift_id
     WHERE z.register_id = ? AND z.number > ? ORDER BY z.number`,
  ).all(registerId, afterZ);
}

/** The Z reports numbered `first` to `last`, oldest first. */
export function zReportsBetween(
  db: Database,
  registerId: string,
  first: number,
  last: number,
): readonly ZReport[] {
  return prepared<[string, number, number], { report: string }>(
    db,
    `SELECT report FROM z_report WHERE register_id = ? AND number BETWEEN ? AND ? ORDER BY number`,
  )
    .all(registerId, first, last)
    .map((row) => readZReport(row.report));
}
