import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import { saleById } from '../checkout/sale-table.ts';
import { NO_PAPER } from '../printing/print-job-table.ts';
import { storeOf } from '../staff/store-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Till } from '../till.ts';
import type { Replayed } from './replay-entry.ts';
import { slipOf, spent } from './replay-paper.ts';
import { replayRevivals, replayUses, type SaidUses } from './replay-promotion-use.ts';
import { drawer } from './replay-shift.ts';
import { ensureStaff, freeRequest, insertRow, isReturned, nextTicketSeq } from './replay-table.ts';

type SaidReturn = Pick<SaidUses, 'quotaUses'> &
  Readonly<
    Record<'returnId' | 'requestId' | 'saleId' | 'returnNumber' | 'shiftId' | 'by', string>
  > & {
    readonly at: number;
    readonly subsidyFen?: Fen;
    readonly refundFen: Fen;
    readonly sale: unknown;
    readonly units: readonly {
      readonly position: number;
      readonly unit: number;
      readonly sku: string;
      readonly kind: string;
      readonly quantityMilli: number;
      readonly netFen: Fen;
      readonly roundingFen: Fen;
      readonly subsidyFen?: Fen; // absent before there were subsidies
      readonly condition: 'restock' | 'damaged';
      readonly serials: readonly { brand: string; serialNumber: string; role: string }[];
    }[];
    readonly refunds: readonly { kind: 'cash'; amountFen: Fen }[];
    readonly cancelledTickets: readonly string[];
    readonly revivedCoupons?: readonly { readonly codeHash: string; readonly turn: number }[];
  };

/**
 * A return with all its rows, and its fact; tickets that the backup has are cancelled as they were. A unit that came
 * back on this lane too was paid for twice: the money is booked, the unit stays where it came back first.
 */
export function replayReturn(till: Till, one: Replayed): void {
  const { registerId, entry, said } = one;
  const { db } = till;
  const {
    units,
    refunds,
    cancelledTickets,
    quotaUses,
    revivedCoupons = [],
    sale: __,
    ...header
  } = said as unknown as SaidReturn;
  const { returnId, saleId, shiftId, at, by } = header;
  ensureStaff(db, by, at);
  const place = { journalSeq: entry.seq, journalHash: entry.hash };
  const requestId = freeRequest(till, 'sale_return', one);
  insertRow(db, 'sale_return', { subsidyFen: 0, ...header, ...place, requestId });
  for (const { position, unit, condition, serials, sku, kind, quantityMilli, ...paid } of units) {
    if (isReturned(db, { saleId, position, unit })) {
      one.note('unit_returned_twice', 'part');
      continue;
    }
    const back = { saleId, position, unit, returnId, condition };
    insertRow(db, 'returned_unit', { subsidyFen: 0, ...paid, ...back });
    for (const { brand, serialNumber, role } of serials) {
      const event = { brand, serialNumber, sku, role, state: 'returned', saleId };
      insertRow(db, 'serial_event', { ...event, position, unit, at, by });
    }
    if (condition !== 'restock' || kind === 'service') continue;
    insertRow(db, 'stock_movement', { sku, quantityMilli, reason: 'return', ref: returnId, at });
  }
  const sale = saleById(db, saleId);
  if (quotaUses && sale) {
    const { personId, businessDate } = sale;
    replayUses(till, { quotaUses }, { ref: returnId, registerId, personId, businessDate, at });
  }
  replayRevivals(till, revivedCoupons, { saleId, returnId, at });
  refunds.forEach(({ kind, amountFen }, index) => {
    insertRow(db, 'refund', { returnId, seq: index + 1, kind, amountFen });
  });
  if (header.refundFen !== 0) {
    const amountFen = -header.refundFen;
    drawer(till, { shiftId, kind: 'cash_refund', amountFen, ref: returnId, at, by });
    spent(till, { kind: 'drawer', ref: returnId, document: NO_PAPER, at });
  }
  for (const ticketId of cancelledTickets) {
    const seq = nextTicketSeq(db, ticketId);
    if (seq === null) continue;
    const cancelled = { ticketId, seq, state: 'cancelled', at, by, note: header.returnNumber };
    insertRow(db, 'ticket_transition', cancelled);
  }
  const document: PaperDocument = { ...slipOf(header.returnNumber), kind: 'return_slip' };
  spent(till, { kind: 'return_slip', ref: returnId, document, at });
  const body = canonicalJson({ ...said, ...place, storeId: storeOf(db)?.storeId });
  insertFact(db, { factId: returnId, kind: 'return', registerId, body, createdAt: at });
}
