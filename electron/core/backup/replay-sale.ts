import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { receiptDocument } from '../../../shared/documents/receipt.ts';
import { verifyCode } from '../../../shared/domain/journal/journal-entry.ts';
import { allocate } from '../../../shared/kernel/allocate.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import { NO_PAPER } from '../printing/print-job-table.ts';
import { staffById } from '../staff/staff-table.ts';
import { registerSerial, storeOf } from '../staff/store-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Till } from '../till.ts';
import { deleteSoldCart } from './lane-table.ts';
import type { Replayed } from './replay-journal.ts';
import { drawer } from './replay-shift.ts';
import {
  ensureStaff,
  insertRow,
  insertSpentJob,
  knownPerson,
  nextTicketSeq,
} from './replay-table.ts';

type Serial = { role: 'unit' | 'outdoor' | 'indoor'; serialNumber: string; unit: number };
type SaidLine = {
  readonly position: number;
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
  readonly handover: string;
  readonly adjustments: unknown;
  readonly unitNets: readonly Fen[];
  readonly serials: readonly Serial[];
};
type SaidSale = {
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
  readonly lines: readonly SaidLine[];
  readonly tenders: readonly { amountFen: Fen; tenderedFen: Fen; changeFen: Fen }[];
  readonly startSeq?: number | null;
};

/** A sale with all its rows, and its fact on the way to the cloud, which knows it again if it has it. */
export function replaySale(till: Till, { registerId, entry, said }: Replayed): void {
  const { db } = till;
  const { startSeq: _, ...fact } = said as unknown as SaidSale; // a SALE entry of this program
  const { lines, tenders, ...header } = fact;
  const { saleId, shiftId, completedAt: at, cashierId: by } = fact;
  ensureStaff(db, by, at);
  deleteSoldCart(db, fact.cartId); // the backup may still hold it
  const place = { journalSeq: entry.seq, journalHash: entry.hash };
  const personId = knownPerson(db, fact.personId);
  insertRow(db, 'sale', { ...header, ...place, personId, note: '' });
  const roundings = unitRoundings(fact);
  let unitAt = 0;
  for (const { unitNets, serials, adjustments, ...line } of lines) {
    const { position, sku, brand, kind } = line;
    const text = JSON.stringify(adjustments);
    insertRow(db, 'line_item', { saleId, ...line, adjustments: text, note: '' });
    unitNets.forEach((netFen, index) => {
      const roundingFen = roundings[unitAt] ?? 0;
      insertRow(db, 'sale_unit', { saleId, position, unit: index + 1, netFen, roundingFen });
      unitAt += 1;
    });
    for (const { role, serialNumber, unit } of serials) {
      const event = { brand, serialNumber, sku, role, state: 'sold', saleId, position, unit };
      insertRow(db, 'serial_event', { ...event, at, by });
    }
    const quantityMilli = -line.quantityMilli;
    if (kind === 'service') continue;
    insertRow(db, 'stock_movement', { sku, quantityMilli, reason: 'sale', ref: saleId, at });
  }
  tenders.forEach(({ amountFen, tenderedFen, changeFen }, index) => {
    const tender = { saleId, seq: index + 1, kind: 'cash', amountFen, tenderedFen, changeFen };
    insertRow(db, 'tender', tender);
    const event = { shiftId, ref: saleId, at, by };
    drawer(till, { ...event, kind: 'cash_sale', amountFen: tenderedFen });
    if (changeFen !== 0) drawer(till, { ...event, kind: 'cash_change', amountFen: -changeFen });
  });
  spent(till, { kind: 'drawer', ref: saleId, document: NO_PAPER, at });
  const document = receiptAgain(till, fact, entry);
  spent(till, { kind: 'receipt', ref: saleId, document, at });
  const storeId = storeOf(db)?.storeId;
  const body = canonicalJson({ ...fact, ...place, storeId });
  insertFact(db, { factId: saleId, kind: 'sale', registerId, body, createdAt: at });
}

