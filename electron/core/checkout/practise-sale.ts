import type { Answer } from '../../../shared/contract/answer.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { inRefusableTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import { insertJob } from '../printing/print-job-table.ts';
import { openShiftOf } from '../shift/shift-table.ts';
import type { Actor, Till } from '../till.ts';
import { cartObstacles } from './cart-obstacles.ts';
import { deleteCart, findCart } from './cart-table.ts';
import { cartTenders } from './cart-tenders.ts';
import { circumstancesOf } from './current-cart.ts';
import { wrongHands } from './edit-cart.ts';
import { type LoadedCart, loadCart } from './load-cart.ts';
import { practiceReceipt } from './practice-receipt.ts';
import { soldLines } from './record-sale.ts';
import { type CashPayment, settleCart } from './settle-cart.ts';
import {
  insertPractisedSale,
  nextPracticeNumber,
  type PractisedSale,
  practisedByRequest,
} from './training-table.ts';

/**
 * Finishes a practice cart as if it were paid (J5: training is journalled, flagged, and on no total of what was
 * sold): a row of its own, a journal entry and a receipt that says 练习 TRAINING. No sale, no stock, no serial
 * number, no ticket, no drawer, nothing for the cloud. The same request is answered the same.
 */
export function practiseSale(
  till: Till,
  by: Actor,
  payment: CashPayment,
): Answer<{ readonly trainingId: string }> {
  const answer = inRefusableTransaction(till.db, () => practise(till, by, payment));
  if (answer.ok) {
    till.announce({ type: 'practice.completed', trainingId: answer.value.trainingId });
    till.announce({ type: 'cart.changed' });
  }
  return answer;
}

function practise(
  till: Till,
  by: Actor,
  payment: CashPayment,
): Answer<{ readonly trainingId: string }> {
  const { db } = till;
  const repeated = practisedByRequest(db, payment.requestId);
  if (repeated && repeated.content.cartId !== payment.cartId) return refuse('request_reused');
  if (repeated) return ok({ trainingId: repeated.trainingId });

  const cart = findCart(db, payment.cartId);
  if (!cart) return refuse('cart_not_found');
  if (cart.state !== 'active' || cart.registerId !== till.registerId) return refuse('cart_in_use');
  const notTheirs = wrongHands(cart, by);
  if (notTheirs) return notTheirs;
  const loaded = loadCart(till, cart);
  const tenders = cartTenders(till, loaded);
  const [obstacle] = cartObstacles(loaded, { ...circumstancesOf(till, cart, by), tenders });
  if (obstacle) return refuse(obstacle.code, { line: obstacle.lineId ?? '' });

  const settled = settleCart(tenders, payment);
  if (!settled.ok) return settled;

  const trainingId = till.random.uuid();
  record(till, by, loaded, {
    trainingId,
    requestId: payment.requestId,
    registerId: till.registerId,
    shiftId: openShiftOf(db, till.registerId)?.shiftId ?? null,
    by: by.staffId,
    at: till.clock.now(),
    dueFen: settled.value.tender.amountFen,
    content: {
      number: nextPracticeNumber(db, till.registerId),
      cartId: cart.cartId,
      lines: soldLines(loaded),
      netFen: loaded.priced.netFen,
      ...settled.value,
    },
  });
  deleteCart(db, cart.cartId);
  return ok({ trainingId });
}

function record(till: Till, by: Actor, loaded: LoadedCart, practised: PractisedSale): void {
  const { content, at, trainingId: ref } = practised;
  const { lines, ...sums } = content;
  insertPractisedSale(till.db, practised);
  const entry = appendEntry(till.db, {
    registerId: practised.registerId,
    type: 'TRAINING_SALE',
    startedAt: loaded.cart.startedAt,
    endedAt: at,
    operator: practised.by,
    payload: {
      ...practised,
      content: { ...sums, lines: lines.map(({ note: _, ...line }) => line) },
      startSeq: loaded.cart.startSeq,
      isTraining: true,
    },
  });
  const document = practiceReceipt(till, { practised, loaded, entry, cashier: by.name });
  insertJob(till.db, { jobId: till.random.uuid(), kind: 'receipt', ref, copy: 0, document, at });
}
