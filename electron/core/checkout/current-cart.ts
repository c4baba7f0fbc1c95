import { type CartView, type CustomerView, EMPTY_CART } from '../../../shared/contract/cart.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { couponByHash } from '../promotions/coupon-table.ts';
import { goodTitle } from '../promotions/good-title.ts';
import { sellingObstacle } from '../shift/shift-day-table.ts';
import { tierOf } from '../staff/person-table.ts';
import { maskedPersonById } from '../staff/personal-data.ts';
import { staffById } from '../staff/staff-table.ts';
import type { Actor, Till } from '../till.ts';
import { itemFacts } from './cart-line-table.ts';
import { type Circumstances, cartObstacles } from './cart-obstacles.ts';
import { activeCart, type Cart, countHeldCarts } from './cart-table.ts';
import { cartTenders, tendersView } from './cart-tenders.ts';
import { cartView } from './cart-view.ts';
import { loadCart } from './load-cart.ts';

/** The active cart of this register as its screen shows it to `viewer`. */
export function currentCart(till: Till, viewer: Actor): CartView {
  const heldCount = countHeldCarts(till.db);
  const cart = activeCart(till.db, till.registerId);
  if (!cart) return { ...EMPTY_CART, heldCount };
  const loaded = loadCart(till, cart);
  const tenders = cartTenders(till, loaded);
  return cartView(loaded, {
    customer: customerOf(till, cart),
    obstacles: cartObstacles(loaded, { ...circumstancesOf(till, cart, viewer), tenders }),
    heldCount,
    tenders: tendersView(till, loaded, tenders),
    nameOf: (staffId) => staffName(till, staffId),
    last4Of: (codeHash) =>
      codeHash === null ? '' : (couponByHash(till.db, codeHash)?.last4 ?? ''),
    titleOf: (sku) => titleOf(till, sku),
  });
}

/** What a cart is judged by when this person is about to take the money for it. */
export function circumstancesOf(
  till: Till,
  cart: Cart,
  actor: Actor,
): Omit<Circumstances, 'tenders'> {
  const person = cart.personId === null ? null : maskedPersonById(till, cart.personId);
  return {
    register: sellingObstacle(till.db, till.registerId, till.clock.now()),
    role: actor.role,
    hasAddress: person !== null && person.address !== '',
    today: businessDate(till.clock.now(), 0),
  };
}

/** What a good that is not in the cart is called: brand, model and name. */
function titleOf(till: Till, sku: string): string {
  const item = itemFacts(till.db, sku);
  return item ? goodTitle(item) : sku;
}

/** What staff call a colleague; the id where the person is unknown. */
export function staffName(till: Till, staffId: string): string {
  return staffById(till.db, staffId)?.name ?? staffId;
}

function customerOf(till: Till, cart: Cart): CustomerView | null {
  const person = cart.personId && maskedPersonById(till, cart.personId);
  if (!person) return null;
  return {
    ...person,
    tier: tierOf(till.db, person.personId),
    deliveryDate: cart.deliveryDate ?? '',
    deliverySlot: cart.deliverySlot ?? 'morning',
    deliveryNote: cart.deliveryNote ?? '',
  };
}
