import { at } from './number-at.ts';
import { type Goal, isHopeless } from './search-goal.ts';
import { gainOf, IMPOSSIBLE, type Members, NO_MEMBERS, type UnitMarket } from './structure-gain.ts';
import type { Structure } from './structures.ts';
import type { Option } from './unit-options.ts';
import { rootBound, type UseSearch } from './use-search.ts';

/**
 * The same search without what cannot be part of any choice as good as the best that is known: structures and options
 * with which even the bound stays below it.
 */
export function thinSearch(search: UseSearch, fixed: number): UseSearch {
  const { market, goal } = search;
  const root = rootBound(search, fixed);
  const isOut = (change: number) => isWorse(goal, root + change);
  const kept = search.structures.filter((structure) => {
    const now = at(search.gains, structure.place);
    return !isOut(forcedGain(structure, market) - Math.max(0, now));
  });
  const options = search.options.map((list, unit) =>
    list.filter((option) => {
      const { into, limited } = option;
      if (into && !kept.includes(into)) return false;
      if (limited && !kept.includes(limited)) return false;
      return !isOut(changeBy(search, option, unit));
    }),
  );
  for (const structure of kept) {
    if (structure.kind !== 'cover') continue;
    structure.units = structure.units.filter((unit) =>
      options[unit]?.some((option) => option.into === structure),
    );
  }
  return {
    ...search,
    structures: kept,
    options,
    twins: {
      ...search.twins,
      before: search.twins.before.map((s) => (s && kept.includes(s) ? s : null)),
    },
    structuresOf: search.structuresOf.map((list) => list.filter((s) => kept.includes(s))),
  };
}

/** A choice with this bound is neither better than the best nor as good. */
function isWorse(goal: Goal, bound: number): boolean {
  return bound + 1e-6 < goal.best || (!goal.isTie && goal.best < 0 && isHopeless(goal, bound));
}

const ONE_USED: Members = { ...NO_MEMBERS, count: 0.5 };

/** The most that a structure gains if it is taken at all; may be below zero. */
function forcedGain(structure: Structure, market: UnitMarket): number {
  const { units, worth, fixed, size } = structure;
  const above = (unit: number) => at(worth, unit) - at(market.price, unit);
  switch (structure.kind) {
    case 'cover':
    case 'nth':
      return gainOf(structure, ONE_USED, market);
    case 'limited':
    case 'reward': {
      const first = units.length > 0 ? above(at(units, 0)) : IMPOSSIBLE;
      return Math.max(first, gainOf(structure, { ...ONE_USED, count: 0 }, market));
    }
    case 'pick':
    case 'bundle': {
      let first = fixed;
      if (structure.kind === 'pick') {
        for (let i = 0; i < size; i++) first += above(at(units, i));
      } else {
        for (const item of structure.items) {
          for (let i = 0; i < item.quantity; i++) first += above(at(item.units, i));
        }
      }
      return Math.max(first, gainOf(structure, { ...ONE_USED, count: 0 }, market));
    }
  }
}

/** By how much the bound moves if one unit does this. */
function changeBy(search: UseSearch, option: Option, unit: number): number {
  const { market } = search;
  const { into } = option;
  const price = at(market.price, unit);
  if (into === null) {
    // A limited offer's gain has counted what it brings above its price already.
    return Math.min(0, option.worth - price);
  }
  if (into.kind !== 'cover' && into.kind !== 'nth') return 0;
  market.isFree[unit] = 0;
  market.holder[unit] = into.place;
  const gain = gainOf(
    into,
    {
      ...NO_MEMBERS,
      count: 1,
      sum: at(market.list, unit),
      gain: into.kind === 'cover' ? -price : 0,
    },
    market,
  );
  market.isFree[unit] = 1;
  market.holder[unit] = -1;
  return gain - Math.max(0, at(search.gains, into.place));
}
