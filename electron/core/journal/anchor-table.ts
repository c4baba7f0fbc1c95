import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { keyIdOf } from './signature-table.ts';

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

/** What was known of a register's closes before the first entry that the till still holds. */
export type BeforePurge = {
  readonly before: {
    readonly perpetualFen: number;
    readonly perpetualAbsoluteFen: number;
    readonly zNumber: number;
  };
  readonly namedKeys: ReadonlySet<string>;
};

/** Totals and keys as the last purge carried them over; nothing where nothing was purged. */
export function beforePurge(db: Database, registerId: string): BeforePurge {
  const row = prepared<[string, string], { payload: string }>(
    db,
    `SELECT payload FROM journal WHERE register_id = ? AND type = 'PURGE'
       AND EXISTS (SELECT 1 FROM journal_purge WHERE register_id = ?) ORDER BY seq DESC LIMIT 1`,
  ).get(registerId, registerId);
  const payload = row ? carried(row.payload) : null;
  return {
    before: {
      perpetualFen: payload?.perpetualFen ?? 0,
      perpetualAbsoluteFen: payload?.perpetualAbsoluteFen ?? 0,
      zNumber: payload?.zNumber ?? 0,
    },
    namedKeys: new Set(
      (payload?.publicKeys ?? []).map((key) => keyIdOf(Buffer.from(key, 'base64'))),
    ),
  };
}

/** What a PURGE entry carries over of the entries that it removes. */
export type CarriedOver = {
  readonly zNumber: number;
  readonly perpetualFen: number;
  readonly perpetualAbsoluteFen: number;
  readonly publicKeys: readonly string[];
};

function carried(payload: string): CarriedOver | null {
  try {
    return JSON.parse(payload) as CarriedOver;
  } catch {
    return null;
  }
}
