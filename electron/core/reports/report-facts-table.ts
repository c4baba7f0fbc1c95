import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** Rows of the tables of sales and of returns, by insertion: facts are only ever added at the end. */
export type Range = { readonly after: number; readonly through: number };

export type SoldLineFact = {
  readonly saleId: string;
  readonly businessDate: string;
  readonly completedAt: number;
  readonly cashierId: string;
  readonly saleRoundingFen: number;
  readonly sku: string;
  readonly brand: string;
  readonly category: string;
  readonly kind: string;
  readonly quantityMilli: number;
  readonly listFen: number;
  readonly netFen: number;
  readonly adjustments: string;
  /** What one unit cost the shop when it was sold; `null` where nobody knew. */
  readonly unitCostFen: number | null;
};

/** Units of one line that came back in one return, and what came back of the line before. */
export type ReturnedLineFact = {
  readonly returnId: string;
  readonly businessDate: string;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly cashierId: string; // who sold it
  readonly brand: string;
  readonly category: string;
  readonly kind: string;
  readonly quantityMilli: number; // of the whole line
  readonly unitListFen: number;
  readonly listFen: number;
  readonly lineNetFen: number;
  readonly adjustments: string;
  readonly units: number;
  readonly restockedUnits: number;
  readonly netFen: number;
  readonly roundingFen: number;
  readonly unitsBefore: number;
  readonly netBeforeFen: number;
  readonly unitCostFen: number | null;
};

export type MoneyFact = {
  readonly businessDate: string;
  readonly kind: string;
  readonly count: number;
  readonly amountFen: number;
};

const COST = `(SELECT p.cost_fen FROM price_change p WHERE p.sku = l.sku AND p.at <= s.completed_at
  ORDER BY p.change_id DESC LIMIT 1)`;

/** Every line of the sales of a range, sale by sale. */
export function soldLines(db: Database, range: Range): Iterable<SoldLineFact> {
  return prepared<[Range], SoldLineFact>(
    db,
    `SELECT s.sale_id AS saleId, s.business_date AS businessDate, s.completed_at AS completedAt,
       s.cashier_id AS cashierId, s.rounding_fen AS saleRoundingFen, l.sku, l.brand, l.category,
       l.kind, l.quantity_milli AS quantityMilli, l.list_fen AS listFen, l.net_fen AS netFen,
       l.adjustments, ${COST} AS unitCostFen
     FROM sale s JOIN line_item l ON l.sale_id = s.sale_id
     WHERE s.rowid > @after AND s.rowid <= @through ORDER BY s.rowid, l.position`,
  ).all(range);
}

/** Every line of the returns of a range, return by return. */
export function returnedLines(db: Database, range: Range): Iterable<ReturnedLineFact> {
  const before = (sum: string) =>
    `(SELECT coalesce(${sum}, 0) FROM returned_unit b JOIN sale_return e ON e.return_id = b.return_id
      WHERE b.sale_id = l.sale_id AND b.position = l.position AND e.rowid < r.rowid)`;
  return prepared<[Range], ReturnedLineFact>(
    db,
    `SELECT r.return_id AS returnId, r.business_date AS businessDate, r.at, r.by, r.reason,
       s.cashier_id AS cashierId, l.brand, l.category, l.kind, l.quantity_milli AS quantityMilli,
       l.unit_list_fen AS unitListFen, l.list_fen AS listFen, l.net_fen AS lineNetFen, l.adjustments,
       count(*) AS units, sum(u.condition = 'restock') AS restockedUnits, sum(u.net_fen) AS netFen,
       sum(u.rounding_fen) AS roundingFen, ${before('count(*)')} AS unitsBefore,
       ${before('sum(b.net_fen)')} AS netBeforeFen, ${COST} AS unitCostFen
     FROM sale_return r JOIN returned_unit u ON u.return_id = r.return_id
       JOIN line_item l ON l.sale_id = u.sale_id AND l.position = u.position
       JOIN sale s ON s.sale_id = l.sale_id
     WHERE r.rowid > @after AND r.rowid <= @through
     GROUP BY r.rowid, l.sale_id, l.position ORDER BY r.rowid, l.position`,
  ).all(range);
}

/** What the sales of a range were paid with. */
export function tendersOf(db: Database, range: Range): readonly MoneyFact[] {
  return prepared<[Range], MoneyFact>(
    db,
    `SELECT s.business_date AS businessDate, t.kind, count(*) AS count, sum(t.amount_fen) AS amountFen
     FROM sale s JOIN tender t ON t.sale_id = s.sale_id
     WHERE s.rowid > @after AND s.rowid <= @through GROUP BY 1, 2`,
  ).all(range);
}

/** What the returns of a range were paid back with. */
export function refundsOf(db: Database, range: Range): readonly MoneyFact[] {
  return prepared<[Range], MoneyFact>(
    db,
    `SELECT r.business_date AS businessDate, f.kind, count(*) AS count, sum(f.amount_fen) AS amountFen
     FROM sale_return r JOIN refund f ON f.return_id = r.return_id
     WHERE r.rowid > @after AND r.rowid <= @through GROUP BY 1, 2`,
  ).all(range);
}

/** The newest row of each table of facts. */
export function newestRows(db: Database): { readonly saleRow: number; readonly returnRow: number } {
  const newest = (table: 'sale' | 'sale_return') =>
    prepared<[], number | null>(db, `SELECT max(rowid) FROM ${table}`).pluck().get() ?? 0;
  return { saleRow: newest('sale'), returnRow: newest('sale_return') };
}

/** The ids that stand in these rows; `null` where there is none. */
export function idsAt(
  db: Database,
  rows: { readonly saleRow: number; readonly returnRow: number },
): { readonly saleId: string | null; readonly returnId: string | null } {
  const sale = prepared<[number], string>(db, 'SELECT sale_id FROM sale WHERE rowid = ?');
  const back = prepared<[number], string>(db, 'SELECT return_id FROM sale_return WHERE rowid = ?');
  return {
    saleId: sale.pluck().get(rows.saleRow) ?? null,
    returnId: back.pluck().get(rows.returnRow) ?? null,
  };
}

/** Net of a business date's sales less its returns, as far as they were done by `until` (epoch ms). */
export function netUntil(db: Database, date: string, since: number, until: number): number {
  return (
    prepared<[Record<string, unknown>], number>(
      db,
      `SELECT coalesce((SELECT sum(net_fen) FROM sale
           WHERE completed_at BETWEEN @since AND @until AND business_date = @date), 0)
         - coalesce((SELECT sum(net_fen) FROM sale_return
           WHERE business_date = @date AND at <= @until), 0)`,
    )
      .pluck()
      .get({ date, since, until }) ?? 0
  );
}
