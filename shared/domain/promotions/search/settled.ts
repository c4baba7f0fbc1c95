import type { Benefit } from '../promotion.ts';
import { offNthItem, offSet, type UnitAt } from '../several-units.ts';
import { membersOf } from './place-unit.ts';
import type { Structure } from './structures.ts';
import type { UseSearch } from './use-search.ts';
import { lower } from './whole-cart-outlook.ts';

/** What a promotion takes off its units. */
export type Taken = ReadonlyMap<number, number>;

/**
 * Notes that one unit less is free, or one more. An N-th item to which no unit can come any more takes off what it takes
 * off, and thresholds of the whole cart see the price that is left.
 */
export function settleNth(search: UseSearch, unit: number, change: 1 | -1): void {
  const structures = search.structuresOf[unit] as readonly Structure[]; // one list for every unit
  for (let i = 0; i < structures.length; i++) {
    const structure = structures[i] as Structure;
    if (structure.kind !== 'nth' || structure.isExclusive) continue;
    const members = membersOf(search, structure);
    if (change === 1) {
      members.free -= 1;
      if (members.free === 0 && members.count >= structure.size) {
        const taken = takenByNth(search, structure);
        search.settled[structure.place] = taken;
        lowerAll(search, taken, 1);
      }
    } else {
      members.free += 1;
      const taken = search.settled[structure.place];
      if (!taken) continue;
      lowerAll(search, taken, -1);
      search.settled[structure.place] = null;
    }
  }
}

function takenByNth({ problem, chosen, market }: UseSearch, structure: Structure): Taken {
  const { benefit } = structure.rule.promotion as {
    benefit: Extract<Benefit, { kind: 'nth_item' }>;
  };
  const pool: UnitAt[] = [];
  for (const unit of structure.units) {
    if (market.holder[unit] !== structure.place) continue;
    pool.push({ unit, priceFen: chosen[unit]?.price ?? 0 });
  }
  return offNthItem(benefit, pool, structure.rule.limit, problem.placeOf);
}

/** What a set takes off its units once it has them all; `null` where it costs no less than they do. */
export function takenBySet(search: UseSearch, into: Structure, number: number): Taken | null {
  const { problem, chosen, setOf } = search;
  const { benefit } = into.rule.promotion;
  if (benefit.kind !== 'pick_n' && benefit.kind !== 'bundle') return null;
  const units: UnitAt[] = [];
  for (const unit of into.units) {
    if (setOf[unit] !== number || chosen[unit]?.into !== into) continue;
    units.push({ unit, priceFen: chosen[unit]?.price ?? 0 });
  }
  return offSet(units, benefit.priceFen, problem.lineOf);
}

export function lowerAll({ outlook }: UseSearch, taken: Taken, change: 1 | -1): void {
  for (const [unit, off] of taken) lower(outlook, unit, off, change);
}
