import { verifyCode } from '../../../shared/domain/journal/journal-entry.ts';
import { receiptNumber } from '../../../shared/domain/sale/receipt-number.ts';
import { ALLOCATION } from '../../../shared/kernel/allocate.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { redeemDeposits } from '../deposits/end-deposit.ts';
import { type IssuedTicket, issueTickets } from '../fulfilment/issue-tickets.ts';
import { insertSerialEvent } from '../fulfilment/serial-table.ts';
import { appendEntry } from '../journal/journal-table.ts';
import { insertDrawerJob, insertJob } from '../printing/print-job-table.ts';
import { insertDrawerEvent } from '../shift/drawer-table.ts';
import type { Shift } from '../shift/shift-table.ts';
import { type Store, storeOf } from '../staff/store-table.ts';
import { recordClaims } from '../subsidy/record-claims.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Actor, Till } from '../till.ts';
import type { CartLine } from './cart-line-table.ts';
import type { CartTenders } from './cart-tenders.ts';
import { eachLine, type LoadedCart } from './load-cart.ts';
import { otherTenders, type SettledUnit, settledUnits } from './other-tenders.ts';
import { promotionFacts, writeCouponUses } from './promotion-facts.ts';
import { saleReceipt } from './sale-receipt.ts';
import {
  type CashTender,
  insertCashTender,
  insertOtherTenders,
  insertSale,
  insertSoldLine,
  insertSoldUnit,
  insertStockMovement,
  nextReceiptSeq,
  type Sale,
  type SoldLine,
} from './sale-table.ts';

export type SettledSale = {
  readonly saleId: string;
  readonly requestId: string;
  readonly by: Actor;
  readonly shift: Shift;
  readonly loaded: LoadedCart;
  readonly tenders: CartTenders;
  readonly roundingFen: Fen;
  readonly tender: CashTender;
};

/** Writes a settled sale and everything that follows from it. Runs inside the sale's transaction. */
export function recordSale(till: Till, settled: SettledSale): void {
  const store = storeOf(till.db);
  if (!store) throw new Error('a store that sells has a store row');
  const lines = soldLines(settled.loaded);
  const sale = writeSale(till, store, settled, lines);
  const { db } = till;
  for (const line of lines) insertSoldLine(db, sale.saleId, line);
  writeUnits(till, settled);
  writeClaims(till, settled, sale);
  writeCouponUses(db, settled.loaded, sale);
  insertCashTender(db, sale.saleId, settled.tender);
  insertOtherTenders(db, sale.saleId, otherTenders(settled.tenders));
  redeemDeposits(till, settled.tenders.deposits, sale);
  writeDrawer(till, settled, sale);
  const tickets = writeTickets(till, settled, sale);
  writePaper(till, store, settled, sale, lines, tickets);
  insertFact(db, {
    factId: sale.saleId,
    kind: 'sale',
    registerId: sale.registerId,
    createdAt: sale.completedAt,
    body: canonicalJson({ ...saleFact(db, sale, lines, settled), storeId: store.storeId }),
  });
}

/** The lines of a cart as they are sold. */
export function soldLines(loaded: LoadedCart): readonly SoldLine[] {
  return eachLine(loaded).map(({ row, priced }, index) => ({
    position: index + 1,
    sku: row.sku,
    name: soldName(row.item),
    model: row.item.model,
    brand: row.item.brand,
    category: row.item.category,
    kind: row.item.kind,
    unitLabel: row.item.unitLabel,
    energyGrade: row.item.energyGrade,
    quantityMilli: row.quantityMilli,
    unitListFen: priced.unitListFen,
    listFen: priced.listFen,
    netFen: priced.netFen,
    adjustments: JSON.stringify(priced.adjustments),
    handover: row.handover,
    note: row.note,
  }));
}

/** Charges and materials share few names; their spec tells which one was sold. */
function soldName(item: CartLine['item']): string {
  return item.kind === 'goods' || item.spec === '' ? item.name : `${item.name} ${item.spec}`;
}

function writeSale(
  till: Till,
  store: Store,
  settled: SettledSale,
  lines: readonly SoldLine[],
): Sale {
  const { loaded, by, shift } = settled;
  const completedAt = till.clock.now();
  const receiptSeq = nextReceiptSeq(till.db, till.registerId, store.epoch);
  const open = {
    saleId: settled.saleId,
    requestId: settled.requestId,
    cartId: loaded.cart.cartId,
    registerId: till.registerId,
    epoch: store.epoch,
    receiptSeq,
    receiptNumber: receiptNumber(store.storeId, till.registerId, receiptSeq),
    businessDate: shift.businessDate,
    shiftId: shift.shiftId,
    cashierId: by.staffId,
    personId: loaded.cart.personId,
    startedAt: loaded.cart.startedAt,
    completedAt,
    listFen: loaded.priced.listFen,
    discountFen: loaded.priced.discountFen,
    netFen: loaded.priced.netFen,
    roundingFen: settled.roundingFen,
    dueFen: settled.tenders.dueFen,
    allocation: ALLOCATION,
    note: loaded.cart.note,
  };
  const entry = appendEntry(till.db, {
    registerId: till.registerId,
    type: 'SALE',
    startedAt: open.startedAt,
    endedAt: completedAt,
    operator: by.staffId,
    payload: { ...saleFact(till.db, open, lines, settled), startSeq: loaded.cart.startSeq },
  });
  const sale = { ...open, journalSeq: entry.seq, journalHash: entry.hash };
  insertSale(till.db, sale);
  return sale;
}

