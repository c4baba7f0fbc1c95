import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import { insertDrawerEvent } from '../shift/drawer-table.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import { allowedBy } from '../staff/approval.ts';
import type { Deed, Till } from '../till.ts';
import { insertDrawerJob } from './print-job-table.ts';

/**
 * Opens the drawer without a sale: journalled, counted in the shift, and a job of its own.
 * Refuses `approval_needed` without the right `no_sale`, and `shift_not_open`. Wake the print queue afterwards.
 */
export function openDrawer(
  till: Till,
  deed: Deed,
  input: { readonly reason: string },
): Result<{ readonly jobId: string }, 'approval_needed' | 'shift_not_open'> {
  const allowed = allowedBy(deed, { right: 'no_sale' });
  if (!allowed) return refuse('approval_needed');
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift) return refuse('shift_not_open');
  const at = till.clock.now();
  const jobId = till.random.uuid();
  inTransaction(till.db, () => {
    insertDrawerEvent(till.db, {
      shiftId: shift.shiftId,
      kind: 'no_sale',
      amountFen: fen(0),
      at,
      by: deed.by.staffId,
      reason: input.reason,
    });
    insertDrawerJob(till.db, { jobId, ref: 'no_sale', at });
    appendEntry(till.db, {
      registerId: till.registerId,
      type: 'NO_SALE',
      startedAt: at,
      endedAt: at,
      operator: deed.by.staffId,
      payload: {
        shiftId: shift.shiftId,
        reason: reasonText(input.reason),
        approvedBy: allowed.staffId,
      },
    });
  });
  return ok({ jobId });
}
