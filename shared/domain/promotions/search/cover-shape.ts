import type { WholeCartBenefit } from '../whole-cart.ts';

/** Amounts off by amounts reached, rising. */
export type StepCover = { readonly over: Float64Array; readonly off: Float64Array };

/** A rate of all that takes part, up to `cap` fen, once it comes to `from` fen and to `units` units. */
export type RateCover = {
  readonly from: number;
  readonly units: number;
  readonly rate: number;
  readonly cap: number;
};

export type CoverShape = StepCover | RateCover;

const NO_CAP = 1e12;
/** With more steps than this the rate of the steps is near enough. */
const MOST_STEPS = 64;

/** What an exclusive promotion gives at most for units that list at `sumFen` together: never below the truth. */
export function coverShape(benefit: WholeCartBenefit, sumFen: number): CoverShape {
  switch (benefit.kind) {
    case 'threshold_once':
      return once(benefit.overFen, benefit.offFen);
    case 'threshold_each':
      return each(benefit.perFen, benefit.offFen, benefit.capFen ?? NO_CAP, sumFen);
    case 'threshold_tiered': {
      const tiers = benefit.tiers.toSorted((a, b) => a.overFen - b.overFen);
      return {
        over: Float64Array.from(tiers, (tier) => tier.overFen),
        off: Float64Array.from(tiers, (tier) => tier.offFen),
      };
    }
    case 'threshold_percent': {
      const { overFen, overUnits } = benefit.threshold;
      const cap = benefit.capFen ?? NO_CAP;
      const units = overFen === null ? (overUnits ?? 0) : 0;
      return { from: overFen ?? 0, units, rate: benefit.offRate / 10_000, cap };
    }
    case 'coupon': {
      if (benefit.offFen !== null) return once(benefit.overFen, benefit.offFen);
      const rate = (benefit.offRate ?? 0) / 10_000;
      return { from: benefit.overFen, units: 0, rate, cap: benefit.capFen ?? NO_CAP };
    }
  }
}

/** Where an amount is more than its threshold, it is never more than what takes part costs. */
function once(over: number, off: number): CoverShape {
  if (off > over) return { from: over, units: 0, rate: 1, cap: off };
  return { over: Float64Array.of(over), off: Float64Array.of(off) };
}

function each(per: number, off: number, cap: number, sumFen: number): CoverShape {
  const steps = Math.min(Math.floor(sumFen / per), Math.ceil(cap / Math.max(1, off)));
  if (off > per || steps > MOST_STEPS) {
    return { from: per, units: 0, rate: Math.min(1, off / per), cap };
  }
  const over = Float64Array.from({ length: steps }, (_, step) => (step + 1) * per);
  return { over, off: over.map((_, step) => Math.min((step + 1) * off, cap)) };
}
