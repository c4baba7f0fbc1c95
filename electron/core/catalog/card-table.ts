import type { ItemCard } from '../../../shared/contract/catalog.ts';
import { tileOf } from '../../../shared/domain/catalog/category.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { type ItemRow, itemFromRow } from './item-table.ts';

type CardRow = ItemRow & { list_fen: number | null; stock_milli: number };

const COLUMNS = `i.item_no, i.sku, i.kind, i.brand, i.model, i.name, i.category, i.energy_grade, i.colour, i.spec,
  i.unit_label, i.serial, i.needs_install,
  (SELECT p.list_fen FROM price_change p WHERE p.sku = i.sku ORDER BY p.change_id DESC LIMIT 1) AS list_fen,
  coalesce((SELECT k.quantity_milli FROM stock_level k WHERE k.sku = i.sku), 0) AS stock_milli`;
const CARD = `SELECT ${COLUMNS} FROM item i`;
// Whole texts once: a text put together at each call would be hashed again to find its statement.
const BY_NUMBERS = `SELECT ${COLUMNS} FROM json_each(?) n CROSS JOIN item i ON i.item_no = n.value
  WHERE i.is_active = 1`;
const BY_CODE = `${CARD} JOIN item_code c ON c.sku = i.sku WHERE c.code = (SELECT ?) AND i.is_active = 1`;
const BY_SKU = `${CARD} WHERE i.sku = ? AND i.is_active = 1`;

/** The cards of those of the items that are active, in the order given; one statement for all costs a third less. */
export function cardsByNumbers(db: Database, numbers: readonly number[]): readonly ItemCard[] {
  return prepared<[string], CardRow>(db, BY_NUMBERS).all(JSON.stringify(numbers)).map(fromRow);
}

/** The card of the active item that an EAN, an own code or a sku stands for, or `null`. */
export function cardByCode(db: Database, code: string): ItemCard | null {
  const row =
    prepared<[string], CardRow>(db, BY_CODE).get(code) ??
    prepared<[string], CardRow>(db, BY_SKU).get(code);
  return row ? fromRow(row) : null;
}

/** Numbers of the items sold most since `sinceAt` (epoch ms). */
export function numbersSoldMost(db: Database, sinceAt: number, limit: number): readonly number[] {
  return prepared<[number, number], { item_no: number }>(
    db,
    `SELECT i.item_no FROM sale s JOIN line_item l ON l.sale_id = s.sale_id JOIN item i ON i.sku = l.sku
     WHERE s.completed_at >= ? AND i.is_active = 1
     GROUP BY i.item_no ORDER BY sum(l.quantity_milli) DESC, i.item_no LIMIT ?`,
  )
    .all(sinceAt, limit)
    .map((row) => row.item_no);
}

/** Numbers of priced, active items of one category, the first `limit` in the order they came in. */
export function numbersOfCategory(
  db: Database,
  category: string,
  limit: number,
): readonly number[] {
  return prepared<[string, number], { item_no: number }>(
    db,
    `SELECT i.item_no FROM item i WHERE i.category = ? AND i.is_active = 1
       AND EXISTS (SELECT 1 FROM price_change p WHERE p.sku = i.sku AND p.list_fen > 0)
     ORDER BY i.item_no LIMIT ?`,
  )
    .all(category, limit)
    .map((row) => row.item_no);
}

/** Numbers of priced services and materials, the first `limit` of each item name. */
export function numbersOfMaterials(db: Database, limit: number): readonly number[] {
  return prepared<[number], { item_no: number }>(
    db,
    `SELECT min(i.item_no) AS item_no FROM item i WHERE i.kind <> 'goods' AND i.is_active = 1
       AND EXISTS (SELECT 1 FROM price_change p WHERE p.sku = i.sku AND p.list_fen > 0)
     GROUP BY i.name ORDER BY 1 LIMIT ?`,
  )
    .all(limit)
    .map((row) => row.item_no);
}

function fromRow(row: CardRow): ItemCard {
  return {
    ...itemFromRow(row),
    tile: tileOf(row.category, row.kind),
    listFen: row.list_fen,
    stockMilli: row.stock_milli,
  };
}
