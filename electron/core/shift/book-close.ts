import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { appendNow } from '../journal/journal-table.ts';
import { releaseLeases } from '../promotions/quota.ts';
import type { Till } from '../till.ts';
import { insertDrawerEvent } from './drawer-table.ts';
import type { SettledCount } from './settle-count.ts';
import { insertTransition, type Shift, transitionsOf } from './shift-table.ts';

/**
 * Ends a counted shift: books its difference as an event in the drawer, never evened out, and closes it. A day close
 * and a handover both end a shift so, and what the register leased of limited promotions and did not sell goes back.
 * Call it inside their transaction. The SHIFT_CLOSE entry holds what it writes.
 */
export function bookClose(till: Till, shift: Shift, { count, end }: SettledCount): void {
  const at = till.clock.now();
  const by = end.closedBy.staffId;
  const { shiftId } = shift;
  if (count.overShortFen !== 0) {
    insertDrawerEvent(till.db, {
      shiftId,
      kind: 'over_short',
      amountFen: count.overShortFen,
      at,
      by,
      reason: end.reason,
    });
  }
  insertTransition(till.db, { shiftId, seq: shift.transitionSeq + 1, state: 'closed', at, by });
  appendNow(till, 'SHIFT_CLOSE', by, {
    shiftId,
    number: shift.number,
    businessDate: shift.businessDate,
    closedAt: at,
    countSeq: count.seq,
    countedFen: count.countedFen,
    expectedFen: count.expectedFen,
    overShortFen: count.overShortFen,
    approvedBy: end.approvedBy?.staffId ?? null,
    reason: reasonText(end.reason),
    transitions: transitionsOf(till.db, shiftId),
  });
  releaseLeases(till, by);
}
