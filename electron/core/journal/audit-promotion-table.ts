import type { AuditRule } from './audit-rule.ts';

/** What must hold of what promotions and people took off a sale, and of what a sale used up. */
export const PROMOTION_RULES: readonly AuditRule[] = [
  {
    invariant: 'I6',
    what: 'the deductions of a line are what its list price and its net differ by',
    sql: `SELECT l.sale_id || '/' || l.position AS place FROM line_item l
      WHERE l.net_fen <> l.list_fen - CASE l.adjustments WHEN '[]' THEN 0 ELSE
        (SELECT sum(a.value ->> 'amountFen') FROM json_each(l.adjustments) a) END`,
  },
  {
    invariant: 'I6',
    what: 'the shares of the units add up to their deduction',
    // Sales from before promotions say no shares.
    sql: `SELECT l.sale_id || '/' || l.position AS place
      FROM line_item l, json_each(l.adjustments) a
      WHERE l.adjustments <> '[]' AND a.value -> 'unitShares' IS NOT NULL
        AND (a.value ->> 'amountFen' <> (SELECT sum(s.value) FROM json_each(a.value, '$.unitShares') s)
          OR json_array_length(a.value, '$.unitShares') <> (SELECT count(*) FROM sale_unit u
            WHERE u.sale_id = l.sale_id AND u.position = l.position))`,
  },
  {
    invariant: 'I2',
    what: 'a coupon that was used up gave something to its sale',
    sql: `SELECT c.sale_id AS place FROM coupon_use c WHERE NOT EXISTS (
      SELECT 1 FROM line_item l, json_each(l.adjustments) a WHERE l.sale_id = c.sale_id
        AND a.value ->> '$.promotion.promotionId' = c.promotion_id)`,
  },
  {
    invariant: 'I2',
    what: 'a code is used again only after its sale came back whole',
    sql: `SELECT u.sale_id AS place FROM coupon_use u WHERE u.turn > 1 AND NOT EXISTS (
        SELECT 1 FROM coupon_revival r WHERE r.code_hash = u.code_hash AND r.turn = u.turn - 1)
      UNION ALL SELECT r.return_id FROM coupon_revival r
        JOIN coupon_use u ON u.code_hash = r.code_hash AND u.turn = r.turn
        WHERE NOT EXISTS (SELECT 1 FROM sale_return b WHERE b.return_id = r.return_id AND b.sale_id = u.sale_id)
          OR EXISTS (SELECT 1 FROM sale_unit s WHERE s.sale_id = u.sale_id AND NOT EXISTS (
            SELECT 1 FROM returned_unit b WHERE b.sale_id = s.sale_id AND b.position = s.position
              AND b.unit = s.unit))`,
  },
  {
    invariant: 'I2',
    what: 'no limited promotion gives back more than was used of it',
    sql: `SELECT promotion_id AS place FROM quota_use GROUP BY promotion_id HAVING sum(units) < 0`,
  },
];
