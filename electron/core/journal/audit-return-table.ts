import type { AuditRule } from './audit-rule.ts';

/** What must hold of every return; the SQL answers the ids of those for which it does not. */
export const RETURN_RULES: readonly AuditRule[] = [
  {
    invariant: 'I6',
    what: 'a unit that came back paid back what it cost, to the customer of its own sale',
    sql: `SELECT r.sale_id || '/' || r.position || '/' || r.unit AS place FROM returned_unit r
      JOIN sale_return b ON b.return_id = r.return_id
      LEFT JOIN sale_unit u ON u.sale_id = r.sale_id AND u.position = r.position AND u.unit = r.unit
      WHERE b.sale_id <> r.sale_id OR u.net_fen IS NOT r.net_fen OR u.rounding_fen IS NOT r.rounding_fen
        OR u.subsidy_fen IS NOT r.subsidy_fen`,
  },
  {
    invariant: 'I6',
    what: 'the returned units add up to the return',
    sql: `SELECT b.return_id AS place FROM sale_return b
      LEFT JOIN (SELECT return_id, sum(net_fen) AS net, sum(rounding_fen) AS rounding, sum(subsidy_fen) AS subsidy
        FROM returned_unit GROUP BY return_id) u ON u.return_id = b.return_id
      WHERE u.net IS NOT b.net_fen OR u.rounding IS NOT b.rounding_fen OR u.subsidy IS NOT b.subsidy_fen`,
  },
  {
    invariant: 'I6',
    what: 'the refunds are what the return pays back',
    sql: `SELECT b.return_id AS place FROM sale_return b
      LEFT JOIN (SELECT return_id, sum(amount_fen) AS paid FROM refund GROUP BY return_id) f
        ON f.return_id = b.return_id WHERE f.paid IS NOT b.refund_fen`,
  },
  {
    invariant: 'I6',
    what: 'no sale pays back more than was paid',
    sql: `SELECT b.sale_id AS place FROM sale_return b JOIN sale s ON s.sale_id = b.sale_id
      GROUP BY b.sale_id HAVING sum(b.refund_fen) > max(s.due_fen - (SELECT coalesce(sum(t.amount_fen), 0) FROM tender t
        WHERE t.sale_id = s.sale_id AND t.kind = 'subsidy'))`,
  },
  {
    invariant: 'I2',
    what: 'the drawer lost what was refunded',
    sql: `SELECT place FROM (
        SELECT return_id AS place, shift_id, refund_fen FROM sale_return
        UNION ALL SELECT ref, shift_id, amount_fen FROM drawer_event WHERE kind = 'cash_refund')
      GROUP BY place, shift_id HAVING sum(refund_fen) <> 0`,
  },
  {
    invariant: 'I2',
    what: 'what can be sold again came back to the stock, and nothing else did',
    sql: `SELECT place FROM (
        SELECT r.return_id AS place, l.sku, l.quantity_milli / (SELECT count(*) FROM sale_unit n
          WHERE n.sale_id = l.sale_id AND n.position = l.position) AS milli
        FROM returned_unit r JOIN line_item l ON l.sale_id = r.sale_id AND l.position = r.position
        WHERE r.condition = 'restock' AND l.kind <> 'service'
        UNION ALL SELECT ref, sku, -quantity_milli FROM stock_movement WHERE reason = 'return')
      GROUP BY place, sku HAVING sum(milli) <> 0`,
  },
  {
    invariant: 'I2',
    what: 'the serial numbers of a unit that came back are no longer sold',
    sql: `SELECT e.serial_number AS place FROM serial_event e
      JOIN returned_unit r ON r.sale_id = e.sale_id AND r.position = e.position AND r.unit = e.unit
      GROUP BY e.sale_id, e.position, e.unit, e.role, e.brand, e.serial_number
      HAVING sum(CASE e.state WHEN 'sold' THEN 1 ELSE -1 END) <> 0`,
  },
  {
    invariant: 'I2',
    what: 'a serial number comes back with its unit alone',
    sql: `SELECT e.serial_number AS place FROM serial_event e WHERE e.state = 'returned'
      AND NOT EXISTS (SELECT 1 FROM returned_unit r WHERE r.sale_id = e.sale_id
        AND r.position = e.position AND r.unit = e.unit)`,
  },
  {
    invariant: 'I2',
    what: 'a ticket is cancelled when all that stands on it came back, and never before',
    isHint: true,
    sql: `SELECT t.ticket_number AS place FROM installation_ticket t
      WHERE EXISTS (SELECT 1 FROM ticket_transition x WHERE x.ticket_id = t.ticket_id AND x.state = 'cancelled')
      <> NOT EXISTS (SELECT 1 FROM json_each(t.lines) l JOIN sale_unit u
        ON u.sale_id = t.sale_id AND u.position = l.value ->> 'position'
        WHERE NOT EXISTS (SELECT 1 FROM returned_unit r WHERE r.sale_id = u.sale_id
          AND r.position = u.position AND r.unit = u.unit))`,
  },
  {
    invariant: 'I2',
    what: 'each return stands in the journal with the sale it undoes, and each such entry has its return',
    sql: `SELECT place FROM (
        SELECT b.return_id AS place, b.register_id, b.journal_seq AS seq, b.journal_hash AS hash,
          s.register_id AS of_register, s.journal_seq AS of_seq
        FROM sale_return b JOIN sale s ON s.sale_id = b.sale_id
        WHERE NOT EXISTS (SELECT 1 FROM journal_purge p
          WHERE p.register_id = b.register_id AND p.through_seq >= b.journal_seq)
        UNION ALL SELECT payload ->> 'returnId', register_id, seq, hash, payload ->> '$.sale.registerId',
          payload ->> '$.sale.journalSeq' FROM journal WHERE type = 'RETURN')
      GROUP BY place, register_id, seq, hash, of_register, of_seq HAVING count(*) <> 2`,
  },
  {
    invariant: 'I2',
    what: 'each return has one slip, and opened the drawer once where it paid cash',
    isHint: true,
    sql: `SELECT b.return_id AS place FROM sale_return b WHERE
        (SELECT count(*) FROM print_job j WHERE j.ref = b.return_id AND j.kind = 'return_slip' AND j.copy = 0) <> 1
        OR (SELECT count(*) FROM print_job j WHERE j.ref = b.return_id AND j.kind = 'drawer') <> (b.refund_fen > 0)`,
  },
  {
    invariant: 'I2',
    what: 'no return slip is printed of a return that is not there',
    isHint: true,
    sql: `SELECT j.ref AS place FROM print_job j WHERE j.kind = 'return_slip'
      AND NOT EXISTS (SELECT 1 FROM sale_return b WHERE b.return_id = j.ref)`,
  },
  {
    invariant: 'I2',
    what: 'each return is on its way to the cloud once, and nothing else is',
    isHint: true,
    sql: `SELECT place FROM (
        SELECT return_id AS place, return_number AS number FROM sale_return
        UNION ALL SELECT fact_id, body ->> 'returnNumber' FROM outbox WHERE kind = 'return')
      GROUP BY place, number HAVING count(*) <> 2`,
  },
  {
    invariant: 'I3',
    what: 'return numbers are gapless',
    sql: `SELECT register_id || ' epoch ' || epoch AS place FROM sale_return GROUP BY register_id, epoch
      HAVING min(return_seq) <> 1 OR max(return_seq) <> count(*)`,
  },
];

