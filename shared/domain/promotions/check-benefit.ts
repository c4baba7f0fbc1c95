import type { Refusal } from '../../kernel/result.ts';
import type { Benefit, Layer, Threshold } from './promotion.ts';

export type BenefitProblem =
  | 'promotion_rate_invalid'
  | 'promotion_amount_invalid'
  | 'promotion_off_exceeds_threshold'
  | 'promotion_threshold_unit'
  | 'promotion_tiers_contradict'
  | 'promotion_bundle_too_small'
  | 'promotion_count_invalid'
  | 'promotion_deposit_invalid'
  | 'promotion_scope_empty';

type Problem = Refusal<BenefitProblem>;

/** No appliance costs less than this: a smaller threshold was typed in another unit. */
export const LEAST_THRESHOLD_FEN = 1_000;
/** More units than anybody buys at once. */
export const MOST_UNITS = 99;

/** Whether a promotion of this kind may work at that step of the pipeline. */
export function isOfLayer(benefit: Benefit, layer: Layer): boolean {
  switch (benefit.kind) {
    case 'direct_price':
    case 'percent':
    case 'member_price':
    case 'flash_sale':
    case 'presale':
      return layer === 1;
    case 'nth_item':
    case 'pick_n':
    case 'bundle':
    case 'gift':
    case 'add_on':
      return layer === 2;
    case 'coupon':
      return layer === (benefit.coupon === 'platform' ? 6 : 4);
    default:
      return layer === 3 || layer === 5;
  }
}

/** What is wrong with the figures of a rule by themselves: amounts, rates, thresholds, numbers of units. */
export function benefitProblems(benefit: Benefit): readonly Problem[] {
  switch (benefit.kind) {
    case 'direct_price':
      return oneOf(benefit.priceFen, benefit.offFen);
    case 'percent':
      return rate(benefit.payRate);
    case 'member_price':
    case 'flash_sale':
      return amounts(benefit.priceFen);
    case 'presale':
      return presale(benefit);
    case 'nth_item':
      return [...units(benefit.n, 2), ...rate(benefit.offRate)];
    case 'pick_n':
      return [...units(benefit.count, 2), ...amounts(benefit.priceFen)];
    case 'bundle':
      return bundle(benefit);
    case 'gift':
      return [...threshold(benefit.threshold), ...reward(benefit.reward)];
    case 'add_on':
      return [
        ...threshold(benefit.threshold),
        ...reward(benefit.reward),
        ...amounts(benefit.priceFen),
      ];
    case 'threshold_once':
      return step(benefit.overFen, benefit.offFen);
    case 'threshold_each':
      return [...step(benefit.perFen, benefit.offFen), ...cap(benefit.capFen, benefit.offFen)];
    case 'threshold_tiered':
      return tiers(benefit.tiers);
    case 'threshold_percent':
      return [...threshold(benefit.threshold), ...rate(benefit.offRate), ...cap(benefit.capFen, 1)];
    case 'coupon':
      return coupon(benefit);
  }
}

function presale({
  depositFen,
  worthFen,
  offFen,
}: Extract<Benefit, { kind: 'presale' }>): readonly Problem[] {
  const wrong = [...amounts(depositFen), ...oneOf(worthFen, offFen)];
  if (wrong.length > 0) return wrong;
  return worthFen !== null && worthFen <= depositFen ? [{ code: 'promotion_deposit_invalid' }] : [];
}

function bundle({ items, priceFen }: Extract<Benefit, { kind: 'bundle' }>): readonly Problem[] {
  const count = items.reduce((sum, { quantity }) => sum + quantity, 0);
  if (count < 2) return [{ code: 'promotion_bundle_too_small' }, ...amounts(priceFen)];
  const counts = items.flatMap(({ quantity }) => units(quantity, 1));
  return [...counts.slice(0, 1), ...units(count, 2), ...amounts(priceFen)].slice(0, 2);
}

function reward({ skus, count }: { readonly skus: readonly string[]; readonly count: number }) {
  const empty: readonly Problem[] = skus.length === 0 ? [{ code: 'promotion_scope_empty' }] : [];
  return [...units(count, 1), ...empty];
}

function tiers(
  list: readonly { readonly overFen: number; readonly offFen: number }[],
): readonly Problem[] {
  const wrong = list.flatMap(({ overFen, offFen }) => step(overFen, offFen)).slice(0, 1);
  const isRising = list.every((tier, index) => {
    const before = list[index - 1];
    return !before || (tier.overFen > before.overFen && tier.offFen > before.offFen);
  });
  if (list.length > 0 && isRising) return wrong;
  return [...wrong, { code: 'promotion_tiers_contradict' }];
}

/** A coupon may ask for nothing (`overFen` 0); one that asks for an amount asks for one that can be meant. */
function coupon(benefit: Extract<Benefit, { kind: 'coupon' }>): readonly Problem[] {
  const { overFen, offFen, offRate, capFen } = benefit;
  if ((offFen === null) === (offRate === null)) return [{ code: 'promotion_amount_invalid' }];
  const over = overFen === 0 ? [] : [...amounts(overFen), ...unit(overFen)];
  if (offRate !== null) return [...rate(offRate), ...over.slice(0, 1), ...cap(capFen, 1)];
  const off = offFen ?? 0;
  return overFen === 0 ? amounts(off) : step(overFen, off);
}

/** A threshold of money or of units, exactly one; a percentage needs no amount that it could exceed. */
function threshold({ overFen, overUnits }: Threshold): readonly Problem[] {
  if ((overFen === null) === (overUnits === null)) return [{ code: 'promotion_amount_invalid' }];
  if (overFen === null) return units(overUnits ?? 0, 1);
  return [...amounts(overFen), ...unit(overFen)].slice(0, 1);
}

/** So much off over so much: both above zero, less off than over, and a threshold in yuan. */
function step(overFen: number, offFen: number): readonly Problem[] {
  const wrong = amounts(overFen, offFen);
  if (wrong.length > 0) return wrong;
  if (offFen >= overFen) {
    return [{ code: 'promotion_off_exceeds_threshold', params: { offFen, overFen } }];
  }
  return unit(overFen);
}

function unit(overFen: number): readonly Problem[] {
  if (overFen <= 0 || overFen >= LEAST_THRESHOLD_FEN) return [];
  return [{ code: 'promotion_threshold_unit', params: { overFen } }];
}

function cap(capFen: number | null, leastFen: number): readonly Problem[] {
  return capFen === null || capFen >= leastFen ? [] : [{ code: 'promotion_amount_invalid' }];
}

function oneOf(one: number | null, other: number | null): readonly Problem[] {
  if ((one === null) === (other === null)) return [{ code: 'promotion_amount_invalid' }];
  return amounts(one ?? other ?? 0);
}

function amounts(...values: readonly number[]): readonly Problem[] {
  const isSound = values.every((value) => Number.isSafeInteger(value) && value > 0);
  return isSound ? [] : [{ code: 'promotion_amount_invalid' }];
}

function rate(value: number): readonly Problem[] {
  const isSound = Number.isSafeInteger(value) && value > 0 && value < 10_000;
  return isSound ? [] : [{ code: 'promotion_rate_invalid' }];
}

function units(value: number, least: number): readonly Problem[] {
  const isSound = Number.isSafeInteger(value) && value >= least && value <= MOST_UNITS;
  return isSound ? [] : [{ code: 'promotion_count_invalid', params: { least, most: MOST_UNITS } }];
}
