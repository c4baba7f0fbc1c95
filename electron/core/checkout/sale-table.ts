import { type Fen, fen, parseYuan } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** A completed sale. A fact: never changed, never deleted; a return puts it right. */
export type Sale = {
  readonly saleId: string;
  readonly requestId: string;
  readonly cartId: string;
  readonly registerId: string;
  readonly epoch: number;
  readonly receiptSeq: number;
  readonly receiptNumber: string;
  readonly businessDate: string;
  readonly shiftId: string;
  readonly cashierId: string;
  readonly personId: string | null;
  readonly startedAt: number;
  readonly completedAt: number;
  readonly listFen: Fen;
  readonly discountFen: Fen;
  readonly netFen: Fen;
  readonly roundingFen: Fen;
  readonly dueFen: Fen;
  readonly allocation: string;
  readonly note: string;
  readonly journalSeq: number;
  readonly journalHash: string;
};

export type SoldLine = {
  readonly position: number; // from 1
  readonly sku: string;
  readonly name: string;
  readonly model: string;
  readonly brand: string;
  readonly category: string;
  readonly kind: string;
  readonly unitLabel: string;
  readonly energyGrade: string | null;
  readonly quantityMilli: number;
  readonly unitListFen: Fen;
  readonly listFen: Fen;
  readonly netFen: Fen;
  readonly adjustments: string; // JSON
  readonly handover: string;
  readonly note: string;
};

export type SoldUnit = {
  readonly position: number;
  readonly unit: number; // from 1
  readonly netFen: Fen;
  readonly roundingFen: Fen;
  readonly subsidyFen: Fen; // of its net, what the government pays
};

export type CashTender = {
  readonly amountFen: Fen;
  readonly tenderedFen: Fen;
  readonly changeFen: Fen;
};

/** What a sale is paid with beside cash: the claim of a subsidy, or a deposit, by its id. */
export type OtherTender = {
  readonly kind: 'subsidy' | 'deposit';
  readonly ref: string;
  readonly amountFen: Fen;
};

type SaleRow = {
  sale_id: string;
  request_id: string;
  cart_id: string;
  register_id: string;
  epoch: number;
  receipt_seq: number;
  receipt_number: string;
  business_date: string;
  shift_id: string;
  cashier_id: string;
  person_id: string | null;
  started_at: number;
  completed_at: number;
  list_fen: number;
  discount_fen: number;
  net_fen: number;
  rounding_fen: number;
  due_fen: number;
  allocation: string;
  note: string;
  journal_seq: number;
  journal_hash: string;
};

/** The next receipt sequence of a register; taken inside the sale's transaction, so that none is lost or used twice. */
export function nextReceiptSeq(db: Database, registerId: string, epoch: number): number {
  const row = prepared<[string, number], { last: number | null }>(
    db,
    'SELECT max(receipt_seq) AS last FROM sale WHERE register_id = (SELECT ?) AND epoch = (SELECT ?)',
  ).get(registerId, epoch);
  return (row?.last ?? 0) + 1;
}

export function insertSale(db: Database, sale: Sale): void {
  prepared(
    db,
    `INSERT INTO sale (sale_id, request_id, cart_id, register_id, epoch, receipt_seq, receipt_number,
       business_date, shift_id, cashier_id, person_id, started_at, completed_at, list_fen, discount_fen,
       net_fen, rounding_fen, due_fen, allocation, note, journal_seq, journal_hash)
     VALUES (@saleId, @requestId, @cartId, @registerId, @epoch, @receiptSeq, @receiptNumber,
       @businessDate, @shiftId, @cashierId, @personId, @startedAt, @completedAt, @listFen, @discountFen,
       @netFen, @roundingFen, @dueFen, @allocation, @note, @journalSeq, @journalHash)`,
  ).run(sale);
}

export function insertSoldLine(db: Database, saleId: string, line: SoldLine): void {
  prepared(
    db,
    `INSERT INTO line_item (sale_id, position, sku, name, model, brand, category, kind, unit_label,
       energy_grade, quantity_milli, unit_list_fen, list_fen, net_fen, adjustments, handover, note)
     VALUES (@saleId, @position, @sku, @name, @model, @brand, @category, @kind, @unitLabel,
       @energyGrade, @quantityMilli, @unitListFen, @listFen, @netFen, @adjustments, @handover, @note)`,
  ).run({ ...line, saleId });
}

export function insertSoldUnit(db: Database, saleId: string, unit: SoldUnit): void {
  prepared(
    db,
    `INSERT INTO sale_unit (sale_id, position, unit, net_fen, rounding_fen, subsidy_fen)
     VALUES (@saleId, @position, @unit, @netFen, @roundingFen, @subsidyFen)`,
  ).run({ ...unit, saleId });
}

export function insertCashTender(db: Database, saleId: string, tender: CashTender): void {
  prepared(
    db,
    `INSERT INTO tender (sale_id, seq, kind, amount_fen, tendered_fen, change_fen)
     VALUES (@saleId, 1, 'cash', @amountFen, @tenderedFen, @changeFen)`,
  ).run({ ...tender, saleId });
}

