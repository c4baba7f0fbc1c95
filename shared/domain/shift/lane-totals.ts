import type { PerpetualTotals } from './z-report.ts';

/**
 * What an earlier lane of the store took by itself, from its first day up to one of its Z reports: after a restore the
 * perpetual totals go on from there.
 */
export type LaneTotals = PerpetualTotals & {
  readonly registerId: string;
  readonly throughZ: number;
};

/** Z reports of an earlier lane in the close of a month or a year; none where `lastZ` = `firstZ` − 1. */
export type LaneRange = {
  readonly registerId: string;
  readonly firstZ: number;
  readonly lastZ: number;
};

const NO_PERPETUAL: PerpetualTotals = { perpetualFen: 0, perpetualAbsoluteFen: 0 };

/** What a Z report's own lane took since its first day: its perpetual totals less what came from earlier lanes. */
export function ownTotals(
  z: {
    readonly perpetualFen: number;
    readonly perpetualAbsoluteFen: number | null; // null: a report of form 1 knew no returns, so its two totals were one
    readonly lanes?: readonly LaneTotals[];
  } | null,
): PerpetualTotals {
  if (!z) return NO_PERPETUAL;
  const { perpetualFen, lanes = [] } = z;
  const earlier = totalOf(lanes);
  return {
    perpetualFen: perpetualFen - earlier.perpetualFen,
    perpetualAbsoluteFen: (z.perpetualAbsoluteFen ?? perpetualFen) - earlier.perpetualAbsoluteFen,
  };
}

export function totalOf(parts: readonly PerpetualTotals[]): PerpetualTotals {
  return {
    perpetualFen: parts.reduce((sum, part) => sum + part.perpetualFen, 0),
    perpetualAbsoluteFen: parts.reduce((sum, part) => sum + part.perpetualAbsoluteFen, 0),
  };
}
