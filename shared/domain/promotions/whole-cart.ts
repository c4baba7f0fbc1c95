import type { Benefit, Threshold } from './promotion.ts';

/** Kinds that look at everything that takes part together: thresholds and coupons. */
export type WholeCartBenefit = Extract<
  Benefit,
  {
    kind: 'threshold_once' | 'threshold_each' | 'threshold_tiered' | 'threshold_percent' | 'coupon';
  }
>;

export function isWholeCart(benefit: Benefit): benefit is WholeCartBenefit {
  return benefit.kind.startsWith('threshold_') || benefit.kind === 'coupon';
}

/** What it takes off `sumFen` of `unitCount` units that take part, before clipping; 0 where it is not reached. */
export function offWholeCart(benefit: WholeCartBenefit, sumFen: number, unitCount: number): number {
  if (sumFen <= 0) return 0;
  switch (benefit.kind) {
    case 'threshold_once':
      return sumFen >= benefit.overFen ? benefit.offFen : 0;
    case 'threshold_each':
      return capped(Math.floor(sumFen / benefit.perFen) * benefit.offFen, benefit.capFen);
    case 'threshold_tiered':
      return offTiers(benefit.tiers, sumFen);
    case 'threshold_percent':
      return isReached(benefit.threshold, sumFen, unitCount)
        ? capped(halfUp(sumFen, benefit.offRate), benefit.capFen)
        : 0;
    case 'coupon':
      if (sumFen < benefit.overFen) return 0;
      return benefit.offFen ?? capped(halfUp(sumFen, benefit.offRate ?? 0), benefit.capFen);
  }
}

/** How many times the threshold is reached; 1 for what is had once an order. */
export function timesReached(benefit: WholeCartBenefit, sumFen: number): number {
  if (benefit.kind !== 'threshold_each') return 1;
  const times = Math.floor(sumFen / benefit.perFen);
  if (benefit.capFen === null || benefit.offFen <= 0) return times;
  return Math.min(times, Math.ceil(benefit.capFen / benefit.offFen));
}

/** Whether an amount or a number of units reaches a threshold. */
function isReached(threshold: Threshold, sumFen: number, unitCount: number): boolean {
  if (threshold.overFen !== null) return sumFen >= threshold.overFen;
  return threshold.overUnits !== null && unitCount >= threshold.overUnits;
}

/** How often a gift or an add-on is earned: once, or for every time the threshold is reached. */
export function timesEarned(threshold: Threshold, sumFen: number, unitCount: number): number {
  if (!isReached(threshold, sumFen, unitCount)) return 0;
  if (!threshold.isEach) return 1;
  const [value, step] =
    threshold.overFen === null
      ? [unitCount, threshold.overUnits ?? 0]
      : [sumFen, threshold.overFen];
  return step > 0 ? Math.floor(value / step) : 1;
}

/** `sumFen` times a rate in ten-thousandths, half up to the fen; as `timesRate`, for sums inside a search. */
export function halfUp(sumFen: number, rate: number): number {
  return Math.floor((sumFen * rate + 5_000) / 10_000);
}

/** The highest tier that is reached, wherever it stands in the list. */
function offTiers(
  tiers: readonly { readonly overFen: number; readonly offFen: number }[],
  sumFen: number,
): number {
  let over = -1;
  let off = 0;
  for (const tier of tiers) {
    if (sumFen >= tier.overFen && tier.overFen > over) {
      over = tier.overFen;
      off = tier.offFen;
    }
  }
  return off;
}

function capped(off: number, capFen: number | null): number {
  return capFen === null ? off : Math.min(off, capFen);
}
