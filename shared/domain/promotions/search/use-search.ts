import type { Problem } from '../promotion-problem.ts';
import type { Cluster } from './clusters.ts';
import { at } from './number-at.ts';
import { gainsWithout, membersOf, put, takeBack } from './place-unit.ts';
import { type Goal, isHopeless, mayStep } from './search-goal.ts';
import { lowerAll, settleNth, type Taken, takenBySet } from './settled.ts';
import { gainOf, type Members, type UnitMarket } from './structure-gain.ts';
import type { Structure } from './structures.ts';
import type { Twins } from './twins.ts';
import type { Option } from './unit-options.ts';
import { count, countOpen, mostOfCart, type Outlook } from './whole-cart-outlook.ts';

/** A search over what every unit does, one unit after the other. */
export type UseSearch = {
  readonly goal: Goal;
  readonly structures: readonly Structure[];
  readonly market: UnitMarket;
  readonly order: Int32Array;
  readonly options: readonly (readonly Option[])[]; // by unit
  readonly structuresOf: readonly (readonly Structure[])[]; // by unit
  readonly members: readonly Members[]; // by structure
  readonly gains: Float64Array; // by structure
  /** By unit and its structures: what these gained before it was placed, and what they gain without it. */
  readonly kept: readonly Float64Array[];
  readonly gone: readonly Float64Array[];
  /** By unit, while it is placed: what it does, in which set it is, and whether it was placed for its own sake. */
  readonly chosen: (Option | null)[];
  readonly setOf: number[];
  readonly leads: Int32Array;
  /** By unit: the one before it in its line, where only one order of their options has to be tried; -1 none. */
  readonly before: Int32Array;
  readonly problem: Problem;
  readonly twins: Twins;
  readonly clusters: readonly Cluster[];
  /** By unit: by how much bounds go down until it is placed, as the first of its cluster. */
  readonly slack: Float64Array;
  /** By structure: what an N-th item takes off once all its units are settled. */
  readonly settled: (Taken | null)[];
  /** What the whole cart can still bring at most; a part of every bound. */
  readonly outlook: Outlook;
  /** Called when every unit has its place; the rule, by its index, that may not be had like this; -1 none. */
  readonly leaf: (bound: number) => number;
};

/** A set that still needs units, all from later places in the order than the last it got. */
type OpenSet = {
  readonly into: Structure;
  readonly number: number;
  /** By item of a bundle, or in all for a pick. */
  readonly needs: readonly number[];
  readonly left: number;
  readonly after: number;
};

/** Tries every placing that the bounds do not exclude. `fixed`: what the whole cart brings whatever is placed. */
export function searchUses(search: UseSearch, fixed: number): void {
  let bound = rootBound(search, fixed);
  for (const unit of search.order) bound -= at(search.slack, unit);
  placeNext(search, bound, 0);
}

/** No choice saves more: all prices, and what structures gain above them. */
export function rootBound(search: UseSearch, fixed: number): number {
  let bound = fixed;
  for (const unit of search.order) bound += at(search.market.price, unit);
  for (const structure of search.structures) {
    const gain = gainOf(structure, membersOf(search, structure), search.market);
    search.gains[structure.place] = gain;
    bound += gain;
  }
  return bound;
}

/** Goes on with the next unit, once the outlook for the whole cart is what it is with those placed. */
function placeNext(search: UseSearch, bound: number, from: number): void {
  const { goal, outlook } = search;
  if (isHopeless(goal, bound) || !mayStep(goal)) return;
  const { now } = outlook;
  outlook.now = mostOfCart(outlook);
  const better = bound + outlook.now - now;
  if (!isHopeless(goal, better)) placeUnit(search, better, from);
  outlook.now = now;
}

/** Notes in the outlook that a unit is placed, or not any more. */
function move(search: UseSearch, unit: number, option: Option, change: 1 | -1): void {
  const { outlook } = search;
  count(outlook, unit, change === 1 ? -1 : 1);
  if (!option.isHeld) countOpen(outlook, unit, option.openPrice, change);
  settleNth(search, unit, change);
}

function placeUnit(search: UseSearch, before: number, from: number): void {
  const { goal, order, market } = search;
  let next = from;
  while (next < order.length && at(market.isFree, at(order, next)) === 0) next += 1;
  if (next === order.length) {
    search.leaf(before);
    return;
  }
  const unit = at(order, next);
  const bound = before + at(search.slack, unit);
  search.leads[unit] = 1;
  const gone = gainsWithout(search, unit);
  for (const { option, hope, now } of hopefulOptions(search, { bound, unit, gone })) {
    if (isHopeless(goal, hope)) continue;
    const { into } = option;
    const isSet = isSetOption(option);
    const undo = put(search, unit, option, { isLead: isSet, gone });
    move(search, unit, option, 1);
    if (isSet && into) {
      const set = openSet(into, unit, next);
      search.setOf[unit] = set.number;
      fillSet(search, bound + undo.change, next + 1, taking(set, unit, next));
      search.setOf[unit] = -1;
    } else {
      const { now: last } = search.outlook;
      search.outlook.now = now;
      if (mayStep(goal)) placeUnit(search, hope, next + 1);
      search.outlook.now = last;
    }
    move(search, unit, option, -1);
    takeBack(search, unit, option, isSet, undo);
    if (goal.isExhausted) break;
  }
  search.leads[unit] = 0;
}