/** Tenders behind the cash, in order. */
export function insertOtherTenders(
  db: Database,
  saleId: string,
  tenders: readonly OtherTender[],
): void {
  const insert = prepared(
    db,
    `INSERT INTO tender (sale_id, seq, kind, amount_fen, tendered_fen, change_fen, ref)
     VALUES (@saleId, @seq, @kind, @amountFen, @amountFen, 0, @ref)`,
  );
  tenders.forEach((tender, index) => {
    insert.run({ ...tender, saleId, seq: index + 2 });
  });
}

/** What a sale was paid with beside cash, in order. */
export function otherTendersOf(db: Database, saleId: string): readonly OtherTender[] {
  return prepared<[string], OtherTender>(
    db,
    `SELECT kind, ref, amount_fen AS amountFen FROM tender
     WHERE sale_id = (SELECT ?) AND seq > 1 ORDER BY seq`,
  ).all(saleId);
}

export function saleById(db: Database, saleId: string): Sale | null {
  return one(db, 'sale_id = ?', saleId);
}

export function saleByRequest(db: Database, requestId: string): Sale | null {
  return one(db, 'request_id = ?', requestId);
}

export function saleByCart(db: Database, cartId: string): Sale | null {
  return one(db, 'cart_id = ?', cartId);
}

export function saleByReceipt(db: Database, number: string): Sale | null {
  return one(db, 'receipt_number = ?', number);
}

/** The register's newest sale. */
export function latestSale(db: Database, registerId: string): Sale | null {
  return one(
    db,
    'register_id = ? ORDER BY completed_at DESC, receipt_seq DESC LIMIT 1',
    registerId,
  );
}

/** Sales before a time, newest first, whose receipt number or a good on it contains `text`, or whose amount it is. */
export function listSales(
  db: Database,
  filter: { readonly text: string; readonly before: number | null; readonly limit: number },
): readonly Sale[] {
  return prepared<[{ text: string; dueFen: number; before: number; limit: number }], SaleRow>(
    db,
    `SELECT s.* FROM sale s WHERE s.completed_at < @before
       AND (@text = '' OR s.due_fen = @dueFen OR instr(s.receipt_number, @text) > 0 OR EXISTS (
         SELECT 1 FROM line_item l WHERE l.sale_id = s.sale_id
           AND instr(lower(l.name || ' ' || l.model), lower(@text)) > 0))
     ORDER BY s.completed_at DESC, s.receipt_seq DESC LIMIT @limit`,
  )
    .all({
      ...filter,
      dueFen: parseYuan(filter.text) ?? -1,
      before: filter.before ?? Number.MAX_SAFE_INTEGER,
    })
    .map(fromRow);
}

export function linesOfSale(db: Database, saleId: string): readonly SoldLine[] {
  return prepared<[string], SoldLine>(
    db,
    `SELECT position, sku, name, model, brand, category, kind, unit_label AS unitLabel,
       energy_grade AS energyGrade, quantity_milli AS quantityMilli, unit_list_fen AS unitListFen,
       list_fen AS listFen, net_fen AS netFen, adjustments, handover, note
     FROM line_item WHERE sale_id = (SELECT ?) ORDER BY position`,
  ).all(saleId);
}

export function tenderOfSale(db: Database, saleId: string): CashTender | null {
  return (
    prepared<[string], CashTender>(
      db,
      `SELECT amount_fen AS amountFen, tendered_fen AS tenderedFen, change_fen AS changeFen
       FROM tender WHERE sale_id = ? AND seq = 1`,
    ).get(saleId) ?? null
  );
}

export function insertStockMovement(
  db: Database,
  movement: {
    readonly sku: string;
    readonly quantityMilli: number; // negative: goods leave the store
    readonly reason: 'opening' | 'receipt' | 'sale' | 'return' | 'adjustment';
    readonly ref: string | null;
    readonly at: number;
  },
): void {
  prepared(
    db,
    `INSERT INTO stock_movement (sku, quantity_milli, reason, ref, at)
     VALUES (@sku, @quantityMilli, @reason, @ref, @at)`,
  ).run(movement);
}

function one(db: Database, where: string, bound: string): Sale | null {
  const row = prepared<[string], SaleRow>(db, `SELECT * FROM sale WHERE ${where}`).get(bound);
  return row ? fromRow(row) : null;
}

function fromRow(row: SaleRow): Sale {
  return {
    saleId: row.sale_id,
    requestId: row.request_id,
    cartId: row.cart_id,
    registerId: row.register_id,
    epoch: row.epoch,
    receiptSeq: row.receipt_seq,
    receiptNumber: row.receipt_number,
    businessDate: row.business_date,
    shiftId: row.shift_id,
    cashierId: row.cashier_id,
    personId: row.person_id,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    listFen: fen(row.list_fen),
    discountFen: fen(row.discount_fen),
    netFen: fen(row.net_fen),
    roundingFen: fen(row.rounding_fen),
    dueFen: fen(row.due_fen),
    allocation: row.allocation,
    note: row.note,
    journalSeq: row.journal_seq,
    journalHash: row.journal_hash,
  };
}
