import { fen, formatYuan } from '../kernel/money.ts';

export type Params = Readonly<Record<string, string | number>>;

/**
 * Puts params into `{{name}}` places. A name that ends in `Fen` is an amount in fen and is written
 * as `￥1,234.50`; a place without a param is left out, so that staff never read a brace.
 */
export function fillSentence(sentence: string, params: Params): string {
  return sentence
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = params[name];
      if (value === undefined) return '';
      return name.endsWith('Fen') && typeof value === 'number'
        ? `￥${formatYuan(fen(value))}`
        : String(value);
    })
    .replace(/ {2,}/g, ' ');
}
