import type { ApprovalInput } from '../../../shared/contract/answer.ts';
import { type Right, ROLE_GRANTS } from '../../../shared/contract/rights.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import type { Actor, Deed, Till } from '../till.ts';
import { checkPin, type PinRefusal } from './pin-check.ts';

/** What is to be allowed: a right; for a manual discount its rate in ten-thousandths, for cash that leaves its amount in fen. */
export type Need = { readonly right: Right; readonly rate?: number; readonly payOutFen?: number };

export type ApprovalRefusal = PinRefusal | 'approval_refused';

/** Whether a person may do alone what is needed. */
export function mayDo(actor: Actor, need: Need): boolean {
  const grant = ROLE_GRANTS[actor.role];
  return (
    grant.rights.has(need.right) &&
    (need.rate ?? 0) <= grant.discountRate &&
    (need.payOutFen ?? 0) <= grant.payOutFen
  );
}

/**
 * Verifies that a person allows one action in place, by PIN. Both outcomes are journalled.
 * Nothing of it is kept for later: the next action needs the PIN again.
 * Refuses `staff_unknown`, `pin_wrong`, `pin_must_wait`, and `approval_refused` for a person who may not allow it.
 */
export async function approve(
  till: Till,
  approval: ApprovalInput,
  need: Need,
): Promise<Result<Actor, ApprovalRefusal>> {
  const checked = await checkPin(till, approval.staffId, approval.pin);
  if (!checked.ok) {
    if (checked.refusal.code === 'pin_wrong') {
      record(till, 'APPROVAL_REFUSED', approval.staffId, { ...need, why: 'pin_wrong' });
    }
    return checked;
  }
  if (!mayDo(checked.value, need)) {
    record(till, 'APPROVAL_REFUSED', approval.staffId, { ...need, why: 'right_missing' });
    return refuse('approval_refused', { name: checked.value.name });
  }
  record(till, 'APPROVAL', approval.staffId, { ...need });
  return ok(checked.value);
}

/** The deed of `by`, with the approval given in place if there is one. Refuses what `approve` refuses. */
export async function deedOf(
  till: Till,
  by: Actor,
  approval: ApprovalInput | undefined,
  need: Need,
): Promise<Result<Deed, ApprovalRefusal>> {
  if (!approval) return ok({ by, approvedBy: null });
  const approved = await approve(till, approval, need);
  return approved.ok ? ok({ by, approvedBy: approved.value }) : approved;
}

/** Who of a deed may do what is needed: the person alone, else the one who approved it, else nobody. */
export function allowedBy(deed: Deed, need: Need): Actor | null {
  if (mayDo(deed.by, need)) return deed.by;
  return deed.approvedBy && mayDo(deed.approvedBy, need) ? deed.approvedBy : null;
}

function record(
  till: Till,
  type: 'APPROVAL' | 'APPROVAL_REFUSED',
  operator: string,
  payload: Readonly<Record<string, unknown>>,
): void {
  const at = till.clock.now();
  inTransaction(till.db, () =>
    appendEntry(till.db, {
      registerId: till.registerId,
      type,
      startedAt: at,
      endedAt: at,
      operator,
      payload,
    }),
  );
}
