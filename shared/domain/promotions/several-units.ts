import { allocate } from '../../kernel/allocate.ts';
import { fen } from '../../kernel/money.ts';
import type { Benefit } from './promotion.ts';
import { halfUp } from './whole-cart.ts';

/** A unit with what it costs before the promotion. */
export type UnitAt = { readonly unit: number; readonly priceFen: number };

/**
 * What a set of units for one price takes off each of them: over lines by their sums first, then over the units of
 * each line. `null` where the set costs no less than its units.
 */
export function offSet(
  units: readonly UnitAt[],
  priceFen: number,
  lineOf: readonly number[],
): ReadonlyMap<number, number> | null {
  const discount = units.reduce((sum, u) => sum + u.priceFen, 0) - priceFen;
  return discount > 0 ? offByLines(discount, units, lineOf) : null;
}

/** Splits an amount over lines by their sums and each line's share over its units. */
function offByLines(
  amount: number,
  units: readonly UnitAt[],
  lineOf: readonly number[],
): ReadonlyMap<number, number> {
  const lines = [...Map.groupBy(units, (u) => lineOf[u.unit] ?? 0)].toSorted(([a], [b]) => a - b);
  const shares = allocate(
    fen(amount),
    lines.map(([, of]) => of.reduce((sum, u) => sum + u.priceFen, 0)),
  );
  const off = new Map<number, number>();
  for (const [index, [, of]] of lines.entries()) {
    const ordered = of.toSorted((a, b) => a.unit - b.unit);
    const parts = allocate(
      fen(shares[index] ?? 0),
      ordered.map((u) => u.priceFen),
    );
    for (const [place, u] of ordered.entries()) off.set(u.unit, parts[place] ?? 0);
  }
  return off;
}

/**
 * What the N-th item takes off the units of its pool: of every `n` units one, the cheapest first; among units of one
 * price those whose place in the line is the n-th, then by line. At most `limit` units.
 */
export function offNthItem(
  benefit: Extract<Benefit, { kind: 'nth_item' }>,
  pool: readonly UnitAt[],
  limit: number,
  placeOf: readonly number[],
): ReadonlyMap<number, number> {
  const { n, offRate } = benefit;
  const rank = (u: UnitAt) => (((placeOf[u.unit] ?? 0) + 1) % n === 0 ? 0 : 1);
  const count = Math.min(Math.floor(pool.length / n), limit);
  const cheapest = pool
    .toSorted((a, b) => a.priceFen - b.priceFen || rank(a) - rank(b) || a.unit - b.unit)
    .slice(0, count);
  return new Map(
    cheapest.map(({ unit, priceFen }) => [unit, priceFen - halfUp(priceFen, 10_000 - offRate)]),
  );
}
