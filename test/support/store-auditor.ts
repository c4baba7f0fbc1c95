import { saleById } from '../../electron/core/checkout/sale-table.ts';
import type { Database } from '../../electron/core/db/open.ts';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { sellingTill, sellOne } from './selling-till.ts';

/** A sale that was acknowledged: what the cashier and the customer saw. */
export type AckedSale = {
  readonly receiptNumber: string;
  readonly dueFen: number;
  readonly saleId: string;
};

/** The cart as it was last acknowledged, and whether it was about to be sold or given up. */
export type AckedCart = {
  readonly cartId: string;
  readonly lineCount: number;
  readonly mayBeGone: boolean;
};

/** A return that was acknowledged: the slip and the money the customer has in hand. */
export type AckedReturn = { readonly returnNumber: string; readonly refundFen: number };

export type Told = {
  readonly sales: readonly AckedSale[];
  readonly returns: readonly AckedReturn[];
  readonly cart: AckedCart | null;
};

export type Examination = {
  /** What does not hold, in words; empty when all is well. */
  readonly faults: readonly string[];
  /** How the store was found, to count that every situation was really reached. */
  readonly found: { readonly cartLines: number; readonly unackedSales: number };
};

/**
 * Opens a store after a crash and checks all that must hold: it opens (I8), no acknowledged sale or cart line is
 * lost (I1), nothing is half there (I2, I6, I7), numbers are gapless (I3), the chain verifies (I4); then it sells
 * one more good (I8) and checks again that the numbers follow on.
 */
export function examineStore(folder: string, told: Told, smallGood: string): Examination {
  const till = sellingTill(folder);
  const { db } = till;
  try {
    const faults = [
      ...fileFaults(db),
      ...lostSales(db, told.sales),
      ...lostReturns(db, told.returns),
      ...lostCart(db, told.cart),
      ...auditFaults(db),
    ];
    const unackedSales = salesBeyond(db, told.sales);
    const lines = cartLines(db);
    if (faults.length === 0) {
      sellOne(till, smallGood);
      faults.push(...auditFaults(db).map((fault) => `after one more sale: ${fault}`));
    }
    return { faults, found: { cartLines: lines, unackedSales } };
  } finally {
    db.close();
  }
}

function fileFaults(db: Database): string[] {
  const integrity = db.pragma('integrity_check', { simple: true });
  const orphans = db.pragma('foreign_key_check') as unknown[];
  return [
    ...(integrity === 'ok' ? [] : [`the file is damaged: ${String(integrity)}`]),
    ...(orphans.length === 0 ? [] : [`${orphans.length} rows refer to nothing`]),
  ];
}

function lostSales(db: Database, acked: readonly AckedSale[]): string[] {
  return acked.flatMap(({ saleId, receiptNumber, dueFen }) => {
    const sale = saleById(db, saleId);
    if (!sale) return [`I1 acknowledged sale ${receiptNumber} is lost`];
    const isSame = sale.receiptNumber === receiptNumber && sale.dueFen === dueFen;
    return isSame ? [] : [`I1 acknowledged sale ${receiptNumber} is another one now`];
  });
}

function lostReturns(db: Database, acked: readonly AckedReturn[]): string[] {
  return acked.flatMap(({ returnNumber, refundFen }) => {
    const sql = 'SELECT refund_fen FROM sale_return WHERE return_number = ?';
    const found = db.prepare<[string], number>(sql).pluck().get(returnNumber);
    if (found === refundFen) return [];
    return [
      `I1 acknowledged return ${returnNumber} is ${found === undefined ? 'lost' : 'another one now'}`,
    ];
  });
}

function lostCart(db: Database, cart: AckedCart | null): string[] {
  if (!cart) return [];
  const isSold = count(db, 'SELECT count(*) FROM sale WHERE cart_id = ?', cart.cartId) > 0;
  const lines = count(db, 'SELECT count(*) FROM cart_line WHERE cart_id = ?', cart.cartId);
  if (isSold || lines >= cart.lineCount || (cart.mayBeGone && lines === 0)) return [];
  return [`I1 cart ${cart.cartId} has ${lines} of ${cart.lineCount} acknowledged lines`];
}

function auditFaults(db: Database): string[] {
  return auditStore(db).faults.map(
    ({ invariant, what, where }) => `${invariant} ${what}: ${where}`,
  );
}

function salesBeyond(db: Database, acked: readonly AckedSale[]): number {
  const last = acked.at(-1);
  if (!last) return 0;
  return count(db, 'SELECT count(*) FROM sale WHERE receipt_number > ?', last.receiptNumber);
}

function cartLines(db: Database): number {
  return count(
    db,
    `SELECT count(*) FROM cart_line l JOIN cart c USING (cart_id) WHERE c.state = ?`,
    'active',
  );
}

function count(db: Database, sql: string, bound: string): number {
  return Number(db.prepare<[string], number>(sql).pluck().get(bound) ?? 0);
}
