import type { Answer } from '../../../shared/contract/answer.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { inRefusableTransaction } from '../db/open.ts';
import { liveSerial } from '../fulfilment/serial-table.ts';
import { receiptOfCode } from '../promotions/coupon-table.ts';
import { recordQuotaUse } from '../promotions/quota.ts';
import { openShiftOf } from '../shift/shift-table.ts';
import type { Actor, Till } from '../till.ts';
import { cartObstacles } from './cart-obstacles.ts';
import { deleteCart, findCart } from './cart-table.ts';
import { cartTenders } from './cart-tenders.ts';
import { circumstancesOf } from './current-cart.ts';
import { type LoadedCart, loadCart } from './load-cart.ts';
import { quotaUses } from './promotion-facts.ts';
import { recordSale } from './record-sale.ts';
import { saleByCart, saleByRequest } from './sale-table.ts';
import { type CashPayment, settleCart } from './settle-cart.ts';

/**
 * Completes a sale paid in cash: one transaction that writes the sale and all the work that follows
 * from it (journal, stock, print jobs, tickets, outbox), then deletes the cart. A power cut leaves no
 * sale at all or a whole one. The same request, or the same cart, is answered with the sale it became.
 */
export function completeCashSale(
  till: Till,
  by: Actor,
  payment: CashPayment,
): Answer<{ readonly saleId: string }> {
  const answer = inRefusableTransaction(till.db, () => sell(till, by, payment));
  if (answer.ok) {
    till.announce({ type: 'sale.completed', saleId: answer.value.saleId });
    till.announce({ type: 'cart.changed' });
  }
  return answer;
}

function sell(till: Till, by: Actor, payment: CashPayment): Answer<{ readonly saleId: string }> {
  const { db } = till;
  const repeated = saleByRequest(db, payment.requestId);
  if (repeated && repeated.cartId !== payment.cartId) return refuse('request_reused');
  const sold = repeated ?? saleByCart(db, payment.cartId);
  if (sold) return ok({ saleId: sold.saleId });

  const cart = findCart(db, payment.cartId);
  if (!cart) return refuse('cart_not_found');
  if (cart.state !== 'active' || cart.registerId !== till.registerId) return refuse('cart_in_use');
  const shift = openShiftOf(db, till.registerId);
  const loaded = loadCart(till, cart);
  const tenders = cartTenders(till, loaded);
  const usedCoupon = couponUsedMeanwhile(till, loaded);
  if (usedCoupon) return refuse('coupon_used', { receiptNumber: usedCoupon });
  const [obstacle] = cartObstacles(loaded, { ...circumstancesOf(till, cart, by), tenders });
  if (obstacle) return refuse(obstacle.code, { line: obstacle.lineId ?? '' });
  if (!shift) return refuse('no_open_shift');
  const takenSerial = serialSoldMeanwhile(till, loaded);
  if (takenSerial) return refuse('serial_taken', { serialNumber: takenSerial });

  const settled = settleCart(tenders, payment);
  if (!settled.ok) return settled;

  const saleId = till.random.uuid();
  const uses = quotaUses(loaded);
  const { personId } = cart;
  const sale = { saleId, personId, businessDate: shift.businessDate, by: by.staffId };
  const booked = recordQuotaUse(till, sale, uses);
  if (!booked.ok) return booked;
  recordSale(till, {
    saleId,
    requestId: payment.requestId,
    by,
    shift,
    loaded,
    tenders,
    ...settled.value,
  });
  deleteCart(db, cart.cartId);
  return ok({ saleId });
}

/** The receipt that used up a code since this cart was shown with it. */
function couponUsedMeanwhile(till: Till, { cart }: LoadedCart): string | null {
  const shown = new Set(cart.shown?.taken.map(({ promotionId }) => promotionId));
  for (const { promotionId, codeHash } of cart.coupons) {
    const receipt = codeHash && shown.has(promotionId) && receiptOfCode(till.db, codeHash);
    if (receipt) return receipt;
  }
  return null;
}

/** A unit that another register sold since its serial number was scanned here. */
function serialSoldMeanwhile(till: Till, loaded: LoadedCart): string | null {
  for (const row of loaded.rows) {
    const taken = row.serials.find((s) => liveSerial(till.db, row.item.brand, s.serialNumber));
    if (taken) return taken.serialNumber;
  }
  return null;
}
