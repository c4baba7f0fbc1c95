import { at } from './number-at.ts';
import { gainOf, type Members, type UnitMarket } from './structure-gain.ts';
import type { Structure } from './structures.ts';

/** How often the prices are moved; more bring little. */
const ROUNDS = 60;

/**
 * Prices of units at which the sum of all prices and of what structures still gain over them is as small as it gets:
 * no choice saves more than that sum, whatever the prices are, and the lower it is the sooner a search may stop.
 * Moved against the surplus of demand (a subgradient). Units of one line have one price.
 */
export function priceUnits(
  structures: readonly Structure[],
  units: {
    readonly own: Float64Array;
    readonly list: Float64Array;
    readonly lineOf: Int32Array;
    readonly lineCount: number;
  },
): { readonly price: Float64Array; readonly work: number } {
  const { own, list, lineOf, lineCount } = units;
  const count = own.length;
  const market = {
    price: Float64Array.from(own),
    list,
    isFree: new Int32Array(count).fill(1),
    holder: new Int32Array(count).fill(-1),
    demand: new Float64Array(count),
  };
  const best = Float64Array.from(own);
  const surplus = new Float64Array(lineCount);
  let [least, scale, stale, work] = [Number.POSITIVE_INFINITY, 1, 0, 0];
  for (let round = 0; round < ROUNDS && structures.length > 0; round++) {
    const bound = boundAt(structures, market);
    work += structures.length;
    if (bound < least - 1e-9) {
      [least, stale] = [bound, 0];
      best.set(market.price);
    } else if (++stale >= 4) {
      [scale, stale] = [scale / 2, 0];
      market.price.set(best);
      boundAt(structures, market);
    }
    let [norm, target] = [0, least * 0.04 * scale];
    surplus.fill(0);
    for (let u = 0; u < count; u++) {
      surplus[at(lineOf, u)] = at(surplus, at(lineOf, u)) + at(market.demand, u) - 1;
    }
    // A price never falls below what the unit brings alone, so such a surplus moves nothing.
    for (let u = 0; u < count; u++) {
      const more = at(surplus, at(lineOf, u));
      if (more > 0 || at(market.price, u) > at(own, u)) norm += more * more;
    }
    if (norm === 0) break;
    target = Math.max(target, 1);
    for (let u = 0; u < count; u++) {
      const moved = at(market.price, u) + (target * at(surplus, at(lineOf, u))) / norm;
      market.price[u] = Math.min(Math.max(moved, at(own, u)), Math.max(at(list, u), at(own, u)));
    }
  }
  return { price: best, work };
}

const NO_MEMBERS: Members = { used: 0, count: 0, sum: 0, gain: 0, closers: 0 };

function boundAt(
  structures: readonly Structure[],
  market: UnitMarket & { readonly demand: Float64Array },
): number {
  let bound = 0;
  const blind = { ...market, demand: null };
  market.demand.fill(0);
  for (let u = 0; u < market.price.length; u++) bound += at(market.price, u);
  for (const structure of structures) {
    sortUnits(structure, market);
    const gain = gainOf(structure, NO_MEMBERS, blind);
    if (gain <= 0) continue;
    bound += gain;
    gainOf(structure, NO_MEMBERS, market);
  }
  return bound;
}

/** The most promising units of a structure first, at the prices that hold; nearly sorted lists sort fast. */
export function sortUnits(structure: Structure, market: UnitMarket): void {
  if (structure.kind === 'nth') return; // its units are looked at by what they cost
  insertionSort(structure.units, (unit) =>
    structure.kind === 'cover'
      ? at(market.price, unit) / Math.max(1, at(market.list, unit))
      : at(market.price, unit) - at(structure.worth, unit),
  );
  for (const { units } of structure.items) {
    insertionSort(units, (unit) => at(market.price, unit) - at(market.list, unit));
  }
}

function insertionSort(units: Int32Array, costOf: (unit: number) => number): void {
  for (let i = 1; i < units.length; i++) {
    const unit = at(units, i);
    const cost = costOf(unit);
    let place = i - 1;
    while (place >= 0 && costOf(at(units, place)) > cost) {
      units[place + 1] = at(units, place);
      place -= 1;
    }
    units[place + 1] = unit;
  }
}
