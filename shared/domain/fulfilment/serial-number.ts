import { ok, type Result, refuse } from '../../kernel/result.ts';

/** Makers' formats differ and change, so only length and characters are checked; `/` and `-` do occur. */
const SHAPE = /^[A-Z0-9/-]{8,32}$/;

export type SerialRefusal = 'serial_invalid' | 'serial_is_item_code' | 'payment_code_scanned';

/**
 * A serial number as it is kept: trimmed, upper case, full text. `isItemCode` tells a code of the
 * catalogue, which stands on the same box. Refuses `payment_code_scanned` (a customer's phone),
 * `serial_is_item_code`, `serial_invalid`.
 */
export function readSerial(
  text: string,
  isItemCode: (code: string) => boolean = () => false,
): Result<string, SerialRefusal> {
  const given = text.normalize('NFKC').trim();
  if (isPaymentCode(given)) return refuse('payment_code_scanned');
  const serial = given.toUpperCase();
  if (isRetailCode(serial) || isItemCode(serial)) return refuse('serial_is_item_code');
  if (!SHAPE.test(serial) || !/[0-9]/.test(serial)) return refuse('serial_invalid');
  return ok(serial);
}

/**
 * Payment codes: WeChat 18 digits from 10 to 15, Alipay 16 to 24 from 25 to 30 or `fp…`, UnionPay 19 from 62, e-CNY 19
 * from 01. A serial number that begins with FP is printed in capitals.
 */
function isPaymentCode(code: string): boolean {
  return /^(1[0-5]\d{16}|(2[5-9]|30)\d{14,22}|(62|01)\d{17}|fp[0-9A-Za-z]{10,60})$/.test(code);
}

/** A Chinese EAN-13 with a right check digit, known to the catalogue or not. */
function isRetailCode(code: string): boolean {
  if (!/^69\d{11}$/.test(code)) return false;
  const sum = [...code].reduce((total, d, i) => total + Number(d) * (i % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
