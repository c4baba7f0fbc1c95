import type { Database } from '../db/open.ts';
import { BOARD_RULES } from './audit-board-table.ts';
import { PROMOTION_RULES } from './audit-promotion-table.ts';
import { QUOTA_RULES } from './audit-quota-table.ts';
import { RETURN_RULES, TRAINING_RULES } from './audit-return-table.ts';
import type { AuditFault, AuditRule } from './audit-rule.ts';
import { SHIFT_RULES } from './audit-shift-table.ts';
import { TENDER_RULES } from './audit-tender-table.ts';

/** Faults shown of one rule: the first ones say what is wrong. */
const SHOWN = 20;

/** What must hold of every sale and shift. */
const SALE_RULES: readonly AuditRule[] = [
  {
    invariant: 'I6',
    what: 'the lines add up to the sale',
    sql: `SELECT s.sale_id AS place FROM sale s
      LEFT JOIN (SELECT sale_id, sum(net_fen) AS net, sum(list_fen) AS list FROM line_item GROUP BY sale_id) l
        ON l.sale_id = s.sale_id
      WHERE l.net IS NOT s.net_fen OR l.list IS NOT s.list_fen`,
  },
  {
    invariant: 'I6',
    what: 'the units add up to their line',
    sql: `SELECT l.sale_id || '/' || l.position AS place FROM line_item l
      LEFT JOIN (SELECT sale_id, position, sum(net_fen) AS net FROM sale_unit GROUP BY sale_id, position) u
        ON u.sale_id = l.sale_id AND u.position = l.position
      WHERE u.net IS NOT l.net_fen`,
  },
  {
    invariant: 'I6',
    what: 'the units carry the cash rounding',
    sql: `SELECT s.sale_id AS place FROM sale s
      LEFT JOIN (SELECT sale_id, sum(rounding_fen) AS rounding FROM sale_unit GROUP BY sale_id) u
        ON u.sale_id = s.sale_id WHERE u.rounding IS NOT s.rounding_fen`,
  },
  {
    invariant: 'I6',
    what: 'the tenders pay what is due',
    sql: `SELECT s.sale_id AS place FROM sale s
      LEFT JOIN (SELECT sale_id, sum(amount_fen) AS paid FROM tender GROUP BY sale_id) t
        ON t.sale_id = s.sale_id WHERE t.paid IS NOT s.due_fen`,
  },
  {
    invariant: 'I2',
    what: 'what was sold left the stock',
    sql: `SELECT place FROM (
        SELECT sale_id AS place, sku, quantity_milli FROM line_item WHERE kind <> 'service'
        UNION ALL SELECT ref, sku, quantity_milli FROM stock_movement WHERE reason = 'sale')
      GROUP BY place, sku HAVING sum(quantity_milli) <> 0`,
  },
  {
    invariant: 'I2',
    what: 'the stock on hand is the sum of its movements',
    isHint: true,
    sql: `SELECT place FROM (
        SELECT sku AS place, quantity_milli FROM stock_movement
        UNION ALL SELECT sku, -quantity_milli FROM stock_level)
      GROUP BY place HAVING sum(quantity_milli) <> 0`,
  },
  {
    invariant: 'I2',
    what: 'tickets wait for serial numbers until they are complete or cancelled',
    sql: `SELECT place FROM (
        SELECT ticket_id AS place FROM ticket_awaiting_serials
        UNION ALL SELECT ticket_id FROM installation_ticket t WHERE NOT EXISTS (
          SELECT 1 FROM ticket_transition x WHERE x.ticket_id = t.ticket_id
            AND x.state IN ('serials_complete', 'cancelled')))
      GROUP BY place HAVING count(*) <> 2`,
  },
  {
    invariant: 'I2',
    what: 'the drawer gained what was paid in cash',
    sql: `SELECT place FROM (
        SELECT sale_id AS place, amount_fen FROM tender WHERE kind = 'cash'
        UNION ALL SELECT ref, -amount_fen FROM drawer_event WHERE kind IN ('cash_sale', 'cash_change'))
      GROUP BY place HAVING sum(amount_fen) <> 0`,
  },
  {
    invariant: 'I2',
    what: 'each sale stands in the journal, and each such entry has its sale',
    sql: `SELECT place FROM (
        SELECT sale_id AS place, register_id, journal_seq AS seq, journal_hash AS hash FROM sale
          WHERE journal_seq > coalesce((SELECT max(through_seq) FROM journal_purge p WHERE p.register_id = sale.register_id), 0)
        UNION ALL SELECT payload ->> 'saleId', register_id, seq, hash FROM journal WHERE type = 'SALE')
      GROUP BY place, register_id, seq, hash HAVING count(*) <> 2`,
  },
  {
    invariant: 'I2',
    what: 'each sale has one original receipt and one drawer kick',
    isHint: true,
    sql: `SELECT s.sale_id AS place FROM sale s WHERE
        (SELECT count(*) FROM print_job j WHERE j.ref = s.sale_id AND j.kind = 'receipt' AND j.copy = 0) <> 1
        OR (SELECT count(*) FROM print_job j WHERE j.ref = s.sale_id AND j.kind = 'drawer') <> 1`,
  },
  {
    invariant: 'I2',
    what: 'no receipt is printed of a sale that is not there',
    isHint: true,
    sql: `SELECT j.ref AS place FROM print_job j WHERE j.kind = 'receipt'
      AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.sale_id = j.ref)
      AND NOT EXISTS (SELECT 1 FROM training_sale t WHERE t.training_id = j.ref)`,
  },
  {
    invariant: 'I2',
    what: 'each sale is on its way to the cloud once, and nothing else is',
    isHint: true,
    sql: `SELECT place FROM (
        SELECT sale_id AS place, receipt_number AS number FROM sale
        UNION ALL SELECT fact_id, body ->> 'receiptNumber' FROM outbox WHERE kind = 'sale')
      GROUP BY place, number HAVING count(*) <> 2`,
  },
  {
    invariant: 'I2',
    what: 'what is delivered has its tickets',
    isHint: true,
    sql: `SELECT s.sale_id AS place FROM sale s WHERE
      EXISTS (SELECT 1 FROM line_item l WHERE l.sale_id = s.sale_id AND l.handover <> 'carry_out')
      AND NOT EXISTS (SELECT 1 FROM installation_ticket t WHERE t.sale_id = s.sale_id)
      AND NOT EXISTS (SELECT 1 FROM replay p WHERE p.register_id = s.register_id
        AND s.journal_seq BETWEEN p.from_seq AND p.to_seq)`,
  },
  {
    invariant: 'I2',
    what: 'a sold serial number belongs to a unit of its sale',
    sql: `SELECT e.serial_number AS place FROM serial_event e WHERE e.state = 'sold'
      AND NOT EXISTS (SELECT 1 FROM line_item l WHERE l.sale_id = e.sale_id AND l.position = e.position
        AND e.unit * 1000 <= l.quantity_milli)`,
  },
  {
    invariant: 'I2',
    what: 'a cart that was sold is gone',
    isHint: true,
    sql: `SELECT c.cart_id AS place FROM cart c JOIN sale s ON s.cart_id = c.cart_id`,
  },
  {
    invariant: 'I3',
    what: 'receipt numbers are gapless',
    sql: `SELECT register_id || ' epoch ' || epoch AS place FROM sale GROUP BY register_id, epoch
      HAVING min(receipt_seq) <> 1 OR max(receipt_seq) <> count(*)`,
  },
  {
    invariant: 'I7',
    what: 'expected cash is the float, what was paid in cash, deposits, less refunds, and what moved',
    sql: `SELECT h.shift_id AS place FROM shift h WHERE
      (SELECT coalesce(sum(amount_fen), 0) FROM drawer_event d
        WHERE d.shift_id = h.shift_id AND d.kind <> 'over_short')
      <> h.opening_float_fen
        + (SELECT coalesce(sum(t.amount_fen), 0) FROM sale s JOIN tender t ON t.sale_id = s.sale_id
            AND t.kind = 'cash' WHERE s.shift_id = h.shift_id)
        + (SELECT coalesce(sum(deposit_fen), 0) FROM deposit d WHERE d.shift_id = h.shift_id)
        - (SELECT coalesce(sum(d.deposit_fen), 0) FROM deposit_end e JOIN deposit d USING (deposit_id)
            WHERE e.shift_id = h.shift_id AND e.state = 'refunded')
        - (SELECT coalesce(sum(refund_fen), 0) FROM sale_return b WHERE b.shift_id = h.shift_id)
        + (SELECT coalesce(sum(amount_fen), 0) FROM cash_movement m WHERE m.shift_id = h.shift_id)`,
  },
];

