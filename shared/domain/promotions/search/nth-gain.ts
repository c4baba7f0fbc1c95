import { at } from './number-at.ts';
import { demand, IMPOSSIBLE, type Members, type UnitMarket } from './structure-gain.ts';
import type { Structure } from './structures.ts';

const MOST_OWED = 128;
/** By what is owed: the best so far while units still get cheaper (0), and once the others are counted (1). */
let now = [new Float64Array(MOST_OWED), new Float64Array(MOST_OWED)] as const;
let next = [new Float64Array(MOST_OWED), new Float64Array(MOST_OWED)] as const;
/** By unit, phase and what is owed: what the best way did, for the way back. */
const OUT = 0;
const CHEAPER = 1;
const OTHER_FIRST = 2;
const OTHER = 3;
let deeds = new Uint8Array(0);

/**
 * The most that an N-th item brings: units from the cheapest on, first those that get cheaper, each of which owes n − 1
 * others that cost no less, then these. Its members have to be in it.
 */
export function gainNth(structure: Structure, members: Members, market: UnitMarket): number {
  if (members.closers > 0 && members.count === 0) return 0;
  const none = members.count > 0 ? IMPOSSIBLE : 0;
  const { units, worth, bonus, size, place } = structure;
  let able = 0;
  let hope = 0;
  for (let i = 0; i < units.length; i++) {
    const unit = at(units, i);
    if (!isAble(unit, place, market)) continue;
    able += 1;
    hope += Math.max(0, at(worth, unit) + at(bonus, unit) - at(market.price, unit));
  }
  if (able < size) return none;
  if (hope <= 0 && members.count === 0) return 0;
  if (able >= MOST_OWED) return Math.max(none, gainOfMany(structure, market));
  const owed = Math.min(Math.floor(able / size), structure.most) * (size - 1);
  for (const phase of now) phase.fill(IMPOSSIBLE * 2, 0, owed + 1);
  now[0][0] = 0;
  if (market.demand && deeds.length < units.length * 2 * MOST_OWED) {
    deeds = new Uint8Array(units.length * 2 * MOST_OWED);
  }
  for (let i = 0; i < units.length; i++) {
    const unit = at(units, i);
    if (!isAble(unit, place, market)) continue;
    const isMember = at(market.isFree, unit) === 0;
    addUnit(structure, { unit, row: i, owed, isMember }, market);
    [now, next] = [next, now];
  }
  const alone = size === 1 ? at(now[0], 0) : IMPOSSIBLE;
  const best = Math.max(none, at(now[1], 0), alone);
  if (market.demand && best > none) wayBack(structure, market);
  return best;
}

/** For pools beyond any till: as if each unit were among the cheapest. */
function gainOfMany({ units, worth, bonus, place }: Structure, market: UnitMarket): number {
  let gain = 0;
  for (const unit of units) {
    if (!isAble(unit, place, market)) continue;
    const more = at(worth, unit) + at(bonus, unit) - at(market.price, unit);
    gain += at(market.isFree, unit) === 1 ? Math.max(0, more) : more;
  }
  return gain;
}

function isAble(unit: number, place: number, market: UnitMarket): boolean {
  return at(market.isFree, unit) === 1 || at(market.holder, unit) === place;
}

function addUnit(
  structure: Structure,
  of: {
    readonly unit: number;
    readonly row: number;
    readonly owed: number;
    readonly isMember: boolean;
  },
  market: UnitMarket,
): void {
  const { size } = structure;
  const other = at(structure.worth, of.unit) - at(market.price, of.unit);
  const cheaper = other + at(structure.bonus, of.unit);
  const out = of.isMember ? IMPOSSIBLE : 0;
  const [nowA, nowB] = now;
  const [nextA, nextB] = next;
  const base = of.row * 2 * MOST_OWED;
  for (let owes = 0; owes <= of.owed; owes++) {
    let first = at(nowA, owes) + out;
    let firstDeed = OUT;
    const before = owes - size + 1;
    if (before >= 0 && at(nowA, before) + cheaper > first) {
      first = at(nowA, before) + cheaper;
      firstDeed = CHEAPER;
    }
    nextA[owes] = first;
    let later = at(nowB, owes) + out;
    let laterDeed = OUT;
    if (owes < of.owed) {
      const firstOther = at(nowA, owes + 1) + other;
      const oneOther = at(nowB, owes + 1) + other;
      if (firstOther > later) {
        later = firstOther;
        laterDeed = OTHER_FIRST;
      }
      if (oneOther > later) {
        later = oneOther;
        laterDeed = OTHER;
      }
    }
    nextB[owes] = later;
    if (market.demand) {
      deeds[base + owes] = firstDeed;
      deeds[base + MOST_OWED + owes] = laterDeed;
    }
  }
  if (!of.isMember) return;
  // A member that nothing owes: it is in the pool, among the dearest.
  if (at(nowB, 0) + other > at(nextB, 0)) nextB[0] = at(nowB, 0) + other;
}

/** Notes the units of the best way, from the dearest to the cheapest. */
function wayBack({ units, size, place }: Structure, market: UnitMarket): void {
  let [phase, owes] = [1, 0];
  for (let i = units.length - 1; i >= 0; i--) {
    const unit = at(units, i);
    if (!isAble(unit, place, market)) continue;
    const deed = deeds[i * 2 * MOST_OWED + phase * MOST_OWED + owes];
    if (deed === OUT) continue;
    demand(market, unit, 1);
    if (deed === CHEAPER) owes -= size - 1;
    else {
      owes += 1;
      if (deed === OTHER_FIRST) phase = 0;
    }
  }
}
