import type { HandOverValue, HandoverView } from '../../../shared/contract/shift.ts';
import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { invariant } from '../../../shared/kernel/assert.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import type { Deed, Till } from '../till.ts';
import { bookClose } from './book-close.ts';
import { queueWaitingSlip } from './handover-paper.ts';
import {
  handoverById,
  handoversOf,
  insertHandover,
  insertSettlement,
  unsettledHandovers,
  waitingHandover,
} from './handover-table.ts';
import { handoverView } from './handover-view.ts';
import { openMatters } from './open-matters.ts';
import { countedOf, type SettledCount, type SettleRefusal, settleCount } from './settle-count.ts';
import { unreportedShifts } from './shift-day-table.ts';
import { pushReport, pushShiftFact } from './shift-record.ts';
import { composeReport } from './shift-report-facts.ts';
import { currentShiftOf, type Shift } from './shift-table.ts';

/**
 * Ends the counted shift without closing the day: its difference is booked, a slip is printed, and the drawer waits
 * for another person who counts it again. Nothing is sold until then. Refuses `shift_not_open` and what
 * `settleCount` refuses.
 */
export function handOver(
  till: Till,
  deed: Deed,
  input: { readonly countSeq: number; readonly reason: string },
): Result<HandOverValue, SettleRefusal | 'shift_not_open'> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift) return refuse('shift_not_open');
  const settled = settleCount(till, deed, shift, input);
  if (!settled.ok) return settled;
  const report = inTransaction(till.db, () => writeHandover(till, shift, settled.value));
  till.announce({ type: 'shift.changed' });
  till.announce({ type: 'paper.changed' });
  till.announce({ type: 'sync.changed' });
  const handover = waitingHandover(till.db, till.registerId);
  invariant(handover !== null, 'a drawer that was just handed over waits');
  return ok({ handover: handoverView(till, handover), report });
}

/**
 * A manager says who bears a disputed difference. The amounts stay as they were counted.
 * Refuses `handover_not_found`, `handover_not_disputed`.
 */
export function settleHandover(
  till: Till,
  deed: Deed,
  input: {
    readonly handoverId: string;
    readonly bears: 'shop' | 'outgoing' | 'incoming';
    readonly note: string;
  },
): Result<HandoverView, 'handover_not_found' | 'handover_not_disputed'> {
  const { handoverId, bears, note } = input;
  const found = handoverById(till.db, handoverId);
  if (!found) return refuse('handover_not_found');
  if (found.answer?.verdict !== 'disputed' || found.settlement) {
    return refuse('handover_not_disputed');
  }
  const settlement = { bears, note, by: deed.by.staffId, at: till.clock.now() };
  inTransaction(till.db, () => {
    insertSettlement(till.db, handoverId, settlement);
    const facts = { handoverId, ...settlement, note: reasonText(note) };
    appendNow(till, 'HANDOVER_SETTLED', deed.by.staffId, facts);
    pushShiftFact(till, `${handoverId}:settled`, 'handover', { ...facts, state: 'settled' });
  });
  till.announce({ type: 'shift.changed' });
  till.announce({ type: 'sync.changed' });
  return ok(handoverView(till, { ...found, settlement }));
}

/** What still needs somebody: the drawer that waits, every unsettled dispute; then this register's newest handovers. */
export function listHandovers(till: Till, limit: number): readonly HandoverView[] {
  const waiting = waitingHandover(till.db, till.registerId);
  const listed = [
    ...(waiting ? [waiting] : []),
    ...unsettledHandovers(till.db),
    ...handoversOf(till.db, till.registerId, limit),
  ];
  const once = new Map(listed.map((one) => [one.handoverId, one]));
  return [...once.values()].map((one) => handoverView(till, one));
}

function writeHandover(till: Till, shift: Shift, settled: SettledCount): HandOverValue['report'] {
  const { count, end } = settled;
  const at = till.clock.now();
  const by = end.closedBy.staffId;
  bookClose(till, shift, settled);
  const { shiftId } = shift;
  const handover = {
    handoverId: till.random.uuid(),
    registerId: till.registerId,
    fromShiftId: shiftId,
    handedFen: count.countedFen,
    outBy: by,
    at,
  };
  insertHandover(till.db, handover);
  const report = daySoFar(till, shift, settled);
  appendNow(till, 'HANDOVER', by, { ...handover, countSeq: count.seq });
  pushReport(till, `${shiftId}:handed`, shiftId, report);
  pushShiftFact(till, handover.handoverId, 'handover', { ...handover, state: 'waiting' });
  queueWaitingSlip(till, shift, handover);
  return report;
}

/** The day up to this handover, as an X report shows it, with the count that the shift ended on. */
function daySoFar(till: Till, shift: Shift, { count, end }: SettledCount): HandOverValue['report'] {
  const earlier = unreportedShifts(till.db, till.registerId).slice(0, -1);
  return composeReport(till, [...earlier, { ...shift, state: 'closed' }], {
    zNumber: null,
    closedAt: till.clock.now(),
    closedBy: end.closedBy.staffId,
    approvedBy: end.approvedBy?.staffId ?? null,
    counted: countedOf(count, end.reason),
    matters: openMatters(till),
  });
}
