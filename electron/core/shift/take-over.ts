import type { CashCountInput, TakeOverValue } from '../../../shared/contract/shift.ts';
import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { countedCash } from '../../../shared/domain/shift/denominations.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import type { Deed, Till } from '../till.ts';
import { beginShift } from './begin-shift.ts';
import { queueTakenSlip } from './handover-paper.ts';
import {
  type Handover,
  type HandoverCount,
  handoverById,
  insertHandoverAnswer,
  insertHandoverCount,
} from './handover-table.ts';
import { viewOf } from './shift.ts';
import { pushShiftFact } from './shift-record.ts';
import { dateOfNextShift } from './shift-standing.ts';
import type { Shift } from './shift-table.ts';

export type TakeOverRefusal =
  | 'handover_not_found'
  | 'handover_not_waiting'
  | 'handover_same_person'
  | 'count_superseded'
  | 'count_invalid';

type TakeOverInput = {
  readonly handoverId: string;
  readonly count: CashCountInput;
  readonly attempt: number;
  readonly dispute: string | null;
};

/**
 * The incoming clerk counts blind. The same amount takes the drawer over and opens a shift with it; another amount
 * answers `differs` and opens nothing: count again, or say why and take over with a dispute, in which case the shift
 * opens with what was really there. Every count is kept. Refuses `handover_not_found`, `handover_not_waiting`,
 * `handover_same_person`, `count_superseded`, `count_invalid`.
 */
export function takeOver(
  till: Till,
  deed: Deed,
  input: TakeOverInput,
): Result<TakeOverValue, TakeOverRefusal> {
  const handover = handoverById(till.db, input.handoverId);
  if (handover?.registerId !== till.registerId) return refuse('handover_not_found');
  if (handover.answer || handover.isDayClosed) return refuse('handover_not_waiting');
  if (handover.outBy === deed.by.staffId) return refuse('handover_same_person');
  if (input.attempt !== handover.countCount + 1) return refuse('count_superseded');
  const counted = countedCash(input.count);
  if (!counted.ok) return counted;
  const count: HandoverCount = {
    seq: input.attempt,
    countedBy: deed.by.staffId,
    countedAt: till.clock.now(),
    pieces: counted.value.pieces,
    countedFen: counted.value.total,
  };
  const differenceFen = count.countedFen - handover.handedFen;
  const isTaken = differenceFen === 0 || input.dispute !== null;
  const shift = inTransaction(till.db, () => {
    recordCount(till, handover, count);
    return isTaken ? writeTakeOver(till, handover, count, input.dispute ?? '') : null;
  });
  till.announce({ type: 'shift.changed' });
  if (shift) {
    till.announce({ type: 'paper.changed' });
    till.announce({ type: 'sync.changed' });
    const state = differenceFen === 0 ? 'accepted' : 'disputed';
    return ok({ state, shift: viewOf(till, shift) });
  }
  const { countedFen } = count;
  const { handedFen } = handover;
  return ok({ state: 'differs', attempt: count.seq + 1, countedFen, handedFen, differenceFen });
}

function recordCount(till: Till, { handoverId }: Handover, count: HandoverCount): void {
  insertHandoverCount(till.db, handoverId, count);
  appendNow(till, 'CASH_COUNT', count.countedBy, { handoverId, ...count });
}

function writeTakeOver(
  till: Till,
  handover: Handover,
  count: HandoverCount,
  dispute: string,
): Shift {
  const { handoverId } = handover;
  const { countedFen, pieces } = count;
  const shift = beginShift(till, count.countedBy, {
    businessDate: dateOfNextShift(till),
    float: { total: countedFen, pieces },
  });
  const isEqual = countedFen === handover.handedFen;
  const answer = {
    toShiftId: shift.shiftId,
    verdict: isEqual ? ('accepted' as const) : ('disputed' as const),
    receivedFen: countedFen,
    inBy: count.countedBy,
    reason: isEqual ? '' : dispute,
    at: till.clock.now(),
  };
  insertHandoverAnswer(till.db, handoverId, answer);
  const said = { handoverId, ...answer, reason: reasonText(answer.reason) };
  appendNow(till, 'HANDOVER_TAKEN', answer.inBy, { ...said, countSeq: count.seq });
  const fact = { ...said, state: answer.verdict, handedFen: handover.handedFen };
  pushShiftFact(till, `${handoverId}:taken`, 'handover', fact);
  queueTakenSlip(till, handover, { shift, answer, count });
  return shift;
}
