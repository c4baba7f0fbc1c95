import { parseYuan } from '../../shared/kernel/money.ts';
import { readCouponCode } from '../../shared/scanning/coupon-code.ts';

/** What a typed text can stand for besides a search. */
export type TypedText = {
  /** Fen, when it reads as an amount a customer hands over: at most 6 digits before the point. */
  readonly amountFen: number | null;
  /** Thousandths, when it reads as a quantity of at most 4 digits. */
  readonly quantityMilli: number | null;
  /** True for what only a code looks like: 8 digits or more, a long run with digits in it, a coupon's code. */
  readonly isCode: boolean;
};

/** Reads a typed text: digits then `+` are cash, digits then `*` a quantity, long digits a code. */
export function readTyped(text: string): TypedText {
  const trimmed = text.trim();
  return {
    amountFen: /^\d{1,6}(\.\d{0,2})?$/.test(trimmed) ? parseYuan(trimmed) : null,
    quantityMilli: quantityOf(trimmed),
    isCode:
      /^\d{8,}$/.test(trimmed) ||
      /^(?=.*\d{4})[A-Za-z0-9-]{12,}$/.test(trimmed) ||
      readCouponCode(trimmed) !== null,
  };
}

/** `1.5` -> 1500 thousandths; `null` when it is no quantity. */
export function quantityOf(text: string): number | null {
  return /^\d{1,4}(\.|$)/.test(text.trim()) ? enteredQuantity(text) : null;
}

/** A quantity as entered for a line, also one that the core refuses by name: `-1` -> -1000 thousandths. */
export function enteredQuantity(text: string): number | null {
  const match = /^(-?)(\d{1,6})(?:\.(\d{1,3}))?$/.exec(text.trim());
  if (!match) return null;
  const milli = Number(match[2]) * 1000 + Number((match[3] ?? '').padEnd(3, '0'));
  return match[1] === '-' ? -milli : milli;
}
