import { at } from './number-at.ts';
import { rateOf } from './whole-cart-candidates.ts';
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
  /** Of those that exclude each other: groups of which at most one can be taken, and who excludes whom, by place. */
  cliques: readonly Clique[];
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
    cliques: [],
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
  rest.clashes = parts.map((part) => (part.isAlive ? clashesOf(parts, part) : NONE));
  rest.cliques = cliquesOf(parts, rest.clashes);
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
export function boundRest(rest: RestBound, place: number, left: Float64Array): number {
  const from = place * rest.cells;
  let bound = at(rest.common, place);
  for (let cell = 0; cell < rest.cellCount; cell++) {
    const amount = at(left, cell);
    const line = at(rest.fixed, from + cell) + at(rest.slope, from + cell) * amount;
    bound += line < amount ? line : amount;
  }
  for (const { places, offs } of rest.cliques) {
    for (let i = 0; i < places.length; i++) {
      const other = at(places, i);
      if (other < place || at(rest.blocked, other) > 0) continue;
      bound += at(offs, i);
      break;
    }
  }
  return bound;
}

/** Notes that a candidate is taken, or not any more: whatever it excludes. */
export function block(rest: RestBound, place: number, change: number): void {
  for (const other of rest.clashes[place] ?? []) {
    rest.blocked[other] = at(rest.blocked, other) + change;
  }
}

const NONE: readonly number[] = [];

function clashesOf(parts: readonly Part[], part: Part): readonly number[] {
  const { rivals } = part.candidate;
  if (rivals.length === 0) return NONE;
  return rivals.filter((place) => {
    const other = parts[place];
    return other?.isAlive && isClash(part, other);
  });
}

/** Promotions of which only one can be taken, the largest first. */
type Clique = { readonly places: Int32Array; readonly offs: Float64Array };

/** Every promotion that excludes others goes, from the largest on, to the first clique where it excludes all. */
function cliquesOf(
  parts: readonly Part[],
  clashes: readonly (readonly number[])[],
): readonly Clique[] {
  const off = (place: number) => parts[place]?.off ?? 0;
  const cliques: number[][] = [];
  const places = clashes.flatMap((of, place) => (of.length > 0 ? [place] : []));
  for (const place of places.toSorted((a, b) => off(b) - off(a) || a - b)) {
    const fitting = cliques.find((of) => of.every((other) => clashes[place]?.includes(other)));
    if (fitting) fitting.push(place);
    else cliques.push([place]);
  }
  return cliques.map((of) => ({
    places: Int32Array.from(of),
    offs: Float64Array.from(of, off),
  }));
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
