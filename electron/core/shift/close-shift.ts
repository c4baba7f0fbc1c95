import { ROLE_GRANTS } from '../../../shared/contract/rights.ts';
import type { CloseValue, ZReport } from '../../../shared/contract/shift.ts';
import { mayBecome } from '../../../shared/domain/shift/shift-state.ts';
import type { Counted } from '../../../shared/domain/shift/z-report.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import type { Actor, Deed, Till } from '../till.ts';
import { insertDrawerEvent } from './drawer-table.ts';
import { countResult, validCount } from './shift-count.ts';
import { queueReport } from './shift-paper.ts';
import { pushShiftFact, recordShift } from './shift-record.ts';
import { composeReport } from './shift-report-facts.ts';
import { currentShiftOf, insertTransition, type Shift, type StoredCount } from './shift-table.ts';
import { insertZReport, zReportsOf } from './z-report-table.ts';

export type CloseRefusal =
  | 'shift_not_open'
  | 'shift_not_counting'
  | 'count_needed'
  | 'over_short_needs_reason'
  | 'approval_needed';

/**
 * Closes the counted shift: books the difference, writes and prints the Z report, all in one commit.
 * A difference above the tolerance needs a reason and someone who may accept it, at the till or by approval.
 * Refuses `shift_not_open`, `shift_not_counting`, `count_needed`, `over_short_needs_reason`, `approval_needed`.
 */
export function closeShift(
  till: Till,
  deed: Deed,
  input: { readonly reason: string },
): Result<CloseValue, CloseRefusal> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift) return refuse('shift_not_open');
  if (!mayBecome(shift.state, 'closed')) return refuse('shift_not_counting');
  const count = validCount(till, shift);
  if (!count) return refuse('count_needed');
  const { needsApproval } = countResult(till, shift, count);
  if (needsApproval && input.reason === '') return refuse('over_short_needs_reason');
  const accepting = needsApproval ? whoAccepts(deed) : null;
  if (needsApproval && !accepting) return refuse('approval_needed', { right: 'accept_over_short' });
  const report = inTransaction(till.db, () =>
    writeClose(till, shift, count, {
      closedBy: deed.by,
      approvedBy: accepting,
      reason: input.reason,
    }),
  );
  till.announce({ type: 'shift.changed' });
  till.announce({ type: 'paper.changed' });
  till.announce({ type: 'sync.changed' });
  return ok({ zNumber: report.zNumber, report });
}

/** The report of the running shift; takes no number and, beside the sheet itself, leaves nothing behind. Refuses `shift_not_open`. */
export function xReport(
  till: Till,
  deed: Deed,
): Result<ZReport, 'shift_not_open' | 'count_needed'> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift) return refuse('shift_not_open');
  // The count is blind: whoever counts must not learn the expected amount from an X report.
  if (shift.state === 'counting' && !validCount(till, shift)) return refuse('count_needed');
  const report = composeReport(till, shift, {
    zNumber: null,
    closedAt: till.clock.now(),
    closedBy: deed.by.name,
    approvedBy: null,
    counted: null,
  });
  inTransaction(till.db, () => queueReport(till, 'x_report', shift.shiftId, report));
  till.announce({ type: 'paper.changed' });
  return ok(report);
}

/** The last Z reports of this register, newest first. */
export function recentZReports(till: Till, limit: number): readonly ZReport[] {
  return zReportsOf(till.db, till.registerId, limit);
}

function writeClose(
  till: Till,
  shift: Shift,
  count: StoredCount,
  end: { closedBy: Actor; approvedBy: Actor | null; reason: string },
): ZReport & { zNumber: number } {
  const at = till.clock.now();
  const by = end.closedBy.staffId;
  const { shiftId } = shift;
  const zNumber = (zReportsOf(till.db, till.registerId, 1)[0]?.zNumber ?? 0) + 1;
  const counted: Counted = {
    countedFen: count.countedFen,
    overShortFen: count.overShortFen,
    pieces: count.pieces,
    reason: end.reason,
  };
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
  const head = {
    zNumber,
    closedAt: at,
    closedBy: end.closedBy.name,
    approvedBy: end.approvedBy?.name ?? null,
    counted,
  };
  const draft = composeReport(till, shift, head);
  const entry = recordShift(till, 'SHIFT_CLOSE', by, {
    shiftId,
    zNumber,
    saleCount: draft.saleCount,
    netFen: draft.netFen,
    roundingFen: draft.roundingFen,
    expectedFen: draft.expectedFen,
    countedFen: counted.countedFen,
    overShortFen: counted.overShortFen,
    perpetualFen: draft.perpetualFen,
    approvedBy: end.approvedBy?.staffId ?? null,
    reason: end.reason,
  });
  // The paper names the entry that closes the shift, so that it can be found in the journal.
  const report = { ...draft, zNumber, journalSeq: entry.seq, journalHash: entry.hash };
  insertZReport(till.db, {
    registerId: till.registerId,
    shiftId,
    closedAt: at,
    closedBy: by,
    approvedBy: end.approvedBy?.staffId ?? null,
    reason: end.reason,
    report,
  });
  queueReport(till, 'z_report', shiftId, report);
  pushShiftFact(till, `${shiftId}:closed`, 'shift_closed', { shiftId, report });
  return report;
}

function whoAccepts(deed: Deed): Actor | null {
  const may = (actor: Actor) => ROLE_GRANTS[actor.role].rights.has('accept_over_short');
  if (deed.approvedBy && may(deed.approvedBy)) return deed.approvedBy;
  return may(deed.by) ? deed.by : null;
}