/** The sale as the journal and the cloud keep it: whole, and without a word about the person. */
function saleFact(
  db: Database,
  sale: Omit<Sale, 'journalSeq' | 'journalHash'> & Partial<Sale>,
  lines: readonly SoldLine[],
  settled: SettledSale,
): Readonly<Record<string, unknown>> {
  const { note: _, ...header } = sale;
  const units = settledUnits(settled.loaded, settled.tenders);
  return {
    ...header,
    lines: lines.map(({ note: __, ...line }, index) => ({
      ...line,
      adjustments: JSON.parse(line.adjustments) as unknown,
      unitNets: settled.loaded.priced.lines[index]?.unitNets ?? [],
      ...unitSubsidies(units[index] ?? []),
      serials: settled.loaded.rows[index]?.serials ?? [],
    })),
    tenders: [
      { kind: 'cash', ...settled.tender },
      ...otherTenders(settled.tenders).map((one) => ({
        ...{ ...one, tenderedFen: one.amountFen, changeFen: 0 },
      })),
    ],
    ...promotionFacts(db, settled.loaded),
  };
}

/** What the government pays of each unit; only lines with such a unit say it. */
function unitSubsidies(units: readonly SettledUnit[]): { readonly unitSubsidies?: readonly Fen[] } {
  if (units.every(({ subsidyFen }) => subsidyFen === 0)) return {};
  return { unitSubsidies: units.map(({ subsidyFen }) => subsidyFen) };
}

/** Claims of subsidies name the unit that was sold. */
function writeClaims(till: Till, { loaded, tenders }: SettledSale, sale: Sale): void {
  const positions = new Map(loaded.rows.map(({ lineId }, index) => [lineId as string, index + 1]));
  recordClaims(till, tenders.subsidies, {
    ...{ saleId: sale.saleId, at: sale.completedAt, by: sale.cashierId },
    positionOf: (lineId) => positions.get(lineId) ?? 0,
  });
}

/** Units, their share of the cash rounding, their serial numbers, and what leaves the stock. */
function writeUnits(till: Till, settled: SettledSale): void {
  const { db } = till;
  const at = till.clock.now();
  const units = settledUnits(settled.loaded, settled.tenders);
  eachLine(settled.loaded).forEach(({ row }, index) => {
    const position = index + 1;
    units[index]?.forEach((one, unit) => {
      insertSoldUnit(db, settled.saleId, { position, unit: unit + 1, ...one });
    });
    for (const serial of row.serials) {
      insertSerialEvent(db, {
        brand: row.item.brand,
        serialNumber: serial.serialNumber,
        sku: row.sku,
        role: serial.role,
        state: 'sold',
        saleId: settled.saleId,
        position,
        unit: serial.unit,
        at,
        by: settled.by.staffId,
      });
    }
    if (row.item.kind === 'service') return;
    const quantityMilli = -row.quantityMilli;
    insertStockMovement(db, {
      sku: row.sku,
      quantityMilli,
      reason: 'sale',
      ref: settled.saleId,
      at,
    });
  });
}

/** The drawer's ledger keeps what was handed over and the change given as two events. */
function writeDrawer(till: Till, settled: SettledSale, sale: Sale): void {
  const event = {
    shiftId: sale.shiftId,
    ref: sale.saleId,
    at: sale.completedAt,
    by: sale.cashierId,
  };
  const { tenderedFen, changeFen } = settled.tender;
  insertDrawerEvent(till.db, { ...event, kind: 'cash_sale', amountFen: tenderedFen });
  if (changeFen === 0) return;
  insertDrawerEvent(till.db, { ...event, kind: 'cash_change', amountFen: fen(-changeFen) });
}

function writeTickets(till: Till, settled: SettledSale, sale: Sale): readonly IssuedTicket[] {
  const { cart } = settled.loaded;
  if (!cart.personId || !cart.deliveryDate) return [];
  return issueTickets(till, {
    saleId: sale.saleId,
    receiptNumber: sale.receiptNumber,
    personId: cart.personId,
    at: sale.completedAt,
    by: settled.by,
    deliveryDate: cart.deliveryDate,
    deliverySlot: cart.deliverySlot ?? 'morning',
    note: cart.deliveryNote ?? '',
    lines: settled.loaded.rows.map((row, index) => ({ row, position: index + 1 })),
  });
}

function writePaper(
  till: Till,
  store: Store,
  settled: SettledSale,
  sale: Sale,
  lines: readonly SoldLine[],
  tickets: readonly IssuedTicket[],
): void {
  const document = saleReceipt(till.db, {
    sale,
    lines,
    tickets,
    loaded: settled.loaded,
    tender: settled.tender,
    tenders: settled.tenders,
    cashier: settled.by.name,
    store,
    verifyCode: verifyCode(sale.journalHash),
    version: till.version,
  });
  const at = sale.completedAt;
  insertDrawerJob(till.db, { jobId: till.random.uuid(), ref: sale.saleId, at });
  insertJob(till.db, {
    jobId: till.random.uuid(),
    kind: 'receipt',
    ref: sale.saleId,
    copy: 0,
    document,
    at,
  });
  for (const ticket of tickets) insertJob(till.db, ticket.paper);
}
