import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { MOST_WEIGHED, piecesByWeight, WEIGHED_FACES } from './coin-weight.ts';

const GRAMS = { 100: 6.1, 50: 3.8, 10: 3.2 } as const;

describe('coins on a scale', () => {
  it.each([
    [100, 0, 0, 0],
    [100, 6.1, 0, 1],
    [100, 305, 0, 50],
    [50, 38, 0, 10],
    [10, 64, 0, 20],
    [10, 214, 150, 20], // in a bowl of 150 g
    [100, 62, 0, 10], // a little worn or wet is still ten
  ] as const)('of %i fen at %d g with a bowl of %d g are %i', (face, grams, tareGrams, pieces) => {
    expect(piecesByWeight({ face, grams, tareGrams })).toEqual({ ok: true, value: pieces });
  });

  it.each([
    ['half a coin too much', { face: 100, grams: 64 }, { low: 10, high: 11 }],
    ['the bowl not taken off', { face: 50, grams: 40 }, { low: 10, high: 11 }],
    ['aluminium among the steel', { face: 10, grams: 10 * 3.2 + 1.15 }, { low: 10, high: 11 }],
    ['a single washer', { face: 10, grams: 1.5 }, { low: 0, high: 1 }],
    ['more than a scale can tell', { face: 100, grams: 6.1 * 201 }, { most: MOST_WEIGHED }],
    ['less than the bowl', { face: 100, grams: 100, tareGrams: 150 }, {}],
    ['a bowl lighter than nothing', { face: 100, grams: 61, tareGrams: -61 }, {}],
    ['no number', { face: 100, grams: Number.NaN }, {}],
    ['no end of weight', { face: 100, grams: Number.POSITIVE_INFINITY }, {}],
  ] as const)('with %s are refused', (_, weighing, params) => {
    expect(piecesByWeight(weighing)).toMatchObject({
      ok: false,
      refusal: { code: 'count_invalid', params },
    });
  });

  it.each([
    [{ pieces: 20, grams: 23 }, 57.5, 50], // aluminium jiao
    [{ pieces: 9, grams: 10.35 }, 57.5, null], // too small a sample
    [{ pieces: 20, grams: 0 }, 57.5, null],
    [{ pieces: 10.5, grams: 12 }, 57.5, null],
  ])('of another series are told by a sample: %j', (sample, grams, pieces) => {
    const told = piecesByWeight({ face: 10, grams, sample });
    expect(told.ok ? told.value : null).toBe(pieces);
  });

  it('are never told wrong by up to a fifth of a coin of error in all', () => {
    const piles = fc.record({
      face: fc.constantFrom(...WEIGHED_FACES),
      pieces: fc.integer({ min: 0, max: MOST_WEIGHED }),
      error: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      tareGrams: fc.integer({ min: 0, max: 500 }),
    });
    fc.assert(
      fc.property(piles, ({ face, pieces, error, tareGrams }) => {
        const grams = Math.max(0, tareGrams + (pieces + error) * GRAMS[face]);
        fc.pre(grams >= tareGrams);
        expect(piecesByWeight({ face, grams, tareGrams })).toEqual({ ok: true, value: pieces });
      }),
      printedSeed('coins by weight'),
    );
  });
});
