import { at } from './number-at.ts';
import { type Goal, isHopeless, mayStep, needed } from './search-goal.ts';
import type { Candidate } from './whole-cart-candidates.ts';
import type { Ground } from './whole-cart-ground.ts';
import { gather, type Part, partOf, shareCell, take } from './whole-cart-part.ts';
import { block, boundRest, type RestBound, restBound, restBoundOf } from './whole-cart-rest.ts';

/** Whatever the search of one ground needs, kept between grounds so that nothing is made anew. */
export type WholeCart = {
  readonly candidates: readonly Candidate[];
  readonly ground: Ground;
  readonly goal: Goal;
  /** Rules, by index, that have to be taken. */
  readonly pinned: ReadonlySet<number>;
  /** Called with a total saving that is good enough and the candidates taken. */
  readonly accept: (saved: number, taken: readonly number[]) => void;
  readonly parts: Part[];
  readonly left: Float64Array[]; // by depth
  readonly rest: RestBound;
  readonly taken: number[];
  readonly bars: Int32Array; // by cell: how many taken promotions refuse coupons there
};

export function wholeCartOf(
  candidates: readonly Candidate[],
  ground: Ground,
  goal: Goal,
  pinned: ReadonlySet<number>,
  accept: WholeCart['accept'],
): WholeCart {
  const most = ground.cellPrice.length;
  return {
    candidates,
    ground,
    goal,
    pinned,
    accept,
    parts: candidates.map((candidate) => partOf(candidate, most)),
    left: Array.from({ length: candidates.length + 1 }, () => new Float64Array(most)),
    rest: restBound(candidates.length, most),
    taken: [],
    bars: new Int32Array(most),
  };
}

/** Finds the best set of whole-cart promotions on the ground, above what was `saved` before; reports through `accept`. */
export function searchWholeCart(whole: WholeCart, saved: number): void {
  const { ground, parts } = whole;
  whole.bars.fill(0);
  whole.taken.length = 0;
  for (const part of parts) {
    part.isInsisted = false;
    gather(ground, whole.bars, part);
  }
  const refusing = refusingParts(whole);
  whole.left[0]?.set(ground.cellPrice);
  withRefusing(whole, saved, refusing, 0);
}

/** Those whose being taken keeps a coupon from a unit: they are settled first, as they reach back in the order. */
function refusingParts({ parts }: WholeCart): readonly Part[] {
  const coupons = parts.filter((part) => part.isAlive && part.candidate.isCoupon);
  return parts.filter(
    (part) =>
      part.isAlive &&
      part.candidate.isRefusing &&
      coupons.some((coupon) => shareCell(part, coupon)),
  );
}

function withRefusing(
  whole: WholeCart,
  saved: number,
  refusing: readonly Part[],
  from: number,
): void {
  const { goal, parts } = whole;
  restBoundOf(whole.rest, parts, whole.ground, from < refusing.length);
  if (isHopeless(goal, saved + boundRest(whole.rest, 0, whole.ground.cellPrice))) return;
  const part = refusing[from];
  if (!part) {
    step(whole, saved, 0, 0);
    return;
  }
  if (!mayStep(goal)) return;
  part.isInsisted = true;
  bar(whole, part, 1);
  withRefusing(whole, saved, refusing, from + 1);
  bar(whole, part, -1);
  part.isInsisted = false;
  if (whole.pinned.has(part.candidate.rule.index)) return;
  part.isAlive = false;
  withRefusing(whole, saved, refusing, from + 1);
  part.isAlive = true;
}

/** Bars the cells of a promotion from coupons, or lets them in again, and counts the coupons anew. */
function bar(whole: WholeCart, part: Part, change: number): void {
  for (let i = 0; i < part.cellCount; i++) {
    const cell = at(part.cells, i);
    whole.bars[cell] = at(whole.bars, cell) + change;
  }
  for (const other of whole.parts)
    if (other.candidate.isCoupon) gather(whole.ground, whole.bars, other);
}

/** Decides one candidate after the other in the order of the pipeline: take it first, then leave it out. */
function step(whole: WholeCart, saved: number, place: number, depth: number): void {
  const { goal, parts, ground } = whole;
  let at0 = place;
  while (at0 < parts.length && !parts[at0]?.isAlive) {
    if (whole.pinned.has(parts[at0]?.candidate.rule.index ?? -1)) return;
    at0 += 1;
  }
  const left = whole.left[depth] as Float64Array; // one for every depth
  if (isHopeless(goal, saved + boundRest(whole.rest, at0, left))) return;
  const part = parts[at0];
  if (!part) {
    if (saved >= needed(goal)) whole.accept(saved, whole.taken);
    return;
  }
  if (!mayStep(goal)) return;
  const isFree = at(whole.rest.blocked, at0) === 0;
  const given = isFree ? take(ground, part, left, whole.left[depth + 1] as Float64Array) : 0;
  const isPinned = whole.pinned.has(part.candidate.rule.index) || part.isInsisted;
  if (given >= 0 && isFree) {
    whole.taken.push(at0);
    block(whole.rest, at0, 1);
    step(whole, saved + given, at0 + 1, depth + 1);
    block(whole.rest, at0, -1);
    whole.taken.pop();
  }
  if (isPinned || goal.isExhausted) return;
  // What is left stays as it is: the next depth reads it again.
  whole.left[depth + 1]?.set(left.subarray(0, ground.cellCount));
  step(whole, saved, at0 + 1, depth + 1);
}
