import { type GiftPromise, giftsOwed } from '../../../shared/domain/returns/gift-value.ts';
import {
  type PaidUnit,
  type ReturnedGoods,
  unitName,
} from '../../../shared/domain/returns/returnable-units.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import { giftsPaidFen } from '../shift/cash-movement-table.ts';
import { recordMovement } from '../shift/record-movement.ts';
import type { Shift } from '../shift/shift-table.ts';
import type { Till } from '../till.ts';
import { giftPromises } from './gift-promises.ts';

/** What is kept back from a refund for gifts that stay with the customer; below zero it is paid back. */
export function giftsKept(
  till: Till,
  saleId: string,
  sold: readonly PaidUnit[],
  goods: ReturnedGoods,
): Fen {
  const promises: readonly GiftPromise[] = giftPromises(till.db, saleId);
  if (promises.length === 0) return fen(0);
  const back = new Set(
    [...sold.filter(({ isReturned }) => isReturned), ...goods.units].map(unitName),
  );
  const beforeFen = giftsPaidFen(till.db, saleId);
  return giftsOwed(promises, back, { refundFen: goods.refundFen, beforeFen });
}

/**
 * Books what a customer pays for gifts they keep, out of the refund they have just got: cash that moved, with a slip and
 * an entry of its own, so that the return stays what the sale was. Runs inside the return's transaction.
 */
export function bookGifts(
  till: Till,
  shift: Shift,
  payment: {
    readonly returnId: string;
    readonly returnNumber: string;
    readonly keptFen: Fen;
    readonly by: string;
    readonly approvedBy: string | null;
  },
): void {
  const { returnId, returnNumber, keptFen, by, approvedBy } = payment;
  if (keptFen === 0) return;
  const isOwed = keptFen > 0;
  recordMovement(till, shift, {
    movementId: till.random.uuid(),
    requestId: giftRequest(returnId),
    shiftId: shift.shiftId,
    kind: isOwed ? 'paid_in' : 'paid_out',
    amountFen: keptFen,
    category: isOwed ? 'other_in' : 'other_out',
    ...{ payee: '', slipNumber: '', undoes: null, at: till.clock.now(), by, approvedBy },
    note: `${isOwed ? '赠品、换购未退抵扣' : '赠品、换购已退，退还抵扣'} ${returnNumber}`,
  });
}

/** One payment for gifts a return, known by it. */
function giftRequest(returnId: string): string {
  return `gift-${returnId}`;
}
