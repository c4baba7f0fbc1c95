import {
  insertCashTender,
  insertSale,
  insertSoldLine,
  insertSoldUnit,
} from '../../electron/core/checkout/sale-table.ts';
import {
  insertCashRefund,
  insertReturn,
  insertReturnedUnit,
  paidUnitsOf,
} from '../../electron/core/returns/return-table.ts';
import { insertShift, insertTransition } from '../../electron/core/shift/shift-table.ts';
import type { Till } from '../../electron/core/till.ts';
import type { Adjustment } from '../../shared/domain/pricing/priced-cart.ts';
import { unitCountOf } from '../../shared/domain/pricing/priced-cart.ts';
import { allocate } from '../../shared/kernel/allocate.ts';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { asId } from '../../shared/kernel/ids.ts';
import { fen, sumFen, timesMilli } from '../../shared/kernel/money.ts';

/** A line as a book-keeper would note it; amounts in fen. */
export type BookLine = {
  readonly brand: string;
  readonly category: string;
  readonly unitFen: number;
  readonly sku?: string;
  readonly kind?: string;
  readonly quantityMilli?: number;
  readonly off?: readonly (readonly [
    funding: Adjustment['funding'],
    fen: number,
    reason: string,
  ])[];
};

export type BookSale = {
  readonly date: string;
  readonly time: string; // HH:MM
  readonly by: string;
  readonly lines: readonly BookLine[];
  readonly roundingFen?: number;
};

export type BookReturn = {
  readonly saleId: string;
  readonly units: readonly (readonly [position: number, unit: number])[];
  readonly date: string;
  readonly time: string;
  readonly by: string;
  readonly reason: string;
  readonly condition?: 'restock' | 'damaged';
};

/** A shift of a business date, open from eight in the morning; answers its id. */
export function bookShift(till: Till, date: string, by = 'demo-cashier'): string {
  const shiftId = `shift-${date}-${shiftCount(till) + 1}`;
  const at = momentOf(date, '08:00');
  insertShift(till.db, {
    shiftId: asId(shiftId),
    registerId: till.registerId,
    number: shiftCount(till) + 1,
    businessDate: date as BusinessDate,
    openedAt: at,
    openedBy: by,
    openingFloat: fen(50_000),
    pieces: [],
  });
  insertTransition(till.db, { shiftId, seq: 1, state: 'open', at, by });
  return shiftId;
}

/** Writes a sale straight into the books; answers its id. */
export function bookSale(till: Till, sale: BookSale): string {
  const { db } = till;
  const seq = count(till, 'sale') + 1;
  const saleId = `sale-${seq}`;
  const lines = sale.lines.map(pricedLine);
  const netFen = sumFen(lines.map((line) => line.netFen));
  const listFen = sumFen(lines.map((line) => line.listFen));
  const roundingFen = fen(sale.roundingFen ?? 0);
  const dueFen = fen(netFen - roundingFen);
  const at = momentOf(sale.date, sale.time);
  insertSale(db, {
    ...{ saleId, requestId: `request-${seq}`, cartId: `cart-${seq}`, registerId: till.registerId },
    ...{ epoch: 1, receiptSeq: seq, receiptNumber: `R${seq}`, businessDate: sale.date },
    ...{ shiftId: shiftOf(till, sale.date), cashierId: sale.by, personId: null },
    ...{ startedAt: at, completedAt: at, listFen, discountFen: fen(listFen - netFen), netFen },
    ...{ roundingFen, dueFen, allocation: 'v1', note: '', journalSeq: seq, journalHash: '' },
  });
  const nets = lines.map((line) => allocate(line.netFen, Array(line.units).fill(1)));
  const roundings = roundingFen === 0 ? [] : allocate(roundingFen, nets.flat());
  let unitIndex = 0;
  lines.forEach(({ units: _, ...line }, i) => {
    const position = i + 1;
    insertSoldLine(db, saleId, { ...line, position });
    nets[i]?.forEach((net, unit) => {
      const rounding = roundings[unitIndex] ?? fen(0);
      insertSoldUnit(db, saleId, {
        ...{ position, unit: unit + 1, netFen: net },
        ...{ roundingFen: rounding, subsidyFen: fen(0) },
      });
      unitIndex += 1;
    });
  });
  const tender = { amountFen: dueFen, tenderedFen: dueFen, changeFen: fen(0) };
  insertCashTender(db, saleId, tender);
  return saleId;
}

