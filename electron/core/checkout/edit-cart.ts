import type { Answer } from '../../../shared/contract/answer.ts';
import type { Handover, PromotionChangeView } from '../../../shared/contract/cart.ts';
import { isInTraining } from '../../../shared/contract/rights.ts';
import { checkQuantity, countability } from '../../../shared/domain/cart/quantity.ts';
import { expectedSerials } from '../../../shared/domain/cart/serial-slots.ts';
import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { unitCountOf } from '../../../shared/domain/pricing/priced-cart.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { inRefusableTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import { CART_LIMITS } from '../limits.ts';
import type { Actor, Till } from '../till.ts';
import {
  type CartLine,
  deleteLine,
  insertLine,
  itemFacts,
  linesOfCart,
  updateLine,
} from './cart-line-table.ts';
import {
  activeCart,
  type Cart,
  deleteCart,
  insertCart,
  touchCart,
  updateCartNote,
  updateShownPromotions,
} from './cart-table.ts';
import { eachLine, loadCart } from './load-cart.ts';
import { shownOf } from './shown-promotions.ts';

/** Puts an item into the active cart; the same item in the same state counts up its line. */
export function addItem(
  till: Till,
  by: Actor,
  input: { readonly sku: string; readonly quantityMilli: number },
): Answer<{ readonly lineId: string }> {
  return changeCart(till, () => {
    const item = itemFacts(till.db, input.sku);
    if (!item) return refuse('item_not_found', { sku: input.sku });
    const kind = countability(item.unitLabel);
    const checked = checkQuantity(input.quantityMilli, kind);
    if (!checked.ok) return checked;
    const cart = activeCart(till.db, till.registerId) ?? startCart(till, by);
    const refusal = wrongHands(cart, by);
    if (refusal) return refusal;
    const lines = linesOfCart(till.db, cart.cartId);
    const same = lines.find((line) => line.sku === input.sku && isPlain(line));
    if (same) {
      const sum = checkQuantity(same.quantityMilli + input.quantityMilli, kind);
      if (!sum.ok) return sum;
      updateLine(till.db, { ...same, quantityMilli: sum.value });
      return ok({ lineId: same.lineId });
    }
    if (lines.length >= CART_LIMITS.lines) {
      return refuse('cart_full', { limit: CART_LIMITS.lines });
    }
    const lineId = till.random.uuid();
    insertLine(till.db, {
      lineId,
      cartId: cart.cartId,
      sku: input.sku,
      quantityMilli: input.quantityMilli,
      shownListFen: item.listFen,
      handover: 'carry_out',
    });
    return ok({ lineId });
  });
}

/** Sets a line's quantity; serial numbers of units that are gone go with them, and the journal says what went. */
export function setQuantity(
  till: Till,
  by: Actor,
  input: { readonly lineId: string; readonly quantityMilli: number },
): Answer<null> {
  return changeLine(till, input.lineId, (line, _, cart) => {
    const checked = checkQuantity(input.quantityMilli, countability(line.item.unitLabel));
    if (!checked.ok) return checked;
    const slots = expectedSerials(line.item.serial, checked.value);
    const serials = line.serials.filter((s) =>
      slots.some((slot) => slot.unit === s.unit && slot.role === s.role),
    );
    const less = line.quantityMilli - checked.value;
    if (less > 0) {
      const { cartId, sku } = line;
      const { startSeq } = cart;
      const mark = practiceMark(cart.isTraining);
      writeEntry(till, by, 'LINE_VOID', { cartId, startSeq, sku, quantityMilli: less, ...mark });
    }
    return ok({ ...line, quantityMilli: checked.value, serials });
  });
}

/** Takes a line out; what it was stays in the journal. With its last line the cart is given up. */
export function removeLine(till: Till, by: Actor, lineId: string): Answer<null> {
  return changeCart(till, (cart) => {
    const found = cart && eachLine(loadCart(till, cart)).find(({ row }) => row.lineId === lineId);
    if (!cart || !found) return refuse('line_not_found');
    deleteLine(till.db, lineId);
    writeEntry(till, by, 'LINE_VOID', {
      cartId: found.row.cartId,
      startSeq: cart.startSeq,
      sku: found.row.sku,
      quantityMilli: found.row.quantityMilli,
      netFen: found.priced.netFen,
      ...practiceMark(cart.isTraining),
    });
    // An empty cart would hand its customer, its discount and its approval on to whoever comes next.
    if (linesOfCart(till.db, cart.cartId).length === 0) abortCart(till, by, cart, 'emptied');
    return ok(null);
  });
}

/** Writes a note on a line, or with `lineId: null` on the whole cart. */
export function setNote(
  till: Till,
  input: { readonly lineId: string | null; readonly note: string },
): Answer<null> {
  const note = input.note.trim();
  if (note.length > CART_LIMITS.noteLength)
    return refuse('note_too_long', { limit: CART_LIMITS.noteLength });
  if (input.lineId !== null) return changeLine(till, input.lineId, (line) => ok({ ...line, note }));
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    updateCartNote(till.db, cart.cartId, note);
    return ok(null);
  });
}

/** How a line reaches the customer: carried out, delivered, or delivered and installed. */
export function setHandover(
  till: Till,
  input: { readonly lineId: string; readonly handover: Handover },
): Answer<null> {
  return changeLine(till, input.lineId, (line) => {
    if (line.item.kind !== 'goods' && input.handover !== 'carry_out') {
      return refuse('item_not_deliverable');
    }
    return ok({ ...line, handover: input.handover });
  });
}

