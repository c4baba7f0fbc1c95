import { sql } from 'kysely';
import type { CloudDatabase } from './database.ts';

export type SaleDay = {
  readonly saleCount: number;
  readonly takingsFen: number;
  readonly lastReceiptNumber: string | null;
  readonly lastReceiptAt: number | null; // epoch ms
};

export type DayTakings = {
  readonly businessDate: string;
  readonly saleCount: number;
  readonly takingsFen: number;
  readonly lastReceiptNumber: string;
  readonly lastReceiptAt: number;
};

/** Adds sales that have just been stored to their day, in the same transaction. */
export async function addToDay(
  db: CloudDatabase,
  storeId: string,
  added: DayTakings,
): Promise<void> {
  await db
    .insertInto('sale_day')
    .values({
      store_id: storeId,
      business_date: added.businessDate,
      sale_count: added.saleCount,
      takings_fen: added.takingsFen,
      last_receipt_number: added.lastReceiptNumber,
      last_receipt_at: added.lastReceiptAt,
    })
    .onConflict((on) =>
      on.columns(['store_id', 'business_date']).doUpdateSet({
        sale_count: sql`sale_day.sale_count + excluded.sale_count`,
        takings_fen: sql`sale_day.takings_fen + excluded.takings_fen`,
        last_receipt_number: sql`CASE WHEN excluded.last_receipt_at >= sale_day.last_receipt_at
          THEN excluded.last_receipt_number ELSE sale_day.last_receipt_number END`,
        last_receipt_at: sql`greatest(sale_day.last_receipt_at, excluded.last_receipt_at)`,
      }),
    )
    .execute();
}

/** A store's takings of one business date, with its last receipt of any date. */
export async function saleDay(
  db: CloudDatabase,
  storeId: string,
  businessDate: string,
): Promise<SaleDay> {
  const today = await db
    .selectFrom('sale_day')
    .select(['sale_count', 'takings_fen'])
    .where('store_id', '=', storeId)
    .where('business_date', '=', businessDate)
    .executeTakeFirst();
  const last = await db
    .selectFrom('sale_day')
    .select(['last_receipt_number', 'last_receipt_at'])
    .where('store_id', '=', storeId)
    .orderBy('last_receipt_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    saleCount: Number(today?.sale_count ?? 0),
    takingsFen: Number(today?.takings_fen ?? 0),
    lastReceiptNumber: last?.last_receipt_number ?? null,
    lastReceiptAt: last ? Number(last.last_receipt_at) : null,
  };
}
