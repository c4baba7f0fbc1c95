import { type BenchRecord, exponent } from './bench.ts';

/** How a cost grows over the sizes; nothing on the selling path may grow faster than logarithmically. */
export function growth(
  bench: string,
  points: readonly { readonly size: number; readonly cost: number }[],
): BenchRecord {
  const value = Number(exponent(points).toFixed(3));
  return {
    bench,
    metric: 'exponent',
    value,
    unit: 'of size',
    against: null,
    againstValue: null,
    ratio: null,
    goal: '<=0.15',
    pass: value <= 0.15,
  };
}
