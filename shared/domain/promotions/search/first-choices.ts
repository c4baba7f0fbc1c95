import { at } from './number-at.ts';
import { gainOf, NO_MEMBERS, type UnitMarket } from './structure-gain.ts';
import type { Structure } from './structures.ts';
import { sortUnits } from './unit-market.ts';
import type { Option } from './unit-options.ts';
import type { UseSearch } from './use-search.ts';

/** How much of what units cost above their own worth counts when structures choose: each gives another choice. */
const SHARES = [0.95, 0.6, 0];

/** How often what is not admitted may go and the others choose again. */
const MOST_TRIES = 4;

type Rounding = {
  readonly search: UseSearch;
  readonly own: Float64Array;
  readonly market: UnitMarket & { readonly demand: Float64Array };
  /** By unit: the structure that has it. */
  readonly has: (Structure | null)[];
  /** Those that have some, in the order in which they chose. */
  taken: Structure[];
  /** Of limited prices: how many more units can have them. */
  readonly left: Map<Structure, number>;
};

/**
 * Looks for a good choice before the search: structures choose, one after the other, of the units that are left what they
 * ask for at the prices found, and what of the best choice is not as good as it could be is exchanged; `isTaken`: whether
 * that has a structure. Steps count as in a search.
 */
export function tryFirstChoices(
  search: UseSearch,
  own: Float64Array,
  { steps, isTaken }: { readonly steps: number; readonly isTaken: (s: Structure) => boolean },
): void {
  const { goal, structures } = search;
  if (structures.length === 0) return;
  const rounding = roundingOf(search, own);
  const end = Math.min(goal.limit, goal.work + steps);
  for (const share of SHARES) {
    priceAt(rounding, share);
    choose(rounding, byGain(rounding));
  }
  for (const share of SHARES) {
    if (goal.work >= end) break;
    priceAt(rounding, share);
    exchange(rounding, isTaken, end);
  }
  for (const structure of structures) sortUnits(structure, search.market);
}

function roundingOf(search: UseSearch, own: Float64Array): Rounding {
  const count = own.length;
  return {
    search,
    own,
    market: {
      price: new Float64Array(count),
      list: search.market.list,
      isFree: new Int32Array(count),
      holder: new Int32Array(count).fill(-1),
      demand: new Float64Array(count),
    },
    has: search.chosen.map(() => null),
    taken: [],
    left: new Map(),
  };
}

/** What gains most at the prices that hold first. */
function byGain({ search, market }: Rounding): readonly Structure[] {
  const { structures, goal } = search;
  const blind = { ...market, demand: null };
  const gains = new Map(structures.map((s) => [s, gainOf(s, NO_MEMBERS, blind)]));
  goal.work += structures.length;
  return structures.toSorted((a, b) => (gains.get(b) ?? 0) - (gains.get(a) ?? 0));
}

/** Lets each structure choose first, or not at all, for as long as that makes the choice better. */
function exchange(rounding: Rounding, isTaken: (s: Structure) => boolean, end: number): void {
  const { goal, structures } = rounding.search;
  let taken = structures.filter(isTaken);
  let since = 0;
  for (let i = 0; since < structures.length && goal.work < end; i = (i + 1) % structures.length) {
    const structure = structures[i] as Structure; // one for every place
    since += 1;
    const rest = taken.filter((other) => other !== structure);
    const others = structures.filter((other) => other !== structure && !taken.includes(other));
    const before = goal.best;
    choose(
      rounding,
      taken.includes(structure) ? [...rest, ...others] : [structure, ...rest, ...others],
    );
    if (goal.best <= before) continue;
    taken = [...rounding.taken];
    since = 0;
  }
}

function priceAt({ own, market, search }: Rounding, share: number): void {
  for (let u = 0; u < own.length; u++) {
    market.price[u] = at(own, u) + share * (at(search.market.price, u) - at(own, u));
  }
  market.isFree.fill(1);
  for (const structure of search.structures) sortUnits(structure, market);
}

