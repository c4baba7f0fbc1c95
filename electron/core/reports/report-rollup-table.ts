import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** By what the sums are kept. `deduction` counts lines and amounts taken off, the others what was sold. */
export type Dimension =
  | 'day'
  | 'hour'
  | 'brand'
  | 'category'
  | 'kind'
  | 'staff'
  | 'tender'
  | 'deduction'
  | 'return_reason'
  | 'return_by';

/** Sums over sales and returns. Amounts in fen, quantities in thousandths; nothing returned is taken off yet. */
export type Measures = {
  saleCount: number;
  unitMilli: number;
  listFen: number;
  netFen: number;
  roundingFen: number;
  returnCount: number;
  returnedMilli: number;
  returnedFen: number;
  returnedRoundingFen: number;
  costFen: number;
  costedFen: number;
  uncostedCount: number;
  returnedCostFen: number;
  returnedCostedFen: number;
};

export type RollupRow = Measures & {
  readonly dimension: Dimension;
  readonly businessDate: string;
  readonly key: string;
};

/** Up to which row of each table of facts the stored sums go. */
export type Mark = {
  readonly version: number;
  readonly saleRow: number;
  readonly saleId: string | null;
  readonly returnRow: number;
  readonly returnId: string | null;
};

export type Period = { readonly from: string; readonly to: string };

export const NO_MEASURES: Measures = {
  saleCount: 0,
  unitMilli: 0,
  listFen: 0,
  netFen: 0,
  roundingFen: 0,
  returnCount: 0,
  returnedMilli: 0,
  returnedFen: 0,
  returnedRoundingFen: 0,
  costFen: 0,
  costedFen: 0,
  uncostedCount: 0,
  returnedCostFen: 0,
  returnedCostedFen: 0,
};

const COLUMNS: Readonly<Record<keyof Measures, string>> = {
  saleCount: 'sale_count',
  unitMilli: 'unit_milli',
  listFen: 'list_fen',
  netFen: 'net_fen',
  roundingFen: 'rounding_fen',
  returnCount: 'return_count',
  returnedMilli: 'returned_milli',
  returnedFen: 'returned_fen',
  returnedRoundingFen: 'returned_rounding_fen',
  costFen: 'cost_fen',
  costedFen: 'costed_fen',
  uncostedCount: 'uncosted_count',
  returnedCostFen: 'returned_cost_fen',
  returnedCostedFen: 'returned_costed_fen',
};
const NAMES = Object.entries(COLUMNS);
const SUMS = NAMES.map(([name, column]) => `sum(${column}) AS ${name}`).join(', ');

/** Adds sums to the stored ones. Call it in the transaction that moves the mark. */
export function addToRollup(db: Database, rows: Iterable<RollupRow>): void {
  const insert = prepared(
    db,
    `INSERT INTO report_rollup (dimension, business_date, key, ${NAMES.map(([, c]) => c).join(', ')})
     VALUES (@dimension, @businessDate, @key, ${NAMES.map(([name]) => `@${name}`).join(', ')})
     ON CONFLICT (dimension, business_date, key) DO UPDATE SET
       ${NAMES.map(([, c]) => `${c} = ${c} + excluded.${c}`).join(', ')}`,
  );
  for (const row of rows) insert.run(row);
}

/** The stored sums of a period for each key, or with `by: 'businessDate'` for each date. */
export function storedSums(
  db: Database,
  dimension: Dimension,
  period: Period,
  by: 'key' | 'businessDate',
): ReadonlyMap<string, Measures> {
  const column = by === 'key' ? 'key' : 'business_date';
  const rows = prepared<[Dimension, string, string], Measures & { name: string }>(
    db,
    `SELECT ${column} AS name, ${SUMS} FROM report_rollup
     WHERE dimension = (SELECT ?) AND business_date BETWEEN (SELECT ?) AND (SELECT ?)
     GROUP BY ${column}`,
  ).all(dimension, period.from, period.to);
  return new Map(rows.map(({ name, ...sums }) => [name, sums]));
}

/** Every stored row, for a comparison with the facts. */
export function allRollupRows(db: Database): readonly RollupRow[] {
  return db
    .prepare<[], RollupRow>(
      `SELECT dimension, business_date AS businessDate, key,
         ${NAMES.map(([name, column]) => `${column} AS ${name}`).join(', ')}
       FROM report_rollup ORDER BY dimension, business_date, key`,
    )
    .all();
}

export function keepLastSold(db: Database, lastSold: ReadonlyMap<string, number>): void {
  const insert = prepared<[string, number]>(
    db,
    `INSERT INTO report_last_sold (sku, at) VALUES (?, ?)
     ON CONFLICT (sku) DO UPDATE SET at = max(at, excluded.at)`,
  );
  for (const [sku, at] of lastSold) insert.run(sku, at);
}

export function markOf(db: Database): Mark | null {
  return (
    prepared<[], Mark>(
      db,
      `SELECT version, sale_row AS saleRow, sale_id AS saleId, return_row AS returnRow,
         return_id AS returnId FROM report_mark`,
    ).get() ?? null
  );
}

export function putMark(db: Database, mark: Mark): void {
  prepared(
    db,
    `INSERT INTO report_mark (only, version, sale_row, sale_id, return_row, return_id)
     VALUES (1, @version, @saleRow, @saleId, @returnRow, @returnId)
     ON CONFLICT (only) DO UPDATE SET version = excluded.version, sale_row = excluded.sale_row,
       sale_id = excluded.sale_id, return_row = excluded.return_row, return_id = excluded.return_id`,
  ).run(mark);
}

/** Throws the stored sums away; the next reading adds them up again. */
export function clearRollup(db: Database): void {
  db.exec('DELETE FROM report_rollup; DELETE FROM report_last_sold; DELETE FROM report_mark');
}
