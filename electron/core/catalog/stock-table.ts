import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** One movement of stock in thousandths of the unit; out of the shop is negative. */
export type StockMovement = {
  readonly sku: string;
  readonly quantityMilli: number;
  readonly reason: 'opening' | 'receipt' | 'sale' | 'return' | 'adjustment';
  readonly ref: string | null;
  readonly at: number; // epoch ms
};

export function insertStockMovement(db: Database, movement: StockMovement): void {
  prepared<unknown[]>(
    db,
    'INSERT INTO stock_movement (sku, quantity_milli, reason, ref, at) VALUES (?, ?, ?, ?, ?)',
  ).run(movement.sku, movement.quantityMilli, movement.reason, movement.ref, movement.at);
}
