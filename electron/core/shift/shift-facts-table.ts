import type { Deduction } from '../../../shared/domain/shift/report-deductions.ts';
import type {
  ReportCategory,
  ReportKind,
  ReportTender,
  ReturnSums,
  SalesFacts,
} from '../../../shared/domain/shift/z-report.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** The shifts a report covers, as the statements below bind them: a JSON list, joined by index. */
const SALES = 'FROM sale s WHERE s.shift_id IN (SELECT value FROM json_each(?))';
const LINES = `FROM sale s CROSS JOIN line_item l ON l.sale_id = s.sale_id
  WHERE s.shift_id IN (SELECT value FROM json_each(?))`;
const RETURNS = 'FROM sale_return r WHERE r.shift_id IN (SELECT value FROM json_each(?))';

/** Sums over the sales and returns of these shifts, for their report; costs what the shifts hold, not the history. */
export function salesFacts(db: Database, shiftIds: readonly string[]): SalesFacts {
  const bound = JSON.stringify(shiftIds);
  const sums = saleSums(db, bound);
  const sold = soldByKind(db, bound);
  return {
    firstReceipt: receiptOf(db, sums, sums.firstSeq),
    lastReceipt: receiptOf(db, sums, sums.lastSeq),
    saleCount: sums.saleCount,
    itemCount: sold.reduce((sum, row) => sum + row.itemCount, 0),
    listFen: sums.listFen,
    discountFen: sums.discountFen,
    netFen: sums.netFen,
    roundingFen: sums.roundingFen,
    dueFen: sums.dueFen,
    deductions: deductions(db, bound),
    returns: returnSums(db, bound),
    tenders: tenders(db, bound),
    kinds: kinds(sold),
    categories: categories(sold, returnedByCategory(db, bound)),
  };
}

export function saleCountOf(db: Database, shiftId: string): number {
  return count(db, 'SELECT count(*) AS n FROM sale WHERE shift_id = ?', shiftId);
}

type SaleSums = Pick<
  SalesFacts,
  'saleCount' | 'listFen' | 'discountFen' | 'netFen' | 'roundingFen' | 'dueFen'
> & {
  readonly registerId: string | null;
  readonly epoch: number | null;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
};

function saleSums(db: Database, bound: string): SaleSums {
  const sums = prepared<[string], SaleSums>(
    db,
    `SELECT count(*) AS saleCount, coalesce(sum(s.list_fen), 0) AS listFen,
       coalesce(sum(s.discount_fen), 0) AS discountFen, coalesce(sum(s.net_fen), 0) AS netFen,
       coalesce(sum(s.rounding_fen), 0) AS roundingFen, coalesce(sum(s.due_fen), 0) AS dueFen,
       max(s.register_id) AS registerId, max(s.epoch) AS epoch,
       min(s.receipt_seq) AS firstSeq, max(s.receipt_seq) AS lastSeq ${SALES}`,
  ).get(bound);
  if (!sums) throw new Error('an aggregate over no rows still answers one');
  return sums;
}

function receiptOf(db: Database, sums: SaleSums, receiptSeq: number | null): string | null {
  if (receiptSeq === null) return null;
  const row = prepared<[string | null, number | null, number], { receipt_number: string }>(
    db,
    'SELECT receipt_number FROM sale WHERE register_id = ? AND epoch = ? AND receipt_seq = ?',
  ).get(sums.registerId, sums.epoch, receiptSeq);
  return row?.receipt_number ?? null;
}

type SoldRow = ReportKind & {
  readonly category: string;
  readonly unitMilli: number;
  /** Whole units and, as one each, what is sold by measure. */
  readonly itemCount: number;
};

/** An extended warranty is sold as a service or an accessory; its name says what it is. */
const KIND = `CASE WHEN l.category LIKE '%延保%' OR l.name LIKE '%延保%' THEN 'warranty' ELSE l.kind END`;

function soldByKind(db: Database, bound: string): readonly SoldRow[] {
  return prepared<[string], SoldRow>(
    db,
    `SELECT l.category, ${KIND} AS kind, count(*) AS lineCount,
       sum(l.quantity_milli) AS unitMilli, sum(l.net_fen) AS netFen,
       sum(CASE WHEN l.quantity_milli % 1000 = 0 THEN l.quantity_milli / 1000 ELSE 1 END) AS itemCount
     ${LINES} GROUP BY 1, 2`,
  ).all(bound);
}

function kinds(sold: readonly SoldRow[]): readonly ReportKind[] {
  return (['goods', 'service', 'material', 'warranty'] as const).flatMap((kind) => {
    const rows = sold.filter((row) => row.kind === kind);
    if (rows.length === 0) return [];
    const lineCount = rows.reduce((sum, row) => sum + row.lineCount, 0);
    return [{ kind, lineCount, netFen: fen(rows.reduce((sum, row) => sum + row.netFen, 0)) }];
  });
}

