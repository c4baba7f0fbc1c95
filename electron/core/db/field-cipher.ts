import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { invariant } from '../../../shared/kernel/assert.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What the cipher needs: the key, and fresh randomness for each nonce. */
export type Seal = { readonly key: Uint8Array; readonly bytes: (count: number) => Uint8Array };

/**
 * Encrypts one field with AES-256-GCM: nonce, tag, cipher text. `field` (`person.phone`) is bound in,
 * so that a sealed value cannot be moved to another column.
 */
export function sealField(seal: Seal, field: string, text: string): Buffer {
  const nonce = seal.bytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', seal.key, nonce);
  cipher.setAAD(Buffer.from(field, 'utf8'));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** The text of a sealed field. Throws when the key is another one or the value was tampered with. */
export function openField(key: Uint8Array, field: string, sealed: Uint8Array): string {
  invariant(sealed.length >= NONCE_BYTES + TAG_BYTES, 'a sealed field holds nonce and tag');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(field, 'utf8'));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const body = sealed.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}

/** HMAC-SHA256 of a text: equal texts find each other, nobody without the key can guess them. */
export function keyedHash(key: Uint8Array, purpose: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${purpose}|${text}`, 'utf8').digest();
}
