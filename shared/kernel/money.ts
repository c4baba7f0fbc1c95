import { invariant } from './assert.ts';

/** Whole fen (1 yuan = 100 fen). Made only by `fen()`, split only by `allocate()`. */
export type Fen = number & { readonly __unit: 'fen' };

/** The largest amount the till handles: 100 million yuan. Beyond it an amount is a mistake. */
const MAX_FEN = 10_000_000_000;

/** Brands a whole number of fen. Throws on a fraction or an amount no shop can mean. */
export function fen(value: number): Fen {
  invariant(Number.isSafeInteger(value), `fen must be whole, got ${value}`);
  invariant(Math.abs(value) <= MAX_FEN, `amount out of range: ${value} fen`);
  return (value === 0 ? 0 : value) as Fen; // never -0, which is another value to JSON and to tests
}

export const ZERO = fen(0);

export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total += amount;
  return fen(total);
}

/** `unit` fen times a quantity in thousandths, rounded half up to the fen. */
export function timesMilli(unit: Fen, quantityMilli: number): Fen {
  const product = unit * quantityMilli;
  return fen(Math.sign(product) * Math.floor((Math.abs(product) + 500) / 1000));
}

/** `amount` fen times a rate in ten-thousandths (1500 = 15 %), rounded half up to the fen. */
export function timesRate(amount: Fen, rate: number): Fen {
  return fen(Math.floor((amount * rate + 5000) / 10_000));
}

/** `123456` fen -> `1,234.56`; negative amounts carry a leading minus. */
export function formatYuan(amount: Fen): string {
  const whole = Math.floor(Math.abs(amount) / 100);
  const cents = String(Math.abs(amount) % 100).padStart(2, '0');
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}${grouped}.${cents}`;
}

/** `123456` fen -> `1234.56`, as receipts and exports write it: without grouping. */
export function plainYuan(amount: Fen): string {
  return formatYuan(amount).replaceAll(',', '');
}

/** Reads `1,234.5`, `￥1234.50`, `1999.00元`; `null` when it is no amount of at most two decimals. */
export function parseYuan(text: string): Fen | null {
  const cleaned = text.normalize('NFKC').replace(/[¥￥元,\s]/g, '');
  const match = /^(-?)(\d{1,8})(?:\.(\d{0,2})0*)?$/.exec(cleaned);
  if (!match) return null;
  const value = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return fen(match[1] ? -value : value);
}
