import { at } from './number-at.ts';

/** With more promotions than this in one piece, the piece is cut up: the bound stays true and is less tight. */
export const MOST_IN_PIECE = 30;

/**
 * Promotions that exclude each other in pairs, joined to pieces, and for each piece what its best set that excludes
 * nothing brings: counted exactly, once for every part of the piece that is still open.
 */
export type ClashPiece = {
  /** Places of its promotions and what each brings at most. */
  readonly places: Int32Array;
  readonly offs: Float64Array;
  /** By promotion: a bit for every other of the piece that it excludes. */
  readonly rivals: Int32Array;
  /** What was counted already, by the bits that were open; `null` where nothing is asked twice. */
  readonly known: Map<number, number> | null;
};

/** Joins what excludes each other. `clashes` by place; an empty list stands alone and is in no piece. */
export function piecesOf(
  offs: readonly number[],
  clashes: readonly (readonly number[])[],
): readonly ClashPiece[] {
  const pieces: ClashPiece[] = [];
  const isSeen = new Uint8Array(clashes.length);
  for (let first = 0; first < clashes.length; first++) {
    if (isSeen[first] === 1 || (clashes[first]?.length ?? 0) === 0) continue;
    const joined = [first];
    isSeen[first] = 1;
    for (let i = 0; i < joined.length; i++) {
      for (const other of clashes[joined[i] ?? 0] ?? []) {
        if (isSeen[other] === 1) continue;
        isSeen[other] = 1;
        joined.push(other);
      }
    }
    joined.sort((a, b) => a - b);
    for (let from = 0; from < joined.length; from += MOST_IN_PIECE) {
      pieces.push(pieceOf(joined.slice(from, from + MOST_IN_PIECE), offs, clashes));
    }
  }
  return pieces;
}

function pieceOf(
  places: readonly number[],
  offs: readonly number[],
  clashes: readonly (readonly number[])[],
): ClashPiece {
  const bitOf = new Map(places.map((place, bit) => [place, bit]));
  const rivals = places.map((place) => {
    let bits = 0;
    for (const other of clashes[place] ?? []) {
      const bit = bitOf.get(other);
      if (bit !== undefined) bits |= 1 << bit;
    }
    return bits;
  });
  return {
    places: Int32Array.from(places),
    offs: Float64Array.from(places, (place) => offs[place] ?? 0),
    rivals: Int32Array.from(rivals),
    known: new Map(),
  };
}

/** The most that promotions of these bits bring together, no two of which exclude each other. */
export function bestOfPiece(piece: ClashPiece, open: number): number {
  if (open === 0) return 0;
  const known = piece.known?.get(open);
  if (known !== undefined) return known;
  const best = branch(piece, open);
  piece.known?.set(open, best);
  return best;
}

function branch(piece: ClashPiece, open: number): number {
  const { rivals, offs } = piece;
  let [most, dense, alone, left] = [0, -1, 0, open];
  for (let bits = open; bits !== 0; bits &= bits - 1) {
    const bit = 31 - Math.clz32(bits & -bits);
    const degree = bitCount(at(rivals, bit) & open);
    if (degree === 0) {
      alone += at(offs, bit);
      left &= ~(1 << bit);
    } else if (degree > most) [most, dense] = [degree, bit];
  }
  if (dense < 0) return alone;
  const without = left & ~(1 << dense);
  const taken = at(offs, dense) + bestOfPiece(piece, without & ~at(rivals, dense));
  return alone + Math.max(taken, bestOfPiece(piece, without));
}

/** The bits without those that another excludes which brings as much and excludes nothing beside. */
export function withoutOutdone({ rivals, offs }: ClashPiece, open: number): number {
  let left = open;
  for (let bits = open; bits !== 0; bits &= bits - 1) {
    const bit = 31 - Math.clz32(bits & -bits);
    // What is out itself puts nothing out: of two alike one has to stay.
    if ((left & (1 << bit)) === 0) continue;
    const own = (at(rivals, bit) | (1 << bit)) & left;
    for (let others = at(rivals, bit) & left; others !== 0; others &= others - 1) {
      const other = 31 - Math.clz32(others & -others);
      const wider = (at(rivals, other) | (1 << other)) & left;
      if ((own & ~wider) !== 0 || at(offs, bit) < at(offs, other)) continue;
      left &= ~(1 << other);
    }
  }
  return left;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
