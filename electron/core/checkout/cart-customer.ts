import type { z } from 'zod';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { customerInput } from '../../../shared/contract/cart.ts';
import type { CustomerTier } from '../../../shared/domain/promotions/promotion.ts';
import { addDays, businessDate } from '../../../shared/kernel/business-date.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { personById, tierOf, updateTier } from '../staff/person-table.ts';
import { savePerson } from '../staff/personal-data.ts';
import type { Actor, Till } from '../till.ts';
import { linesOfCart } from './cart-line-table.ts';
import { type Cart, updateCartDelivery } from './cart-table.ts';
import { changeCart, practiceMark, writeEntry } from './edit-cart.ts';

/**
 * Says who buys and where the goods go. Name, phone and address are stored encrypted; the cart keeps the
 * reference. An address and a date are needed only where something is delivered. A known customer keeps
 * what is left empty.
 */
export function setCustomer(
  till: Till,
  by: Actor,
  input: z.infer<typeof customerInput>,
): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    const delivers = linesOfCart(till.db, cart.cartId).some((l) => l.handover !== 'carry_out');
    const who = detailsOf(till, input);
    if (!who || who.name === '') return refuse('customer_missing');
    if (delivers && who.address === '') return refuse('address_missing');
    if (delivers && input.deliveryDate === '') return refuse('delivery_date_missing');
    if (input.deliveryDate !== '' && !isCalendarDate(input.deliveryDate)) {
      return refuse('delivery_date_missing');
    }
    const today = businessDate(till.clock.now(), 0);
    if (input.deliveryDate !== '' && input.deliveryDate < today) {
      return refuse('delivery_date_past');
    }
    const saved = savePerson(till, who);
    if (!saved.ok) return saved;
    setTier(till, by, cart, { personId: saved.value.personId, tier: input.tier });
    updateCartDelivery(till.db, cart.cartId, {
      personId: saved.value.personId,
      deliveryDate: input.deliveryDate === '' ? null : input.deliveryDate,
      deliverySlot: input.deliverySlot,
      deliveryNote: input.deliveryNote,
    });
    return ok(null);
  });
}

/** A tier opens promotions, so the journal says who gave it to whom, by reference. */
function setTier(
  till: Till,
  by: Actor,
  cart: Cart,
  { personId, tier }: { readonly personId: string; readonly tier: CustomerTier | undefined },
): void {
  const before = tierOf(till.db, personId);
  if (tier === undefined || tier === before) return;
  updateTier(till.db, personId, tier);
  const { cartId, isTraining } = cart;
  const payload = { cartId, personId, tier, before, ...practiceMark(isTraining) };
  writeEntry(till, by, 'CUSTOMER_TIER', payload);
}

/** Name, phone and address as typed, filled up from a known customer's; `null` when that one is unknown. */
function detailsOf(
  till: Till,
  input: z.infer<typeof customerInput>,
): { readonly name: string; readonly phone: string; readonly address: string } | null {
  if (input.personId === undefined) return input;
  const known = personById(till.db, till.secrets.fieldKey, input.personId);
  if (!known) return null;
  return {
    name: input.name || known.name,
    phone: input.phone || known.phone,
    address: input.address || known.address,
  };
}

/** Sells to nobody in particular again. Refused while a line is still to be delivered. */
export function removeCustomer(till: Till): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    const delivers = linesOfCart(till.db, cart.cartId).some((l) => l.handover !== 'carry_out');
    if (delivers) return refuse('customer_missing');
    updateCartDelivery(till.db, cart.cartId, {
      personId: null,
      deliveryDate: null,
      deliverySlot: null,
      deliveryNote: null,
    });
    return ok(null);
  });
}

/** `2026-02-31` is none, though `Date.parse` would take it for 3 March. */
function isCalendarDate(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) && addDays(text, 0) === text;
}
