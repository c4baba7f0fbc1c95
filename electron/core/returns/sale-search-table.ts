import { parseYuan } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** The sale whose goods a return took back, by the number on its slip. */
export function saleIdByReturnNumber(db: Database, returnNumber: string): string | null {
  const row = prepared<[string], { saleId: string }>(
    db,
    'SELECT sale_id AS saleId FROM sale_return WHERE return_number = ?',
  ).get(returnNumber);
  return row?.saleId ?? null;
}

/** Sales that gave a unit with this serial number away and did not take it back: one, but for a number of two brands. */
export function saleIdsOfSerial(db: Database, serialNumber: string): readonly string[] {
  return prepared<[string], { saleId: string }>(
    db,
    `SELECT e.sale_id AS saleId FROM serial_event e WHERE e.serial_number = (SELECT ?) AND e.event_id = (
       SELECT max(l.event_id) FROM serial_event l WHERE l.brand = e.brand AND l.serial_number = e.serial_number)
     AND e.state = 'sold'`,
  )
    .all(serialNumber)
    .map((row) => row.saleId);
}

export type SaleSearch = {
  readonly sku: string | null; // with this good on them
  readonly text: string; // where no good is meant: number, a good's name or model, or the amount
  readonly date: string | null; // business date
  readonly limit: number;
};

/** Sales that a good or a date narrows down, newest first. */
export function saleIdsWith(db: Database, search: SaleSearch): readonly string[] {
  const { sku, date, limit } = search;
  const text = sku === null ? search.text : '';
  return prepared<[Record<string, string | number | null>], { saleId: string }>(
    db,
    `SELECT s.sale_id AS saleId FROM sale s WHERE (@date IS NULL OR s.business_date = @date)
       AND (@sku IS NULL OR EXISTS (
         SELECT 1 FROM line_item l WHERE l.sale_id = s.sale_id AND l.sku = @sku))
       AND (@text = '' OR s.due_fen = @dueFen OR instr(s.receipt_number, @text) > 0 OR EXISTS (
         SELECT 1 FROM line_item l WHERE l.sale_id = s.sale_id
           AND instr(lower(l.name || ' ' || l.model), lower(@text)) > 0))
     ORDER BY s.completed_at DESC, s.receipt_seq DESC LIMIT @limit`,
  )
    .all({ sku, date, text, dueFen: parseYuan(text) ?? -1, limit })
    .map((row) => row.saleId);
}
