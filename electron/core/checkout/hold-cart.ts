import type { Answer } from '../../../shared/contract/answer.ts';
import type { HeldCart } from '../../../shared/contract/cart.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { CART_LIMITS } from '../limits.ts';
import type { Actor, Till } from '../till.ts';
import { countHeldCarts, findCart, heldCarts, markActive, markHeld } from './cart-table.ts';
import { cartTenders } from './cart-tenders.ts';
import { changeCart, wrongHands } from './edit-cart.ts';
import { loadCart } from './load-cart.ts';

/** Puts the active cart aside; it outlives the shift and a power cut. */
export function holdCart(till: Till, label: string): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    if (countHeldCarts(till.db) >= CART_LIMITS.heldCarts) {
      return refuse('cart_full', { limit: CART_LIMITS.heldCarts });
    }
    markHeld(till.db, cart.cartId, label, till.clock.now());
    return ok(null);
  });
}

/**
 * Brings a held cart back as the active one. Refuses while another cart is open (hold or clear that first),
 * practice to whoever is not in training, and a real cart to whoever is.
 */
export function recallCart(till: Till, by: Actor, cartId: string): Answer<null> {
  return changeCart(till, (active) => {
    const held = findCart(till.db, cartId);
    if (!held) return refuse('cart_not_found');
    if (held.state === 'active') {
      return held.cartId === active?.cartId ? ok(null) : refuse('cart_in_use');
    }
    if (active) return refuse('cart_in_use');
    const refusal = wrongHands(held, by);
    if (refusal) return refusal;
    markActive(till.db, cartId, till.registerId);
    return ok(null);
  });
}

/** The held carts with what a person knows them by: label, first item, what is to pay. */
export function listHeldCarts(
  till: Till,
  nameOf: (staffId: string) => string,
): readonly HeldCart[] {
  return heldCarts(till.db, CART_LIMITS.heldCarts).map((cart) => {
    const loaded = loadCart(till, cart);
    return {
      cartId: cart.cartId,
      label: cart.label ?? '',
      heldAt: cart.heldAt ?? cart.startedAt,
      isTraining: cart.isTraining,
      by: nameOf(cart.startedBy),
      lineCount: loaded.rows.length,
      firstLine: loaded.rows[0]?.item.name ?? '',
      payFen: cartTenders(till, loaded).payFen,
    };
  });
}
