import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { receiptDocument } from '../../../shared/documents/receipt.ts';
import { TENDER_NAMES } from '../../../shared/documents/shift-report-words.ts';
import { verifyCode } from '../../../shared/domain/journal/journal-entry.ts';
import type { Adjustment } from '../../../shared/domain/pricing/priced-cart.ts';
import { roundingShares } from '../../../shared/domain/tender/rounding-shares.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import { deductionsByName, giftUnits } from '../checkout/deduction-names.ts';
import type { CashTender, Sale, SoldLine } from '../checkout/sale-table.ts';
import { saidUnits } from '../journal/sale-check.ts';
import { NO_PAPER } from '../printing/print-job-table.ts';
import { staffById } from '../staff/staff-table.ts';
import { registerSerial, storeOf } from '../staff/store-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Till } from '../till.ts';
import { deleteSoldCart } from './lane-table.ts';
import type { Replayed } from './replay-entry.ts';
import { slipOf, spent } from './replay-paper.ts';
import { replayUses, type SaidUses } from './replay-promotion-use.ts';
import { drawer } from './replay-shift.ts';
import {
  ensureStaff,
  freeRequest,
  insertRow,
  isCartSoldHere,
  isDepositEnded,
  isSerialSold,
  knownPerson,
} from './replay-table.ts';

type Serial = { role: 'unit' | 'outdoor' | 'indoor'; serialNumber: string; unit: number };
/** A line and a sale as a SALE entry holds them: the rows, without typed notes. */
type SaidLine = Omit<SoldLine, 'adjustments' | 'note'> & {
  readonly adjustments: unknown;
  readonly unitNets: readonly Fen[];
  readonly unitSubsidies?: readonly Fen[]; // only of lines with a unit that has one
  readonly serials: readonly Serial[];
};
type SaidTender = CashTender & { readonly kind: string; readonly ref?: string };
type SaidSale = Omit<Sale, 'note' | 'journalSeq' | 'journalHash'> &
  SaidUses & {
    readonly lines: readonly SaidLine[];
    readonly tenders: readonly SaidTender[];
    readonly startSeq?: number | null;
  };

/**
 * A sale with all its rows, and its fact on the way to the cloud, which knows it again if it has it. Money that was
 * taken on both lanes for one basket, and a serial number that both sold, stand as they happened and are named.
 */