/** Has the structures choose in this order; what the rules then do not admit goes, and the others choose again. */
function choose(rounding: Rounding, order: readonly Structure[]): void {
  let left = order;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const wrong = chooseOnce(rounding, left);
    if (wrong < 0) return;
    left = withoutCause(rounding, left, wrong);
  }
}

/** Without what holds the units that a reward is earned with; or without what is not admitted itself. */
function withoutCause(
  { taken }: Rounding,
  order: readonly Structure[],
  wrong: number,
): readonly Structure[] {
  const reward = taken.find((s) => s.rule.index === wrong && s.kind === 'reward');
  const holding = taken.filter(
    (s) =>
      s.isExclusive && s !== reward && [...s.units].some((u) => reward?.rule.units.includes(u)),
  );
  if (reward && holding.length > 0) return order.filter((s) => !holding.includes(s));
  return order.filter(({ rule }) => rule.index !== wrong);
}

/** Has the structures choose in this order and looks at what that comes to; the rule that is not admitted, or -1. */
function chooseOnce(rounding: Rounding, order: readonly Structure[]): number {
  const { search, market, has } = rounding;
  market.isFree.fill(1);
  has.fill(null);
  rounding.taken = [];
  for (const structure of order) {
    search.goal.work += 1;
    market.demand.fill(0);
    if (gainOf(structure, NO_MEMBERS, market) <= 0) continue;
    rounding.taken.push(structure);
    const asked = [...structure.units].filter((unit) => at(market.demand, unit) > 0);
    for (const unit of asked) {
      market.isFree[unit] = 0;
      has[unit] = structure;
    }
    numberSets(search, structure, asked);
  }
  rounding.left.clear();
  for (const structure of rounding.taken) {
    if (structure.kind !== 'limited') continue;
    const users = has.filter((one) => one === structure).length;
    rounding.left.set(structure, structure.most - users);
  }
  for (const unit of search.chosen.keys()) {
    const option = optionFor(rounding, unit);
    search.chosen[unit] = option;
    const limited = option?.limited;
    if (!limited || has[unit] === limited) continue;
    rounding.left.set(limited, (rounding.left.get(limited) ?? limited.most) - 1);
  }
  const wrong = search.chosen.includes(null) ? -1 : search.leaf(Number.POSITIVE_INFINITY);
  search.chosen.fill(null);
  search.setOf.fill(-1);
  return wrong;
}

/** Says which units are in one set; they come as the structure asks for them. */
function numberSets({ setOf }: UseSearch, structure: Structure, asked: readonly number[]): void {
  const items =
    structure.kind === 'pick'
      ? [{ quantity: structure.size, units: asked }]
      : structure.items.map(({ quantity, units }) => ({
          quantity,
          units: [...units].filter((unit) => asked.includes(unit)),
        }));
  const [first] = items;
  if (!first) return;
  const leads = first.units.filter((_, i) => i % first.quantity === 0);
  for (const { quantity, units } of items) {
    for (const [i, unit] of units.entries()) setOf[unit] = leads[Math.floor(i / quantity)] ?? -1;
  }
}

/** What a unit does for the structure that has it; whoever could be in a taken N-th item, and is in no other, has to be. */
function optionFor({ search, has, taken, left }: Rounding, unit: number): Option | null {
  const options = search.options[unit] ?? [];
  const structure = has[unit] ?? null;
  const limited = structure?.kind === 'limited' ? structure : null;
  const isLeft = (o: Option) =>
    o.limited === null || (left.get(o.limited) ?? o.limited.most) > 0 || o.limited === limited;
  if (structure && !limited) return bestOf(options, (o) => o.into === structure && isLeft(o));
  const alone = bestOf(options, (o) => o.into === null && o.limited === limited);
  if (!alone || alone.isHeld) return alone;
  for (const nth of taken) {
    const found = bestOf(options, (o) => o.into === nth && nth.kind === 'nth' && isLeft(o));
    if (found) return found;
  }
  return alone;
}

function bestOf(options: readonly Option[], fits: (option: Option) => boolean): Option | null {
  let best: Option | null = null;
  for (const option of options) {
    if (fits(option) && (best === null || option.worth > best.worth)) best = option;
  }
  return best;
}
