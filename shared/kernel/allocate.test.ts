import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedSeed } from '../../test/support/printed-seed.ts';
import { allocate } from './allocate.ts';
import { fen, sumFen } from './money.ts';

describe('an amount split over lines', () => {
  it.each([
    // name, total, weights, shares
    [
      'a platform discount over fridge, washer and kettle',
      55_000,
      [219_900, 129_900, 9_990],
      [33_616, 19_857, 1_527],
    ],
    ['one yuan each, one yuan off', 1_000, [1_000, 1_000, 1_000], [334, 333, 333]],
    ['fifteen percent over two lines', 1_650, [6_000, 5_000], [900, 750]],
    [
      'a set of three for a fixed price',
      30_900,
      [219_900, 129_900, 169_900],
      [13_075, 7_723, 10_102],
    ],
    ['a line of no weight gets nothing', 100, [0, 7], [0, 100]],
    ['one fen over three equal lines goes to the first', 1, [5, 5, 5], [1, 0, 0]],
    [
      'of equal remainders the larger weight comes first, then the first line',
      10,
      [1, 1, 4],
      [2, 1, 7],
    ],
    ['the fen left over goes to the largest remainder', 5, [1, 2, 4], [1, 1, 3]],
    ['ties go to the larger weight', 3, [2, 6, 4], [0, 2, 1]],
    ['nothing to split', 0, [3, 4], [0, 0]],
    ['no lines and nothing to split', 0, [], []],
    ['nothing over nothing', 0, [0, 0], [0, 0]],
    ['a rounding up is split as what it is', -3, [10, 20], [-1, -2]],
  ])('%s', (_, total, weights, shares) => {
    expect(allocate(fen(total), weights)).toEqual(shares);
  });

  it('an amount cannot be split over nothing', () => {
    expect(() => allocate(fen(1), [0, 0])).toThrow(/no weight/);
    expect(() => allocate(fen(1), [])).toThrow(/no weight/);
    expect(() => allocate(fen(1), [-1, 2])).toThrow(/not negative/);
    expect(() => allocate(fen(1), [0.5, 1])).toThrow(/whole/);
  });

  it('a share is never a negative nothing, which would not be the same JSON', () => {
    expect(allocate(fen(-1), [1, 0]).map((share) => Object.is(share, -0))).toEqual([false, false]);
  });

  it('no fen is lost or made, and each share is within a fen of its exact part', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 100_000_000 }), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), weights, (total, w) => {
        const sum = w.reduce((a, b) => a + b, 0);
        fc.pre(sum > 0);
        const shares = allocate(fen(total), w);
        expect(shares.reduce((a: number, b) => a + b, 0)).toBe(total);
        shares.forEach((share, i) => {
          expect(Math.abs(share - (total * (w[i] ?? 0)) / sum)).toBeLessThan(1.000_01);
        });
      }),
      printedSeed('allocate'),
    );
  });

  it('a discount no larger than the lines never takes more from a line than it costs', () => {
    const nets = fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(nets, fc.double({ min: 0, max: 1, noNaN: true }), (w, part) => {
        const total = Math.floor(sumFen(w.map(fen)) * part);
        allocate(fen(total), w).forEach((share, i) => {
          expect(share).toBeLessThanOrEqual(w[i] ?? 0);
          expect(share).toBeGreaterThanOrEqual(0);
        });
      }),
      printedSeed('allocate: clipped'),
    );
  });
});
