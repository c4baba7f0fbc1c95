import { at } from './number-at.ts';
import { gainOf, NO_MEMBERS, type UnitMarket } from './structure-gain.ts';
import type { Structure } from './structures.ts';

/** Rounds for which a structure that gained nothing is not asked again. */
const ASLEEP_ROUNDS = 5;
/** The part of the running mean that the newest prices have. */
const MEMORY = 0.1;
/** How far below the bound the best choice is thought to be before one is known. */
const THOUGHT_GAP = 0.04;

/** What the prices of units are found for. */
export type PriceQuest = {
  readonly structures: readonly Structure[];
  /** What each unit brings alone, its list price and its line; units of one line have one price. */
  readonly own: Float64Array;
  readonly list: Float64Array;
  readonly lineOf: Int32Array;
  readonly lineCount: number;
  readonly start: Float64Array;
  /** What the whole cart brings beside, and the saving of a known choice; -1 none. */
  readonly fixed: number;
  readonly known: number;
  readonly rounds: number;
};

type Pricing = {
  readonly quest: PriceQuest;
  readonly market: UnitMarket & { readonly demand: Float64Array };
  readonly blind: UnitMarket;
  readonly asleep: Int32Array;
  readonly surplus: Float64Array;
  /** What one structure asks for, and by structure how much it has asked for of late. */
  readonly asked: Float64Array;
  readonly likely: readonly Float64Array[];
  work: number;
};

/**
 * Prices of units at which the sum of all prices and of what structures still gain over them is as small as it gets:
 * no choice saves more than that sum, whatever the prices are, and the lower it is the sooner a search may stop.
 * Moved against the surplus of demand (a subgradient).
 */
export function priceUnits(quest: PriceQuest): {
  readonly price: Float64Array;
  /** By structure and unit: about how much of the unit the structure has in the best mixture of choices. */
  readonly likely: readonly Float64Array[];
  readonly work: number;
} {
  const count = quest.own.length;
  const market = {
    price: Float64Array.from(quest.start),
    list: quest.list,
    isFree: new Int32Array(count).fill(1),
    holder: new Int32Array(count).fill(-1),
    demand: new Float64Array(count),
  };
  const pricing: Pricing = {
    quest,
    market,
    blind: { ...market, demand: null },
    asked: new Float64Array(count),
    likely: quest.structures.map(() => new Float64Array(count)),
    asleep: new Int32Array(quest.structures.length),
    surplus: new Float64Array(quest.lineCount),
    work: 0,
  };
  const best = Float64Array.from(quest.start);
  let [least, scale, stale] = [Number.POSITIVE_INFINITY, 1, 0];
  for (let round = 0; round < quest.rounds && quest.structures.length > 0; round++) {
    let bound = boundAt(pricing);
    if (bound < least - 1e-6) {
      bound += wakeAll(pricing);
    }
    if (bound < least - 1e-6) {
      [least, stale] = [bound, 0];
      best.set(market.price);
    } else if (++stale >= 4) {
      [scale, stale] = [scale / 2, 0];
    }
    const known = quest.known >= 0 ? quest.known : least * (1 - THOUGHT_GAP);
    if (least < known + 1 || scale < 0.01) break;
    if (!movePrices(pricing, Math.max(1, bound - known) * scale)) break;
  }
  return { price: best, likely: pricing.likely, work: pricing.work };
}

/** Moves every price by its line's surplus of demand; `false` where there is none. */
function movePrices({ quest, market, surplus }: Pricing, distance: number): boolean {
  const { own, list, lineOf } = quest;
  let norm = 0;
  surplus.fill(0);
  for (let u = 0; u < own.length; u++) {
    surplus[at(lineOf, u)] = at(surplus, at(lineOf, u)) + at(market.demand, u) - 1;
  }
  // A price never falls below what the unit brings alone, so such a surplus moves nothing.
  for (let u = 0; u < own.length; u++) {
    const more = at(surplus, at(lineOf, u));
    if (more > 0 || at(market.price, u) > at(own, u)) norm += more * more;
  }
  if (norm === 0) return false;
  for (let u = 0; u < own.length; u++) {
    const moved = at(market.price, u) + (distance * at(surplus, at(lineOf, u))) / norm;
    market.price[u] = Math.min(Math.max(moved, at(own, u)), Math.max(at(list, u), at(own, u)));
  }
  return true;
}

/** The bound at the prices that hold, but for structures that sleep; notes the demand. */
function boundAt(pricing: Pricing): number {
  const { quest, market, asleep } = pricing;
  let bound = quest.fixed;
  market.demand.fill(0);
  for (let u = 0; u < market.price.length; u++) bound += at(market.price, u);
  for (const [index, structure] of quest.structures.entries()) {
    if (at(asleep, index) > 0) {
      asleep[index] = at(asleep, index) - 1;
      remember(pricing, index, false);
    } else bound += ask(pricing, structure, index);
  }
  return bound;
}

/** What those that sleep gain at the prices that hold. */
function wakeAll(pricing: Pricing): number {
  let gain = 0;
  for (const [index, structure] of pricing.quest.structures.entries()) {
    if (at(pricing.asleep, index) > 0) gain += ask(pricing, structure, index);
  }
  return gain;
}

function ask(pricing: Pricing, structure: Structure, index: number): number {
  const { market, blind, asleep } = pricing;
  pricing.work += 1;
  sortUnits(structure, market);
  const gain = gainOf(structure, NO_MEMBERS, blind);
  asleep[index] = gain > 0 ? 0 : ASLEEP_ROUNDS;
  remember(pricing, index, gain > 0);
  return Math.max(0, gain);
}

/** Adds what a structure asks for to the demand, and to the running mean of what it asked for. */
function remember(pricing: Pricing, index: number, isAsking: boolean): void {
  const { asked, market, quest } = pricing;
  const likely = pricing.likely[index] as Float64Array; // one for every structure
  const structure = quest.structures[index] as Structure;
  if (isAsking) {
    asked.fill(0);
    gainOf(structure, NO_MEMBERS, { ...market, demand: asked });
  }
  for (const unit of structure.units) {
    const part = isAsking ? at(asked, unit) : 0;
    market.demand[unit] = at(market.demand, unit) + part;
    likely[unit] = at(likely, unit) * (1 - MEMORY) + part * MEMORY;
  }
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
