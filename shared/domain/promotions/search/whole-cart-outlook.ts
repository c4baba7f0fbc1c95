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
  /** By line, of units that may still be open: their prices, their number, and how many surely stay open. */
  readonly sums: Float64Array;
  readonly units: Int32Array;
  readonly sure: Int32Array;
  readonly lineOf: Int32Array;
  /** By unit: what it adds to its line before it is placed. */
  readonly standing: Float64Array;
  readonly isHoldable: Uint8Array;
  readonly alone: readonly Candidate[];
  /** Coupons of one type: one is taken at most. */
  readonly coupons: readonly (readonly Candidate[])[];
  readonly circles: readonly Circle[];
  /** The most that the whole cart brings, as it is in the bound. */
  now: number;
};

/** Promotions of one group and of equal lines. */
type Equals = readonly Candidate[];

/** Promotions of one group that share lines, directly or through others; of equal lines one is taken at most. */
type Circle = {
  readonly equals: readonly Equals[];
  /** Pairs of them, by their bits, with the lines that they share. */
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly lines: Int32Array }[];
  readonly piece: ClashPiece;
};

/** The outlook for candidates before any unit is placed. */
export function outlookOf(problem: Problem, candidates: readonly Candidate[]): Outlook {
  const { lineOf, lines, unitCount } = problem;
  const holdable = holdableLines(problem);
  const outlook: Outlook = {
    sums: new Float64Array(lines.length),
    units: new Int32Array(lines.length),
    sure: new Int32Array(lines.length),
    lineOf: Int32Array.from(lineOf),
    standing: Float64Array.from(lineOf, (_, unit) => standingPrice(problem, unit)),
    isHoldable: Uint8Array.from(lineOf, (line) => (holdable.has(line) ? 1 : 0)),
    alone: candidates.filter(({ group, isCoupon }) => group === '' && !isCoupon),
    coupons: [
      ...Map.groupBy(
        candidates.filter((c) => c.isCoupon),
        (c) => c.coupon,
      ).values(),
    ],
    circles: circlesOf(candidates.filter(({ group, isCoupon }) => group !== '' && !isCoupon)),
    now: 0,
  };
  for (let unit = 0; unit < unitCount; unit++) count(outlook, unit, 1);
  outlook.now = mostOfCart(outlook);
  return outlook;
}

/** Takes a unit out of the outlook as it stands unplaced, or puts it back. */
export function count(outlook: Outlook, unit: number, change: 1 | -1): void {
  const { lineOf, sums, units, sure, standing, isHoldable } = outlook;
  const line = at(lineOf, unit);
  sums[line] = at(sums, line) + change * at(standing, unit);
  units[line] = at(units, line) + change;
  if (isHoldable[unit] === 0) sure[line] = at(sure, line) + change;
}

/** Adds a unit that is placed and stays open at a price, or takes it away again. */
export function countOpen(outlook: Outlook, unit: number, price: number, change: 1 | -1): void {
  const { lineOf, sums, units, sure } = outlook;
  const line = at(lineOf, unit);
  sums[line] = at(sums, line) + change * price;
  units[line] = at(units, line) + change;
  sure[line] = at(sure, line) + change;
}

/** The most that the whole cart brings with the units as they are. */
export function mostOfCart(outlook: Outlook): number {
  let most = 0;
  for (const candidate of outlook.alone) most += offNow(outlook, candidate);
  for (const coupons of outlook.coupons) {
    let best = 0;
    for (const coupon of coupons) best = Math.max(best, offNow(outlook, coupon));
    most += best;
  }
  for (const circle of outlook.circles) most += bestOfCircle(outlook, circle);
  return most;
}

function offNow({ sums, units }: Outlook, { benefit, lines }: Candidate): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < lines.length; i++) {
    sum += at(sums, at(lines, i));
    count += at(units, at(lines, i));
  }
  return mostOff(benefit, sum, count);
}

function bestOfCircle(outlook: Outlook, { equals, pairs, piece }: Circle): number {
  const { offs, rivals } = piece;
  let open = 0;
  for (let bit = 0; bit < equals.length; bit++) {
    const candidates = equals[bit] as Equals; // one list for every bit
    let best = 0;
    for (const candidate of candidates) best = Math.max(best, offNow(outlook, candidate));
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
  const byLines = Map.groupBy(candidates, ({ group, lines }) => `${group} ${lines.join()}`);
  const left = new Set(byLines.values());
  const circles: Circle[] = [];
  for (const first of byLines.values()) {
    if (!left.delete(first)) continue;
    const joined = [first];
    for (let i = 0; i < joined.length; i++) {
      for (const other of left) {
        if (sharedLines(joined[i], other).length === 0) continue;
        left.delete(other);
        joined.push(other);
      }
    }
    for (let from = 0; from < joined.length; from += MOST_IN_PIECE) {
      circles.push(circleOf(joined.slice(from, from + MOST_IN_PIECE)));
    }
  }
  return circles;
}

function circleOf(equals: readonly Equals[]): Circle {
  const pairs = equals.flatMap((one, a) =>
    equals.slice(0, a).flatMap((other, b) => {
      const lines = sharedLines(one, other);
      return lines.length > 0 ? [{ a, b, lines }] : [];
    }),
  );
  const offs = new Float64Array(equals.length);
  const rivals = new Int32Array(equals.length);
  return { equals, pairs, piece: { places: rivals, offs, rivals, known: null } };
}

function sharedLines(some: Equals | undefined, others: Equals): Int32Array {
  const [a, b] = [some?.[0], others[0]];
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
