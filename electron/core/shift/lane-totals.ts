import { type LaneTotals, ownTotals } from '../../../shared/domain/shift/lane-totals.ts';
import type { PerpetualTotals } from '../../../shared/domain/shift/z-report.ts';
import type { Database } from '../db/open.ts';
import { earlierLanes } from './earlier-lane-table.ts';
import { zReportOf, zReportsOf } from './z-report-table.ts';

/**
 * What each earlier lane took up to its last Z report, as far as the store knows it now: what the cloud gives back
 * later is carried on by the next Z. Lanes without a Z report are left out.
 */
export function laneTotals(db: Database, registerId: string): readonly LaneTotals[] {
  return earlierLanes(db, registerId).flatMap((lane) => {
    const [z] = zReportsOf(db, lane, 1);
    return z ? [{ registerId: lane, throughZ: z.zNumber ?? 0, ...ownTotals(z) }] : [];
  });
}

/** What a lane took by itself up to one of its Z reports; nothing up to number 0. */
export function ownTotalsThrough(
  db: Database,
  registerId: string,
  zNumber: number,
): PerpetualTotals {
  return ownTotals(zReportOf(db, registerId, zNumber));
}
