import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { type ReceiptInput, receiptDocument } from '../../../shared/documents/receipt.ts';
import { warrantyDates } from '../../../shared/domain/sale/warranty.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import type { IssuedTicket } from '../fulfilment/issue-tickets.ts';
import { registerSerial, type Store } from '../staff/store-table.ts';
import type { CartTenders } from './cart-tenders.ts';
import { deductionsByName, giftUnits } from './deduction-names.ts';
import type { LoadedCart } from './load-cart.ts';
import { receiptAside } from './receipt-aside.ts';
import type { CashTender, Sale, SoldLine } from './sale-table.ts';

type ReceiptFacts = {
  readonly sale: Sale;
  readonly lines: readonly SoldLine[];
  readonly loaded: LoadedCart;
  readonly tender: CashTender;
  readonly tenders: CartTenders;
  readonly tickets: readonly IssuedTicket[];
  readonly cashier: string;
  readonly store: Store;
  readonly verifyCode: string;
  readonly version: string;
};

/** The code that a receipt carries; scanned again, it finds its sale. */
export function receiptLookupCode(receiptNumber: string): string {
  return `YQ1|R|${receiptNumber}`;
}

/** The receipt of a sale at the moment of its commit: frozen with it, however late it prints. */
export function saleReceipt(db: Database, facts: ReceiptFacts): PaperDocument {
  const { sale, store, loaded } = facts;
  return receiptDocument({
    store,
    receiptNumber: sale.receiptNumber,
    registerId: sale.registerId,
    registerSerial: registerSerial(db, sale.registerId),
    journalSeq: sale.journalSeq,
    verifyCode: facts.verifyCode,
    version: facts.version,
    cashier: facts.cashier,
    completedAt: sale.completedAt,
    customerId: sale.personId,
    ...receiptGoods(facts.lines, loaded),
    listFen: sale.listFen,
    roundingFen: sale.roundingFen,
    dueFen: sale.dueFen,
    tenders: [{ name: '现金', amountFen: facts.tender.tenderedFen }],
    changeFen: facts.tender.changeFen,
    aside: receiptAside(loaded, facts.lines, facts.tenders),
    warranty: warrantyDates(
      businessDate(sale.completedAt, 0), // the customer counts from the day of buying, whatever day it is booked to
      loaded.rows.map((row) => ({ kind: row.item.kind, hasSerial: row.item.serial !== 'none' })),
    ),
    delivery: facts.tickets.map((ticket) => ({
      date: ticket.deliveryDate,
      slot: ticket.deliverySlot,
      ticketNumber: ticket.ticketNumber,
    })),
    lookupCode: receiptLookupCode(sale.receiptNumber),
    isTraining: false,
    isDemo: store.isDemo,
    note: sale.note,
  });
}

/** What stands on a receipt between its head and its sums. */
export function receiptGoods(
  lines: readonly SoldLine[],
  loaded: LoadedCart,
): Pick<ReceiptInput, 'lines' | 'itemCount' | 'discounts'> {
  return {
    lines: lines.map((line, index) => ({
      name: line.name,
      quantityMilli: line.quantityMilli,
      unitLabel: line.unitLabel,
      unitListFen: line.unitListFen,
      discountFen: fen(line.listFen - line.netFen),
      netFen: line.netFen,
      giftUnits: giftUnits(loaded.priced.lines[index]?.adjustments ?? []),
      serials: loaded.rows[index]?.serials ?? [],
      note: line.note,
    })),
    itemCount: lines.reduce((n, line) => n + pieces(line), 0),
    discounts: deductionsByName(loaded.priced.lines.flatMap((line) => line.adjustments)),
  };
}

/** How many things a line is: cable by the metre is one. */
export function pieces(line: Pick<SoldLine, 'quantityMilli'>): number {
  return line.quantityMilli % 1000 === 0 ? line.quantityMilli / 1000 : 1;
}
