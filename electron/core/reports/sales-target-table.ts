import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** What a shop means to sell on each day of a month; `dailyFen` 0 is no target. */
export type SalesTarget = { readonly month: string; readonly dailyFen: number };

/** The target in force for each month that has one of its own, the earliest first. */
export function salesTargets(db: Database): readonly SalesTarget[] {
  return prepared<[], SalesTarget>(
    db,
    `SELECT month, daily_fen AS dailyFen FROM sales_target t
     WHERE target_id = (SELECT max(target_id) FROM sales_target WHERE month = t.month) ORDER BY month`,
  ).all();
}

export function insertTarget(
  db: Database,
  target: SalesTarget & { readonly at: number; readonly by: string },
): void {
  prepared(
    db,
    'INSERT INTO sales_target (month, daily_fen, at, by) VALUES (@month, @dailyFen, @at, @by)',
  ).run(target);
}
