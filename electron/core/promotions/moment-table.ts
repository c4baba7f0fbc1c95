import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** When money was last taken up to `at` (epoch ms); 0 for never. */
export function lastSaleUpTo(db: Database, at: number): number {
  return (
    prepared<[number], { at: number | null }>(
      db,
      'SELECT max(completed_at) AS at FROM sale WHERE completed_at <= ?',
    ).get(at)?.at ?? 0
  );
}
