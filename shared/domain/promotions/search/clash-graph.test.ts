import { describe, expect, it } from 'vitest';
import { printedSeed } from '../../../../test/support/printed-seed.ts';
import { dice } from '../../../../test/support/random-promotions.ts';
import { bestOfPiece, piecesOf, withoutOutdone } from './clash-graph.ts';

const CARTS = 200;

/** Promotions with what each brings, and who excludes whom at random. */
function promotionsOf(seed: number, count: number) {
  const roll = dice(seed);
  const offs = Array.from({ length: count }, () => roll.between(1, 50));
  const clashes = offs.map((): number[] => []);
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      if (!roll.is(0.25)) continue;
      clashes[a]?.push(b);
      clashes[b]?.push(a);
    }
  }
  return { offs, clashes };
}

/** Every set of promotions, tried. */
function bestSet(offs: readonly number[], clashes: readonly (readonly number[])[]): number {
  const from = (place: number, taken: readonly number[]): number => {
    if (place === offs.length) return 0;
    const without = from(place + 1, taken);
    if (taken.some((other) => clashes[place]?.includes(other))) return without;
    return Math.max(without, (offs[place] ?? 0) + from(place + 1, [...taken, place]));
  };
  return from(0, []);
}

const whole = (count: number) => (count === 31 ? 0x7fffffff : (1 << count) - 1);

describe('promotions that exclude each other', () => {
  it('bring together what the best set of those that do not exclude each other brings', () => {
    const { seed } = printedSeed('promotions that exclude each other');
    for (let i = 0; i < CARTS; i++) {
      const { offs, clashes } = promotionsOf(seed + i, 10);
      const alone = offs.filter((_, place) => clashes[place]?.length === 0);
      const joined = piecesOf(offs, clashes).map((p) => bestOfPiece(p, whole(p.places.length)));
      const sum = [...alone, ...joined].reduce((a, b) => a + b, 0);
      expect({ i, sum }).toEqual({ i, sum: bestSet(offs, clashes) });
    }
  });

  it('bring as much without those that another outdoes', () => {
    const { seed } = printedSeed('promotions that others outdo');
    for (let i = 0; i < CARTS; i++) {
      const { offs, clashes } = promotionsOf(seed + i, 8);
      // Few amounts, so that many bring as much as another.
      const few = offs.map((off) => 1 + (off % 3));
      for (const piece of piecesOf(few, clashes)) {
        const all = whole(piece.places.length);
        const fewer = bestOfPiece(piece, withoutOutdone(piece, all));
        expect({ i, fewer }).toEqual({ i, fewer: bestOfPiece(piece, all) });
      }
    }
  });

  it('bring never less where they are too many to be counted in one piece', () => {
    const { seed } = printedSeed('many promotions that exclude each other');
    const { offs } = promotionsOf(seed, 70);
    // Each excludes its neighbours only: what every second one brings is one of the sets.
    const clashes = offs.map((_, place) => [place - 1, place + 1].filter((o) => offs[o]));
    const pieces = piecesOf(offs, clashes);
    expect(pieces.length).toBeGreaterThan(1);
    const bound = pieces.reduce((sum, p) => sum + bestOfPiece(p, whole(p.places.length)), 0);
    const second = offs.reduce((sum, off, place) => sum + (place % 2 === 0 ? off : 0), 0);
    expect(bound).toBeGreaterThanOrEqual(second);
  });
});