/** A practised sale is journalled and printed, and leaves no trace in what really happened. */
export const TRAINING_RULES: readonly AuditRule[] = [
  {
    invariant: 'I2',
    what: 'each practised sale stands in the journal, and each such entry has its practised sale',
    sql: `SELECT place FROM (
        SELECT training_id AS place, register_id, due_fen AS due FROM training_sale t
          WHERE NOT EXISTS (SELECT 1 FROM journal_purge p WHERE p.register_id = t.register_id AND p.at > t.at)
        UNION ALL SELECT payload ->> 'trainingId', register_id, payload ->> 'dueFen'
          FROM journal WHERE type = 'TRAINING_SALE')
      GROUP BY place, register_id, due HAVING count(*) <> 2`,
  },
  {
    invariant: 'I2',
    what: 'a practised sale prints one practice receipt',
    isHint: true,
    sql: `SELECT t.training_id AS place FROM training_sale t WHERE
      (SELECT count(*) FROM print_job j WHERE j.ref = t.training_id AND j.kind = 'receipt' AND j.copy = 0
        AND instr(j.document, '练习 TRAINING') > 0) <> 1`,
  },
  {
    invariant: 'I2',
    what: 'practice moves no cash, no goods, no serial number, no ticket, and is told to nobody',
    sql: `SELECT training_id AS place FROM training_sale t WHERE
      EXISTS (SELECT 1 FROM sale s WHERE s.sale_id = t.training_id)
      OR EXISTS (SELECT 1 FROM drawer_event d WHERE d.ref = t.training_id)
      OR EXISTS (SELECT 1 FROM stock_movement m WHERE m.ref = t.training_id)
      OR EXISTS (SELECT 1 FROM serial_event e WHERE e.sale_id = t.training_id)
      OR EXISTS (SELECT 1 FROM installation_ticket i WHERE i.sale_id = t.training_id)
      OR EXISTS (SELECT 1 FROM print_job j WHERE j.ref = t.training_id AND j.kind <> 'receipt')
      OR EXISTS (SELECT 1 FROM outbox o WHERE o.fact_id = t.training_id)`,
  },
];
