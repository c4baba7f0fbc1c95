import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** The EAN of a good (69码); `null` where the catalogue has none. */
export function eanOf(db: Database, sku: string): string | null {
  const row = prepared<[string], { code: string }>(
    db,
    "SELECT code FROM item_code WHERE sku = ? AND kind = 'ean' ORDER BY code LIMIT 1",
  ).get(sku);
  return row?.code ?? null;
}
