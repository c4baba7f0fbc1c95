import { hasGoodCheckDigit } from '../domain/catalog/product-code.ts';
import { readPaperCode } from '../kernel/paper-code.ts';
import { readCouponCode } from './coupon-code.ts';

export type PaymentBrand = 'wechat' | 'alipay' | 'unionpay' | 'ecny';

/**
 * What a code looks like by itself. The open screen's context decides first: where a serial number is
 * expected, anything with `mayBeSerial` may be one, even if it also looks like something else.
 */
export type CodeMeaning =
  | { readonly kind: 'receipt'; readonly receiptNumber: string; readonly mayBeSerial: false }
  | { readonly kind: 'ticket'; readonly ticketNumber: string; readonly mayBeSerial: false }
  | { readonly kind: 'coupon' | 'deposit'; readonly number: string; readonly mayBeSerial: false }
  | { readonly kind: 'ean'; readonly mayBeSerial: false }
  | { readonly kind: 'bad_check_digit'; readonly mayBeSerial: false }
  | { readonly kind: 'payment'; readonly brand: PaymentBrand; readonly mayBeSerial: boolean }
  | { readonly kind: 'serial'; readonly mayBeSerial: true }
  | { readonly kind: 'other'; readonly mayBeSerial: false };

/** Payment codes by the patterns their schemes publish; the e-CNY one is not confirmed. */
const PAYMENT_PATTERNS: readonly { readonly brand: PaymentBrand; readonly is: RegExp }[] = [
  { brand: 'wechat', is: /^1[0-5]\d{16}$/ },
  { brand: 'unionpay', is: /^62\d{17}$/ },
  { brand: 'ecny', is: /^01\d{17}$/ },
  { brand: 'alipay', is: /^(2[5-9]|30)\d{14,22}$/ },
  { brand: 'alipay', is: /^fp[0-9A-Za-z]{10,60}$/ },
];
const SERIAL_PATTERN = /^[0-9A-Z][0-9A-Z\-/.]{7,31}$/;
/** A deposit's number as its slip prints it, typed where a serial number may be awaited. */
const DEPOSIT_NUMBER = /^\d{4,8}-\d{2}-D\d{6}$/;
/** Chinese goods carry EAN-13 codes of prefix 690 to 699. */
const CHINESE_EAN = /^69\d{11}$/;

/** Says what a scanned or typed code can be (domain rule: patterns of section 3.2). */
export function classifyCode(text: string): CodeMeaning {
  const code = text.trim();
  const ours = readPaperCode(code);
  if (ours?.kind === 'R') {
    return { kind: 'receipt', receiptNumber: ours.number, mayBeSerial: false };
  }
  if (ours?.kind === 'T') return { kind: 'ticket', ticketNumber: ours.number, mayBeSerial: false };
  if (ours?.kind === 'D') return { kind: 'deposit', number: ours.number, mayBeSerial: false };
  if (DEPOSIT_NUMBER.test(code)) return { kind: 'deposit', number: code, mayBeSerial: false };
  if (ours?.kind === 'C') return { kind: 'coupon', number: ours.number, mayBeSerial: false };
  const coupon = readCouponCode(code);
  if (coupon) return { kind: 'coupon', number: coupon.code, mayBeSerial: false };
  if (CHINESE_EAN.test(code)) {
    return { kind: hasGoodCheckDigit(code) ? 'ean' : 'bad_check_digit', mayBeSerial: false };
  }
  if (/^\d{13}$/.test(code) && hasGoodCheckDigit(code)) return { kind: 'ean', mayBeSerial: false };
  const mayBeSerial = SERIAL_PATTERN.test(code.toUpperCase());
  const payment = PAYMENT_PATTERNS.find(({ is }) => is.test(code));
  if (payment) return { kind: 'payment', brand: payment.brand, mayBeSerial };
  return mayBeSerial ? { kind: 'serial', mayBeSerial } : { kind: 'other', mayBeSerial: false };
}
