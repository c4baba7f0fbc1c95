import type { AuditRule } from './audit-rule.ts';

/** What must hold of limited promotions. */
export const QUOTA_RULES: readonly AuditRule[] = [
  {
    invariant: 'I2',
    what: 'returns give back no more of a limited promotion than their sale used',
    sql: `SELECT u.ref AS place FROM quota_use u
      JOIN sale_return r ON r.sale_id = u.ref
      JOIN quota_use b ON b.promotion_id = u.promotion_id AND b.ref = r.return_id
      GROUP BY u.promotion_id, u.ref, u.units HAVING u.units + sum(b.units) < 0`,
  },
  {
    invariant: 'I2',
    what: 'what a limited promotion was used for is a sale, and what came back a return',
    sql: `SELECT u.ref AS place FROM quota_use u WHERE
      (u.units > 0 AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.sale_id = u.ref))
      OR (u.units < 0 AND NOT EXISTS (SELECT 1 FROM sale_return r WHERE r.return_id = u.ref))
      OR u.units = 0`,
  },
  {
    invariant: 'I2',
    what: 'a lease is granted above zero and returned below',
    sql: `SELECT lease_id AS place FROM quota_lease
      WHERE (reason = 'granted' AND units <= 0) OR (reason = 'returned' AND units >= 0)`,
  },
];
