import type { LaneTotals } from '../../../shared/domain/shift/lane-totals.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { ClosedDay } from './close-check.ts';

type Place = { readonly seq: number; readonly hash: string };

/**
 * What else in the store says of entries of a register's chain: closes that were signed, archives, and the copy
 * the cloud acknowledged, last. An empty hash says that there is such an entry, and no more.
 */
export function anchorsOf(db: Database, registerId: string): readonly Place[] {
  return prepared<[{ registerId: string }], Place>(
    db,
    `SELECT seq, '' AS hash FROM journal_signature WHERE register_id = @registerId
     UNION ALL SELECT since_seq, '' FROM signing_key WHERE register_id = @registerId
     UNION ALL SELECT to_seq, last_hash FROM journal_archive WHERE register_id = @registerId
     UNION ALL SELECT seq, hash FROM journal_upload WHERE register_id = @registerId`,
  ).all({ registerId });
}

/** True where an entry was taken over from the cloud's copy after an old backup was restored. */
export function isReplayed(
  db: Database,
  { registerId, seq }: { readonly registerId: string; readonly seq: number },
): boolean {
  const row = prepared<[string, number, number], { found: 1 }>(
    db,
    'SELECT 1 AS found FROM replay WHERE register_id = ? AND from_seq <= ? AND to_seq >= ?',
  ).get(registerId, seq, seq);
  return row !== undefined;
}

/** What was known of a register's closes before the first entry that the till still holds. */
export type BeforePurge = {
  readonly before: readonly ClosedDay[];
  readonly namedKeys: ReadonlySet<string>;
};

/** Z reports and keys whose entries were purged; nothing where nothing was. The totals stay: they stand in the rows. */
export function beforePurge(db: Database, registerId: string, throughSeq: number): BeforePurge {
  if (throughSeq === 0) return { before: [], namedKeys: new Set() };
  const days = prepared<[string, number], { report: string }>(
    db,
    `SELECT report FROM z_report WHERE register_id = ? AND report ->> '$.journalSeq' <= ?
     ORDER BY number`,
  ).all(registerId, throughSeq);
  const keys = prepared<[string], { keyId: string }>(
    db,
    `SELECT k.value AS keyId FROM journal j, json_each(j.payload, '$.keyIds') k
     WHERE j.register_id = ? AND j.type = 'PURGE'`,
  ).all(registerId);
  return {
    before: days.map(({ report }) => closedDay(JSON.parse(report) as Record<string, unknown>)),
    namedKeys: new Set(keys.map(({ keyId }) => keyId)),
  };
}

/** A day as its stored report says it was. A report of an older program knew no returns. */
function closedDay(report: Readonly<Record<string, unknown>>): ClosedDay {
  const returns = (report.returns ?? {}) as Readonly<Record<string, unknown>>;
  const fenOf = (value: unknown) => Number(value ?? 0);
  const perpetualFen = fenOf(report.perpetualFen);
  return {
    number: fenOf(report.zNumber),
    seq: fenOf(report.journalSeq),
    perpetualFen,
    perpetualAbsoluteFen: fenOf(report.perpetualAbsoluteFen ?? perpetualFen),
    totals: {
      saleCount: fenOf(report.saleCount),
      listFen: fenOf(report.listFen),
      discountFen: fenOf(report.discountFen),
      netFen: fenOf(report.netFen),
      roundingFen: fenOf(report.roundingFen),
      dueFen: fenOf(report.netFen) - fenOf(report.roundingFen),
      returnCount: fenOf(returns.count),
      returnUnitCount: fenOf(returns.unitCount),
      returnNetFen: fenOf(returns.netFen),
      returnRoundingFen: fenOf(returns.roundingFen),
      refundFen: fenOf(returns.refundFen),
    },
    ...(report.lanes === undefined ? {} : { lanes: report.lanes as readonly LaneTotals[] }),
  };
}
