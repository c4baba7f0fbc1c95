import type { ControlFacts, SalesFacts } from '../../../shared/domain/shift/z-report.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';

type SaleSums = {
  count: number;
  list: Fen;
  discount: Fen;
  net: Fen;
  rounding: Fen;
  due: Fen;
  first_seq: number | null;
  last_seq: number | null;
};

/** Sums over the sales of one shift, for its report. */
export function salesFacts(db: Database, shiftId: string): SalesFacts {
  const sums = db
    .prepare<[string], SaleSums>(
      `SELECT count(*) AS count, coalesce(sum(list_fen), 0) AS list,
         coalesce(sum(discount_fen), 0) AS discount, coalesce(sum(net_fen), 0) AS net,
         coalesce(sum(rounding_fen), 0) AS rounding, coalesce(sum(due_fen), 0) AS due,
         min(receipt_seq) AS first_seq, max(receipt_seq) AS last_seq
       FROM sale WHERE shift_id = ?`,
    )
    .get(shiftId);
  const zero = 0 as Fen; // an aggregate over no rows still answers one row, which the compiler cannot know
  return {
    firstReceipt: receiptOf(db, shiftId, sums?.first_seq ?? null),
    lastReceipt: receiptOf(db, shiftId, sums?.last_seq ?? null),
    saleCount: sums?.count ?? 0,
    itemCount: itemCount(db, shiftId),
    listFen: sums?.list ?? zero,
    discountFen: sums?.discount ?? zero,
    netFen: sums?.net ?? zero,
    roundingFen: sums?.rounding ?? zero,
    dueFen: sums?.due ?? zero,
    tenders: db
      .prepare<[string], SalesFacts['tenders'][number]>(
        `SELECT t.kind, count(*) AS count, sum(t.amount_fen) AS amountFen
         FROM tender t JOIN sale s ON s.sale_id = t.sale_id
         WHERE s.shift_id = ? GROUP BY t.kind ORDER BY t.kind`,
      )
      .all(shiftId),
    categories: db
      .prepare<[string], SalesFacts['categories'][number]>(
        `SELECT l.category, sum(l.quantity_milli) AS unitMilli, sum(l.net_fen) AS netFen
         FROM line_item l JOIN sale s ON s.sale_id = l.sale_id
         WHERE s.shift_id = ? GROUP BY l.category ORDER BY netFen DESC, l.category`,
      )
      .all(shiftId),
  };
}

export function saleCountOf(db: Database, shiftId: string): number {
  return count(db, 'SELECT count(*) AS n FROM sale WHERE shift_id = ?', shiftId);
}

/** Control lines since the shift opened, by journal sequence: a clock that jumps changes nothing. */
export function controlFacts(db: Database, registerId: string): ControlFacts {
  const rows = db
    .prepare<{ registerId: string }, { type: string; n: number }>(
      `SELECT type, count(*) AS n FROM journal
       WHERE register_id = @registerId AND seq > coalesce(
         (SELECT seq FROM journal WHERE register_id = @registerId AND type = 'SHIFT_OPEN'
          ORDER BY seq DESC LIMIT 1), 0)
         AND type IN ('COPY', 'PRICE_OVERRIDE', 'MANUAL_DISCOUNT', 'SALE_ABORT')
       GROUP BY type`,
    )
    .all({ registerId });
  const found = new Map(rows.map((row) => [row.type, row.n]));
  return {
    reprintCount: found.get('COPY') ?? 0,
    overrideCount: found.get('PRICE_OVERRIDE') ?? 0,
    discountCount: found.get('MANUAL_DISCOUNT') ?? 0,
    clearedCartCount: found.get('SALE_ABORT') ?? 0,
  };
}

/** How many of each matter are open now; what is zero is listed too. Missing serial numbers are not here. */
export function openMatterCounts(
  db: Database,
  registerId: string,
): Readonly<Record<'unsynced' | 'parked' | 'unprinted' | 'held_carts' | 'open_cart', number>> {
  return {
    unsynced: count(
      db,
      `SELECT count(*) AS n FROM outbox WHERE state <> 'acknowledged' AND state = 'waiting'`,
    ),
    parked: count(
      db,
      `SELECT count(*) AS n FROM outbox WHERE state <> 'acknowledged' AND state = 'parked'`,
    ),
    unprinted: count(
      db,
      `SELECT count(*) AS n FROM print_job WHERE state IN ('queued', 'failed', 'unknown') AND kind <> 'drawer'`,
    ),
    held_carts: count(
      db,
      `SELECT count(*) AS n FROM cart WHERE register_id = ? AND state = 'held'`,
      registerId,
    ),
    open_cart: count(
      db,
      `SELECT count(*) AS n FROM cart c WHERE c.register_id = ? AND c.state = 'active'
         AND EXISTS (SELECT 1 FROM cart_line l WHERE l.cart_id = c.cart_id)`,
      registerId,
    ),
  };
}

/** Whole units and, as one each, what is sold by measure. */
function itemCount(db: Database, shiftId: string): number {
  return count(
    db,
    `SELECT coalesce(sum(CASE WHEN l.quantity_milli % 1000 = 0 THEN l.quantity_milli / 1000 ELSE 1 END), 0) AS n
     FROM line_item l JOIN sale s ON s.sale_id = l.sale_id WHERE s.shift_id = ?`,
    shiftId,
  );
}

function receiptOf(db: Database, shiftId: string, receiptSeq: number | null): string | null {
  if (receiptSeq === null) return null;
  const row = db
    .prepare<[string, number], { receipt_number: string }>(
      'SELECT receipt_number FROM sale WHERE shift_id = ? AND receipt_seq = ?',
    )
    .get(shiftId, receiptSeq);
  return row?.receipt_number ?? null;
}

function count(db: Database, sql: string, ...bind: string[]): number {
  return db.prepare<string[], { n: number }>(sql).get(...bind)?.n ?? 0;
}
