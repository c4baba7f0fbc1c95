import type { useWords } from '../client/use-words.ts';

export type ReportRow = {
  readonly name: string;
  readonly value: string;
  readonly isStrong?: boolean;
  readonly isTotal?: boolean;
};
export type ReportSection = { readonly title: string; readonly rows: readonly ReportRow[] };

/** What names things here: the words of the screen, and how it writes a moment. */
export type Words = Pick<ReturnType<typeof useWords>, 't' | 'dayTime' | 'time' | 'day'>;

/** Fen as `1,234.56`, also where it passes what one amount can hold. */
export function totalYuan(amount: number): string {
  const text = (Math.abs(amount) / 100).toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return amount < 0 ? `−${text}` : text;
}

/** A difference with its sign. */
export function signedYuan(amount: number): string {
  return amount > 0 ? `+${totalYuan(amount)}` : totalYuan(amount);
}
