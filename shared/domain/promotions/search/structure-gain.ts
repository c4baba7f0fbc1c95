import type { WholeCartBenefit } from '../whole-cart.ts';
import { gainNth } from './nth-gain.ts';
import { at } from './number-at.ts';
import type { Structure } from './structures.ts';

/** What is settled of a structure while units are placed. */
export type Members = {
  /** Units or sets that it has. */
  used: number;
  /** Of a cover and an N-th item: its units so far, their list prices, and what they bring beyond their own prices. */
  count: number;
  sum: number;
  gain: number;
  /** Of an N-th item: units that could be in it and simply have their price; with one it cannot be taken. */
  closers: number;
};

/** What each unit costs at least to be had for a structure, and whether it is still free. */
export type UnitMarket = {
  readonly price: Float64Array; // what a unit brings elsewhere
  readonly list: Float64Array;
  readonly isFree: Int32Array;
  /** By unit: the place of the structure that has it; -1 none. */
  readonly holder: Int32Array;
  /** Where it is given: adds up, by unit, the part of it that the best way takes. */
  readonly demand: Float64Array | null;
};

/** Further than any saving. */
export const IMPOSSIBLE = -1e12;
const NO_CAP = 1e12;
/** Steps smaller than this are bounded by their rate. */
const FINE_STEP_FEN = 2_000;

/**
 * The most that a structure, with the units it has and any of those still free, brings beyond what these units bring
 * elsewhere. Never below the truth: units may be taken in part. `IMPOSSIBLE` where it cannot keep what it has.
 */
export function gainOf(structure: Structure, members: Members, market: UnitMarket): number {
  switch (structure.kind) {
    case 'limited':
    case 'reward':
      return gainSingles(structure, members, market);
    case 'pick':
      return gainPicks(structure, members, market);
    case 'bundle':
      return gainBundles(structure, members, market);
    case 'nth':
      return gainNth(structure, members, market);
    case 'cover':
      return structure.cover ? gainCover(structure, structure.cover, members, market) : 0;
  }
}

function gainSingles(structure: Structure, members: Members, market: UnitMarket): number {
  let [left, gain] = [structure.most - members.used, 0];
  const { units, worth } = structure;
  for (let i = 0; i < units.length && left > 0; i++) {
    const unit = at(units, i);
    if (at(market.isFree, unit) === 0) continue;
    const more = at(worth, unit) - at(market.price, unit);
    if (more <= 0) break;
    gain += more;
    left -= 1;
    demand(market, unit, 1);
  }
  return gain;
}

function gainPicks(structure: Structure, members: Members, market: UnitMarket): number {
  const { units, worth, size, fixed } = structure;
  let gain = 0;
  let place = 0;
  for (let sets = structure.most - members.used; sets > 0; sets--) {
    let [more, count, end] = [fixed, 0, place];
    for (; end < units.length && count < size; end++) {
      const unit = at(units, end);
      if (at(market.isFree, unit) === 0) continue;
      more += at(worth, unit) - at(market.price, unit);
      count += 1;
    }
    if (count < size || more <= 0) break;
    gain += more;
    if (market.demand) demandRange(structure, market, place, end);
    place = end;
  }
  return gain;
}

function demandRange(structure: Structure, market: UnitMarket, from: number, end: number): void {
  for (let i = from; i < end; i++) {
    const unit = at(structure.units, i);
    if (at(market.isFree, unit) === 1) demand(market, unit, 1);
  }
}

function gainBundles(structure: Structure, members: Members, market: UnitMarket): number {
  const places = structure.items.map(() => 0);
  let gain = 0;
  for (let sets = structure.most - members.used; sets > 0; sets--) {
    let more = structure.fixed;
    const ends = places.map((place, item) => {
      const { units, quantity } = structure.items[item] as Structure['items'][number];
      let [count, end] = [0, place];
      for (; end < units.length && count < quantity; end++) {
        const unit = at(units, end);
        if (at(market.isFree, unit) === 0) continue;
        more += at(market.list, unit) - at(market.price, unit);
        count += 1;
      }
      return count < quantity ? -1 : end;
    });
    if (ends.includes(-1) || more <= 0) break;
    gain += more;
    for (const [item, end] of ends.entries()) {
      const units = structure.items[item]?.units ?? new Int32Array();
      for (let i = places[item] ?? 0; i < end; i++) {
        if (at(market.isFree, at(units, i)) === 1) demand(market, at(units, i), 1);
      }
      places[item] = end;
    }
  }
  return gain;
}

