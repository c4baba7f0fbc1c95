import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** The codes by which a scanner finds a good, EANs first. */
export function codesOf(db: Database, sku: string): readonly string[] {
  return prepared<[string], string>(
    db,
    "SELECT code FROM item_code WHERE sku = ? ORDER BY kind = 'ean' DESC, code",
  )
    .pluck()
    .all(sku);
}

/** Active goods of one brand or category that have a price, in the order of the shelf: category, brand, model. */
export function skusOf(
  db: Database,
  by: 'brand' | 'category',
  name: string,
  limit: number,
): readonly string[] {
  return prepared<[string, number], string>(
    db,
    `SELECT i.sku FROM item i WHERE i.${by} = ? AND i.is_active = 1 AND i.kind = 'goods'
       AND (SELECT p.list_fen FROM price_change p WHERE p.sku = i.sku
            ORDER BY p.change_id DESC LIMIT 1) > 0
     ORDER BY i.category, i.brand, i.model LIMIT ?`,
  )
    .pluck()
    .all(name, limit);
}

/** Active goods whose price a price list changed or set. */
export function skusPricedBy(db: Database, importId: string, limit: number): readonly string[] {
  return prepared<[string, number], string>(
    db,
    `SELECT DISTINCT p.sku FROM price_change p JOIN item i ON i.sku = p.sku
     WHERE p.import_id = ? AND i.is_active = 1 AND i.kind = 'goods' AND p.list_fen > 0
     ORDER BY i.category, i.brand, i.model LIMIT ?`,
  )
    .pluck()
    .all(importId, limit);
}
