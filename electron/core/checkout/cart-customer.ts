import type { z } from 'zod';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { customerInput } from '../../../shared/contract/cart.ts';
import type { CustomerTier } from '../../../shared/domain/promotions/promotion.ts';
import { addDays, businessDate } from '../../../shared/kernel/business-date.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { allowedBy } from '../staff/approval.ts';
import { personById, tierOf, updateTier } from '../staff/person-table.ts';
import { savePerson } from '../staff/personal-data.ts';
import type { Deed, Till } from '../till.ts';
import { linesOfCart } from './cart-line-table.ts';
import { type Cart, updateCartDelivery } from './cart-table.ts';
import { changeCart, practiceMark, writeEntry } from './edit-cart.ts';

type CustomerInput = Omit<z.infer<typeof customerInput>, 'approval'>;

/**
 * Says who buys and where the goods go. Name, phone and address are stored encrypted; the cart keeps the
 * reference. An address and a date are needed only where something is delivered. A known customer keeps
 * what is left empty. Making somebody a VIP lowers prices, so it takes the right to override promotions: refuses
 * `approval_needed`.
 */
export function setCustomer(till: Till, deed: Deed, input: CustomerInput): Answer<null> {
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
    const named = setTier(till, deed, cart, { personId: saved.value.personId, tier: input.tier });
    if (!named.ok) return named;
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
  deed: Deed,
  cart: Cart,
  { personId, tier }: { readonly personId: string; readonly tier: CustomerTier | undefined },
): Answer<null> {
  const before = tierOf(till.db, personId);
  if (tier === undefined || tier === before) return ok(null);
  const need = { right: 'override_promotion' } as const;
  if (tier === 'vip' && !allowedBy(deed, need)) return refuse('approval_needed', need);
  updateTier(till.db, personId, tier);
  const { cartId, isTraining } = cart;
  const approvedBy = deed.approvedBy?.staffId ?? null;
  const payload = { cartId, personId, tier, before, approvedBy, ...practiceMark(isTraining) };
  writeEntry(till, deed.by, 'CUSTOMER_TIER', payload);
  return ok(null);
}

/** Name, phone and address as typed, filled up from a known customer's; `null` when that one is unknown. */
function detailsOf(
  till: Till,
  input: CustomerInput,
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
