import type {
  ReturnableLine,
  ReturnableSale,
  ReturnCard,
  ReturnDetail,
} from '../../../shared/contract/returns.ts';
import { tileOf } from '../../../shared/domain/catalog/category.ts';
import { verifyCode } from '../../../shared/domain/journal/journal-entry.ts';
import { unitCountOf } from '../../../shared/domain/pricing/priced-cart.ts';
import {
  paidFor,
  type UnitKey,
  unitMilli,
  unitName,
} from '../../../shared/domain/returns/returnable-units.ts';
import { changePieces } from '../../../shared/domain/tender/cash.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { sumFen } from '../../../shared/kernel/money.ts';
import { staffName } from '../checkout/current-cart.ts';
import { linesOfSale, type Sale, type SoldLine, saleById } from '../checkout/sale-table.ts';
import { returnedSerialsOf, serialsOfSale } from '../fulfilment/serial-table.ts';
import { openTicketsOf, ticketsCancelledBy } from '../fulfilment/ticket-table.ts';
import { originalState } from '../printing/print-job-table.ts';
import { revivedBy } from '../promotions/coupon-table.ts';
import { giftsPaidFen } from '../shift/cash-movement-table.ts';
import { leftToPayOutFen } from '../shift/pay-out-limit.ts';
import { factState } from '../sync/outbox-table.ts';
import type { Actor, Till } from '../till.ts';
import { giftPromises } from './gift-promises.ts';
import {
  type GoodsReturn,
  paidUnitsOf,
  returnedFenOf,
  returnedUnitsOf,
  returnsOfSale,
} from './return-table.ts';

const DAY_MS = 86_400_000;

/** A sale by its units, as the person at the screen may take it back. */
export function returnableSale(till: Till, viewer: Actor, sale: Sale): ReturnableSale {
  const { db } = till;
  const returns = returnsOfSale(db, sale.saleId);
  return {
    saleId: sale.saleId,
    receiptNumber: sale.receiptNumber,
    completedAt: sale.completedAt,
    cashier: staffName(till, sale.cashierId),
    ageDays: daysBetween(sale.completedAt, till.clock.now()),
    dueFen: sale.dueFen,
    returnedFen: returnedFenOf(db, sale.saleId),
    lines: returnableLines(till, sale, returns),
    openTickets: openTicketsOf(db, sale.saleId).map(({ positions: _, ...ticket }) => ticket),
    returns: returns.map((back) => returnCard(till, back)),
    gifts: giftPromises(db, sale.saleId),
    giftsPaidFen: giftsPaidFen(db, sale.saleId),
    alonePayOutFen: leftToPayOutFen(till, viewer),
  };
}

/** A return for lists and for the moment after it. */
export function returnCard(till: Till, back: GoodsReturn): ReturnCard {
  const { db } = till;
  const units = unitsOf(till, back);
  const positions = new Set(units.map(({ position }) => position));
  const lines = linesOfSale(db, back.saleId);
  return {
    returnId: back.returnId,
    returnNumber: back.returnNumber,
    saleId: back.saleId,
    receiptNumber: saleById(db, back.saleId)?.receiptNumber ?? '',
    at: back.at,
    by: staffName(till, back.by),
    approvedBy: back.approvedBy === null ? null : staffName(till, back.approvedBy),
    reason: back.reason,
    refundFen: back.refundFen,
    unitCount: units.length,
    firstLine: lines.find(({ position }) => positions.has(position))?.name ?? '',
    refundPieces: changePieces(back.refundFen),
    slipState: originalState(db, 'return_slip', back.returnId) ?? 'cancelled',
    uploadState: factState(db, back.returnId) ?? 'waiting',
    revivedCoupons: revivedBy(db, back.returnId),
    cancelledTickets: ticketsCancelledBy(db, back.saleId, back.returnNumber),
    keptTickets: openTicketsOf(db, back.saleId)
      .filter((ticket) => ticket.positions.some((position) => positions.has(position)))
      .map((ticket) => ticket.ticketNumber),
  };
}

/** A return in full. */
export function returnDetail(till: Till, back: GoodsReturn): ReturnDetail {
  const serials = returnedSerialsOf(till.db, back.saleId);
  const lines = new Map(linesOfSale(till.db, back.saleId).map((line) => [line.position, line]));
  return {
    ...returnCard(till, back),
    journalSeq: back.journalSeq,
    verifyCode: verifyCode(back.journalHash),
    lines: unitsOf(till, back).flatMap((unit) => {
      const line = lines.get(unit.position);
      if (!line) return [];
      const { position, name, model, unitLabel, quantityMilli } = { ...line, ...unit };
      return [
        {
          ...{ position, name, model, unitLabel },
          quantityMilli: unitMilli(quantityMilli, unitCountOf(quantityMilli)),
          refundFen: paidFor(unit),
          condition: unit.condition,
          serialNumbers: serials.filter(isOf(unit)).map(({ serialNumber }) => serialNumber),
        },
      ];
    }),
  };
}

function returnableLines(
  till: Till,
  sale: Sale,
  returns: readonly GoodsReturn[],
): readonly ReturnableLine[] {
  const { db } = till;
  const units = paidUnitsOf(db, sale.saleId);
  const serials = [...serialsOfSale(db, sale.saleId), ...returnedSerialsOf(db, sale.saleId)];
  const backs = new Map(returnedUnitsOf(db, sale.saleId).map((unit) => [unitName(unit), unit]));
  const byId = new Map(returns.map((back) => [back.returnId, back]));
  return linesOfSale(db, sale.saleId).map((line) => ({
    ...lineHead(line),
    paidFen: sumFen(units.filter(({ position }) => position === line.position).map(paidFor)),
    units: units
      .filter(({ position }) => position === line.position)
      .map((unit) => {
        const back = backs.get(unitName(unit));
        const taken = back && byId.get(back.returnId);
        return {
          unit: unit.unit,
          paidFen: paidFor(unit),
          serialNumbers: serials.filter(isOf(unit)).map(({ serialNumber }) => serialNumber),
          returned:
            back && taken
              ? { returnNumber: taken.returnNumber, at: taken.at, condition: back.condition }
              : null,
        };
      }),
  }));
}

function lineHead(line: SoldLine): Omit<ReturnableLine, 'units' | 'paidFen'> {
  const kind = line.kind === 'service' || line.kind === 'material' ? line.kind : 'goods';
  return {
    position: line.position,
    name: line.name,
    model: line.model,
    category: line.category,
    tile: tileOf(line.category, kind),
    isStocked: kind !== 'service',
    quantityMilli: line.quantityMilli,
    unitLabel: line.unitLabel,
  };
}

function unitsOf(till: Till, back: GoodsReturn) {
  return returnedUnitsOf(till.db, back.saleId).filter((unit) => unit.returnId === back.returnId);
}

function isOf(unit: UnitKey): (other: UnitKey) => boolean {
  return (other) => other.position === unit.position && other.unit === unit.unit;
}

/** Calendar days in Shanghai; a clock that was set back counts as none. */
function daysBetween(from: number, to: number): number {
  const day = (at: number) => Date.parse(`${businessDate(at, 0)}T00:00:00Z`) / DAY_MS;
  return Math.max(0, day(to) - day(from));
}
