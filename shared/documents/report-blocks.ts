import { shanghaiTime } from '../kernel/business-date.ts';
import type { PaperBlock } from './paper-document.ts';

/** A section of a report: nothing at all where it has no rows, so that an empty one takes no paper. */
export function section(title: string, rows: readonly PaperBlock[]): readonly PaperBlock[] {
  if (rows.length === 0) return [];
  return [{ kind: 'rule' }, { kind: 'text', text: title, bold: true }, ...rows];
}

export function row(left: string, right: string): PaperBlock {
  return { kind: 'pair', left: `  ${left}`, right };
}

/** A row that adds up those above it. */
export function strong(left: string, right: string): PaperBlock {
  return { kind: 'pair', left: `  ${left}`, right, bold: true };
}

/** A row that is read from a step away. */
export function tall(left: string, right: string): PaperBlock {
  return { kind: 'pair', left, right, size: 'tall', bold: true };
}

/** The row, or none where its amount is nothing. */
export function unlessZero(left: string, amount: number): readonly PaperBlock[] {
  return amount === 0 ? [] : [row(left, yuanText(amount))];
}

/** Name, count and amount in three columns. */
export function threeColumns(name: string, count: string, amount: string): PaperBlock {
  return {
    kind: 'columns',
    cells: [
      { text: `  ${name}`, columns: 24 },
      { text: count, columns: 8, align: 'right' },
      { text: amount, columns: 16, align: 'right' },
    ],
  };
}

/** Fen as `1234.56`; totals since the first day may pass what one amount can hold, so this takes any whole number. */
export function yuanText(amount: number): string {
  const whole = Math.floor(Math.abs(amount) / 100);
  const cents = String(Math.abs(amount) % 100).padStart(2, '0');
  return `${amount < 0 ? '-' : ''}${whole}.${cents}`;
}

/** A difference with its sign, so that more and less cannot be mistaken for one another. */
export function signedYuan(amount: number): string {
  return amount > 0 ? `+${yuanText(amount)}` : yuanText(amount);
}

/** What a difference is called: 长款 when there is more, 短款 when there is less. */
export function differenceName(amount: number): string {
  if (amount === 0) return '差异';
  return amount > 0 ? '长款' : '短款';
}

/** `2026-06-18 10:25`. */
export function minuteOf(at: number): string {
  return shanghaiTime(at).slice(0, 16);
}

export function pieceName(value: number): string {
  if (value >= 100) return `${value / 100}元`;
  return value >= 10 ? `${value / 10}角` : '零钱';
}
