import { fen } from '../../kernel/money.ts';
import type { Benefit } from './promotion.ts';
import { unitPriceUnder } from './unit-price.ts';
import { halfUp } from './whole-cart.ts';

type Good = { readonly sku: string; readonly listFen: number };

/** What other units of a set can weigh at the most, in fen. */
export type SetWeights = { readonly dearestFen: number; readonly setFen: number };

/** The weights of the goods that can be in a set; look at them once, they may be many. */
export function setWeights(benefit: Benefit, pool: readonly Good[]): SetWeights {
  const dearestFen = pool.reduce((most, { listFen }) => Math.max(most, listFen), 0);
  if (benefit.kind !== 'bundle') return { dearestFen, setFen: 0 };
  const lists = new Map(pool.map(({ sku, listFen }) => [sku, listFen]));
  const setFen = benefit.items.reduce(
    (sum, { sku, quantity }) => sum + (lists.get(sku) ?? 0) * quantity,
    0,
  );
  return { dearestFen, setFen };
}

/**
 * The least that one unit of a good can come to under this promotion alone, in fen, whatever else is in the cart:
 * what is taken off a whole cart weighs heaviest on a unit when its threshold is only just reached. Never above what
 * the unit lists at, and exact or too low by a fen of rounding, never too high.
 */
export function leastUnitPrice(benefit: Benefit, listFen: number, set: SetWeights): number {
  switch (benefit.kind) {
    case 'nth_item':
      return halfUp(listFen, 10_000 - benefit.offRate);
    case 'pick_n':
      return shareOfSet(benefit.priceFen, listFen, set.dearestFen * (benefit.count - 1));
    case 'bundle':
      return shareOfSet(benefit.priceFen, listFen, Math.max(0, set.setFen - listFen));
    case 'gift':
      return 0;
    case 'add_on':
      return Math.min(listFen, benefit.priceFen);
    case 'threshold_once':
      return afterStep(listFen, benefit.overFen, benefit.offFen);
    case 'threshold_each':
      return listFen - capped(benefit, Math.ceil((listFen * benefit.offFen) / benefit.perFen));
    case 'threshold_tiered':
      return Math.min(
        ...benefit.tiers.map(({ overFen, offFen }) => afterStep(listFen, overFen, offFen)),
      );
    case 'threshold_percent':
      return listFen - capped(benefit, rateShare(listFen, benefit.offRate));
    case 'coupon':
      return benefit.offFen === null
        ? listFen - capped(benefit, rateShare(listFen, benefit.offRate ?? 0))
        : afterStep(listFen, benefit.overFen, benefit.offFen);
    default:
      return unitPriceUnder(benefit, fen(listFen)) ?? listFen;
  }
}

/** Alone it bears all of it once it reaches the threshold; with others its share of a sum that only just does. */
function afterStep(listFen: number, overFen: number, offFen: number): number {
  const share = listFen >= overFen ? offFen : Math.ceil((listFen * offFen) / overFen);
  return Math.max(0, listFen - share);
}

/** A percentage of a sum is rounded once and then shared out: a unit can bear the fen that is left over. */
function rateShare(listFen: number, rate: number): number {
  return Math.ceil((listFen * rate) / 10_000);
}

function shareOfSet(priceFen: number, listFen: number, othersFen: number): number {
  const sum = listFen + othersFen;
  return sum <= priceFen ? listFen : Math.floor((priceFen * listFen) / sum);
}

function capped({ capFen }: { readonly capFen: number | null }, off: number): number {
  return capFen === null ? off : Math.min(capFen, off);
}