type ReturnedRow = {
  readonly category: string;
  readonly returnedMilli: number;
  readonly returnedFen: Fen;
};

/** A measured line is one unit, however much of it was sold. */
function returnedByCategory(db: Database, bound: string): readonly ReturnedRow[] {
  return prepared<[string], ReturnedRow>(
    db,
    `SELECT l.category, sum(u.net_fen) AS returnedFen,
       sum(CASE WHEN l.quantity_milli % 1000 = 0 THEN 1000 ELSE l.quantity_milli END) AS returnedMilli
     FROM sale_return r CROSS JOIN returned_unit u ON u.return_id = r.return_id
     JOIN line_item l ON l.sale_id = u.sale_id AND l.position = u.position
     WHERE r.shift_id IN (SELECT value FROM json_each(?)) GROUP BY l.category`,
  ).all(bound);
}

/** Sold and returned by category, what took most first. */
function categories(
  sold: readonly SoldRow[],
  returned: readonly ReturnedRow[],
): readonly ReportCategory[] {
  const names = new Set([...sold, ...returned].map(({ category }) => category));
  return [...names]
    .map((category) => {
      const rows = sold.filter((row) => row.category === category);
      const back = returned.find((row) => row.category === category);
      return {
        category,
        unitMilli: rows.reduce((sum, row) => sum + row.unitMilli, 0),
        netFen: fen(rows.reduce((sum, row) => sum + row.netFen, 0)),
        returnedMilli: back?.returnedMilli ?? 0,
        returnedFen: back?.returnedFen ?? fen(0),
      };
    })
    .sort((a, b) => b.netFen - a.netFen || (a.category < b.category ? -1 : 1));
}

function deductions(db: Database, bound: string): readonly Deduction[] {
  return prepared<[string], Deduction>(
    db,
    `SELECT a.value ->> 'kind' AS layer, a.value ->> 'funding' AS funding,
       CASE WHEN a.value ->> 'funding' = 'store' THEN '' ELSE a.value ->> 'reason' END AS name,
       count(*) AS count, sum(a.value ->> 'amountFen') AS amountFen
     FROM sale s CROSS JOIN line_item l ON l.sale_id = s.sale_id CROSS JOIN json_each(l.adjustments) a
     WHERE s.shift_id IN (SELECT value FROM json_each(?)) AND l.adjustments <> '[]'
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  ).all(bound);
}

function returnSums(db: Database, bound: string): ReturnSums {
  const sums = prepared<[string], Omit<ReturnSums, 'unitCount'>>(
    db,
    `SELECT count(*) AS count, coalesce(sum(r.net_fen), 0) AS netFen,
       coalesce(sum(r.rounding_fen), 0) AS roundingFen, coalesce(sum(r.refund_fen), 0) AS refundFen
     ${RETURNS}`,
  ).get(bound);
  if (!sums) throw new Error('an aggregate over no rows still answers one');
  const units = prepared<[string], { n: number }>(
    db,
    `SELECT count(*) AS n FROM sale_return r CROSS JOIN returned_unit u ON u.return_id = r.return_id
     WHERE r.shift_id IN (SELECT value FROM json_each(?))`,
  ).get(bound);
  return { ...sums, unitCount: units?.n ?? 0 };
}

function tenders(db: Database, bound: string): readonly ReportTender[] {
  return prepared<[string, string, string], ReportTender>(
    db,
    `SELECT kind, sum(sold) AS count, sum(amount) AS amountFen, sum(refunded) AS refundCount,
       sum(refund) AS refundFen FROM (
       SELECT t.kind, 1 AS sold, t.amount_fen AS amount, 0 AS refunded, 0 AS refund
       FROM sale s CROSS JOIN tender t ON t.sale_id = s.sale_id
       WHERE s.shift_id IN (SELECT value FROM json_each(?))
       UNION ALL SELECT f.kind, 0, 0, 1, f.amount_fen
       FROM sale_return r CROSS JOIN refund f ON f.return_id = r.return_id
       WHERE r.shift_id IN (SELECT value FROM json_each(?))
       UNION ALL SELECT 'subsidy', 0, 0, 1, r.subsidy_fen
       FROM sale_return r WHERE r.shift_id IN (SELECT value FROM json_each(?)) AND r.subsidy_fen <> 0)
     GROUP BY kind ORDER BY kind`,
  ).all(bound, bound, bound);
}

function count(db: Database, sql: string, ...bind: string[]): number {
  return db.prepare<string[], { n: number }>(sql).get(...bind)?.n ?? 0;
}