/** A return with all its rows, and its fact; tickets that the backup has are cancelled as they were. */
export function replayReturn(till: Till, { registerId, entry, said }: Replayed): void {
  const { db } = till;
  const { units, refunds, cancelledTickets, sale: __, ...header } = said as unknown as SaidReturn;
  const { returnId, saleId, shiftId, at, by } = header;
  ensureStaff(db, by, at);
  const place = { journalSeq: entry.seq, journalHash: entry.hash };
  insertRow(db, 'sale_return', { ...header, ...place });
  for (const { position, unit, netFen, roundingFen, condition, ...goods } of units) {
    const back = { saleId, position, unit, returnId, netFen, roundingFen, condition };
    insertRow(db, 'returned_unit', back);
    for (const { brand, serialNumber, role } of goods.serials) {
      const event = { brand, serialNumber, sku: goods.sku, role, state: 'returned', saleId };
      insertRow(db, 'serial_event', { ...event, position, unit, at, by });
    }
    if (condition !== 'restock' || goods.kind === 'service') continue;
    const { sku, quantityMilli } = goods;
    insertRow(db, 'stock_movement', { sku, quantityMilli, reason: 'return', ref: returnId, at });
  }
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

/** A practised sale: its row and its paper, and nothing that counts. */
export function replayTraining(till: Till, { said }: Replayed): void {
  const {
    startSeq: _,
    isTraining: __,
    content,
    ...row
  } = said as Readonly<Record<string, string | number | null>>;
  const at = Number(row.at);
  ensureStaff(till.db, String(row.by), at);
  const lines = (content as unknown as { lines: readonly object[] }).lines;
  const whole = {
    ...(content as unknown as object),
    lines: lines.map((l) => ({ ...l, note: '' })),
  };
  insertRow(till.db, 'training_sale', { ...row, content: JSON.stringify(whole) });
  const ref = String(row.trainingId);
  spent(till, { kind: 'receipt', ref, document: slipOf('练习 TRAINING'), at });
}

type SaidReturn = Readonly<
  Record<'returnId' | 'requestId' | 'saleId' | 'returnNumber' | 'shiftId' | 'by', string>
> & {
  readonly at: number;
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
    readonly condition: 'restock' | 'damaged';
    readonly serials: readonly { brand: string; serialNumber: string; role: string }[];
  }[];
  readonly refunds: readonly { kind: 'cash'; amountFen: Fen }[];
  readonly cancelledTickets: readonly string[];
};

/** Each unit's share of the cash rounding, as it was shared out at the sale. */
function unitRoundings({ roundingFen, lines }: SaidSale): readonly Fen[] {
  const nets = lines.flatMap((line) => line.unitNets.map((net) => fen(net)));
  return roundingFen === 0 ? [] : allocate(fen(roundingFen), nets);
}

function spent(
  till: Till,
  job: { kind: string; ref: string; document: PaperDocument; at: number },
): void {
  const document = JSON.stringify(job.document);
  insertSpentJob(till.db, { ...job, document, jobId: till.random.uuid() });
}

/** The receipt again from what the journal holds: a copy can be printed, without notes, warranty dates and delivery. */
function receiptAgain(
  till: Till,
  sale: Omit<SaidSale, 'startSeq'>,
  entry: Replayed['entry'],
): PaperDocument {
  const store = storeOf(till.db);
  if (!store) throw new Error('a store that gets its sales back has a store row');
  return receiptDocument({
    store,
    receiptNumber: sale.receiptNumber,
    registerId: sale.registerId,
    registerSerial: registerSerial(till.db, sale.registerId),
    journalSeq: entry.seq,
    verifyCode: verifyCode(entry.hash),
    version: till.version,
    cashier: staffById(till.db, sale.cashierId)?.name ?? sale.cashierId,
    completedAt: sale.completedAt,
    customerId: knownPerson(till.db, sale.personId),
    lines: sale.lines.map((line) => ({
      name: line.name,
      quantityMilli: line.quantityMilli,
      unitLabel: line.unitLabel,
      unitListFen: line.unitListFen,
      discountFen: fen(line.listFen - line.netFen),
      netFen: line.netFen,
      serials: line.serials,
      note: '',
    })),
    itemCount: sale.lines.reduce((n, line) => n + line.unitNets.length, 0),
    listFen: sale.listFen,
    discounts: sale.discountFen === 0 ? [] : [{ name: '优惠', amountFen: sale.discountFen }],
    roundingFen: sale.roundingFen,
    dueFen: sale.dueFen,
    tenders: sale.tenders.map((tender) => ({ name: '现金', amountFen: tender.tenderedFen })),
    changeFen: sale.tenders[0]?.changeFen ?? null,
    warranty: { returnUntil: null, exchangeUntil: null, machineUntil: null },
    delivery: [],
    lookupCode: `YQ1|R|${sale.receiptNumber}`,
    isTraining: false,
    isDemo: store.isDemo,
    note: '从云端账本恢复',
  });
}

/** Says what a paper was that is known by its number alone. */
function slipOf(title: string): PaperDocument {
  const blocks: PaperDocument['blocks'] = [
    { kind: 'text', text: title, align: 'center', bold: true },
    { kind: 'text', text: '从云端账本恢复 · restored from the journal', align: 'center' },
    { kind: 'copy_mark' },
    { kind: 'cut' },
  ];
  return { version: 1, kind: 'receipt', copy: 0, blocks };
}
