import type { Condition } from '../../../shared/contract/returns.ts';
import type { PaidUnit, UnitKey } from '../../../shared/domain/returns/returnable-units.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** Goods that came back and cash that went out for them. A fact: never changed, never deleted. */
export type GoodsReturn = {
  readonly returnId: string;
  readonly requestId: string;
  readonly saleId: string;
  readonly registerId: string;
  readonly epoch: number;
  readonly returnSeq: number;
  readonly returnNumber: string;
  readonly businessDate: string;
  readonly shiftId: string;
  readonly by: string;
  readonly approvedBy: string | null;
  readonly reason: string;
  readonly at: number;
  readonly netFen: Fen;
  readonly roundingFen: Fen;
  readonly subsidyFen: Fen; // goes back to the government
  readonly refundFen: Fen;
  readonly journalSeq: number;
  readonly journalHash: string;
};

export type ReturnedUnit = UnitKey & {
  readonly netFen: Fen;
  readonly roundingFen: Fen;
  readonly subsidyFen: Fen;
  readonly condition: Condition;
};

const COLUMNS = `return_id AS returnId, request_id AS requestId, sale_id AS saleId, register_id AS registerId,
  epoch, return_seq AS returnSeq, return_number AS returnNumber, business_date AS businessDate,
  shift_id AS shiftId, by, approved_by AS approvedBy, reason, at, net_fen AS netFen,
  rounding_fen AS roundingFen, subsidy_fen AS subsidyFen, refund_fen AS refundFen, journal_seq AS journalSeq, journal_hash AS journalHash`;

/** The next return sequence of a register; taken inside the return's transaction, so that none is lost or used twice. */
export function nextReturnSeq(db: Database, registerId: string, epoch: number): number {
  const row = prepared<[string, number], { last: number | null }>(
    db,
    'SELECT max(return_seq) AS last FROM sale_return WHERE register_id = (SELECT ?) AND epoch = (SELECT ?)',
  ).get(registerId, epoch);
  return (row?.last ?? 0) + 1;
}

export function insertReturn(db: Database, one: GoodsReturn): void {
  prepared(
    db,
    `INSERT INTO sale_return (return_id, request_id, sale_id, register_id, epoch, return_seq, return_number,
       business_date, shift_id, by, approved_by, reason, at, net_fen, rounding_fen, subsidy_fen,
       refund_fen, journal_seq, journal_hash)
     VALUES (@returnId, @requestId, @saleId, @registerId, @epoch, @returnSeq, @returnNumber,
       @businessDate, @shiftId, @by, @approvedBy, @reason, @at, @netFen, @roundingFen, @subsidyFen, @refundFen,
       @journalSeq, @journalHash)`,
  ).run(one);
}

export function insertReturnedUnit(
  db: Database,
  place: { readonly returnId: string; readonly saleId: string },
  unit: ReturnedUnit,
): void {
  const { unit: number, ...amounts } = unit;
  prepared(
    db,
    `INSERT INTO returned_unit (sale_id, position, unit, return_id, net_fen, rounding_fen, subsidy_fen, condition)
     VALUES (@saleId, @position, @number, @returnId, @netFen, @roundingFen, @subsidyFen, @condition)`,
  ).run({ ...place, number, ...amounts });
}

export function insertCashRefund(db: Database, returnId: string, amountFen: Fen): void {
  prepared(
    db,
    `INSERT INTO refund (return_id, seq, kind, amount_fen) VALUES (?, 1, 'cash', ?)`,
  ).run(returnId, amountFen);
}

export function returnById(db: Database, returnId: string): GoodsReturn | null {
  return one(db, 'return_id', returnId);
}

export function returnByRequest(db: Database, requestId: string): GoodsReturn | null {
  return one(db, 'request_id', requestId);
}

/** What came back of a sale, in order. */
export function returnsOfSale(db: Database, saleId: string): readonly GoodsReturn[] {
  return prepared<[string], GoodsReturn>(
    db,
    `SELECT ${COLUMNS} FROM sale_return WHERE sale_id = (SELECT ?) ORDER BY at, return_seq`,
  ).all(saleId);
}

/** Returns before a time (epoch ms), newest first. */
export function listReturns(
  db: Database,
  page: { readonly before: number | null; readonly limit: number },
): readonly GoodsReturn[] {
  return prepared<[number, number], GoodsReturn>(
    db,
    `SELECT ${COLUMNS} FROM sale_return WHERE at < ? ORDER BY at DESC, return_seq DESC LIMIT ?`,
  ).all(page.before ?? Number.MAX_SAFE_INTEGER, page.limit);
}

/** How much of a sale was paid back, over all its returns. */
export function returnedFenOf(db: Database, saleId: string): Fen {
  const row = prepared<[string], { total: Fen }>(
    db,
    'SELECT coalesce(sum(refund_fen), 0) AS total FROM sale_return WHERE sale_id = (SELECT ?)',
  ).get(saleId);
  return row?.total ?? (0 as Fen); // an aggregate always answers a row, which the compiler cannot know
}

/** Every unit of a sale: what it cost, and whether it came back. */
export function paidUnitsOf(db: Database, saleId: string): readonly PaidUnit[] {
  return prepared<[string], Omit<PaidUnit, 'isReturned'> & { isReturned: number }>(
    db,
    `SELECT u.position, u.unit, u.net_fen AS netFen, u.rounding_fen AS roundingFen,
       u.subsidy_fen AS subsidyFen, r.return_id IS NOT NULL AS isReturned
     FROM sale_unit u LEFT JOIN returned_unit r
       ON r.sale_id = u.sale_id AND r.position = u.position AND r.unit = u.unit
     WHERE u.sale_id = (SELECT ?) ORDER BY u.position, u.unit`,
  )
    .all(saleId)
    .map((row) => ({ ...row, isReturned: row.isReturned === 1 }));
}

/** The units of a sale that came back, with the return that took each. */
export function returnedUnitsOf(
  db: Database,
  saleId: string,
): readonly (ReturnedUnit & { readonly returnId: string })[] {
  return prepared<[string], ReturnedUnit & { readonly returnId: string }>(
    db,
    `SELECT position, unit, net_fen AS netFen, rounding_fen AS roundingFen, subsidy_fen AS subsidyFen, condition,
       return_id AS returnId FROM returned_unit WHERE sale_id = (SELECT ?) ORDER BY position, unit`,
  ).all(saleId);
}

function one(db: Database, column: 'return_id' | 'request_id', bound: string): GoodsReturn | null {
  const sql = `SELECT ${COLUMNS} FROM sale_return WHERE ${column} = ?`;
  return prepared<[string], GoodsReturn>(db, sql).get(bound) ?? null;
}
