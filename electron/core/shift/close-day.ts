import type { ZReport } from '../../../shared/contract/shift.ts';
import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { appendNow } from '../journal/journal-table.ts';
import { signEntry } from '../journal/signature-table.ts';
import type { Till } from '../till.ts';
import { openMatters } from './open-matters.ts';
import { type CloseEnd, countedOf } from './settle-count.ts';
import { insertZShift } from './shift-day-table.ts';
import { queueReport } from './shift-paper.ts';
import { pushReport } from './shift-record.ts';
import { composeFigures, nameReport } from './shift-report-facts.ts';
import type { Shift, StoredCount } from './shift-table.ts';
import { insertZReport, zReportsOf } from './z-report-table.ts';

/**
 * Writes the Z report over every shift of the day, `count` being the last one's: number, signed journal entry, row,
 * paper and the fact for the cloud. Call it inside the closing transaction, after the last shift is closed.
 */
export function writeDayClose(
  till: Till,
  shifts: readonly [...Shift[], Shift],
  count: StoredCount,
  end: CloseEnd,
): ZReport & { readonly zNumber: number } {
  const at = till.clock.now();
  const { registerId } = till;
  const closedBy = end.closedBy.staffId;
  const approvedBy = end.approvedBy?.staffId ?? null;
  const last = shifts[shifts.length - 1] as Shift; // the type says that there is one
  const zNumber = (zReportsOf(till.db, registerId, 1)[0]?.zNumber ?? 0) + 1;
  const draft = composeFigures(till, shifts, {
    zNumber,
    closedAt: at,
    closedBy,
    approvedBy,
    counted: countedOf(count, end.reason),
    matters: openMatters(till),
  });
  // The entry's own number and hash are known only after it.
  const { journalSeq, journalHash, ...figures } = draft;
  const entry = appendNow(till, 'DAY_CLOSE', closedBy, {
    ...figures,
    zNumber,
    shiftIds: shifts.map((shift) => shift.shiftId),
    reason: reasonText(draft.reason),
  });
  signEntry(till, entry);
  // The paper names the entry that closes the day, so that it can be found in the journal.
  const named = nameReport(till, draft);
  const report = { ...named, zNumber, journalSeq: entry.seq, journalHash: entry.hash };
  insertZReport(till.db, {
    registerId,
    shiftId: last.shiftId,
    closedAt: at,
    closedBy,
    approvedBy,
    reason: end.reason,
    report,
  });
  for (const { shiftId } of shifts) insertZShift(till.db, { registerId, zNumber, shiftId });
  queueReport(till, 'z_report', last.shiftId, report);
  pushReport(till, `${last.shiftId}:closed`, last.shiftId, report);
  return report;
}
