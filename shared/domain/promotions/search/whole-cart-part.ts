import { offWholeCart } from '../whole-cart.ts';
import { at } from './number-at.ts';
import { splitLines } from './split-lines.ts';
import { type Candidate, mostOff } from './whole-cart-candidates.ts';
import type { Ground } from './whole-cart-ground.ts';

/** What one candidate finds on this ground. */
export type Part = {
  readonly candidate: Candidate;
  isAlive: boolean;
  isInsisted: boolean;
  cellCount: number;
  readonly cells: Int32Array;
  sum: number;
  units: number;
  /** What it gives if all that takes part is still there. */
  off: number;
  /** Its shares by cell, for the price after several units; counted when first needed. */
  readonly shares: Float64Array;
  isShared: boolean;
};

export function partOf(candidate: Candidate, most: number): Part {
  return {
    candidate,
    isAlive: false,
    isInsisted: false,
    cellCount: 0,
    cells: new Int32Array(most),
    sum: 0,
    units: 0,
    off: 0,
    shares: new Float64Array(most),
    isShared: false,
  };
}

/** The cells that take part, their sum, and what that would give. */
export function gather(ground: Ground, bars: Int32Array, part: Part): void {
  const { candidate, cells } = part;
  let [count, sum, units] = [0, 0, 0];
  for (let i = 0; i < candidate.lines.length; i++) {
    const line = at(candidate.lines, i);
    const end = at(ground.firstCell, line + 1);
    for (let cell = at(ground.firstCell, line); cell < end; cell++) {
      if (candidate.isCoupon && (at(ground.cellBarred, cell) > 0 || at(bars, cell) > 0)) continue;
      cells[count] = cell;
      count += 1;
      sum += at(ground.cellPrice, cell);
      units += at(ground.cellUnits, cell);
    }
  }
  part.cellCount = count;
  part.sum = sum;
  part.units = units;
  part.isShared = false;
  part.off = candidate.isRunning
    ? mostOff(candidate.benefit, sum, units)
    : offWholeCart(candidate.benefit, sum, units);
  part.isAlive = part.off > 0 && isAllowed(ground, part);
}

/** Not where an exclusive coupon of its type is taken, or its group has used one of its units already. */
function isAllowed(ground: Ground, part: Part): boolean {
  const { coupon, group } = part.candidate;
  if (coupon !== '' && ground.usedCoupons.has(coupon)) return false;
  const used = group === '' ? undefined : ground.groupCells.get(group);
  if (!used) return true;
  for (let i = 0; i < part.cellCount; i++) if (used.has(at(part.cells, i))) return false;
  return true;
}

/** Whether two promotions cannot both be taken on this ground. */
export function isClash(part: Part, other: Part): boolean {
  const { coupon, group } = part.candidate;
  if (coupon !== '' && coupon === other.candidate.coupon) return true;
  return group !== '' && group === other.candidate.group && shareCell(part, other);
}

/** Whether some unit takes part in both. */
export function shareCell(part: Part, other: Part): boolean {
  let [i, j] = [0, 0];
  while (i < part.cellCount && j < other.cellCount) {
    const difference = at(part.cells, i) - at(other.cells, j);
    if (difference === 0) return true;
    if (difference < 0) i += 1;
    else j += 1;
  }
  return false;
}

const weights = new Float64Array(1_024);
const shares = new Float64Array(1_024);

/** Takes a promotion off what is left, into `next`; what it gave, or -1 where its threshold is not reached. */
export function take(ground: Ground, part: Part, left: Float64Array, next: Float64Array): number {
  const { candidate, cells, cellCount } = part;
  for (let i = 0; i < ground.cellCount; i++) next[i] = at(left, i);
  if (!candidate.isRunning) {
    if (!part.isShared) shareOut(ground, part, ground.cellPrice, part.off);
    return clip(ground, part, ground.cellPrice, next);
  }
  let sum = 0;
  for (let i = 0; i < cellCount; i++) sum += at(left, at(cells, i));
  const off = offWholeCart(candidate.benefit, sum, part.units);
  if (off <= 0) return -1;
  shareOut(ground, part, left, off);
  part.isShared = false;
  return clip(ground, part, left, next);
}

/** The shares of `off` over the lines that take part, each written at the first cell of its line. */
export function shareOut(ground: Ground, part: Part, base: Float64Array, off: number): void {
  let count = 0;
  for (let i = 0; i < part.cellCount; ) {
    const end = endOfLine(ground, part, i);
    let weight = 0;
    for (let j = i; j < end; j++) weight += at(base, at(part.cells, j));
    weights[count] = weight;
    count += 1;
    i = end;
  }
  splitLines(off, weights, count, shares);
  count = 0;
  for (let i = 0; i < part.cellCount; i = endOfLine(ground, part, i)) {
    part.shares[i] = at(shares, count);
    count += 1;
  }
  part.isShared = true;
}

/** The place after the last of a part's cells that is in the same line as its `i`-th. */
export function endOfLine(ground: Ground, part: Part, i: number): number {
  const line = at(ground.cellLine, at(part.cells, i));
  let end = i + 1;
  while (end < part.cellCount && at(ground.cellLine, at(part.cells, end)) === line) end += 1;
  return end;
}

/** Takes each line's share off its cells, at most what is there; what does not fit is forfeited. */
function clip(ground: Ground, part: Part, base: Float64Array, next: Float64Array): number {
  let given = 0;
  for (let i = 0; i < part.cellCount; ) {
    const end = endOfLine(ground, part, i);
    let most = 0;
    for (let j = i; j < end; j++) most += at(next, at(part.cells, j));
    const share = Math.min(at(part.shares, i), most);
    given += share;
    if (end === i + 1) {
      const cell = at(part.cells, i);
      next[cell] = at(next, cell) - share;
    } else if (share > 0) {
      clipCells(part, { from: i, end, share }, base, next);
    }
    i = end;
  }
  return given;
}

/** A line's share over its units by what they cost, or by what is left where that would take one below zero. */
function clipCells(
  part: Part,
  of: { readonly from: number; readonly end: number; readonly share: number },
  base: Float64Array,
  next: Float64Array,
): void {
  const count = of.end - of.from;
  for (let j = 0; j < count; j++) weights[j] = at(base, at(part.cells, of.from + j));
  splitLines(of.share, weights, count, shares);
  let isCovered = true;
  for (let j = 0; j < count; j++) {
    if (at(shares, j) > at(next, at(part.cells, of.from + j))) isCovered = false;
  }
  if (!isCovered) {
    for (let j = 0; j < count; j++) weights[j] = at(next, at(part.cells, of.from + j));
    splitLines(of.share, weights, count, shares);
  }
  for (let j = 0; j < count; j++) {
    const cell = at(part.cells, of.from + j);
    next[cell] = at(next, cell) - at(shares, j);
  }
}
