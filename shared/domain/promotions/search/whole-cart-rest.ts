import { bestOfPiece, type ClashPiece, piecesOf } from './clash-graph.ts';
import { at } from './number-at.ts';
import { mostOff, rateOf } from './whole-cart-candidates.ts';
import type { Ground } from './whole-cart-ground.ts';
import { endOfLine, isClash, type Part, shareOut } from './whole-cart-part.ts';

/**
 * The most that candidates from a place on can still take off what is left: for every cell a line
 * `fixed + slope × left`, never more than is left there, and a `common` amount for what belongs to no one cell.
 */
export type RestBound = {
  readonly cells: number;
  readonly fixed: Float64Array; // by place and cell
  readonly slope: Float64Array;
  readonly common: Float64Array; // by place
  cellCount: number;
  /** Of those that exclude each other: coupons of one type, pieces of others, and who excludes whom, by place. */
  coupons: readonly Int32Array[];
  pieces: readonly ClashPiece[];
  clashes: readonly (readonly number[])[];
  /** By place: how many that are taken exclude it. */
  readonly blocked: Int32Array;
};

export function restBound(candidates: number, cells: number): RestBound {
  return {
    cells,
    fixed: new Float64Array((candidates + 1) * cells),
    slope: new Float64Array((candidates + 1) * cells),
    common: new Float64Array(candidates + 1),
    cellCount: 0,
    coupons: [],
    pieces: [],
    clashes: [],
    blocked: new Int32Array(candidates),
  };
}

/**
 * Works the bound out from the last candidate to the first. Where it is open yet which units take coupons, a coupon may
 * come down on any of them, and counts as common.
 */
export function restBoundOf(
  rest: RestBound,
  parts: readonly Part[],
  ground: Ground,
  areBarsOpen: boolean,
): void {
  const { cells, common, fixed, slope } = rest;
  rest.cellCount = ground.cellCount;
  const last = parts.length * cells;
  fixed.fill(0, last, last + cells);
  slope.fill(0, last, last + cells);
  common[parts.length] = 0;
  rest.clashes = parts.map((part) => (part.isAlive ? clashesOf(parts, part, areBarsOpen) : NONE));
  rest.coupons = couponsOf(rest, parts);
  const inCoupons = new Set(rest.coupons.flatMap((places) => [...places]));
  rest.pieces = piecesOf(
    parts.map(({ off }) => off),
    rest.clashes.map((of, place) =>
      inCoupons.has(place) ? NONE : of.filter((other) => !inCoupons.has(other)),
    ),
  );
  for (let place = parts.length - 1; place >= 0; place--) {
    const from = place * cells;
    for (let cell = 0; cell < rest.cellCount; cell++) {
      fixed[from + cell] = at(fixed, from + cells + cell);
      slope[from + cell] = at(slope, from + cells + cell);
    }
    common[place] = at(common, place + 1);
    const part = parts[place];
    if (!part?.isAlive) continue;
    if ((rest.clashes[place]?.length ?? 0) > 0) continue;
    if (areBarsOpen && part.candidate.isCoupon) {
      common[place] = at(common, place) + part.off;
    } else addAlone(rest, place, part, ground);
  }
}

/** What the candidates from `place` on can take off `left` at most. */
export function boundRest(
  rest: RestBound,
  place: number,
  left: Float64Array,
  parts: readonly Part[],
): number {
  const from = place * rest.cells;
  let bound = at(rest.common, place);
  for (let cell = 0; cell < rest.cellCount; cell++) {
    const amount = at(left, cell);
    const line = at(rest.fixed, from + cell) + at(rest.slope, from + cell) * amount;
    bound += line < amount ? line : amount;
  }
  for (let i = 0; i < rest.pieces.length; i++) {
    const piece = rest.pieces[i] as ClashPiece;
    let open = 0;
    for (let bit = piece.places.length - 1; bit >= 0; bit--) {
      const other = at(piece.places, bit);
      if (other < place) break;
      if (at(rest.blocked, other) === 0) open |= 1 << bit;
    }
    bound += bestOfPiece(piece, open);
  }
  for (const coupons of rest.coupons) bound += bestCoupon(rest, coupons, { place, left }, parts);
  return bound;
}

