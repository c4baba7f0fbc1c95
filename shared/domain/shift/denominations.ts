import { type Fen, fen } from '../../kernel/money.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';

/** Legal tender in use, fen a piece, largest first: notes of 100 to 1 yuan, coins of 5 and 1 jiao. */
export const DENOMINATIONS = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10] as const;

/** More pieces of one kind than this is a slip of the finger. */
export const MAX_PIECES = 100_000;

/** Loose fen beyond the count sheet: old notes and coins, never more than a drawer's worth. */
const MAX_OTHER_FEN = 10_000_000;

/** No shop counts more than 10 million yuan in one drawer. */
const MAX_COUNT_FEN = 1_000_000_000;

/** Pieces by denomination (key: fen as text), plus loose fen that fit no row. */
export type CashCount = {
  readonly pieces: Readonly<Record<string, number>>;
  readonly otherFen: number;
};

/** How many pieces of each denomination, largest first, none left out that was counted; `otherFen` as pieces of one fen. */
export type Pieces = readonly { readonly fen: number; readonly count: number }[];

/**
 * What a count adds up to. Refuses `count_invalid` for negative, fractional or absurd numbers and for
 * a denomination that does not exist.
 */
export function countedCash(
  count: CashCount,
): Result<{ total: Fen; pieces: Pieces }, 'count_invalid'> {
  for (const [key, number] of Object.entries(count.pieces)) {
    if (!DENOMINATIONS.some((fenAPiece) => String(fenAPiece) === key)) {
      return refuse('count_invalid', { piece: key });
    }
    if (!isWhole(number, MAX_PIECES)) return refuse('count_invalid', { piece: key });
  }
  if (!isWhole(count.otherFen, MAX_OTHER_FEN)) return refuse('count_invalid', { piece: 'other' });
  const pieces = DENOMINATIONS.map((fenAPiece) => ({
    fen: fenAPiece as number,
    count: count.pieces[String(fenAPiece)] ?? 0,
  })).filter((row) => row.count > 0);
  if (count.otherFen > 0) pieces.push({ fen: 1, count: count.otherFen });
  const total = pieces.reduce((sum, row) => sum + row.fen * row.count, 0);
  if (total > MAX_COUNT_FEN) return refuse('count_invalid', { piece: 'total' });
  return ok({ total: fen(total), pieces });
}

function isWhole(number: number, most: number): boolean {
  return Number.isSafeInteger(number) && number >= 0 && number <= most;
}
