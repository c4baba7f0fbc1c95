import type { Answer } from '../../../shared/contract/answer.ts';
import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { inRefusableTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { insertDrawerJob } from '../printing/print-job-table.ts';
import { drawerEventsOf, insertDrawerEvent } from '../shift/drawer-table.ts';
import { whoMayMove } from '../shift/pay-out-limit.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Deed, Till } from '../till.ts';
import type { CartDeposits } from './cart-deposits.ts';
import { type DepositEnd, depositById, insertDepositEnd } from './deposit-table.ts';

/** Ends the deposits that a sale redeems; the sale's own entry and fact say so. Runs inside its transaction. */
export function redeemDeposits(
  till: Till,
  deposits: CartDeposits,
  sale: {
    readonly saleId: string;
    readonly shiftId: string;
    readonly completedAt: number;
    readonly cashierId: string;
  },
): void {
  for (const { depositId, isUsed } of deposits.all) {
    if (!isUsed) continue;
    insertDepositEnd(till.db, {
      ...{ depositId, state: 'redeemed', ref: sale.saleId, shiftId: sale.shiftId },
      ...{ at: sale.completedAt, by: sale.cashierId, approvedBy: null },
    });
  }
}

/**
 * Pays a deposit back, or keeps it where the customer does not come (Civil Code art. 587: who gave it forfeits it).
 * Either is allowed by the rule of cash that leaves: beyond what a person may let out alone somebody else has to
 * approve, and a deposit that is kept is approved as one that is paid out. The same end again is answered the same.
 * Refuses `deposit_not_found`, `deposit_ended`, `reason_missing`, `shift_not_open`, `cash_being_counted`,
 * `approval_needed`, `cash_not_in_drawer`.
 */
export function endDeposit(
  till: Till,
  deed: Deed,
  input: {
    readonly depositId: string;
    readonly state: 'refunded' | 'forfeited';
    readonly reason: string;
  },
): Answer<{ readonly depositId: string }> {
  const answer = inRefusableTransaction(till.db, () => end(till, deed, input));
  if (answer.ok) {
    till.announce({ type: 'shift.changed' });
    till.announce({ type: 'cart.changed' });
    till.announce({ type: 'paper.changed' });
  }
  return answer;
}

function end(
  till: Till,
  deed: Deed,
  { depositId, state, reason: typed }: Parameters<typeof endDeposit>[2],
): Answer<{ readonly depositId: string }> {
  const { db } = till;
  const deposit = depositById(db, depositId);
  if (!deposit) return refuse('deposit_not_found');
  if (deposit.end?.state === state) return ok({ depositId });
  if (deposit.end) return refuse('deposit_ended');
  const reason = reasonText(typed.trim());
  if (reason === '') return refuse('reason_missing');
  const shift = currentShiftOf(db, till.registerId);
  if (!shift) return refuse('shift_not_open');
  if (shift.state === 'counting') return refuse('cash_being_counted');
  const { shiftId } = shift;
  const leavingFen = deposit.depositFen;
  const { need, allowing } = whoMayMove(till, deed, { shiftId, right: 'take_deposit', leavingFen });
  if (!allowing) return refuse('approval_needed', need);
  const { expected } = expectedCash(drawerEventsOf(db, shiftId));
  if (state === 'refunded' && leavingFen > expected) return refuse('cash_not_in_drawer');
  const approvedBy = allowing.staffId === deed.by.staffId ? null : allowing.staffId;
  const { by } = deed;
  const at = till.clock.now();
  const ended = { depositId, state, ref: reason, shiftId, at, by: by.staffId, approvedBy };
  recordEnd(till, deposit.depositFen, ended);
  return ok({ depositId });
}

function recordEnd(till: Till, depositFen: number, ended: DepositEnd): void {
  const { db } = till;
  const { depositId: ref, shiftId, at, by } = ended;
  insertDepositEnd(db, ended);
  if (ended.state === 'refunded') {
    const amountFen = fen(-depositFen);
    insertDrawerEvent(db, { shiftId, kind: 'deposit_back', amountFen, ref, at, by });
    insertDrawerJob(db, { jobId: till.random.uuid(), ref, at });
  }
  const entry = appendNow(till, 'DEPOSIT_END', by, { ...ended, depositFen });
  insertFact(db, {
    factId: `${ref}-end`,
    kind: 'deposit_end',
    registerId: till.registerId,
    createdAt: at,
    body: canonicalJson({
      ...{ ...ended, depositFen, journalSeq: entry.seq, journalHash: entry.hash },
    }),
  });
}
