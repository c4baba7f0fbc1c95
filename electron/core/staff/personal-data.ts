import { maskAddress, maskName, maskPhone } from '../../../shared/domain/customer/mask.ts';
import { readPhone } from '../../../shared/domain/customer/phone.ts';
import type { CustomerTier } from '../../../shared/domain/promotions/promotion.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import type { Deed, Till } from '../till.ts';
import {
  type Person,
  personById,
  personByPhoneHash,
  personsByPhoneEnd,
  phoneHash,
  putPerson,
  tierOf,
} from './person-table.ts';

/** More people than this behind one phone ending are no help: ask for the whole number. */
const MOST_FOUND = 10;

/**
 * Keeps a customer, one row a phone number: the same phone updates the name, and the address where one is given.
 * Call it inside a transaction of its caller or alone. Refuses `phone_invalid`, `customer_missing` (no name).
 */
export function savePerson(
  till: Till,
  input: { readonly name: string; readonly phone: string; readonly address: string },
): Result<{ personId: string }, 'phone_invalid' | 'customer_missing'> {
  const phone = readPhone(input.phone);
  if (!phone.ok) return phone;
  const name = input.name.trim();
  const hash = phoneHash(till.secrets.lookupKey, phone.value);
  const known = personByPhoneHash(till.db, till.secrets.fieldKey, hash);
  if (name === '' && !known) return refuse('customer_missing');
  const person: Person = {
    personId: known?.personId ?? till.random.uuid(),
    name: name === '' ? (known?.name ?? '') : name,
    phone: phone.value,
    address: input.address.trim() === '' ? (known?.address ?? '') : input.address.trim(),
  };
  const seal = { key: till.secrets.fieldKey, bytes: till.random.bytes };
  putPerson(till.db, seal, { ...person, phoneHash: hash, at: till.clock.now() });
  return ok({ personId: person.personId });
}

/** Customers whose phone ends in these four digits, masked and with their tier, newest first. */
export function findByPhoneEnd(
  till: Till,
  last4: string,
): readonly (Person & { readonly tier: CustomerTier })[] {
  if (!/^\d{4}$/.test(last4)) return [];
  return personsByPhoneEnd(till.db, till.secrets.fieldKey, last4, MOST_FOUND).map((person) => ({
    ...masked(person),
    tier: tierOf(till.db, person.personId),
  }));
}

/** A customer as screens and customer-visible paper show them; `null` when unknown or deleted. */
export function maskedPersonById(till: Till, personId: string): Person | null {
  const person = personById(till.db, till.secrets.fieldKey, personId);
  return person ? masked(person) : null;
}

/** A customer in clear, for one look at a time: every reveal is journalled. `null` when unknown or deleted. */
export function revealPerson(till: Till, deed: Deed, personId: string): Person | null {
  const person = personById(till.db, till.secrets.fieldKey, personId);
  if (!person) return null;
  const at = till.clock.now();
  inTransaction(till.db, () =>
    appendEntry(till.db, {
      registerId: till.registerId,
      type: 'PERSONAL_DATA_REVEALED',
      startedAt: at,
      endedAt: at,
      operator: deed.by.staffId,
      payload: { personId, approvedBy: deed.approvedBy?.staffId ?? null },
    }),
  );
  return person;
}

function masked(person: Person): Person {
  return {
    personId: person.personId,
    name: maskName(person.name),
    phone: maskPhone(person.phone),
    address: maskAddress(person.address),
  };
}
