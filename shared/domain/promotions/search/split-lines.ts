import { allocate } from '../../../kernel/allocate.ts';
import { fen } from '../../../kernel/money.ts';
import { at } from './number-at.ts';

const rest = new Float64Array(1_024);

/**
 * `allocate` for the inner loop: writes the shares of `total` over the first `count` weights into `out`. Amounts whose
 * products pass 2^53 go through `allocate` itself.
 */
export function splitLines(
  total: number,
  weights: Float64Array,
  count: number,
  out: Float64Array,
): void {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += at(weights, i);
  if (total * sum > Number.MAX_SAFE_INTEGER || count > rest.length) {
    const shares = allocate(fen(total), [...weights.subarray(0, count)]);
    for (let i = 0; i < count; i++) out[i] = shares[i] ?? 0;
    return;
  }
  let missing = total;
  for (let i = 0; i < count; i++) {
    const product = total * at(weights, i);
    const share = Math.floor(product / sum);
    // A quotient just below a whole number may round up to it.
    const exact = share * sum > product ? share - 1 : share;
    out[i] = exact;
    rest[i] = product - exact * sum;
    missing -= exact;
  }
  for (; missing > 0; missing--) {
    let to = 0;
    for (let i = 1; i < count; i++) {
      const more = at(rest, i) - at(rest, to);
      if (more > 0 || (more === 0 && at(weights, i) > at(weights, to))) to = i;
    }
    out[to] = at(out, to) + 1;
    rest[to] = -1;
  }
}