type Hopeful = { readonly option: Option; readonly hope: number; readonly now: number };

/** What a unit may do and how much could then be saved, the most first; equal ones as they are likely. */
function hopefulOptions(
  search: UseSearch,
  {
    bound,
    unit,
    gone,
  }: { readonly bound: number; readonly unit: number; readonly gone: Float64Array },
): readonly Hopeful[] {
  const { goal } = search;
  const least = leastRank(search, unit);
  const hopeful: Hopeful[] = [];
  for (const option of search.options[unit] ?? []) {
    if (option.rank < least || !isPossible(search, unit, option)) continue;
    const isSet = isSetOption(option);
    const undo = put(search, unit, option, { isLead: isSet, gone });
    const rest = isSet && option.into ? (option.into.size - 1) * bestOf(search, option.into) : 0;
    const most = bound + undo.change + rest;
    if (!isHopeless(goal, most)) {
      move(search, unit, option, 1);
      const now = mostOfCart(search.outlook);
      const hope = most + now - search.outlook.now;
      if (!isHopeless(goal, hope)) hopeful.push({ option, hope, now });
      move(search, unit, option, -1);
    }
    takeBack(search, unit, option, isSet, undo);
  }
  return hopeful.length > 1 ? hopeful.sort((a, b) => b.hope - a.hope) : hopeful;
}

function isSetOption({ into }: Option): boolean {
  return into?.kind === 'pick' || into?.kind === 'bundle';
}

/** Units of a line are alike, so that only rising ranks need be tried among those placed for their own sake. */
function leastRank(search: UseSearch, unit: number): number {
  for (let u = at(search.before, unit); u >= 0; u = at(search.before, u)) {
    if (at(search.leads, u) === 1) return search.chosen[u]?.rank ?? 0;
  }
  return 0;
}

function isPossible(search: UseSearch, unit: number, option: Option): boolean {
  const { into, limited } = option;
  if (limited && membersOf(search, limited).used >= limited.most) return false;
  if (into) {
    const members = membersOf(search, into);
    if (into.kind === 'nth') return members.closers === 0 && isItsTurn(search, into);
    return into.kind === 'cover' || members.used < into.most;
  }
  if (option.isHeld) return true;
  // Whoever could be in a taken N-th item, and does nothing else, has to be.
  for (const structure of search.structuresOf[unit] ?? []) {
    if (structure.kind === 'nth' && membersOf(search, structure).count > 0) return false;
  }
  return true;
}

/** Of N-th items that are alike one is used before the next. */
function isItsTurn(search: UseSearch, nth: Structure): boolean {
  const before = search.twins.before[nth.place];
  return !before || membersOf(search, before).count > 0 || membersOf(search, nth).count > 0;
}

function openSet(into: Structure, number: number, after: number): OpenSet {
  const needs = into.kind === 'pick' ? [into.size] : into.items.map((item) => item.quantity);
  return { into, number, needs, left: into.size, after };
}

/** The set with one unit more. */
function taking(set: OpenSet, unit: number, place: number): OpenSet {
  const item = itemOf(set.into, unit);
  const needs = set.needs.map((need, index) => (index === item ? need - 1 : need));
  return { ...set, needs, left: set.left - 1, after: place };
}

function itemOf(into: Structure, unit: number): number {
  return into.kind === 'pick' ? 0 : into.items.findIndex(({ units }) => units.includes(unit));
}

/** Adds units to an open set in every way, then goes on after the unit that leads it. */
function fillSet(search: UseSearch, bound: number, resume: number, set: OpenSet): void {
  const { goal, market, order } = search;
  if (set.left === 0) {
    const taken = takenBySet(search, set.into, set.number);
    if (taken === null) return;
    if (!set.into.isExclusive) lowerAll(search, taken, 1);
    placeNext(search, bound, resume);
    if (!set.into.isExclusive) lowerAll(search, taken, -1);
    return;
  }
  if (isHopeless(goal, bound + set.left * bestOf(search, set.into)) || !mayStep(goal)) return;
  for (let place = set.after + 1; place < order.length; place++) {
    const unit = at(order, place);
    if (at(market.isFree, unit) === 0) continue;
    const before = at(search.before, unit);
    // Of units that are alike the first free one goes.
    if (before >= 0 && at(market.isFree, before) === 1) continue;
    for (const option of search.options[unit] ?? []) {
      if (option.into !== set.into) continue;
      const item = itemOf(set.into, unit);
      if ((set.needs[item] ?? 0) <= 0) break;
      if (option.limited && membersOf(search, option.limited).used >= option.limited.most) continue;
      const undo = put(search, unit, option, { isLead: false, gone: null });
      move(search, unit, option, 1);
      search.setOf[unit] = set.number;
      fillSet(search, bound + undo.change, resume, taking(set, unit, place));
      search.setOf[unit] = -1;
      move(search, unit, option, -1);
      takeBack(search, unit, option, false, undo);
      if (goal.isExhausted) return;
    }
  }
}

/** The most that one free unit brings to a set. */
function bestOf({ market }: UseSearch, into: Structure): number {
  let best = 0;
  for (const unit of into.units) {
    if (at(market.isFree, unit) === 0) continue;
    best = Math.max(best, at(into.worth, unit) - at(market.price, unit));
  }
  return best;
}