/** Gives the cart up. Its lines stay in the journal; the rows go. */
export function clearCart(till: Till, by: Actor, reason: string): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    abortCart(till, by, cart, reasonText(reason));
    return ok(null);
  });
}

/** Ends in the journal what `SALE_START` began there. */
function abortCart(till: Till, by: Actor, cart: Cart, reason: string): void {
  const loaded = loadCart(till, cart);
  writeEntry(till, by, 'SALE_ABORT', {
    cartId: cart.cartId,
    startSeq: cart.startSeq,
    ...practiceMark(cart.isTraining),
    reason,
    netFen: loaded.priced.netFen,
    lines: eachLine(loaded).map(({ row, priced }) => ({
      sku: row.sku,
      quantityMilli: row.quantityMilli,
      netFen: priced.netFen,
    })),
  });
  deleteCart(till.db, cart.cartId);
}

/**
 * Runs one change of the active cart in a transaction of its own, counts its version up, notes what the cashier now
 * sees, and tells the screens. A refusal changes nothing.
 */
export function changeCart<Value>(
  till: Till,
  change: (cart: Cart | null) => Answer<Value>,
): Answer<Value> {
  const answer = inRefusableTransaction(till.db, () => {
    const before = activeCart(till.db, till.registerId);
    const unaccepted = before && loadCart(till, before).change;
    const result = change(before);
    const after = result.ok ? activeCart(till.db, till.registerId) : null;
    if (!after) return result;
    // Beyond these no amount can be computed any more, and the cart could neither be shown nor cleared.
    const lines = linesOfCart(till.db, after.cartId);
    if (isTooMuch(lines)) return refuse('amount_too_large');
    const units = lines.reduce((sum, line) => sum + unitCountOf(line.quantityMilli), 0);
    if (units > CART_LIMITS.units) return refuse('too_many_units', { limit: CART_LIMITS.units });
    touchCart(till.db, after.cartId);
    // One that comes back from being held stays as it was last seen.
    if (before?.cartId === after.cartId || after.shown === null) {
      showPromotions(till, after, after.shown && unaccepted);
    }
    return result;
  });
  if (answer.ok) till.announce({ type: 'cart.changed' });
  return answer;
}

/** A deed of the cashier's own shows the cart anew; what changed by itself before it stays to be accepted. */
function showPromotions(till: Till, cart: Cart, unaccepted: PromotionChangeView | null): void {
  const { priced } = loadCart(till, cart);
  updateShownPromotions(till.db, cart.cartId, shownOf(priced, unaccepted));
}

/** Changes one line of the active cart, or refuses with `line_not_found`. */
export function changeLine(
  till: Till,
  lineId: string,
  change: (line: CartLine, all: readonly CartLine[], cart: Cart) => Answer<CartLine>,
): Answer<null> {
  return changeCart(till, (cart) => {
    const lines = cart ? linesOfCart(till.db, cart.cartId) : [];
    const line = lines.find((candidate) => candidate.lineId === lineId);
    if (!line || !cart) return refuse('line_not_found');
    const changed = change(line, lines, cart);
    if (!changed.ok) return changed;
    updateLine(till.db, changed.value);
    return ok(null);
  });
}

/** Appends a journal entry of this till's register, at this moment. */
export function writeEntry(
  till: Till,
  by: Actor,
  type: Parameters<typeof appendEntry>[1]['type'],
  payload: Readonly<Record<string, unknown>>,
): void {
  const at = till.clock.now();
  appendEntry(till.db, {
    registerId: till.registerId,
    type,
    startedAt: at,
    endedAt: at,
    operator: by.staffId,
    payload,
  });
}

/** Practice and trade are never mixed in one cart: whoever may not finish it puts nothing into it. */
export function wrongHands(
  cart: Cart,
  by: Actor,
): ReturnType<typeof refuse<'cart_is_practice' | 'cart_is_real'>> | null {
  if (cart.isTraining === isInTraining(by.role)) return null;
  return refuse(cart.isTraining ? 'cart_is_practice' : 'cart_is_real');
}

/** What a journal entry about a practice cart says more, so that reports can leave it out. */
export function practiceMark(isTraining: boolean): { readonly isTraining?: true } {
  return isTraining ? { isTraining: true } : {};
}

/** The first item opens a cart and, in the journal, the sale's start. */
function startCart(till: Till, by: Actor): Cart {
  const cartId = till.random.uuid();
  const at = till.clock.now();
  const isTraining = isInTraining(by.role);
  const start = appendEntry(till.db, {
    registerId: till.registerId,
    type: 'SALE_START',
    startedAt: at,
    endedAt: at,
    operator: by.staffId,
    payload: { cartId, ...practiceMark(isTraining) },
  });
  insertCart(till.db, {
    cartId,
    registerId: till.registerId,
    startedAt: at,
    startedBy: by.staffId,
    startSeq: start.seq,
    isTraining,
  });
  const cart = activeCart(till.db, till.registerId);
  if (!cart) throw new Error('a cart that was just inserted is not there');
  return cart;
}

/** True where lines at their list or own prices pass what a till can compute with. */
export function isTooMuch(lines: readonly CartLine[]): boolean {
  const amounts = lines.map((line) => {
    const unitFen = Math.max(line.shownListFen ?? 0, line.override?.unitFen ?? 0);
    return (unitFen * line.quantityMilli) / 1000;
  });
  return amounts.reduce((a, b) => a + b, 0) > CART_LIMITS.amountFen;
}

/** A line that one more of the same item may count up: nothing was said or done to it by hand. */
function isPlain(line: CartLine): boolean {
  return line.override === null && line.discount === null && line.note === '';
}
