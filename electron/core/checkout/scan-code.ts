import type { Answer } from '../../../shared/contract/answer.ts';
import type { ScanOutcome } from '../../../shared/contract/cart.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { classifyCode } from '../../../shared/scanning/classify-code.ts';
import { itemByCode } from '../catalog/item-table.ts';
import { addDeposit } from '../deposits/cart-deposits.ts';
import type { Actor, Till } from '../till.ts';
import { addCoupon } from './cart-coupons.ts';
import { linesOfCart } from './cart-line-table.ts';
import { addSerial, nextSerialSlot } from './cart-serials.ts';
import { activeCart } from './cart-table.ts';
import { addItem } from './edit-cart.ts';
import { saleByReceipt } from './sale-table.ts';

/**
 * What a scanned or typed code does on the selling screen: an item's code adds the item; the code on a
 * receipt finds the sale; a coupon's code shows the coupon; a deposit slip's redeems it; anything that can be a serial number goes to the line that waits for one, the
 * selected line first, else the newest. A payment code never lands in a cart.
 */
export function scanCode(
  till: Till,
  by: Actor,
  input: { readonly code: string; readonly lineId: string | null },
): Answer<ScanOutcome> {
  const code = input.code.trim();
  const item = itemByCode(till.db, code);
  if (item) {
    const added = addItem(till, by, { sku: item.sku, quantityMilli: 1000 });
    return added.ok ? ok({ did: 'added', lineId: added.value.lineId }) : added;
  }
  const meaning = classifyCode(code);
  if (meaning.kind === 'receipt') {
    const sale = saleByReceipt(till.db, meaning.receiptNumber);
    return sale
      ? ok({ did: 'receipt', saleId: sale.saleId })
      : refuse('sale_not_found', { receiptNumber: meaning.receiptNumber });
  }
  if (meaning.kind === 'deposit') {
    const added = addDeposit(till, meaning.number);
    return added.ok ? ok({ did: 'deposit' }) : added;
  }
  if (meaning.kind === 'coupon') {
    const added = addCoupon(till, meaning.number);
    return added.ok ? ok({ did: 'coupon', promotionId: added.value.promotionId }) : added;
  }
  if (meaning.kind === 'bad_check_digit') return refuse('check_digit_wrong', { code });
  const waiting = lineWaitingForSerial(till, input.lineId);
  if (waiting && meaning.mayBeSerial) {
    const tied = addSerial(till, { lineId: waiting, serialNumber: code });
    return tied.ok ? ok({ did: 'serial', lineId: waiting, role: tied.value.role }) : tied;
  }
  if (meaning.kind === 'payment') return refuse('payment_code_scanned');
  return refuse('code_not_found', { code });
}

function lineWaitingForSerial(till: Till, selected: string | null): string | null {
  const cart = activeCart(till.db, till.registerId);
  if (!cart) return null;
  const waiting = linesOfCart(till.db, cart.cartId).filter((line) => nextSerialSlot(line) !== null);
  const chosen = waiting.find((line) => line.lineId === selected) ?? waiting.at(-1);
  return chosen?.lineId ?? null;
}
