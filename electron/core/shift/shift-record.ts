import type { JournalEntry } from '../../../shared/domain/journal/journal-entry.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { appendEntry } from '../journal/journal-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Till } from '../till.ts';

/** One entry about the shift in the journal, as of now. */
export function recordShift(
  till: Till,
  type: 'SHIFT_OPEN' | 'CASH_COUNT' | 'SHIFT_CLOSE',
  operator: string,
  payload: Readonly<Record<string, unknown>>,
): JournalEntry {
  const at = till.clock.now();
  return appendEntry(till.db, {
    registerId: till.registerId,
    type,
    startedAt: at,
    endedAt: at,
    operator,
    payload,
  });
}

/** Sends what happened to the shift to the cloud; part of the caller's transaction. */
export function pushShiftFact(
  till: Till,
  factId: string,
  kind: 'shift_opened' | 'shift_closed',
  body: Readonly<Record<string, unknown>>,
): void {
  insertFact(till.db, {
    factId,
    kind,
    registerId: till.registerId,
    body: canonicalJson(body),
    createdAt: till.clock.now(),
  });
}