const RULES = [
  ...SALE_RULES,
  ...PROMOTION_RULES,
  ...RETURN_RULES,
  ...SHIFT_RULES,
  ...TRAINING_RULES,
  ...TENDER_RULES,
  ...QUOTA_RULES,
  ...BOARD_RULES,
];

/** What the rules are called that prove no damage where they do not hold. */
export const HINTS: ReadonlySet<string> = new Set(
  RULES.filter(({ isHint }) => isHint === true).map(({ what }) => what),
);

/** Where the facts of a store contradict each other; empty in a store that is whole. */
export function brokenRules(db: Database): readonly AuditFault[] {
  return RULES.flatMap(({ invariant, what, sql }) =>
    db
      .prepare<[number], { place: string | null }>(`${sql} LIMIT ?`)
      .all(SHOWN)
      .map(({ place }) => ({ invariant, what, where: place ?? '' })),
  );
}

export type StoreCounts = { readonly sales: number; readonly entries: number };

export function storeCounts(db: Database): StoreCounts {
  const row = db
    .prepare<[], StoreCounts>(
      'SELECT (SELECT count(*) FROM sale) AS sales, (SELECT count(*) FROM journal) AS entries',
    )
    .get();
  return row ?? { sales: 0, entries: 0 };
}

export function registerIds(db: Database): readonly string[] {
  return db
    .prepare<[], { register_id: string }>('SELECT register_id FROM register ORDER BY register_id')
    .all()
    .map((row) => row.register_id);
}