/** Of coupons of which one can be taken: the most that one still gives of what is left. */
function bestCoupon(
  rest: RestBound,
  coupons: Int32Array,
  from: { readonly place: number; readonly left: Float64Array },
  parts: readonly Part[],
): number {
  let best = 0;
  for (let i = 0; i < coupons.length; i++) {
    const other = at(coupons, i);
    const part = parts[other] as Part; // one for every place
    if (part.off <= best) break;
    if (other < from.place || at(rest.blocked, other) > 0) continue;
    best = Math.max(best, part.candidate.isRunning ? offOfLeft(part, from.left) : part.off);
  }
  return best;
}

/** What a promotion of what is left would give now: what is left later is never more. */
function offOfLeft(part: Part, left: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < part.cellCount; i++) sum += at(left, at(part.cells, i));
  return mostOff(part.candidate.benefit, sum, part.units);
}

/** Notes that a candidate is taken, or not any more: whatever it excludes. */
export function block(rest: RestBound, place: number, change: number): void {
  for (const other of rest.clashes[place] ?? []) {
    rest.blocked[other] = at(rest.blocked, other) + change;
  }
}

const NONE: readonly number[] = [];

/** While it is open which units take coupons, a coupon may lose every unit that it shares with its group. */
function clashesOf(parts: readonly Part[], part: Part, areBarsOpen: boolean): readonly number[] {
  const { rivals, isCoupon, coupon } = part.candidate;
  if (rivals.length === 0) return NONE;
  return rivals.filter((place) => {
    const other = parts[place];
    if (!other?.isAlive) return false;
    const isOpen = areBarsOpen && (isCoupon || other.candidate.isCoupon);
    if (isOpen) return coupon !== '' && coupon === other.candidate.coupon;
    return isClash(part, other);
  });
}

/** By type the coupons that exclude only each other, what gives most first. */
function couponsOf(rest: RestBound, parts: readonly Part[]): readonly Int32Array[] {
  const isPure = ({ candidate, isAlive }: Part) =>
    isAlive &&
    candidate.isCoupon &&
    (rest.clashes[candidate.place] ?? NONE).length > 0 &&
    (rest.clashes[candidate.place] ?? NONE).every(
      (other) => parts[other]?.candidate.coupon === candidate.coupon,
    );
  const byType = Map.groupBy(parts.filter(isPure), (part) => part.candidate.coupon);
  return [...byType.values()].map((of) =>
    Int32Array.from(of.sort((a, b) => b.off - a.off).map(({ candidate }) => candidate.place)),
  );
}

function addAlone(rest: RestBound, place: number, part: Part, ground: Ground): void {
  const { candidate } = part;
  const rate = candidate.isRunning ? rateOf(candidate.benefit, part.sum) : 0;
  if (!candidate.isRunning) addShares(rest, place, part, ground);
  else if (rate > 0) addRate(rest, place, part, rate);
  else rest.common[place] = at(rest.common, place) + part.off;
}

/** A fixed amount by line: what it takes there, later rates cannot take again. */
function addShares(rest: RestBound, place: number, part: Part, ground: Ground): void {
  if (!part.isShared) shareOut(ground, part, ground.cellPrice, part.off);
  const from = place * rest.cells;
  for (let i = 0; i < part.cellCount; ) {
    const end = endOfLine(ground, part, i);
    const cell = at(part.cells, i);
    const share = at(part.shares, i);
    if (isOneCell(ground, cell)) {
      const kept = 1 - at(rest.slope, from + cell);
      rest.fixed[from + cell] = at(rest.fixed, from + cell) + kept * share;
    } else rest.common[place] = at(rest.common, place) + share;
    i = end;
  }
}

function isOneCell(ground: Ground, cell: number): boolean {
  const line = at(ground.cellLine, cell);
  return at(ground.firstCell, line + 1) - at(ground.firstCell, line) === 1;
}

/**
 * A rate of what is left. Shares are whole fen, so that some lines get up to a fen more and others less: that goes to
 * the common amount, as it counts where the others would have been forfeited.
 */
function addRate(rest: RestBound, place: number, part: Part, rate: number): void {
  const from = place * rest.cells;
  for (let i = 0; i < part.cellCount; i++) {
    const index = from + at(part.cells, i);
    const slope = at(rest.slope, index);
    rest.slope[index] = slope + (1 - slope) * rate;
  }
  const rounding = part.cellCount > 1 ? 0.5 + part.cellCount / 2 : 0.5;
  rest.common[place] = at(rest.common, place) + rounding;
}
