import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** The sale whose receipt carries this number. */
export function saleIdOfReceipt(db: Database, receiptNumber: string): string | null {
  const row = prepared<[string], { sale_id: string }>(
    db,
    'SELECT sale_id FROM sale WHERE receipt_number = ?',
  ).get(receiptNumber);
  return row?.sale_id ?? null;
}
