import { timesEarned } from '../whole-cart.ts';
import { at } from './number-at.ts';
import { gainOf, type Members, NO_MEMBERS } from './structure-gain.ts';
import type { Structure } from './structures.ts';
import type { Option } from './unit-options.ts';
import type { UseSearch } from './use-search.ts';

/** What `put` changed and cannot be counted back. */
export type Undo = {
  readonly change: number;
  readonly gain: number;
};

/** What the structures of a unit gain if it goes elsewhere, in their order. */
export function gainsWithout(search: UseSearch, unit: number): Float64Array {
  const gone = search.gone[unit] as Float64Array; // one for every unit
  const structures = search.structuresOf[unit] as readonly Structure[];
  search.market.isFree[unit] = 0;
  for (let i = 0; i < structures.length; i++) {
    const structure = structures[i] as Structure;
    gone[i] = gainOf(structure, membersOf(search, structure), search.market);
  }
  search.market.isFree[unit] = 1;
  return gone;
}

/**
 * Places a unit; how much lower (or higher) the bound then is. `isLead`: it begins a set. `gone`: what its structures
 * gain without it, where that is known.
 */
export function put(
  search: UseSearch,
  unit: number,
  option: Option,
  { isLead, gone }: { readonly isLead: boolean; readonly gone: Float64Array | null },
): Undo {
  const { market, gains } = search;
  const structures = search.structuresOf[unit] as readonly Structure[]; // one list for every unit
  const kept = search.kept[unit] as Float64Array;
  const { into } = option;
  const price = at(market.price, unit);
  let change = 0;
  let gain = 0;
  market.isFree[unit] = 0;
  market.holder[unit] = into?.place ?? -1;
  search.chosen[unit] = option;
  if (into?.kind === 'cover' || into?.kind === 'nth') {
    const members = membersOf(search, into);
    ({ gain } = members);
    members.count += 1;
    members.sum += at(market.list, unit);
    members.gain += at(into.worth, unit) - price;
    change = into.kind === 'cover' ? 0 : option.worth - at(into.worth, unit);
  } else {
    change = option.worth - price + (isLead && into ? into.fixed : 0);
    if (into && (isLead || into.kind === 'reward')) membersOf(search, into).used += 1;
  }
  if (option.limited) membersOf(search, option.limited).used += 1;
  countClosers(search, structures, option, 1);
  countOpen(search, unit, option, 1);
  const isClosing = into === null && !option.isHeld;
  for (let i = 0; i < structures.length; i++) {
    const structure = structures[i] as Structure;
    const { place } = structure;
    kept[i] = at(gains, place);
    const isTouched =
      structure === into ||
      structure === option.limited ||
      structure.kind === 'reward' ||
      (isClosing && structure.kind === 'nth');
    const after =
      gone && !isTouched ? at(gone, i) : gainOf(structure, membersOf(search, structure), market);
    change += after - at(gains, place);
    gains[place] = after;
  }
  return { change, gain };
}

/** Undoes `put`. */
export function takeBack(
  search: UseSearch,
  unit: number,
  option: Option,
  isLead: boolean,
  undo: Undo,
): void {
  const { into } = option;
  const structures = search.structuresOf[unit] as readonly Structure[];
  const kept = search.kept[unit] as Float64Array;
  search.market.isFree[unit] = 1;
  search.market.holder[unit] = -1;
  search.chosen[unit] = null;
  if (into?.kind === 'cover' || into?.kind === 'nth') {
    const members = membersOf(search, into);
    members.count -= 1;
    members.sum -= at(search.market.list, unit);
    members.gain = undo.gain;
  } else if (into && (isLead || into.kind === 'reward')) membersOf(search, into).used -= 1;
  if (option.limited) membersOf(search, option.limited).used -= 1;
  countClosers(search, structures, option, -1);
  countOpen(search, unit, option, -1);
  for (let i = 0; i < structures.length; i++) {
    search.gains[(structures[i] as Structure).place] = at(kept, i);
  }
}

/** A unit that simply has its price keeps every N-th item that it could be in from being taken. */
function countClosers(
  search: UseSearch,
  structures: readonly Structure[],
  option: Option,
  change: number,
): void {
  if (option.into || option.isHeld) return;
  for (const structure of structures) {
    if (structure.kind === 'nth') membersOf(search, structure).closers += change;
  }
}

/** What a placed unit counts for the thresholds of rewards, instead of the most that it could. */
function countOpen(search: UseSearch, unit: number, option: Option, change: 1 | -1): void {
  const structures = search.structuresOf[unit] as readonly Structure[];
  for (let i = 0; i < structures.length; i++) {
    const structure = structures[i] as Structure;
    if (structure.kind !== 'reward' || structure.isCounted[unit] !== 1) continue;
    const members = membersOf(search, structure);
    members.openSum -= change * at(search.outlook.standing, unit);
    members.openCount -= change;
    if (!option.isHeld && option.into !== structure) {
      members.openSum += change * option.price;
      members.openCount += change;
    }
    members.earned = earnedBy(structure, members);
  }
}

/** Of a structure before any unit is placed; `standing`: what each unit counts for thresholds at most. */
export function startingMembers(structure: Structure, standing: Float64Array): Members {
  const members = { ...NO_MEMBERS, free: structure.units.length };
  for (const [unit, counts] of structure.isCounted.entries()) {
    members.openSum += counts * at(standing, unit);
    members.openCount += counts;
  }
  return { ...members, earned: earnedBy(structure, members) };
}

/** How many a reward can have for what may count for its threshold. */
export function earnedBy(structure: Structure, { openSum, openCount }: Members): number {
  const { benefit } = structure.rule.promotion;
  if (benefit.kind !== 'gift' && benefit.kind !== 'add_on') return Number.POSITIVE_INFINITY;
  return timesEarned(benefit.threshold, openSum, openCount) * benefit.reward.count;
}

export function membersOf({ members }: UseSearch, structure: Structure): Members {
  return members[structure.place] as Members; // one for every structure
}