/** An exclusive threshold, percent or coupon, filled with the units that cost least for their list price. */
function gainCover(
  structure: Structure,
  benefit: WholeCartBenefit,
  members: Members,
  market: UnitMarket,
): number {
  const none = members.count > 0 ? IMPOSSIBLE : 0;
  switch (benefit.kind) {
    case 'threshold_once':
      return fillOnce(structure, members, market, {
        none,
        over: benefit.overFen,
        off: benefit.offFen,
      });
    case 'threshold_each': {
      const { perFen: per, offFen } = benefit;
      const cap = benefit.capFen ?? NO_CAP;
      if (per < FINE_STEP_FEN || offFen > per) {
        return fillRate(structure, members, market, {
          none,
          over: per,
          units: 0,
          rate: Math.min(1, offFen / per),
          cap,
        });
      }
      return fillSteps(structure, members, market, {
        none,
        steps: Number.POSITIVE_INFINITY,
        over: (step) => step * per,
        off: (step) => Math.min(step * offFen, cap),
      });
    }
    case 'threshold_tiered': {
      const tiers = benefit.tiers.toSorted((x, y) => x.overFen - y.overFen);
      return fillSteps(structure, members, market, {
        none,
        steps: tiers.length,
        over: (step) => tiers[step - 1]?.overFen ?? 0,
        off: (step) => tiers[step - 1]?.offFen ?? 0,
      });
    }
    case 'threshold_percent': {
      const { overFen, overUnits } = benefit.threshold;
      const reach = { over: overFen ?? 0, units: overFen === null ? (overUnits ?? 0) : 0 };
      const rate = { rate: benefit.offRate / 10_000, cap: benefit.capFen ?? NO_CAP };
      return fillRate(structure, members, market, { none, ...reach, ...rate });
    }
    case 'coupon': {
      const { overFen: over, offFen: off } = benefit;
      if (off !== null) return fillOnce(structure, members, market, { none, over, off });
      const rate = { rate: (benefit.offRate ?? 0) / 10_000, cap: benefit.capFen ?? NO_CAP };
      return fillRate(structure, members, market, { none, over, units: 0, ...rate });
    }
  }
}

/** An amount once; where it is more than the threshold, never more than what takes part costs. */
function fillOnce(
  structure: Structure,
  members: Members,
  market: UnitMarket,
  { none, over, off }: { readonly none: number; readonly over: number; readonly off: number },
): number {
  if (off > over) {
    return fillRate(structure, members, market, { none, over, units: 0, rate: 1, cap: off });
  }
  const once = { none, steps: 1, over: () => over, off: () => off };
  return fillSteps(structure, members, market, once);
}

type Steps = {
  readonly none: number;
  readonly steps: number;
  readonly over: (step: number) => number;
  readonly off: (step: number) => number;
};

/** Climbs from step to step as long as units are left; the last unit of each step is taken in part. */
function fillSteps(
  structure: Structure,
  members: Members,
  market: UnitMarket,
  { none, steps, over, off }: Steps,
): number {
  const { units } = structure;
  let [best, bestStep, step] = [none, 0, 1];
  let [sum, cost] = [members.sum, -members.gain];
  while (step <= steps && over(step) <= sum) {
    if (off(step) - cost > best) [best, bestStep] = [off(step) - cost, step];
    step += 1;
  }
  for (let i = 0; i < units.length && step <= steps; i++) {
    const unit = at(units, i);
    if (at(market.isFree, unit) === 0) continue;
    const [list, price] = [at(market.list, unit), at(market.price, unit)];
    if (list <= 0) continue;
    while (step <= steps && over(step) <= sum + list) {
      const value = off(step) - cost - (price * Math.max(0, over(step) - sum)) / list;
      if (value > best) [best, bestStep] = [value, step];
      step += 1;
    }
    sum += list;
    cost += price;
  }
  if (market.demand && bestStep > 0 && best > none) {
    demandUpTo(structure, market, over(bestStep) - members.sum);
  }
  return best;
}

/** Notes the parts of the first free units that fill `need` fen. */
function demandUpTo(structure: Structure, market: UnitMarket, need: number): void {
  let left = need;
  for (let i = 0; i < structure.units.length && left > 0; i++) {
    const unit = at(structure.units, i);
    const list = at(market.list, unit);
    if (at(market.isFree, unit) === 0 || list <= 0) continue;
    demand(market, unit, Math.min(1, left / list));
    left -= list;
  }
}

type Rate = {
  readonly none: number;
  readonly over: number;
  readonly units: number;
  readonly rate: number;
  readonly cap: number;
};

/** A rate of all that takes part: units that bring more there, then as many as the threshold still needs. */
function fillRate(
  structure: Structure,
  members: Members,
  market: UnitMarket,
  { none, over, units: least, rate, cap }: Rate,
): number {
  let [sum, count, cost] = [members.sum, members.count, -members.gain];
  for (let i = 0; i < structure.units.length; i++) {
    const unit = at(structure.units, i);
    if (at(market.isFree, unit) === 0) continue;
    count += 1;
    const [list, price] = [at(market.list, unit), at(market.price, unit)];
    // Before the threshold a unit is needed whatever it costs; beyond the cap it brings nothing.
    const upTo = price < rate * list ? Math.max(over, cap / rate) : over;
    if (sum >= upTo || list <= 0) continue;
    const part = Math.min(1, (upTo - sum) / list);
    sum += part * list;
    cost += part * price;
    demand(market, unit, part);
  }
  // A number of units counts all that are free, as if those beyond cost nothing.
  if (sum < over - 1e-6 || count < least || count === 0) return none;
  return Math.max(none, Math.min(cap, rate * sum + 0.5) - cost);
}

/** Notes how much of a unit is asked for. */
export function demand(market: UnitMarket, unit: number, part: number): void {
  if (market.demand) market.demand[unit] = at(market.demand, unit) + part;
}
