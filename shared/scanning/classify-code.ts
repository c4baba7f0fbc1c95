/** What a code can mean by its pattern alone; what the open screen expects decides first. */
export type CodeMeaning = {
  readonly kind: 'item' | 'receipt' | 'ticket' | 'payment' | 'bad_check_digit' | 'other';
  /** Set for `receipt`. */
  readonly receiptNumber: string;
  /** True where a field that waits for a serial number may take it. */
  readonly mayBeSerial: boolean;
};

const SERIAL = /^[0-9A-Z][0-9A-Z\-/.]{7,31}$/i;

/**
 * Classifies a scanned or typed code (patterns: EAN-13 of China 690–699; payment codes as WeChat,
 * Alipay, UnionPay and e-CNY publish them; our own tickets and receipts `YQ1|…`).
 */
export function classifyCode(text: string): CodeMeaning {
  const code = text.trim();
  const mayBeSerial = SERIAL.test(code);
  const plain = { receiptNumber: '', mayBeSerial };
  const receipt = /^YQ1\|R\|([0-9A-Z-]{8,24})$/.exec(code);
  if (receipt) return { kind: 'receipt', receiptNumber: receipt[1] ?? '', mayBeSerial: false };
  if (code.startsWith('YQ1|T|')) return { ...plain, kind: 'ticket', mayBeSerial: false };
  if (/^69\d{11}$/.test(code)) {
    const kind = hasEanCheckDigit(code) ? 'item' : 'bad_check_digit';
    return { ...plain, kind, mayBeSerial: false };
  }
  if (isPaymentCode(code)) return { ...plain, kind: 'payment' };
  return { ...plain, kind: 'other' };
}

/** WeChat 18 digits from 10–15, Alipay 16–24 digits from 25–30, UnionPay 19 from 62, e-CNY 19 from 01. */
export function isPaymentCode(code: string): boolean {
  return /^(1[0-5]\d{16}|(2[5-9]|30)\d{14,22}|62\d{17}|01\d{17}|fp.+)$/.test(code);
}

/** EAN-13: odd places once, even places three times, from the left; the sum ends in 0. */
export function hasEanCheckDigit(code: string): boolean {
  const sum = [...code].reduce((n, digit, index) => n + Number(digit) * (index % 2 ? 3 : 1), 0);
  return /^\d{13}$/.test(code) && sum % 10 === 0;
}
