import type { Answer } from '../../../shared/contract/answer.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { targetOf } from '../reports/sales-target.ts';
import { salesTargets } from '../reports/sales-target-table.ts';
import { dayCutoff } from '../settings/setting-table.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import type { Actor, Till } from '../till.ts';
import {
  crewCapacity,
  dayTarget,
  insertCrewCapacity,
  insertDayTarget,
} from './day-target-table.ts';

export type BoardTarget = { readonly fen: number; readonly from: 'day' | 'month' };

/** The business date that is running: that of the open shift, else by the clock. */
export function boardDate(till: Till): string {
  const shift = currentShiftOf(till.db, till.registerId);
  return shift?.businessDate ?? businessDate(till.clock.now(), dayCutoff(till.db));
}

/** What a date is measured by: its own target, else the daily one of its month; `null` where nobody set either. */
export function boardTarget(till: Till, date: string): BoardTarget | null {
  const own = dayTarget(till.db, date);
  if (own > 0) return { fen: own, from: 'day' };
  const daily = targetOf(salesTargets(till.db), date);
  return daily > 0 ? { fen: daily, from: 'month' } : null;
}

/** Sets what the shop means to sell today (fen; 0 takes it back); the journal says who set it from what to what. */
export function setDayTarget(
  till: Till,
  by: Actor,
  { targetFen }: { readonly targetFen: number },
): Answer<BoardTarget | null> {
  const date = boardDate(till);
  inTransaction(till.db, () => {
    const at = till.clock.now();
    const beforeFen = dayTarget(till.db, date);
    const row = { businessDate: date, targetFen, at, by: by.staffId };
    const targetId = insertDayTarget(till.db, row);
    const said = { changed: ['dayTarget'], date, targetFen, beforeFen, targetId };
    appendNow(till, 'SETTINGS', by.staffId, said);
  });
  return ok(boardTarget(till, date));
}

/** Sets how many tickets the crew does in half a day (0: unknown); the journal says who set it from what to what. */
export function setCrewCapacity(
  till: Till,
  by: Actor,
  { ticketCount }: { readonly ticketCount: number },
): Answer<number> {
  inTransaction(till.db, () => {
    const beforeCount = crewCapacity(till.db);
    const row = { ticketCount, at: till.clock.now(), by: by.staffId };
    const capacityId = insertCrewCapacity(till.db, row);
    const said = { changed: ['crewCapacity'], ticketCount, beforeCount, capacityId };
    appendNow(till, 'SETTINGS', by.staffId, said);
  });
  return ok(crewCapacity(till.db));
}
