import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** A good that is on hand, and since when nobody bought it. */
export type IdleGood = {
  readonly sku: string;
  readonly name: string;
  readonly brand: string;
  readonly category: string;
  readonly quantityMilli: number;
  readonly lastSoldAt: number | null; // as far as the stored sums go
  readonly cameInAt: number | null; // asked only of what was never sold
  readonly unitCostFen: number | null; // what it costs now
};

/**
 * Goods on hand that were not sold after `before` (epoch ms) as far as the stored sums know; a good that was never
 * sold counts from when it first came in.
 */
export function idleGoods(db: Database, before: number): readonly IdleGood[] {
  return prepared<[{ before: number }], IdleGood>(
    db,
    `SELECT * FROM (
       SELECT i.sku, i.name || ' ' || i.model AS name, i.brand, i.category,
         v.quantity_milli AS quantityMilli, l.at AS lastSoldAt,
         CASE WHEN l.at IS NULL THEN (SELECT min(m.at) FROM stock_movement m
           WHERE m.sku = v.sku AND m.quantity_milli > 0) END AS cameInAt,
         (SELECT p.cost_fen FROM price_change p WHERE p.sku = v.sku
          ORDER BY p.change_id DESC LIMIT 1) AS unitCostFen
       FROM stock_level v JOIN item i ON i.sku = v.sku
         LEFT JOIN report_last_sold l ON l.sku = v.sku
       WHERE v.quantity_milli > 0 AND i.kind = 'goods' AND (l.at IS NULL OR l.at <= @before))
     WHERE coalesce(lastSoldAt, cameInAt, 0) <= @before`,
  ).all({ before });
}
