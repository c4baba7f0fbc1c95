import { type Fen, fen } from '../../kernel/money.ts';

/** What a price cell says: an amount, nothing, or something that is no price. */
export type PriceCell =
  | { readonly kind: 'price'; readonly fen: Fen }
  | { readonly kind: 'blank' }
  | { readonly kind: 'unreadable'; readonly text: string };

const BLANKS: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '—',
  '/',
  '无',
  'N/A',
  'n/a',
  'NULL',
  'null',
]);
const HIGHEST_YUAN = 99_999_999;

/**
 * Reads a price in yuan: numbers, `1,999`, `￥1999.00元`, `423.52`, `1.2万`. More than two decimals are rounded half up
 * to the fen, since derived columns carry them. Negative amounts and words are unreadable.
 */
export function priceFromCell(cell: string): PriceCell {
  const text = cell.normalize('NFKC').replace(/\s+/g, '');
  if (BLANKS.has(text)) return { kind: 'blank' };
  const bare = text
    .replace(/^(RMB|CNY|人民币)/i, '')
    .replace(/^[¥￥]/, '')
    .replace(/(元|圆|块)?(整)?(\/[台套件个米])?$/, '');
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(万)?$/.exec(bare);
  if (!match) return scientific(bare) ?? { kind: 'unreadable', text: cell.trim() };
  const yuan = Number((match[1] ?? '').replaceAll(',', ''));
  return amount(yuan, match[2] ?? '', match[3] === '万' ? 10_000 : 1, cell);
}

function amount(yuan: number, decimals: string, times: number, cell: string): PriceCell {
  if (yuan * times > HIGHEST_YUAN) return { kind: 'unreadable', text: cell.trim() };
  // Six decimals as a whole number, so that no binary fraction decides a rounding.
  const micro = Number(decimals.slice(0, 6).padEnd(6, '0')) * times;
  return { kind: 'price', fen: fen(yuan * times * 100 + Math.floor((micro + 5000) / 10_000)) };
}

function scientific(text: string): PriceCell | null {
  if (!/^\d+(\.\d+)?e[+-]?\d+$/i.test(text)) return null;
  const value = Number(text);
  return value <= HIGHEST_YUAN ? { kind: 'price', fen: fen(Math.round(value * 100)) } : null;
}
