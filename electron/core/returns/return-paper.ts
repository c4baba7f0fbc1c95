import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { type ReturnSlipLine, returnSlipDocument } from '../../../shared/documents/return-slip.ts';
import { paidFor } from '../../../shared/domain/returns/returnable-units.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import { paperCode } from '../../../shared/kernel/paper-code.ts';
import type { Sale } from '../checkout/sale-table.ts';
import type { Database } from '../db/open.ts';
import type { CouponsBack } from '../promotions/coupon-revival.ts';
import { registerSerial, type Store } from '../staff/store-table.ts';
import type { AffectedTickets } from './affected-tickets.ts';
import type { UnitBack } from './record-return.ts';
import type { GoodsReturn } from './return-table.ts';

/** The slip of a return at the moment of its commit: frozen with it, however late it prints. */
export function returnSlip(
  db: Database,
  facts: {
    readonly back: GoodsReturn;
    readonly sale: Sale;
    readonly store: Store;
    readonly units: readonly UnitBack[];
    readonly tickets: AffectedTickets;
    readonly coupons: CouponsBack;
    readonly giftsKeptFen: Fen;
    readonly by: string;
    readonly approvedBy: string | null;
    readonly verifyCode: string;
    readonly version: string;
  },
): PaperDocument {
  const { back, sale, store } = facts;
  return returnSlipDocument({
    store,
    returnNumber: back.returnNumber,
    receiptNumber: sale.receiptNumber,
    soldAt: sale.completedAt,
    registerId: back.registerId,
    registerSerial: registerSerial(db, back.registerId),
    journalSeq: back.journalSeq,
    verifyCode: facts.verifyCode,
    version: facts.version,
    cashier: facts.by,
    approvedBy: facts.approvedBy,
    at: back.at,
    customerId: sale.personId,
    lines: linesBack(facts.units),
    refundFen: back.refundFen,
    giftsKeptFen: facts.giftsKeptFen,
    revivedCoupons: facts.coupons.revived,
    spentCoupons: facts.coupons.spent,
    reason: back.reason,
    cancelledTickets: facts.tickets.cancelled.map((ticket) => ticket.ticketNumber),
    keptTickets: facts.tickets.kept.map((ticket) => ticket.ticketNumber),
    // The sale's own code: scanned from the slip it leads to the same sale, with what is left of it.
    lookupCode: paperCode({ kind: 'R', number: sale.receiptNumber, check: '' }),
    isDemo: store.isDemo,
  });
}

/** The units as a person reads them: one line for those of a kind that are in the same condition. */
function linesBack(units: readonly UnitBack[]): readonly ReturnSlipLine[] {
  const lines = new Map<string, ReturnSlipLine>();
  for (const unit of units) {
    const key = `${unit.position} ${unit.condition}`;
    const before = lines.get(key);
    lines.set(key, {
      name: unit.line.name,
      unitLabel: unit.line.unitLabel,
      condition: unit.line.kind === 'service' ? null : unit.condition,
      quantityMilli: (before?.quantityMilli ?? 0) + unit.quantityMilli,
      refundFen: fen((before?.refundFen ?? 0) + paidFor(unit)),
      serials: [...(before?.serials ?? []), ...unit.serials],
    });
  }
  return [...lines.values()];
}
