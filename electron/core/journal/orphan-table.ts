import type { Database } from '../db/open.ts';

/** A row that no entry of the journal records: at which number its entry would have to stand, where it says so. */
export type Orphan = {
  readonly table: string;
  readonly registerId: string | null;
  readonly seq: number | null;
};

const PURGED_SALES = `sale_id IN (SELECT s.sale_id FROM sale s JOIN journal_purge p
  ON p.register_id = s.register_id AND s.journal_seq <= p.through_seq)`;
const PURGED_RETURNS = `return_id IN (SELECT r.return_id FROM sale_return r JOIN journal_purge p
  ON p.register_id = r.register_id AND r.journal_seq <= p.through_seq)`;
const PURGED_Z = `EXISTS (SELECT 1 FROM z_report z JOIN journal_purge p ON p.register_id = z.register_id
  AND z.report ->> '$.journalSeq' <= p.through_seq WHERE `;
const PURGED_SHIFTS = `IN (SELECT s.shift_id FROM z_shift s WHERE ${PURGED_Z}
  z.register_id = s.register_id AND z.number = s.z_number))`;
const BY_SEQ = (
  type: string,
  id: string,
) => `SELECT r.register_id AS registerId, r.journal_seq AS seq
  FROM $table r LEFT JOIN journal j ON j.register_id = r.register_id AND j.seq = r.journal_seq
  WHERE (j.type IS NOT '${type}' OR j.payload ->> '${id.replace(/_(.)/g, (_, c: string) => c.toUpperCase())}'
    IS NOT r.${id}) AND NOT EXISTS (SELECT 1 FROM journal_purge p
    WHERE p.register_id = r.register_id AND p.through_seq >= r.journal_seq) ORDER BY seq LIMIT 1`;

/** Tables whose every row an entry records: which rows a purge took the entries of, and how to find a stray one. */
const TABLES: readonly { table: string; purged: string; stray?: string }[] = [
  { table: 'sale', purged: PURGED_SALES, stray: BY_SEQ('SALE', 'sale_id') },
  { table: 'line_item', purged: PURGED_SALES },
  { table: 'sale_unit', purged: PURGED_SALES },
  { table: 'tender', purged: PURGED_SALES },
  { table: 'sale_return', purged: PURGED_RETURNS, stray: BY_SEQ('RETURN', 'return_id') },
  { table: 'returned_unit', purged: PURGED_RETURNS },
  { table: 'refund', purged: PURGED_RETURNS },
  {
    table: 'deposit',
    purged: `EXISTS (SELECT 1 FROM journal_purge p WHERE p.register_id = deposit.register_id
      AND deposit.journal_seq <= p.through_seq)`,
    stray: BY_SEQ('DEPOSIT', 'deposit_id'),
  },
  {
    table: 'deposit_end',
    purged: `shift_id ${PURGED_SHIFTS} OR ref IN (SELECT sale_id FROM sale WHERE ${PURGED_SALES})`,
  },
  { table: 'subsidy_claim', purged: PURGED_SALES },
  {
    table: 'subsidy_claim_transition',
    purged: 'EXISTS (SELECT 1 FROM journal_purge p WHERE p.at >= subsidy_claim_transition.at)',
  },
  {
    table: 'subsidy_grant',
    purged: 'EXISTS (SELECT 1 FROM journal_purge p WHERE p.at >= subsidy_grant.at)',
  },
  {
    table: 'subsidy_policy',
    purged: 'EXISTS (SELECT 1 FROM journal_purge p WHERE p.at >= subsidy_policy.at)',
  },
  { table: 'coupon_use', purged: PURGED_SALES },
  { table: 'coupon_revival', purged: PURGED_RETURNS },
  {
    table: 'quota_use',
    purged: `ref IN (SELECT sale_id FROM sale WHERE ${PURGED_SALES}
      UNION ALL SELECT return_id FROM sale_return WHERE ${PURGED_RETURNS})`,
  },
  {
    table: 'quota_lease',
    purged: `EXISTS (SELECT 1 FROM journal_purge p WHERE p.register_id = quota_lease.register_id
      AND p.at >= quota_lease.at)`,
  },
  {
    table: 'promotion_version',
    purged: 'EXISTS (SELECT 1 FROM journal_purge p WHERE p.at >= promotion_version.at)',
  },
  {
    table: 'coupon_code',
    purged: 'EXISTS (SELECT 1 FROM journal_purge p WHERE p.at >= coupon_code.at)',
  },
  { table: 'shift', purged: `shift_id ${PURGED_SHIFTS}` },
  { table: 'cash_count', purged: `shift_id ${PURGED_SHIFTS}` },
  { table: 'cash_movement', purged: `shift_id ${PURGED_SHIFTS}` },
  { table: 'training_sale', purged: `shift_id ${PURGED_SHIFTS}` },
  { table: 'handover', purged: `from_shift_id ${PURGED_SHIFTS}` },
  ...['handover_count', 'handover_answer', 'handover_settlement'].map((table) => ({
    table,
    purged: `handover_id IN (SELECT handover_id FROM handover WHERE from_shift_id ${PURGED_SHIFTS})`,
  })),
  {
    table: 'z_report',
    purged: `${PURGED_Z} z.register_id = z_report.register_id AND z.number = z_report.number)`,
    stray: `SELECT register_id AS registerId, CAST(report ->> '$.journalSeq' AS INTEGER) AS seq
      FROM z_report r WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.register_id = r.register_id
        AND j.seq = r.report ->> '$.journalSeq' AND j.payload ->> 'zNumber' = r.number)
      ORDER BY seq DESC LIMIT 1`,
  },
  {
    table: 'period_close',
    purged: `EXISTS (SELECT 1 FROM journal_purge p WHERE p.register_id = period_close.register_id
      AND period_close.journal_seq <= p.through_seq)`,
  },
];

/**
 * The first table that holds more rows than the entries record. `read` says how many rows of each were found by
 * their entries. Rows whose entries were purged are taken as they are: the archive holds what they were.
 */
export function orphanRow(db: Database, read: ReadonlyMap<string, number>): Orphan | null {
  for (const { table, purged, stray } of TABLES) {
    const all = count(db, `SELECT count(*) AS n FROM ${table}`);
    const known = read.get(table) ?? 0;
    if (all === known) continue;
    const gone = count(db, `SELECT count(*) AS n FROM ${table} WHERE ${purged}`);
    if (all - gone <= known) continue;
    const place = stray ? strayRow(db, stray.replace('$table', table)) : null;
    return { table, registerId: place?.registerId ?? null, seq: place?.seq ?? null };
  }
  const lost = OF_SHIFTS.find((table) =>
    count(
      db,
      `SELECT count(*) AS n FROM ${table} WHERE shift_id NOT IN (SELECT shift_id FROM shift)`,
    ),
  );
  return lost ? { table: lost, registerId: null, seq: null } : null;
}

/** Tables that are compared shift by shift: a row of a shift that is not there would never be looked at. */
const OF_SHIFTS = ['drawer_event', 'shift_transition'] as const;

function strayRow(db: Database, sql: string): { registerId: string; seq: number } | null {
  return db.prepare<[], { registerId: string; seq: number }>(sql).get() ?? null;
}

function count(db: Database, sql: string): number {
  return db.prepare<[], { n: number }>(sql).get()?.n ?? 0;
}
