import type { CustomerTier } from '../../../shared/domain/promotions/promotion.ts';
import { keyedHash, openField, type Seal, sealField } from '../db/field-cipher.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** A customer in clear. Only paper for the crew and a journalled reveal show it so. */
export type Person = {
  readonly personId: string;
  readonly name: string;
  readonly phone: string; // digits
  readonly address: string; // empty when none was given
};

type PersonRow = {
  person_id: string;
  name_enc: Buffer;
  phone_enc: Buffer;
  address_enc: Buffer | null;
};

/** Writes a person, each field sealed; who is known by `personId` already is overwritten. */
export function putPerson(
  db: Database,
  seal: Seal,
  person: Person & { readonly phoneHash: string; readonly at: number },
): void {
  prepared(
    db,
    `INSERT INTO person (person_id, name_enc, phone_enc, phone_hmac, phone_last4, address_enc, created_at)
     VALUES (@personId, @name, @phone, @phoneHash, @last4, @address, @at)
     ON CONFLICT (person_id) DO UPDATE SET name_enc = excluded.name_enc,
       phone_enc = excluded.phone_enc, address_enc = excluded.address_enc`,
  ).run({
    personId: person.personId,
    name: sealField(seal, 'person.name', person.name),
    phone: sealField(seal, 'person.phone', person.phone),
    phoneHash: person.phoneHash,
    last4: person.phone.slice(-4),
    address: person.address === '' ? null : sealField(seal, 'person.address', person.address),
    at: person.at,
  });
}

/** A person in clear by reference; `null` when unknown or deleted. */
export function personById(db: Database, fieldKey: Uint8Array, personId: string): Person | null {
  const row = prepared<[string], PersonRow>(db, 'SELECT * FROM person WHERE person_id = ?').get(
    personId,
  );
  return row ? fromRow(row, fieldKey) : null;
}

/** What a customer is to the store; somebody unknown or deleted is nobody in particular. */
export function tierOf(db: Database, personId: string): CustomerTier {
  const row = prepared<[string], { tier: CustomerTier }>(
    db,
    'SELECT tier FROM person WHERE person_id = ?',
  ).get(personId);
  return row?.tier ?? 'none';
}

export function updateTier(db: Database, personId: string, tier: CustomerTier): void {
  prepared(db, 'UPDATE person SET tier = ? WHERE person_id = ?').run(tier, personId);
}

export function personByPhoneHash(
  db: Database,
  fieldKey: Uint8Array,
  phoneHash: string,
): Person | null {
  const row = prepared<[string], PersonRow>(db, 'SELECT * FROM person WHERE phone_hmac = ?').get(
    phoneHash,
  );
  return row ? fromRow(row, fieldKey) : null;
}

/** The newest persons whose phone ends in `last4`. */
export function personsByPhoneEnd(
  db: Database,
  fieldKey: Uint8Array,
  last4: string,
  limit: number,
): readonly Person[] {
  return prepared<[string, number], PersonRow>(
    db,
    'SELECT * FROM person WHERE phone_last4 = ? ORDER BY created_at DESC, rowid DESC LIMIT ?',
  )
    .all(last4, limit)
    .map((row) => fromRow(row, fieldKey));
}

/** What a phone is looked up by: a keyed hash, so that the table alone tells nobody's number. */
export function phoneHash(lookupKey: Uint8Array, phone: string): string {
  return keyedHash(lookupKey, 'person.phone', phone).toString('hex');
}

function fromRow(row: PersonRow, fieldKey: Uint8Array): Person {
  return {
    personId: row.person_id,
    name: openField(fieldKey, 'person.name', row.name_enc),
    phone: openField(fieldKey, 'person.phone', row.phone_enc),
    address: row.address_enc ? openField(fieldKey, 'person.address', row.address_enc) : '',
  };
}
