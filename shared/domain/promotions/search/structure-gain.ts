import type { RateCover, StepCover } from './cover-shape.ts';
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
  /** Of an N-th item: units of it that are not placed yet. */
  free: number;
  /** Of a reward: what counts for its threshold at most, in fen and units, and how many it can have for that. */
  openSum: number;
  openCount: number;
  earned: number;
};

/** Nothing is settled. */
export const NO_MEMBERS: Members = {
  used: 0,
  count: 0,
  sum: 0,
  gain: 0,
  closers: 0,
  free: 0,
  openSum: 0,
  openCount: 0,
  earned: Number.POSITIVE_INFINITY,
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
      return gainCover(structure, members, market);
  }
}

function gainSingles(structure: Structure, members: Members, market: UnitMarket): number {
  let [left, gain] = [Math.min(structure.most, members.earned) - members.used, 0];
  if (left < 0) return IMPOSSIBLE;
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

/** An exclusive promotion of the whole cart, filled with the units that cost least for their list price. */
function gainCover(structure: Structure, members: Members, market: UnitMarket): number {
  const none = members.count > 0 ? IMPOSSIBLE : 0;
  const { cover } = structure;
  if (cover === null) return none;
  return 'over' in cover
    ? fillSteps(structure, members, market, cover, none)
    : fillRate(structure, members, market, cover, none);
}

/** Climbs from step to step as long as units are left; the last unit of each step is taken in part. */
function fillSteps(
  { units }: Structure,
  members: Members,
  market: UnitMarket,
  { over, off }: StepCover,
  none: number,
): number {
  let [best, bestStep, step] = [none, -1, 0];
  let [sum, cost] = [members.sum, -members.gain];
  for (; step < over.length && at(over, step) <= sum; step++) {
    const value = at(off, step) - cost;
    if (value > best) [best, bestStep] = [value, step];
  }
  for (let i = 0; i < units.length && step < over.length; i++) {
    const unit = at(units, i);
    if (at(market.isFree, unit) === 0) continue;
    const [list, price] = [at(market.list, unit), at(market.price, unit)];
    if (list <= 0) continue;
    for (; step < over.length && at(over, step) <= sum + list; step++) {
      const value = at(off, step) - cost - (price * Math.max(0, at(over, step) - sum)) / list;
      if (value > best) [best, bestStep] = [value, step];
    }
    sum += list;
    cost += price;
  }
  if (market.demand && bestStep >= 0) {
    demandUpTo(units, market, at(over, bestStep) - members.sum);
  }
  return best;
}

/** Notes the parts of the first free units that fill `need` fen. */
function demandUpTo(units: Int32Array, market: UnitMarket, need: number): void {
  let left = need;
  for (let i = 0; i < units.length && left > 0; i++) {
    const unit = at(units, i);
    const list = at(market.list, unit);
    if (at(market.isFree, unit) === 0 || list <= 0) continue;
    demand(market, unit, Math.min(1, left / list));
    left -= list;
  }
}

/** A rate of all that takes part: units that bring more there, then as many as the threshold still needs. */
function fillRate(
  structure: Structure,
  members: Members,
  market: UnitMarket,
  { from: over, units: least, rate, cap }: RateCover,
  none: number,
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
