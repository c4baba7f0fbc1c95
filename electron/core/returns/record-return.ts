import type { Condition } from '../../../shared/contract/returns.ts';
import { verifyCode } from '../../../shared/domain/journal/journal-entry.ts';
import { unitCountOf } from '../../../shared/domain/pricing/priced-cart.ts';
import { returnNumber } from '../../../shared/domain/returns/return-number.ts';
import {
  type PaidUnit,
  type ReturnedGoods,
  type UnitKey,
  unitMilli,
} from '../../../shared/domain/returns/returnable-units.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import {
  insertStockMovement,
  linesOfSale,
  type Sale,
  type SoldLine,
} from '../checkout/sale-table.ts';
import { insertSerialEvent, type SerialEvent, serialsOfSale } from '../fulfilment/serial-table.ts';
import { insertTicketState } from '../fulfilment/ticket-table.ts';
import { appendNow } from '../journal/journal-table.ts';
import { insertDrawerJob, insertJob } from '../printing/print-job-table.ts';
import { type CouponsBack, couponsBack, reviveCoupons } from '../promotions/coupon-revival.ts';
import { recordQuotaReturn } from '../promotions/quota.ts';
import { type QuotaBack, quotaBack } from '../promotions/quota-return.ts';
import { insertDrawerEvent } from '../shift/drawer-table.ts';
import type { Shift } from '../shift/shift-table.ts';
import { type Store, storeOf } from '../staff/store-table.ts';
import { reverseClaims } from '../subsidy/record-claims.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Actor, Till } from '../till.ts';
import { type AffectedTickets, affectedTickets } from './affected-tickets.ts';
import { returnSlip } from './return-paper.ts';
import {
  type GoodsReturn,
  insertCashRefund,
  insertReturn,
  insertReturnedUnit,
  nextReturnSeq,
} from './return-table.ts';

export type SettledReturn = {
  readonly returnId: string;
  readonly requestId: string;
  readonly sale: Sale;
  readonly shift: Shift;
  readonly by: Actor;
  readonly approvedBy: Actor | null;
  readonly reason: string;
  readonly goods: ReturnedGoods<UnitKey & { readonly condition: Condition }>;
  /** Of the refund, kept back for gifts that stay; below zero it is paid back. */
  readonly giftsKeptFen: Fen;
};

/** One unit that came back, with all that its rows elsewhere need. */
export type UnitBack = PaidUnit & {
  readonly condition: Condition;
  readonly quantityMilli: number;
  readonly line: SoldLine;
  readonly serials: readonly SerialEvent[];
};

/** Writes a settled return and everything that follows from it, and answers its number. Runs inside its transaction. */
export function recordReturn(till: Till, settled: SettledReturn): string {
  const store = storeOf(till.db);
  if (!store) throw new Error('a store that sells has a store row');
  const units = unitsBack(till, settled);
  const tickets = affectedTickets(till.db, settled.sale.saleId, units);
  const quotas = quotaBack(till.db, settled.sale.saleId, units);
  const coupons = couponsBack(till, settled.sale.saleId, units);
  const contents = { units, tickets, quotas, coupons };
  const back = writeReturn(till, store, settled, contents);
  const { db } = till;
  for (const unit of units) insertReturnedUnit(db, back, unit);
  insertCashRefund(db, back.returnId, back.refundFen);
  writeDrawer(till, back);
  writeStock(till, back, units);
  writeSerials(till, back, units);
  recordQuotaReturn(till, back.returnId, quotas);
  reviveCoupons(till, back, coupons);
  reverseClaims(till, back, back.by, units);
  cancelTickets(till, back, tickets);
  const document = returnSlip(db, {
    ...{ back, sale: settled.sale, store, units, tickets, coupons },
    giftsKeptFen: settled.giftsKeptFen,
    ...{ by: settled.by.name, approvedBy: settled.approvedBy?.name ?? null },
    ...{ verifyCode: verifyCode(back.journalHash), version: till.version },
  });
  const { returnId: ref, at } = back;
  insertJob(db, { jobId: till.random.uuid(), kind: 'return_slip', ref, copy: 0, document, at });
  insertFact(db, {
    factId: back.returnId,
    kind: 'return',
    registerId: back.registerId,
    createdAt: back.at,
    body: canonicalJson({
      ...returnFact(back, settled.sale, contents),
      storeId: store.storeId,
    }),
  });
  return back.returnNumber;
}

function unitsBack(till: Till, settled: SettledReturn): readonly UnitBack[] {
  const { saleId } = settled.sale;
  const lines = new Map(linesOfSale(till.db, saleId).map((line) => [line.position, line]));
  const serials = serialsOfSale(till.db, saleId);
  return settled.goods.units.map((unit) => {
    const line = lines.get(unit.position);
    if (!line) throw new Error('a sold unit stands on a line of its sale');
    return {
      ...unit,
      line,
      quantityMilli: unitMilli(line.quantityMilli, unitCountOf(line.quantityMilli)),
      serials: serials.filter((s) => s.position === unit.position && s.unit === unit.unit),
    };
  });
}

