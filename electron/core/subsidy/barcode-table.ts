import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** The EAN of a good (69码, 13 digits); `null` where the catalogue has none. */
export function eanOf(db: Database, sku: string): string | null {
  const row = prepared<[string], { code: string }>(
    db,
    "SELECT code FROM item_code WHERE sku = ? AND kind = 'ean' AND length(code) = 13 ORDER BY code LIMIT 1",
  ).get(sku);
  return row?.code ?? null;
}

/** The good that a code on goods belongs to in the catalogue; `null` where it is of none. */
export function skuOfCode(db: Database, code: string): string | null {
  const sql = 'SELECT sku FROM item_code WHERE code = ?';
  return prepared<[string], { sku: string }>(db, sql).get(code)?.sku ?? null;
}
