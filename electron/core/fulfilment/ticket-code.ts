import { keyedHash } from '../db/field-cipher.ts';
import type { Till } from '../till.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Six random digits that the customer tells the installer when all is well; kept as a keyed hash only. */
export function newAcceptanceCode(till: Till): string {
  const [a = 0, b = 0, c = 0, d = 0] = till.random.bytes(4);
  const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return String(number % 1_000_000).padStart(6, '0');
}

/** What a ticket keeps of its acceptance code: enough to check it, also without a network. */
export function acceptanceHash(lookupKey: Uint8Array, ticketNumber: string, code: string): string {
  return keyedHash(lookupKey, 'ticket.code', `${ticketNumber}|${code}`).toString('hex');
}

/** The QR text of a ticket, `YQ1|T|<number>|<8 characters>`: nobody without the store's key can make one. */
export function ticketScanCode(lookupKey: Uint8Array, ticketNumber: string): string {
  const hash = keyedHash(lookupKey, 'ticket', ticketNumber);
  // 5 bytes are exactly 8 base32 digits.
  const number = hash.subarray(0, 5).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const digits = Array.from({ length: 8 }, (_, i) => {
    const digit = Number((number >> BigInt(35 - 5 * i)) & 31n);
    return BASE32[digit] ?? '';
  });
  return `YQ1|T|${ticketNumber}|${digits.join('')}`;
}
