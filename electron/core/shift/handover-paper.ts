import {
  type HandoverSlipHead,
  type HandoverSlipTaken,
  handoverSlipDocument,
} from '../../../shared/documents/handover-slip.ts';
import { storeTitle } from '../../../shared/documents/store-head.ts';
import { insertJob } from '../printing/print-job-table.ts';
import { staffById } from '../staff/staff-table.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import type { Handover, HandoverAnswer, HandoverCount, NewHandover } from './handover-table.ts';
import { bookedReason } from './shift-cash-table.ts';
import { saleCountOf } from './shift-facts-table.ts';
import { countsOf, type Shift, type StoredCount, shiftById } from './shift-table.ts';

/** The slip for whoever leaves: people and times, no amount, because the next count is blind. Its ref is the shift. */
export function queueWaitingSlip(till: Till, shift: Shift, handover: NewHandover): void {
  const document = handoverSlipDocument({ head: headOf(till, shift, handover), taken: null });
  queue(till, shift.shiftId, document);
}

/** The slip of a drawer that was taken over: both counts, for both to sign. Its ref is the handover. */
export function queueTakenSlip(
  till: Till,
  handover: Handover,
  taken: { readonly shift: Shift; readonly answer: HandoverAnswer; readonly count: HandoverCount },
): void {
  const from = shiftById(till.db, handover.fromShiftId);
  const last = countsOf(till.db, from.shiftId).at(-1);
  if (!last) throw new Error('a shift that was handed over was counted');
  const head = headOf(till, from, handover);
  const document = handoverSlipDocument({ head, taken: takenOf(till, { ...taken, from, last }) });
  queue(till, handover.handoverId, document);
}

function takenOf(
  till: Till,
  facts: {
    readonly shift: Shift;
    readonly answer: HandoverAnswer;
    readonly count: HandoverCount;
    readonly from: Shift;
    readonly last: StoredCount;
  },
): HandoverSlipTaken {
  return {
    inName: nameOf(till, facts.answer.inBy),
    takenAt: facts.answer.at,
    toShiftNumber: facts.shift.number,
    expectedFen: facts.last.expectedFen,
    handedFen: facts.last.countedFen,
    handed: facts.last.pieces,
    overShortFen: facts.last.overShortFen,
    overShortReason: bookedReason(till.db, facts.from.shiftId),
    receivedFen: facts.count.countedFen,
    received: facts.count.pieces,
    verdict: facts.answer.verdict,
    dispute: facts.answer.reason,
  };
}

function headOf(till: Till, shift: Shift, handover: NewHandover): HandoverSlipHead {
  return {
    storeName: storeTitle(storeOf(till.db) ?? { name: '', branch: '' }),
    registerId: shift.registerId,
    shiftNumber: shift.number,
    businessDate: shift.businessDate,
    openedAt: shift.openedAt,
    openedBy: nameOf(till, shift.openedBy),
    handedAt: handover.at,
    outName: nameOf(till, handover.outBy),
    saleCount: saleCountOf(till.db, shift.shiftId),
  };
}

function queue(till: Till, ref: string, document: ReturnType<typeof handoverSlipDocument>): void {
  const jobId = till.random.uuid();
  const at = till.clock.now();
  insertJob(till.db, { jobId, kind: 'handover_slip', ref, copy: 0, document, at });
}

function nameOf(till: Till, staffId: string): string {
  return staffById(till.db, staffId)?.name ?? staffId;
}
