import { invariant } from './assert.ts';
import { type Fen, fen } from './money.ts';

/** The name under which a sale stores how it was split, so that a later reader can compute it again. */
export const ALLOCATION = 'largest-remainder/1';

/**
 * Splits `total` fen over `weights` by largest remainder: `floor(total × w / W)` each, the missing
 * fen one by one to the largest remainders; ties go to the larger weight, then the lower index.
 * The shares add up to `total` exactly. All weights zero: nothing may be split but zero.
 */
export function allocate(total: Fen, weights: readonly number[]): readonly Fen[] {
  if (total < 0) return allocate(fen(-total), weights).map((share) => fen(-share));
  const sum = weights.reduce((a, b) => a + b, 0);
  invariant(
    weights.every((w) => Number.isSafeInteger(w) && w >= 0),
    'weights are whole and not negative',
  );
  if (sum === 0) {
    invariant(total === 0, 'cannot split an amount over no weight');
    return weights.map(() => fen(0));
  }
  // total × weight can pass 2^53 for large carts, so the product is taken in BigInt.
  const shares = weights.map((w, index) => {
    const product = BigInt(total) * BigInt(w);
    return { index, w, share: Number(product / BigInt(sum)), rest: product % BigInt(sum) };
  });
  let missing = total - shares.reduce((a, s) => a + s.share, 0);
  const order = [...shares].sort((a, b) => {
    if (a.rest !== b.rest) return a.rest > b.rest ? -1 : 1;
    return b.w - a.w || a.index - b.index;
  });
  for (const part of order) {
    if (missing === 0) break;
    part.share += 1;
    missing -= 1;
  }
  return shares.map((s) => fen(s.share));
}
