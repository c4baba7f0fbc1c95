import type { WasPrice } from '../../../shared/contract/labels.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

const WEEK_MS = 7 * 86_400_000;

/** What a unit of a line was really paid, in fen a piece (a metre of what is measured), rounded down. */
const PAID = `min(CASE WHEN l.quantity_milli % 1000 = 0 AND l.quantity_milli <= 999000
  THEN u.net_fen - u.rounding_fen
  ELSE (u.net_fen - u.rounding_fen) * 1000 / l.quantity_milli END)`;
const SALES = `sale s JOIN line_item l ON l.sale_id = s.sale_id
  JOIN sale_unit u ON u.sale_id = l.sale_id AND u.position = l.position`;

type Row = { readonly sku: string; readonly fen: number };

/**
 * What a price of each of these goods may be compared with before a promotion that begins at `beforeAt` (epoch ms), by
 * the rules for promotions of the market authority (《规范促销行为暂行规定》, in force since 2020-12-01): the lowest price
 * of a transaction in this same store in the 7 days before the promotion, and where there was none, the price of the last
 * transaction before it. A good that was never sold here is not in the answer: it may show no earlier price at all.
 *
 * The price of a transaction is what the customer paid for the unit: after every promotion, coupon, discount by hand and
 * rounding, before the government's subsidy, which pays a part of that price and does not lower it. A unit given for nothing has
 * no price. A sale that was taken back later was a transaction. So the earlier price can come out lower than the law
 * asks, never higher.
 */
export function lowestNet7d(
  db: Database,
  skus: readonly string[],
  beforeAt: number,
): ReadonlyMap<string, WasPrice> {
  const found = new Map<string, WasPrice>();
  for (const { sku, fen } of lowestBetween(db, skus, beforeAt - WEEK_MS, beforeAt)) {
    found.set(sku, { fen, basis: 'lowest_7_days' });
  }
  const missing = skus.filter((sku) => !found.has(sku));
  if (missing.length === 0) return found;
  for (const { sku, fen } of atLastSale(db, missing, beforeAt)) {
    found.set(sku, { fen, basis: 'last_sale' });
  }
  return found;
}

function lowestBetween(
  db: Database,
  skus: readonly string[],
  fromAt: number,
  toAt: number,
): readonly Row[] {
  return prepared<[number, number, string], Row>(
    db,
    `SELECT l.sku, ${PAID} AS fen FROM ${SALES}
     WHERE s.completed_at >= ? AND s.completed_at < ? AND u.net_fen - u.rounding_fen > 0
       AND l.sku IN (SELECT value FROM json_each(?)) GROUP BY l.sku`,
  ).all(fromAt, toAt, JSON.stringify(skus));
}

/** One pass over all earlier lines: no index by sku lies on the sales, and labels are printed seldom. */
function atLastSale(db: Database, skus: readonly string[], beforeAt: number): readonly Row[] {
  return prepared<[string, number], Row & { at: number }>(
    db,
    `SELECT sku, fen, max(at) AS at FROM (
       SELECT l.sku, s.completed_at AS at, ${PAID} AS fen FROM ${SALES}
       WHERE l.sku IN (SELECT value FROM json_each(?)) AND s.completed_at < ?
         AND u.net_fen - u.rounding_fen > 0
       GROUP BY l.sku, s.sale_id)
     GROUP BY sku`,
  ).all(JSON.stringify(skus), beforeAt);
}
