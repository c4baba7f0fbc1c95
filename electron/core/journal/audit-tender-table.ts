import type { AuditRule } from './audit-rule.ts';

const PURGED = (place: string) =>
  `NOT EXISTS (SELECT 1 FROM journal_purge p WHERE p.register_id = ${place})`;

/** What must hold of subsidies and of deposits for presales. */
export const TENDER_RULES: readonly AuditRule[] = [
  {
    invariant: 'I6',
    what: 'what the government pays of a unit is its claim, its tender and its line of the sale alike',
    sql: `SELECT place FROM (
        SELECT sale_id || '/' || position || '/' || unit AS place, subsidy_fen AS fen FROM sale_unit
          WHERE subsidy_fen <> 0
        UNION ALL SELECT sale_id || '/' || position || '/' || unit, -subsidy_fen FROM subsidy_claim)
      GROUP BY place HAVING sum(fen) <> 0 OR count(*) <> 2
      UNION ALL SELECT place FROM (
        SELECT claim_id AS place, sale_id, subsidy_fen AS fen FROM subsidy_claim
        UNION ALL SELECT ref, sale_id, -amount_fen FROM tender WHERE kind = 'subsidy')
      GROUP BY place, sale_id HAVING sum(fen) <> 0 OR count(*) <> 2`,
  },
  {
    invariant: 'I6',
    what: 'no unit is subsidised beyond what it costs in cash',
    sql: `SELECT sale_id || '/' || position || '/' || unit AS place FROM sale_unit
      WHERE net_fen - rounding_fen - subsidy_fen < 0`,
  },
  {
    invariant: 'I2',
    what: 'a serial number is subsidised once',
    sql: `SELECT serial_number AS place FROM subsidy_claim GROUP BY brand, serial_number HAVING count(*) > 1`,
  },
  {
    invariant: 'I2',
    what: 'a claim begins as claimed, and is reversed when its unit came back and then alone',
    sql: `SELECT c.claim_id AS place FROM subsidy_claim c WHERE
      NOT EXISTS (SELECT 1 FROM subsidy_claim_transition t WHERE t.claim_id = c.claim_id AND t.seq = 1
        AND t.state = 'claimed')
      OR EXISTS (SELECT 1 FROM subsidy_claim_transition t WHERE t.claim_id = c.claim_id AND t.state = 'reversed')
        <> EXISTS (SELECT 1 FROM returned_unit r WHERE r.sale_id = c.sale_id AND r.position = c.position
          AND r.unit = c.unit)`,
  },
  {
    invariant: 'I3',
    what: 'the states of a claim are numbered without a gap',
    sql: `SELECT claim_id AS place FROM subsidy_claim_transition GROUP BY claim_id
      HAVING min(seq) <> 1 OR max(seq) <> count(*)`,
  },
  {
    invariant: 'I2',
    what: 'each state of a claim stands in the journal',
    sql: `SELECT place FROM (
        SELECT t.claim_id || '/' || t.seq AS place FROM subsidy_claim_transition t
          JOIN subsidy_claim c ON c.claim_id = t.claim_id JOIN sale s ON s.sale_id = c.sale_id
          WHERE ${PURGED('s.register_id AND p.at > t.at')}
        UNION ALL SELECT (payload ->> 'claimId') || '/' || (payload ->> 'seq')
          FROM journal WHERE type = 'SUBSIDY_CLAIM')
      GROUP BY place HAVING count(*) <> 2`,
  },
  {
    invariant: 'I3',
    what: 'what the platform granted of a claim is numbered without a gap',
    sql: `SELECT claim_id AS place FROM subsidy_grant GROUP BY claim_id HAVING min(seq) <> 1 OR max(seq) <> count(*)`,
  },
  {
    invariant: 'I2',
    what: 'what the platform granted was compared with what its claim forecast',
    sql: `SELECT c.claim_id AS place FROM journal j JOIN subsidy_claim c ON c.claim_id = j.payload ->> 'claimId'
      WHERE j.type = 'SUBSIDY_GRANT' AND j.payload ->> 'forecastFen' <> c.subsidy_fen`,
  },
  {
    invariant: 'I2',
    what: 'a deposit moved the drawer when it was taken and when it was paid back, and at no other time',
    sql: `SELECT place FROM (
        SELECT deposit_id AS place, shift_id, 'deposit_in' AS kind, deposit_fen AS fen FROM deposit
        UNION ALL SELECT e.deposit_id, e.shift_id, 'deposit_back', -d.deposit_fen FROM deposit_end e
          JOIN deposit d USING (deposit_id) WHERE e.state = 'refunded'
        UNION ALL SELECT ref, shift_id, kind, -amount_fen FROM drawer_event
          WHERE kind IN ('deposit_in', 'deposit_back'))
      GROUP BY place, shift_id, kind HAVING sum(fen) <> 0 OR count(*) <> 2`,
  },
  {
    invariant: 'I6',
    what: 'a deposit that was redeemed paid that much of the sale that redeemed it',
    sql: `SELECT place FROM (
        SELECT e.deposit_id AS place, e.ref AS sale_id, d.deposit_fen AS fen FROM deposit_end e
          JOIN deposit d USING (deposit_id) WHERE e.state = 'redeemed'
        UNION ALL SELECT ref, sale_id, -amount_fen FROM tender WHERE kind = 'deposit')
      GROUP BY place, sale_id HAVING sum(fen) <> 0 OR count(*) <> 2`,
  },
  {
    invariant: 'I2',
    what: 'each deposit stands in the journal, and each such entry has its deposit',
    sql: `SELECT place FROM (
        SELECT deposit_id AS place, register_id, journal_seq AS seq, journal_hash AS hash FROM deposit d
          WHERE ${PURGED('d.register_id AND p.through_seq >= d.journal_seq')}
        UNION ALL SELECT payload ->> 'depositId', register_id, seq, hash FROM journal WHERE type = 'DEPOSIT')
      GROUP BY place, register_id, seq, hash HAVING count(*) <> 2`,
  },
  {
    invariant: 'I3',
    what: 'deposit numbers are gapless',
    sql: `SELECT register_id || ' epoch ' || epoch AS place FROM deposit GROUP BY register_id, epoch
      HAVING min(deposit_seq) <> 1 OR max(deposit_seq) <> count(*)`,
  },
  {
    invariant: 'I2',
    what: 'each deposit has one slip and opened the drawer',
    isHint: true,
    sql: `SELECT d.deposit_id AS place FROM deposit d WHERE
      (SELECT count(*) FROM print_job j WHERE j.ref = d.deposit_id AND j.kind = 'deposit_slip' AND j.copy = 0) <> 1
      OR NOT EXISTS (SELECT 1 FROM print_job j WHERE j.ref = d.deposit_id AND j.kind = 'drawer')`,
  },
  {
    invariant: 'I2',
    what: 'each deposit is on its way to the cloud once, and nothing else is',
    isHint: true,
    sql: `SELECT place FROM (
        SELECT deposit_id AS place, number FROM deposit
        UNION ALL SELECT fact_id, body ->> 'number' FROM outbox WHERE kind = 'deposit')
      GROUP BY place, number HAVING count(*) <> 2`,
  },
];
