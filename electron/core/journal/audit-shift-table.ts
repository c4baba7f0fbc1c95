import type { AuditRule } from './audit-rule.ts';

/** What must hold of cash that moved without a sale, of handovers and of closed days. */
export const SHIFT_RULES: readonly AuditRule[] = [
  {
    invariant: 'I2',
    what: 'cash that moved moved in the drawer too, and nothing moved there without a reason',
    sql: `SELECT place FROM (
        SELECT movement_id AS place, shift_id, kind, amount_fen FROM cash_movement
        UNION ALL SELECT ref, shift_id, kind, -amount_fen FROM drawer_event
          WHERE kind IN ('paid_in', 'paid_out', 'safe_drop', 'bank_deposit'))
      GROUP BY place, shift_id, kind HAVING sum(amount_fen) <> 0 OR count(*) <> 2`,
  },
  {
    invariant: 'I6',
    what: 'a movement that takes another back is its opposite in the same shift',
    sql: `SELECT u.movement_id AS place FROM cash_movement u
      JOIN cash_movement m ON m.movement_id = u.undoes
      WHERE u.shift_id <> m.shift_id OR u.kind <> m.kind OR u.amount_fen <> -m.amount_fen
        OR m.undoes IS NOT NULL`,
  },
  {
    invariant: 'I6',
    what: 'the difference of a shift is what its last count differed by',
    sql: `SELECT c.shift_id AS place FROM cash_count c
      JOIN shift_transition t ON t.shift_id = c.shift_id AND t.state = 'closed'
      WHERE c.seq = (SELECT max(seq) FROM cash_count WHERE shift_id = c.shift_id)
        AND (c.over_short_fen <> c.counted_fen - c.expected_fen OR c.over_short_fen <>
          (SELECT coalesce(sum(amount_fen), 0) FROM drawer_event d
            WHERE d.shift_id = c.shift_id AND d.kind = 'over_short'))`,
  },
  {
    invariant: 'I7',
    what: 'the last count of a shift expected what its drawer then held',
    sql: `SELECT c.shift_id AS place FROM cash_count c
      JOIN shift_transition t ON t.shift_id = c.shift_id AND t.state = 'closed'
      WHERE c.seq = (SELECT max(seq) FROM cash_count WHERE shift_id = c.shift_id)
        AND c.expected_fen <> (SELECT sum(amount_fen) FROM drawer_event d
          WHERE d.shift_id = c.shift_id AND d.kind <> 'over_short')`,
  },
  {
    invariant: 'I6',
    what: 'a drawer that was handed over holds what was counted, and the next shift begins with what was received',
    sql: `SELECT h.handover_id AS place FROM handover h
      LEFT JOIN handover_answer a ON a.handover_id = h.handover_id
      LEFT JOIN shift s ON s.shift_id = a.to_shift_id
      WHERE h.handed_fen IS NOT (SELECT counted_fen FROM cash_count c WHERE c.shift_id = h.from_shift_id
          ORDER BY c.seq DESC LIMIT 1)
        OR (a.handover_id IS NOT NULL AND (s.opening_float_fen IS NOT a.received_fen
          OR (a.verdict = 'accepted') <> (a.received_fen = h.handed_fen)))`,
  },
  {
    invariant: 'I2',
    what: 'a Z report holds its last shift, and only shifts that are closed',
    sql: `SELECT z.register_id || ' Z ' || z.number AS place FROM z_report z
      WHERE NOT EXISTS (SELECT 1 FROM z_shift s
          WHERE s.shift_id = z.shift_id AND s.register_id = z.register_id AND s.z_number = z.number)
        OR EXISTS (SELECT 1 FROM z_shift s WHERE s.register_id = z.register_id AND s.z_number = z.number
          AND NOT EXISTS (SELECT 1 FROM shift_transition t
            WHERE t.shift_id = s.shift_id AND t.state = 'closed'))`,
  },
  {
    invariant: 'I3',
    what: 'Z reports and shifts are numbered without a gap',
    sql: `SELECT place FROM (
        SELECT register_id || ' Z' AS place, min(number) AS low, max(number) AS high, count(*) AS n
          FROM z_report GROUP BY register_id
        UNION ALL SELECT register_id || ' shifts', min(number), max(number), count(*)
          FROM shift GROUP BY register_id)
      WHERE low <> 1 OR high <> n`,
  },
];
