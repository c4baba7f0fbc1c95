import type { Answer } from '../../../shared/contract/answer.ts';
import { addDays } from '../../../shared/kernel/business-date.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import type { Actor, Till } from '../till.ts';
import type { Period } from './report-rollup-table.ts';
import { insertTarget, type SalesTarget, salesTargets } from './sales-target-table.ts';

/** Sets what the shop means to sell on each day of a month, from that month on; journalled. */
export function setTarget(till: Till, by: Actor, target: SalesTarget): Answer<SalesTarget> {
  const { month, dailyFen } = target;
  inTransaction(till.db, () => {
    insertTarget(till.db, { month, dailyFen, at: till.clock.now(), by: by.staffId });
    appendNow(till, 'SETTINGS', by.staffId, { changed: ['salesTarget'], month, dailyFen });
  });
  return ok({ month, dailyFen });
}

/** The daily target of a date in fen: its month's, or that of the last month before that had one; 0 for none. */
export function targetOf(targets: readonly SalesTarget[], date: string): number {
  return targets.findLast(({ month }) => month <= date.slice(0, 7))?.dailyFen ?? 0;
}

/** The targets of all days of a period together. */
export function targetOfPeriod(db: Database, period: Period): number {
  const targets = salesTargets(db);
  let sum = 0;
  for (let date = period.from; date <= period.to; date = addDays(date, 1)) {
    sum += targetOf(targets, date);
  }
  return sum;
}
