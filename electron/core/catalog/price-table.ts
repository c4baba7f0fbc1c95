import { type Fen, fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** The four prices of a good in fen; `null` where the shop knows none. */
export type Prices = {
  readonly listFen: Fen | null;
  readonly floorFen: Fen | null;
  readonly settlementFen: Fen | null;
  readonly costFen: Fen | null;
};

/** One row of the price book; the newest row of a sku is its price. */
export type PriceChange = Prices & {
  readonly sku: string;
  readonly importId: string | null;
  readonly by: string;
  readonly at: number; // epoch ms
};

export const NO_PRICES: Prices = {
  listFen: null,
  floorFen: null,
  settlementFen: null,
  costFen: null,
};

type PriceRow = {
  change_id: number;
  sku: string;
  list_fen: number | null;
  floor_fen: number | null;
  settlement_fen: number | null;
  cost_fen: number | null;
  import_id: string | null;
};

const COLUMNS = 'change_id, sku, list_fen, floor_fen, settlement_fen, cost_fen, import_id';

const CURRENT = `SELECT ${COLUMNS} FROM price_change WHERE sku = (SELECT ?) ORDER BY change_id DESC LIMIT 1`;

/** What a sku costs now; all `null` when it was never priced. */
export function currentPrices(db: Database, sku: string): Prices {
  const row = prepared<[string], PriceRow>(db, CURRENT).get(sku);
  return row ? fromRow(row) : NO_PRICES;
}

export function insertPriceChange(db: Database, change: PriceChange): void {
  prepared<unknown[]>(
    db,
    `INSERT INTO price_change (sku, list_fen, floor_fen, settlement_fen, cost_fen, import_id, by, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    change.sku,
    change.listFen,
    change.floorFen,
    change.settlementFen,
    change.costFen,
    change.importId,
    change.by,
    change.at,
  );
}

/** For each sku an import priced: what stood before it. */
export function pricesBeforeImport(
  db: Database,
  importId: string,
): readonly { readonly sku: string; readonly before: Prices }[] {
  const rows = prepared<[string], { sku: string; change_id: number }>(
    db,
    'SELECT sku, min(change_id) AS change_id FROM price_change WHERE import_id = ? GROUP BY sku',
  ).all(importId);
  const before = prepared<[string, number], PriceRow>(
    db,
    `SELECT ${COLUMNS} FROM price_change WHERE sku = ? AND change_id < ? ORDER BY change_id DESC LIMIT 1`,
  );
  return rows.map(({ sku, change_id }) => {
    const row = before.get(sku, change_id);
    return { sku, before: row ? fromRow(row) : NO_PRICES };
  });
}

/**
 * Whether a price that an import wrote is not the price of its good any more. A later change taken back is none.
 * (`+import_id` keeps SQLite on the index by sku; by import it would walk the whole import for every good.)
 */
export function isImportSuperseded(db: Database, importId: string): boolean {
  return (
    prepared<[string, string], { one: 1 }>(
      db,
      `SELECT 1 AS one FROM price_change mine JOIN price_change now ON now.change_id =
           (SELECT max(change_id) FROM price_change WHERE sku = mine.sku)
       WHERE mine.import_id = ?
         AND mine.change_id = (SELECT max(change_id) FROM price_change WHERE sku = mine.sku AND +import_id = ?)
         AND (now.list_fen IS NOT mine.list_fen OR now.floor_fen IS NOT mine.floor_fen
           OR now.settlement_fen IS NOT mine.settlement_fen OR now.cost_fen IS NOT mine.cost_fen)
       LIMIT 1`,
    ).get(importId, importId) !== undefined
  );
}

function fromRow(row: PriceRow): Prices {
  return {
    listFen: asFen(row.list_fen),
    floorFen: asFen(row.floor_fen),
    settlementFen: asFen(row.settlement_fen),
    costFen: asFen(row.cost_fen),
  };
}

function asFen(value: number | null): Fen | null {
  return value === null ? null : fen(value);
}