export function replaySale(till: Till, one: Replayed): void {
  const { registerId, entry, said } = one;
  const { db } = till;
  const { startSeq: _, ...fact } = said as unknown as SaidSale; // a SALE entry of this program
  const { lines, tenders, coupons, quotaUses, ...header } = fact;
  const { saleId, shiftId, completedAt: at, cashierId: by } = fact;
  ensureStaff(db, by, at);
  if (isCartSoldHere(db, fact.cartId)) one.note('cart_sold_twice', 'all');
  deleteSoldCart(db, fact.cartId); // the backup may still hold it
  const place = { journalSeq: entry.seq, journalHash: entry.hash };
  const personId = knownPerson(db, fact.personId);
  const requestId = freeRequest(till, 'sale', one);
  insertRow(db, 'sale', { ...header, ...place, personId, requestId, note: '' });
  const roundings = unitRoundings(fact);
  let unitAt = 0;
  for (const { unitNets, unitSubsidies = [], serials, adjustments, ...line } of lines) {
    const { position, sku, brand, kind } = line;
    const text = JSON.stringify(adjustments);
    insertRow(db, 'line_item', { saleId, ...line, adjustments: text, note: '' });
    unitNets.forEach((netFen, index) => {
      const roundingFen = roundings[unitAt] ?? 0;
      const subsidyFen = unitSubsidies[index] ?? 0;
      const unit = { position, unit: index + 1, netFen, roundingFen, subsidyFen };
      insertRow(db, 'sale_unit', { saleId, ...unit });
      unitAt += 1;
    });
    for (const { role, serialNumber, unit } of serials) {
      if (isSerialSold(db, brand, serialNumber)) one.note('serial_sold_twice', 'all');
      const event = { brand, serialNumber, sku, role, state: 'sold', saleId, position, unit };
      insertRow(db, 'serial_event', { ...event, at, by });
    }
    const quantityMilli = -line.quantityMilli;
    if (kind === 'service') continue;
    insertRow(db, 'stock_movement', { sku, quantityMilli, reason: 'sale', ref: saleId, at });
  }
  tenders.forEach(({ kind, ref = null, amountFen, tenderedFen, changeFen }, index) => {
    const tender = { saleId, seq: index + 1, kind, amountFen, tenderedFen, changeFen, ref };
    insertRow(db, 'tender', tender);
    const event = { shiftId, ref: saleId, at, by };
    if (kind === 'deposit') {
      const end = { depositId: ref, state: 'redeemed', approvedBy: null };
      if (isDepositEnded(db, ref)) one.note('deposit_ended_twice', 'all');
      else insertRow(db, 'deposit_end', { ...end, ...event });
    }
    if (kind !== 'cash') return;
    drawer(till, { ...event, kind: 'cash_sale', amountFen: tenderedFen });
    if (changeFen !== 0) drawer(till, { ...event, kind: 'cash_change', amountFen: -changeFen });
  });
  const { businessDate } = fact;
  replayUses(till, { coupons, quotaUses }, { ref: saleId, registerId, personId, businessDate, at });
  spent(till, { kind: 'drawer', ref: saleId, document: NO_PAPER, at });
  const document = receiptAgain(till, fact, entry);
  spent(till, { kind: 'receipt', ref: saleId, document, at });
  const storeId = storeOf(db)?.storeId;
  const body = canonicalJson({ ...fact, ...place, storeId });
  insertFact(db, { factId: saleId, kind: 'sale', registerId, body, createdAt: at });
}

/** A practised sale: its row and its paper, and nothing that counts. */
export function replayTraining(till: Till, one: Replayed): void {
  const {
    startSeq: _,
    isTraining: __,
    content,
    ...row
  } = one.said as Readonly<Record<string, string | number | null>>;
  const at = Number(row.at);
  ensureStaff(till.db, String(row.by), at);
  const lines = (content as unknown as { lines: readonly object[] }).lines;
  const whole = {
    ...(content as unknown as object),
    lines: lines.map((l) => ({ ...l, note: '' })),
  };
  const requestId = freeRequest(till, 'training_sale', one);
  insertRow(till.db, 'training_sale', { ...row, requestId, content: JSON.stringify(whole) });
  const ref = String(row.trainingId);
  spent(till, { kind: 'receipt', ref, document: slipOf('练习 TRAINING'), at });
}

/** Each unit's share of the cash rounding, as it was shared out at the sale. */
function unitRoundings({ roundingFen, lines }: SaidSale): readonly Fen[] {
  return roundingShares(fen(roundingFen), lines.flatMap(saidUnits));
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
      giftUnits: giftUnits(line.adjustments as readonly Adjustment[]),
      serials: line.serials,
      note: '',
    })),
    itemCount: sale.lines.reduce((n, line) => n + line.unitNets.length, 0),
    listFen: sale.listFen,
    discounts: deductionsByName(
      sale.lines.flatMap((line) => line.adjustments as readonly Adjustment[]),
    ),
    roundingFen: sale.roundingFen,
    dueFen: sale.dueFen,
    tenders: sale.tenders.map((tender) => ({
      name: TENDER_NAMES[tender.kind] ?? tender.kind,
      amountFen: tender.tenderedFen,
    })),
    changeFen: sale.tenders[0]?.changeFen ?? null,
    warranty: { returnUntil: null, exchangeUntil: null, machineUntil: null },
    delivery: [],
    lookupCode: `YQ1|R|${sale.receiptNumber}`,
    isTraining: false,
    isDemo: store.isDemo,
    note: '从云端账本恢复',
  });
}
