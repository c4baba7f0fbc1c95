import type { PractisedCard, SaleCard, SaleDetail } from '../../../shared/contract/checkout.ts';
import { verifyCode } from '../../../shared/domain/journal/journal-entry.ts';
import { paidFor } from '../../../shared/domain/returns/returnable-units.ts';
import { changePieces } from '../../../shared/domain/tender/cash.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { returnedSerialsOf, serialsOfSale } from '../fulfilment/serial-table.ts';
import { ticketsOfSale } from '../fulfilment/ticket-table.ts';
import { receiptState } from '../printing/print-job-table.ts';
import { paidUnitsOf, returnedFenOf, returnsOfSale } from '../returns/return-table.ts';
import { factState } from '../sync/outbox-table.ts';
import type { Till } from '../till.ts';
import { staffName } from './current-cart.ts';
import { saleDeductions } from './sale-deductions.ts';
import { pieces } from './sale-receipt.ts';
import { linesOfSale, otherTendersOf, type Sale, tenderOfSale } from './sale-table.ts';
import type { PractisedSale } from './training-table.ts';

/** A completed sale for the list of documents and for the moment after paying. */
export function saleCard(till: Till, sale: Sale): SaleCard {
  const { db } = till;
  const lines = linesOfSale(db, sale.saleId);
  const tender = tenderOfSale(db, sale.saleId);
  const other = otherTendersOf(db, sale.saleId);
  const paidBy = (kind: string) =>
    other.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.amountFen, 0);
  return {
    saleId: sale.saleId,
    receiptNumber: sale.receiptNumber,
    completedAt: sale.completedAt,
    cashier: staffName(till, sale.cashierId),
    itemCount: lines.reduce((n, line) => n + pieces(line), 0),
    firstLine: lines[0]?.name ?? '',
    dueFen: sale.dueFen,
    subsidyFen: paidBy('subsidy'),
    depositFen: paidBy('deposit'),
    payFen: tender?.amountFen ?? 0,
    returnedFen: returnedFenOf(db, sale.saleId),
    tenderedFen: tender?.tenderedFen ?? 0,
    changeFen: tender?.changeFen ?? 0,
    roundingFen: sale.roundingFen,
    changePieces: changePieces(tender?.changeFen ?? fen(0)),
    receiptState: receiptState(db, sale.saleId) ?? 'cancelled',
    uploadState: factState(db, sale.saleId) ?? 'waiting',
    tickets: ticketsOfSale(db, sale.saleId),
  };
}

/** A practised sale for the moment after it. */
export function practisedCard(till: Till, practised: PractisedSale): PractisedCard {
  const { trainingId, dueFen, content } = practised;
  const { tenderedFen, changeFen } = content.tender;
  return {
    ...{ trainingId, number: content.number, dueFen, tenderedFen, changeFen },
    changePieces: changePieces(changeFen),
    receiptState: receiptState(till.db, trainingId) ?? 'cancelled',
  };
}

export function saleDetail(till: Till, sale: Sale): SaleDetail {
  const { db } = till;
  const serials = [...serialsOfSale(db, sale.saleId), ...returnedSerialsOf(db, sale.saleId)];
  const units = paidUnitsOf(db, sale.saleId);
  const lines = linesOfSale(db, sale.saleId);
  return {
    ...saleCard(till, sale),
    listFen: sale.listFen,
    discountFen: sale.discountFen,
    deductions: saleDeductions(lines),
    journalSeq: sale.journalSeq,
    verifyCode: verifyCode(sale.journalHash),
    returns: returnsOfSale(db, sale.saleId).map(({ returnId, returnNumber, at, refundFen }) => ({
      ...{ returnId, returnNumber, at, refundFen },
    })),
    lines: lines.map((line) => ({
      name: line.name,
      model: line.model,
      quantityMilli: line.quantityMilli,
      unitLabel: line.unitLabel,
      netFen: line.netFen,
      serialNumbers: serials
        .filter((serial) => serial.position === line.position)
        .map((serial) => serial.serialNumber),
      units: units
        .filter((unit) => unit.position === line.position)
        .map((unit) => ({
          unit: unit.unit,
          paidFen: paidFor(unit),
          state: unit.isReturned ? 'returned' : 'sold',
        })),
    })),
  };
}
