/** Digits and capitals that no hand mistakes for another: neither 0 and O, nor 1 and I, nor U and V. Their number is prime. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTVWXYZ';
const FRONT = 'ZQ';
const OWN_LENGTH = 12;
const SHARED_LENGTH = 6;

/** A code on a coupon: one of its own that is used once, or the short one that everybody may name. */
export type CouponCodeText = { readonly code: string; readonly isOneTime: boolean };

/**
 * The code whose body is made of these bytes (one a character): `ZQ` so that no number on goods or phones looks like it,
 * the body, and a check character that tells one wrong character and two that changed places.
 */
export function couponCode(bytes: Uint8Array, isOneTime: boolean): string {
  const length = isOneTime ? OWN_LENGTH : SHARED_LENGTH;
  const body = [...bytes.slice(0, length)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return `${FRONT}${body}${checkOf(body)}`;
}

/** Reads a code as it was typed, in small letters or with blanks and hyphens too; `null` when it is none of ours. */
export function readCouponCode(text: string): CouponCodeText | null {
  const code = text.toUpperCase().replace(/[\s-]/g, '');
  if (!code.startsWith(FRONT)) return null;
  const body = code.slice(FRONT.length, -1);
  const isOneTime = body.length === OWN_LENGTH;
  if (!isOneTime && body.length !== SHARED_LENGTH) return null;
  if ([...body].some((letter) => !LETTERS.includes(letter))) return null;
  return code.endsWith(checkOf(body)) ? { code, isOneTime } : null;
}

/** As it is printed and read out: `ZQ7K3-M9XQ2-T4RWN`. */
export function spacedCouponCode(code: string): string {
  return code.replace(/(.{5})(?=.)/g, '$1-');
}

/** Each place has a weight of its own below the number of letters, which is prime. */
function checkOf(body: string): string {
  const sum = [...body].reduce(
    (total, letter, at) => total + (at + 2) * LETTERS.indexOf(letter),
    0,
  );
  return LETTERS[sum % LETTERS.length] ?? '';
}
