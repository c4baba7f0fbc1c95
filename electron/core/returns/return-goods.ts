import type { Answer } from '../../../shared/contract/answer.ts';
import type { ErrorCode } from '../../../shared/contract/error-codes.ts';
import type { Condition, ReturnGoodsInput } from '../../../shared/contract/returns.ts';
import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { returnedGoods, type UnitKey } from '../../../shared/domain/returns/returnable-units.ts';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { saleById } from '../checkout/sale-table.ts';
import { inRefusableTransaction } from '../db/open.ts';
import { drawerEventsOf } from '../shift/drawer-table.ts';
import { whoMayMove } from '../shift/pay-out-limit.ts';
import { type SellingObstacle, sellingObstacle } from '../shift/shift-day-table.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import type { Deed, Till } from '../till.ts';
import { bookGifts, giftsKept } from './gift-payment.ts';
import { recordReturn } from './record-return.ts';
import { paidUnitsOf, returnByRequest } from './return-table.ts';

export type ReturnRequest = Omit<ReturnGoodsInput, 'approval' | 'units'> & {
  readonly units: readonly (UnitKey & { readonly condition: Condition })[];
};

/**
 * Takes units of a sale back for cash: one transaction that writes the return and all that follows from it
 * (refund, drawer, stock, serial numbers, tickets, journal, slip, outbox). Each unit pays back exactly what it
 * cost, once, and no network is asked. The value of gifts that stay without being earned is kept back. The same request is answered with the return it became.
 */
export function returnGoods(
  till: Till,
  deed: Deed,
  request: ReturnRequest,
): Answer<{ readonly returnId: string }> {
  const answer = inRefusableTransaction(till.db, () => takeBack(till, deed, request));
  if (answer.ok) till.announce({ type: 'goods.returned', returnId: answer.value.returnId });
  return answer;
}

function takeBack(
  till: Till,
  deed: Deed,
  request: ReturnRequest,
): Answer<{ readonly returnId: string }> {
  const { db } = till;
  const repeated = returnByRequest(db, request.requestId);
  if (repeated && repeated.saleId !== request.saleId) return refuse('request_reused');
  if (repeated) return ok({ returnId: repeated.returnId });

  const sale = saleById(db, request.saleId);
  if (!sale) return refuse('sale_not_found');
  const shift = currentShiftOf(db, till.registerId);
  if (shift?.state === 'counting') return refuse('cash_being_counted');
  const obstacle = sellingObstacle(db, till.registerId, till.clock.now());
  if (!shift || obstacle) return refuse(noShiftFor(obstacle));
  const sold = paidUnitsOf(db, sale.saleId);
  const goods = returnedGoods(sold, request.units);
  if (!goods.ok) return goods;
  const { refundFen } = goods.value;
  const keptFen = giftsKept(till, sale.saleId, sold, goods.value);
  const handedFen = refundFen - keptFen;
  if (handedFen !== request.expectedRefundFen) {
    return refuse('refund_changed', { refundFen: handedFen });
  }
  const reason = reasonText(request.reason.trim());
  if (reason === '') return refuse('reason_missing');
  const move = { shiftId: shift.shiftId, right: 'return_goods', leavingFen: handedFen } as const;
  const { need, allowing: allowed } = whoMayMove(till, deed, move);
  if (!allowed) return refuse('approval_needed', need);
  const { expected } = expectedCash(drawerEventsOf(db, shift.shiftId));
  if (handedFen > expected) return refuse('cash_not_in_drawer', { refundFen: handedFen });

  const returnId = till.random.uuid();
  const approvedBy = allowed.staffId === deed.by.staffId ? null : allowed;
  const { requestId } = request;
  const returnNumber = recordReturn(till, {
    ...{ returnId, requestId, sale, shift, by: deed.by, approvedBy },
    ...{ reason, goods: goods.value, giftsKeptFen: keptFen },
  });
  const who = { by: deed.by.staffId, approvedBy: approvedBy?.staffId ?? null };
  bookGifts(till, shift, { returnId, returnNumber, keptFen, ...who });
  return ok({ returnId });
}

/** What keeps the till from selling, in words that do not speak of a cart. */
function noShiftFor(obstacle: SellingObstacle | null): ErrorCode {
  return obstacle === null || obstacle === 'no_open_shift' ? 'shift_not_open' : obstacle;
}
