import { allocate } from '../../kernel/allocate.ts';
import { type Fen, fen } from '../../kernel/money.ts';

/**
 * Each unit's share of the cash rounding, by what the government leaves to pay of it: a unit never pays back less than
 * nothing. The till shares it out at the sale, a reader of the journal finds the same shares. Empty where nothing was
 * rounded.
 */
export function roundingShares(
  roundingFen: Fen,
  units: readonly { readonly netFen: Fen; readonly subsidyFen: Fen }[],
): readonly Fen[] {
  if (roundingFen === 0) return [];
  return allocate(
    roundingFen,
    units.map(({ netFen, subsidyFen }) => fen(netFen - subsidyFen)),
  );
}
