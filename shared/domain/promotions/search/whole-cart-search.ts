import { at } from './number-at.ts';
import { type Goal, isHopeless, isNoBetter, mayStep, needed } from './search-goal.ts';
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
  const { goal, parts, rest } = whole;
  let next = from;
  while (next < refusing.length && !refusing[next]?.isAlive) next += 1;
  restBoundOf(rest, parts, whole.ground, next < refusing.length);
  const bound = saved + boundRest(rest, 0, whole.ground.cellPrice, parts);
  if (isHopeless(goal, bound)) return;
  const part = refusing[next];
  if (!part) {
    step(whole, { saved, bound, place: 0, depth: 0 });
    return;
  }
  if (!mayStep(goal)) return;
  insist(whole, part, () => withRefusing(whole, saved, refusing, next + 1));
  if (whole.pinned.has(part.candidate.rule.index)) return;
  part.isAlive = false;
  withRefusing(whole, saved, refusing, next + 1);
  part.isAlive = true;
}

/** Goes on with a promotion that is surely taken: whatever of its group it excludes is out. */
function insist(whole: WholeCart, part: Part, goOn: () => void): void {
  const { parts, rest } = whole;
  const out = (rest.clashes[part.candidate.place] ?? [])
    .map((place) => parts[place] as Part) // places of parts
    .filter((other) => !other.candidate.isCoupon && other.isAlive);
  if (out.some((other) => other.isInsisted || whole.pinned.has(other.candidate.rule.index))) return;
  for (const other of out) other.isAlive = false;
  part.isInsisted = true;
  bar(whole, part, 1);
  goOn();
  bar(whole, part, -1);
  part.isInsisted = false;
  for (const other of out) other.isAlive = true;
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

type Place = {
  readonly saved: number;
  /** The most that is saved in the end. */
  readonly bound: number;
  readonly place: number;
  readonly depth: number;
};

/** Decides one candidate after the other in the order of the pipeline, what promises more first. */
function step(whole: WholeCart, { saved, bound, place, depth }: Place): void {
  const { goal, parts, ground, rest } = whole;
  if (isHopeless(goal, bound)) return;
  if (whole.taken.length > goal.mostTaken && isNoBetter(goal, bound)) return;
  let next = place;
  for (; next < parts.length; next++) {
    const part = parts[next] as Part; // one for every place
    if (part.isAlive && at(rest.blocked, next) === 0) break;
    if (part.isInsisted || whole.pinned.has(part.candidate.rule.index)) return;
  }
  const part = parts[next];
  if (!part) {
    if (saved >= needed(goal)) whole.accept(saved, whole.taken);
    return;
  }
  if (!mayStep(goal)) return;
  const left = whole.left[depth] as Float64Array; // one for every depth
  const after = whole.left[depth + 1] as Float64Array;
  const isPinned = whole.pinned.has(part.candidate.rule.index) || part.isInsisted;
  const without = isPinned ? -1 : saved + boundRest(rest, next + 1, left, parts);
  const leave = () => {
    if (isPinned || isHopeless(goal, without)) return;
    // What is left stays as it is: the next depth reads it again.
    after.set(left.subarray(0, ground.cellCount));
    step(whole, { saved, bound: without, place: next + 1, depth: depth + 1 });
  };
  const given = take(ground, part, left, after);
  if (given < 0) {
    leave();
    return;
  }
  block(rest, next, 1);
  const within = saved + given + boundRest(rest, next + 1, after, parts);
  block(rest, next, -1);
  const takeIt = () => {
    if (isHopeless(goal, within)) return;
    whole.taken.push(next);
    block(rest, next, 1);
    step(whole, { saved: saved + given, bound: within, place: next + 1, depth: depth + 1 });
    block(rest, next, -1);
    whole.taken.pop();
  };
  if (within >= without) {
    takeIt();
    if (!goal.isExhausted) leave();
    return;
  }
  leave();
  if (goal.isExhausted) return;
  take(ground, part, left, after);
  takeIt();
}
