import { assertNever } from '../../kernel/assert.ts';
import { type Fen, fen, ZERO } from '../../kernel/money.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';

/** How the cash total is rounded (抹零); the floor modes only ever favour the customer. */
export type CashRoundingMode =
  | 'none'
  | 'floor_jiao'
  | 'floor_yuan'
  | 'half_up_jiao'
  | 'half_up_yuan';

/** Notes and coins in use, fen a piece, largest first. */
const PIECES = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 2, 1] as const;

/** More change than this is a mistyped amount or a barcode typed as money. */
const MAX_CHANGE_FEN = 200_000;

/** What is taken off `net` so that it can be paid in cash; negative only in the declared half-up modes. */
export function cashRounding(net: Fen, mode: CashRoundingMode): Fen {
  switch (mode) {
    case 'none':
      return ZERO;
    case 'floor_jiao':
      return fen(net % 10);
    case 'floor_yuan':
      return fen(net % 100);
    case 'half_up_jiao':
      return fen(net - Math.floor((net + 5) / 10) * 10);
    case 'half_up_yuan':
      return fen(net - Math.floor((net + 50) / 100) * 100);
    default:
      return assertNever(mode);
  }
}

export type CashSettlement = { readonly tenderedFen: Fen; readonly changeFen: Fen };

/** Settles `due` in cash; `tendered` null means the exact amount. */
export function settleCash(
  due: Fen,
  tendered: Fen | null,
): Result<CashSettlement, 'tendered_too_little' | 'tendered_too_much'> {
  if (tendered === null) return ok({ tenderedFen: due, changeFen: ZERO });
  if (tendered < due) return refuse('tendered_too_little', { missingFen: due - tendered });
  const changeFen = fen(tendered - due);
  if (changeFen > MAX_CHANGE_FEN) return refuse('tendered_too_much', { changeFen });
  return ok({ tenderedFen: tendered, changeFen });
}

/** The fewest notes and coins that make up `change`, largest first. */
export function changePieces(
  change: Fen,
): readonly { readonly fen: number; readonly count: number }[] {
  const pieces: { fen: number; count: number }[] = [];
  let rest: number = change;
  for (const piece of PIECES) {
    const count = Math.floor(rest / piece);
    if (count > 0) pieces.push({ fen: piece, count });
    rest -= count * piece;
  }
  return pieces;
}

/** Up to four amounts a customer is likely to hand over: the next 1, 10, 50, 100 and 1,000 yuan above `due`. */
export function quickCash(due: Fen): readonly Fen[] {
  if (due <= 0) return [];
  const steps = [100, 1_000, 5_000, 10_000, 100_000];
  const next = steps.map((step) => Math.ceil((due + 1) / step) * step);
  const distinct = [...new Set(next)].filter((amount) => amount - due <= MAX_CHANGE_FEN);
  const few = distinct.length > 4 ? distinct.filter((amount) => amount !== next[2]) : distinct;
  return few.slice(0, 4).map(fen);
}
