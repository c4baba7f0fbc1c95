import type { Problem } from '../promotion-problem.ts';
import { bestOfPiece, type ClashPiece, MOST_IN_PIECE, withoutOutdone } from './clash-graph.ts';
import { at } from './number-at.ts';
import { standingPrice } from './structures.ts';
import { type Candidate, mostOff } from './whole-cart-candidates.ts';

/**
 * What whole-cart promotions can bring at most, as far as it is settled what the units do: kept up while they are placed.
 * Rates that unit prices answer for are not in it.
 */
export type Outlook = {
  readonly candidates: readonly Candidate[];
  /** By candidate, of units that may still be open: their prices, their number, what they give at most, or -1 not counted. */
  readonly sums: Float64Array;
  readonly units: Int32Array;
  readonly offs: Float64Array;
  /** By line: the candidates that it takes part in, and how many of its units surely stay open. */
  readonly ofLine: readonly Int32Array[];
  readonly sure: Int32Array;
  readonly lineOf: Int32Array;
  /** By unit: what it adds to its line before it is placed. */
  readonly standing: Float64Array;
  readonly isHoldable: Uint8Array;
  /** Candidates that exclude nothing, and by type coupons, of which one is taken at most. */
  readonly alone: Int32Array;
  readonly coupons: readonly Int32Array[];
  readonly circles: readonly Circle[];
  /** By candidate: the circle it is in; `null` none. */
  readonly circleOf: readonly (Circle | null)[];
  /** The most that the whole cart brings, as it is in the bound. */
  now: number;
};

/** Promotions of one group and of equal lines, by their places among the candidates. */
type Equals = readonly number[];

/** Promotions of one group that share lines, directly or through others; of equal lines one is taken at most. */
type Circle = {
  readonly equals: readonly Equals[];
  /** Pairs of them, by their bits, with the lines that they share. */
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly lines: Int32Array }[];
  readonly piece: ClashPiece;
  /** What it brings at most; -1 not counted. */
  most: number;
};

/** The outlook for candidates before any unit is placed. */
export function outlookOf(problem: Problem, candidates: readonly Candidate[]): Outlook {
  const { lineOf, lines, unitCount } = problem;
  const holdable = holdableLines(problem);
  const placesOf = (fits: (candidate: Candidate) => boolean) =>
    Int32Array.from([...candidates.keys()].filter((place) => fits(candidates[place] as Candidate)));
  const types = new Set(candidates.map(({ coupon }) => coupon).filter((type) => type !== ''));
  const circles = circlesOf(candidates);
  const outlook: Outlook = {
    candidates,
    sums: new Float64Array(candidates.length),
    units: new Int32Array(candidates.length),
    offs: new Float64Array(candidates.length).fill(-1),
    ofLine: lines.map((_, line) => placesOf((candidate) => candidate.lines.includes(line))),
    sure: new Int32Array(lines.length),
    lineOf: Int32Array.from(lineOf),
    standing: Float64Array.from(lineOf, (_, unit) => standingPrice(problem, unit)),
    isHoldable: Uint8Array.from(lineOf, (line) => (holdable.has(line) ? 1 : 0)),
    alone: placesOf(({ group, isCoupon }) => group === '' && !isCoupon),
    coupons: [...types].map((type) => placesOf(({ coupon }) => coupon === type)),
    circles,
    circleOf: candidates.map(
      (_, place) => circles.find(({ equals }) => equals.some((of) => of.includes(place))) ?? null,
    ),
    now: 0,
  };
  for (let unit = 0; unit < unitCount; unit++) count(outlook, unit, 1);
  outlook.now = mostOfCart(outlook);
  return outlook;
}

/** Takes a unit out of the outlook as it stands unplaced, or puts it back. */
export function count(outlook: Outlook, unit: number, change: 1 | -1): void {
  const { lineOf, sure, standing, isHoldable } = outlook;
  const line = at(lineOf, unit);
  if (isHoldable[unit] === 0) sure[line] = at(sure, line) + change;
  add(outlook, line, change * at(standing, unit), change);
}

/** Adds a unit that is placed and stays open at a price, or takes it away again. */
export function countOpen(outlook: Outlook, unit: number, price: number, change: 1 | -1): void {
  const { lineOf, sure } = outlook;
  const line = at(lineOf, unit);
  sure[line] = at(sure, line) + change;
  add(outlook, line, change * price, change);
}

/** Lowers what an open unit costs by what a promotion of several units takes off it, or raises it again. */
export function lower(outlook: Outlook, unit: number, off: number, change: 1 | -1): void {
  add(outlook, at(outlook.lineOf, unit), -change * off, 0);
}

