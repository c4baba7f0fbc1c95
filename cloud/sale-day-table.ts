import { sql } from 'kysely';
import type { CloudDatabase } from './database.ts';

type LastReceipt = {
  readonly lastReceiptNumber: string | null;
  readonly lastReceiptAt: number | null; // epoch ms
};

export type SaleDay = LastReceipt & {
  readonly saleCount: number;
  readonly takingsFen: number; // what was paid back, and subsidies reversed with it, are taken off
  readonly returnCount: number;
  readonly refundFen: number;
};

export type DayReturns = {
  readonly businessDate: string;
  readonly returnCount: number;
  readonly refundFen: number;
  readonly subsidyFen: number; // reversed with the goods, and paid to nobody
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

/** Adds returns that have just been stored to their day, in the same transaction. */
export async function addReturns(
  db: CloudDatabase,
  storeId: string,
  added: DayReturns,
): Promise<void> {
  await db
    .insertInto('return_day')
    .values({
      store_id: storeId,
      business_date: added.businessDate,
      return_count: added.returnCount,
      refund_fen: added.refundFen,
      subsidy_fen: added.subsidyFen,
    })
    .onConflict((on) =>
      on.columns(['store_id', 'business_date']).doUpdateSet({
        return_count: sql`return_day.return_count + excluded.return_count`,
        refund_fen: sql`return_day.refund_fen + excluded.refund_fen`,
        subsidy_fen: sql`return_day.subsidy_fen + excluded.subsidy_fen`,
      }),
    )
    .execute();
}

/**
 * A store's takings of one business date, and its last receipt: what its sales were due, the government's part among
 * it, less what was paid back and what the government no longer pays. A deposit counts with the sale that redeems it.
 */
export async function saleDay(
  db: CloudDatabase,
  storeId: string,
  businessDate: string,
): Promise<SaleDay> {
  const sold = await db
    .selectFrom('sale_day')
    .select(['sale_count', 'takings_fen'])
    .where('store_id', '=', storeId)
    .where('business_date', '=', businessDate)
    .executeTakeFirst();
  const back = await db
    .selectFrom('return_day')
    .select(['return_count', 'refund_fen', 'subsidy_fen'])
    .where('store_id', '=', storeId)
    .where('business_date', '=', businessDate)
    .executeTakeFirst();
  const refundFen = Number(back?.refund_fen ?? 0);
  return {
    saleCount: Number(sold?.sale_count ?? 0),
    takingsFen: Number(sold?.takings_fen ?? 0) - refundFen - Number(back?.subsidy_fen ?? 0),
    returnCount: Number(back?.return_count ?? 0),
    refundFen,
    ...(await lastReceipt(db, storeId)),
  };
}

/** A store's last receipt of any date. */
export async function lastReceipt(db: CloudDatabase, storeId: string): Promise<LastReceipt> {
  const last = await db
    .selectFrom('sale_day')
    .select(['last_receipt_number', 'last_receipt_at'])
    .where('store_id', '=', storeId)
    .orderBy('last_receipt_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    lastReceiptNumber: last?.last_receipt_number ?? null,
    lastReceiptAt: last ? Number(last.last_receipt_at) : null,
  };
}

/** How many sales of a store are kept. */
export async function saleCountOf(db: CloudDatabase, storeId: string): Promise<number> {
  const row = await db
    .selectFrom('sale_day')
    .select(sql<number | string>`coalesce(sum(sale_count), 0)`.as('count'))
    .where('store_id', '=', storeId)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}