/** Writes a return straight into the books: each unit gives back what it had cost. */
export function bookReturn(till: Till, back: BookReturn): string {
  const { db } = till;
  const seq = count(till, 'sale_return') + 1;
  const returnId = `return-${seq}`;
  const paid = paidUnitsOf(db, back.saleId);
  const units = back.units.map(([position, unit]) => {
    const found = paid.find((one) => one.position === position && one.unit === unit);
    if (!found) throw new Error(`no unit ${position}/${unit} on ${back.saleId}`);
    return found;
  });
  const netFen = sumFen(units.map((unit) => unit.netFen));
  const roundingFen = sumFen(units.map((unit) => unit.roundingFen));
  const subsidyFen = sumFen(units.map((unit) => unit.subsidyFen));
  const refundFen = fen(netFen - roundingFen - subsidyFen);
  insertReturn(db, {
    ...{ returnId, requestId: `return-request-${seq}`, saleId: back.saleId },
    ...{ registerId: till.registerId, epoch: 1, returnSeq: seq, returnNumber: `B${seq}` },
    ...{ businessDate: back.date, shiftId: shiftOf(till, back.date), by: back.by },
    ...{ approvedBy: null, reason: back.reason, at: momentOf(back.date, back.time) },
    ...{ netFen, roundingFen, subsidyFen, refundFen, journalSeq: seq, journalHash: '' },
  });
  const condition = back.condition ?? 'restock';
  for (const unit of units) {
    insertReturnedUnit(db, { returnId, saleId: back.saleId }, { ...unit, condition });
  }
  insertCashRefund(db, returnId, refundFen);
  return returnId;
}

function pricedLine(line: BookLine) {
  const quantityMilli = line.quantityMilli ?? 1000;
  const listFen = timesMilli(fen(line.unitFen), quantityMilli);
  const adjustments = (line.off ?? []).map(
    ([funding, amountFen, reason]): Adjustment => ({
      kind: 'line_discount',
      reason,
      funding,
      amountFen: fen(amountFen),
      unitShares: [fen(amountFen)],
      promotion: null,
    }),
  );
  return {
    sku: line.sku ?? `${line.brand}-${line.category}`,
    name: line.category,
    model: '',
    brand: line.brand,
    category: line.category,
    kind: line.kind ?? 'goods',
    unitLabel: '台',
    energyGrade: null,
    quantityMilli,
    unitListFen: fen(line.unitFen),
    listFen,
    netFen: fen(listFen - sumFen(adjustments.map((one) => one.amountFen))),
    adjustments: JSON.stringify(adjustments),
    handover: 'carry_out',
    note: '',
    units: unitCountOf(quantityMilli),
  };
}

function shiftOf(till: Till, date: string): string {
  const found = till.db
    .prepare<[string], string>('SELECT shift_id FROM shift WHERE business_date = ?')
    .pluck()
    .get(date);
  return found ?? bookShift(till, date);
}

function shiftCount(till: Till): number {
  return count(till, 'shift');
}

/** Rows of a table of facts, of which none is ever deleted. */
function count(till: Till, table: 'sale' | 'sale_return' | 'shift'): number {
  return till.db.prepare<[], number>(`SELECT max(rowid) FROM ${table}`).pluck().get() ?? 0;
}

export function momentOf(date: string, time: string): number {
  return Date.parse(`${date}T${time}:00+08:00`);
}