type Contents = {
  readonly units: readonly UnitBack[];
  readonly tickets: AffectedTickets;
  readonly quotas: readonly QuotaBack[];
  readonly coupons: CouponsBack;
};

function writeReturn(
  till: Till,
  store: Store,
  settled: SettledReturn,
  contents: Contents,
): GoodsReturn {
  const { sale, shift, goods } = settled;
  const returnSeq = nextReturnSeq(till.db, till.registerId, store.epoch);
  const open = {
    returnId: settled.returnId,
    requestId: settled.requestId,
    saleId: sale.saleId,
    registerId: till.registerId,
    epoch: store.epoch,
    returnSeq,
    returnNumber: returnNumber(store.storeId, till.registerId, returnSeq),
    businessDate: shift.businessDate,
    shiftId: shift.shiftId,
    by: settled.by.staffId,
    approvedBy: settled.approvedBy?.staffId ?? null,
    reason: settled.reason,
    at: till.clock.now(),
    netFen: goods.netFen,
    roundingFen: goods.roundingFen,
    subsidyFen: goods.subsidyFen,
    refundFen: goods.refundFen,
  };
  const payload = returnFact(open, sale, contents);
  const entry = appendNow(till, 'RETURN', settled.by.staffId, payload);
  const back = { ...open, journalSeq: entry.seq, journalHash: entry.hash };
  insertReturn(till.db, back);
  return back;
}

/** The return as the journal and the cloud keep it: whole, with the sale it undoes, and without a word about the person. */
function returnFact(
  back: Omit<GoodsReturn, 'journalSeq' | 'journalHash'> & Partial<GoodsReturn>,
  sale: Sale,
  { units, tickets, quotas, coupons }: Contents,
): Readonly<Record<string, unknown>> {
  return {
    ...back,
    sale: {
      receiptNumber: sale.receiptNumber,
      registerId: sale.registerId,
      journalSeq: sale.journalSeq,
    },
    units: units.map((unit) => ({
      position: unit.position,
      unit: unit.unit,
      sku: unit.line.sku,
      kind: unit.line.kind,
      quantityMilli: unit.quantityMilli,
      netFen: unit.netFen,
      roundingFen: unit.roundingFen,
      subsidyFen: unit.subsidyFen,
      condition: unit.condition,
      serials: unit.serials.map(({ brand, serialNumber, role }) => ({ brand, serialNumber, role })),
    })),
    refunds: [{ kind: 'cash', amountFen: back.refundFen }],
    cancelledTickets: tickets.cancelled.map(({ ticketId }) => ticketId),
    ...(quotas.length === 0
      ? {}
      : { quotaUses: quotas.map(({ promotionId, units }) => ({ promotionId, units })) }),
    ...(coupons.revived.length === 0
      ? {}
      : { revivedCoupons: coupons.revived.map(({ codeHash, turn }) => ({ codeHash, turn })) }),
  };
}

/** A unit that was given away pays nothing back, and opens no drawer. */
function writeDrawer(till: Till, back: GoodsReturn): void {
  if (back.refundFen === 0) return;
  const { shiftId, returnId: ref, at, by } = back;
  const amountFen = fen(-back.refundFen);
  insertDrawerEvent(till.db, { shiftId, kind: 'cash_refund', amountFen, ref, at, by });
  insertDrawerJob(till.db, { jobId: till.random.uuid(), ref, at });
}

/** What can be sold again comes back to the stock, one movement a line; what is damaged does not. */
function writeStock(till: Till, back: GoodsReturn, units: readonly UnitBack[]): void {
  const byLine = new Map<SoldLine, number>();
  for (const { line, condition, quantityMilli } of units) {
    if (line.kind === 'service' || condition !== 'restock') continue;
    byLine.set(line, (byLine.get(line) ?? 0) + quantityMilli);
  }
  const movement = { reason: 'return', ref: back.returnId, at: back.at } as const;
  for (const [{ sku }, quantityMilli] of byLine) {
    insertStockMovement(till.db, { ...movement, sku, quantityMilli });
  }
}

function writeSerials(till: Till, back: GoodsReturn, units: readonly UnitBack[]): void {
  const { at, by } = back;
  for (const serial of units.flatMap((unit) => unit.serials)) {
    insertSerialEvent(till.db, { ...serial, state: 'returned', at, by });
  }
}

/** A ticket of which nothing is left to deliver is cancelled: for the crew and for the cloud. */
function cancelTickets(till: Till, back: GoodsReturn, tickets: AffectedTickets): void {
  const { at, by, returnId, returnNumber } = back;
  for (const { ticketId } of tickets.cancelled) {
    insertTicketState(till.db, { ticketId, state: 'cancelled', at, by, note: returnNumber });
    insertFact(till.db, {
      factId: till.random.uuid(),
      kind: 'fulfilment',
      registerId: back.registerId,
      createdAt: at,
      body: canonicalJson({ ticketId, what: 'cancelled', returnId, returnNumber }),
    });
  }
}