function add(outlook: Outlook, line: number, price: number, change: number): void {
  const { sums, units, offs, circleOf } = outlook;
  const places = outlook.ofLine[line] as Int32Array; // one for every line
  for (let i = 0; i < places.length; i++) {
    const place = at(places, i);
    sums[place] = at(sums, place) + price;
    units[place] = at(units, place) + change;
    offs[place] = -1;
    const circle = circleOf[place];
    if (circle) circle.most = -1;
  }
}

/** The most that the whole cart brings with the units as they are. */
export function mostOfCart(outlook: Outlook): number {
  const { alone, coupons, circles } = outlook;
  let most = 0;
  for (let i = 0; i < alone.length; i++) most += offNow(outlook, at(alone, i));
  for (let type = 0; type < coupons.length; type++) {
    const places = coupons[type] as Int32Array;
    let best = 0;
    for (let i = 0; i < places.length; i++) best = Math.max(best, offNow(outlook, at(places, i)));
    most += best;
  }
  for (let i = 0; i < circles.length; i++) {
    const circle = circles[i] as Circle;
    if (circle.most < 0) circle.most = bestOfCircle(outlook, circle);
    most += circle.most;
  }
  return most;
}

function offNow({ candidates, sums, units, offs }: Outlook, place: number): number {
  const known = at(offs, place);
  if (known >= 0) return known;
  const { benefit } = candidates[place] as Candidate;
  const off = mostOff(benefit, at(sums, place), at(units, place));
  offs[place] = off;
  return off;
}

function bestOfCircle(outlook: Outlook, { equals, pairs, piece }: Circle): number {
  const { offs, rivals } = piece;
  let open = 0;
  for (let bit = 0; bit < equals.length; bit++) {
    const places = equals[bit] as Equals; // one list for every bit
    let best = 0;
    for (const place of places) best = Math.max(best, offNow(outlook, place));
    rivals[bit] = 0;
    offs[bit] = best;
    if (best > 0) open |= 1 << bit;
  }
  for (const { a, b, lines } of pairs) {
    if (!isSure(outlook, lines)) continue;
    rivals[a] = at(rivals, a) | (1 << b);
    rivals[b] = at(rivals, b) | (1 << a);
  }
  return bestOfPiece(piece, withoutOutdone(piece, open));
}

function isSure({ sure }: Outlook, lines: Int32Array): boolean {
  for (let i = 0; i < lines.length; i++) if (at(sure, at(lines, i)) > 0) return true;
  return false;
}

function circlesOf(candidates: readonly Candidate[]): readonly Circle[] {
  const grouped = [...candidates.keys()].filter((place) => {
    const { group, isCoupon } = candidates[place] as Candidate;
    return group !== '' && !isCoupon;
  });
  const byLines = Map.groupBy(grouped, (place) => {
    const { group, lines } = candidates[place] as Candidate;
    return `${group} ${lines.join()}`;
  });
  const left = new Set(byLines.values());
  const circles: Circle[] = [];
  for (const first of byLines.values()) {
    if (!left.delete(first)) continue;
    const joined = [first];
    for (let i = 0; i < joined.length; i++) {
      for (const other of left) {
        if (sharedLines(candidates, joined[i], other).length === 0) continue;
        left.delete(other);
        joined.push(other);
      }
    }
    for (let from = 0; from < joined.length; from += MOST_IN_PIECE) {
      circles.push(circleOf(candidates, joined.slice(from, from + MOST_IN_PIECE)));
    }
  }
  return circles;
}

function circleOf(candidates: readonly Candidate[], equals: readonly Equals[]): Circle {
  const pairs = equals.flatMap((one, a) =>
    equals.slice(0, a).flatMap((other, b) => {
      const lines = sharedLines(candidates, one, other);
      return lines.length > 0 ? [{ a, b, lines }] : [];
    }),
  );
  const offs = new Float64Array(equals.length);
  const rivals = new Int32Array(equals.length);
  return { equals, pairs, piece: { places: rivals, offs, rivals, known: null }, most: -1 };
}

function sharedLines(
  candidates: readonly Candidate[],
  some: Equals | undefined,
  others: Equals,
): Int32Array {
  const [a, b] = [candidates[some?.[0] ?? -1], candidates[others[0] ?? -1]];
  return a && b?.group === a.group ? a.lines.filter((line) => b.lines.includes(line)) : NONE;
}

const NONE = new Int32Array();

/** Lines with units that something exclusive can hold. */
export function holdableLines(problem: Problem): ReadonlySet<number> {
  const held = new Set<number>();
  for (const { promotion, works, units } of problem.rules) {
    if (!promotion.isExclusive) continue;
    const { benefit } = promotion;
    const isReward = benefit.kind === 'gift' || benefit.kind === 'add_on';
    for (const unit of units) held.add(problem.lineOf[unit] ?? 0);
    if (works !== 'several_units' || !isReward) continue;
    for (const [index, line] of problem.lines.entries()) {
      if (benefit.reward.skus.includes(line.sku)) held.add(index);
    }
  }
  return held;
}
