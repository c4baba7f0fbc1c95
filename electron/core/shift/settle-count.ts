import { mayBecome } from '../../../shared/domain/shift/shift-state.ts';
import type { Counted } from '../../../shared/domain/shift/z-report.ts';
import { shanghaiTime } from '../../../shared/kernel/business-date.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { mayDo } from '../staff/approval.ts';
import type { Actor, Deed, Till } from '../till.ts';
import { countResult, validCount } from './shift-count.ts';
import type { Shift, StoredCount } from './shift-table.ts';

export type SettleRefusal =
  | 'shift_not_counting'
  | 'count_needed'
  | 'count_superseded'
  | 'clock_before_opening'
  | 'over_short_needs_reason'
  | 'approval_needed';

/** How a counted shift ends: by whom, allowed by whom, and why the cash differs. */
export type CloseEnd = {
  readonly closedBy: Actor;
  readonly approvedBy: Actor | null;
  readonly reason: string;
};

export type SettledCount = { readonly count: StoredCount; readonly end: CloseEnd };

const NEED = { right: 'accept_over_short' } as const;

/**
 * The ladder in front of every end of a shift, by day close or by handover: the count that was looked at must be
 * the last one, the clock must not stand before the opening, and a difference above the tolerance needs a reason
 * and somebody who may accept it, also where only an earlier count of the shift had one. Refuses `shift_not_counting`, `count_needed`, `count_superseded`,
 * `clock_before_opening`, `over_short_needs_reason`, `approval_needed`.
 */
export function settleCount(
  till: Till,
  deed: Deed,
  shift: Shift,
  input: { readonly countSeq: number; readonly reason: string },
): Result<SettledCount, SettleRefusal> {
  if (!mayBecome(shift.state, 'closed')) return refuse('shift_not_counting');
  const count = validCount(till, shift);
  if (!count) return refuse('count_needed');
  if (count.seq !== input.countSeq) return refuse('count_superseded');
  const isClockBack = till.clock.now() < shift.openedAt;
  if (isClockBack && !approver(deed)) {
    return refuse('clock_before_opening', { openedAt: shanghaiTime(shift.openedAt).slice(0, 16) });
  }
  const { needsApproval, toleranceFen } = countResult(till, shift, count);
  const isOver = Math.abs(count.overShortFen) > toleranceFen;
  if (isOver && input.reason === '') return refuse('over_short_needs_reason');
  const accepting = needsApproval || isClockBack ? whoAccepts(deed) : null;
  if (needsApproval && !accepting) {
    return refuse('approval_needed', { ...NEED, countSeq: count.seq });
  }
  return ok({ count, end: { closedBy: deed.by, approvedBy: accepting, reason: input.reason } });
}

/** Who accepts what a count leaves open: the one who approved, else the person at the till, else nobody. */
export function whoAccepts(deed: Deed): Actor | null {
  return approver(deed) ?? (mayDo(deed.by, NEED) ? deed.by : null);
}

/** What a report says of the count a shift ended with. */
export function countedOf(count: StoredCount, reason: string): Counted {
  const { countedFen, overShortFen, pieces } = count;
  return { countedFen, overShortFen, pieces, reason };
}

/** A clock that stands wrong is nothing to pass over by being a manager: it takes a PIN given for it. */
function approver(deed: Deed): Actor | null {
  return deed.approvedBy && mayDo(deed.approvedBy, NEED) ? deed.approvedBy : null;
}
