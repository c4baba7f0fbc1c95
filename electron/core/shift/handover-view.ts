import type { HandoverView } from '../../../shared/contract/shift.ts';
import { staffById } from '../staff/staff-table.ts';
import type { Till } from '../till.ts';
import type { Handover } from './handover-table.ts';

/** A handover as staff see it. Until somebody took over, what was handed over stays hidden: that count is blind too. */
export function handoverView(till: Till, handover: Handover): HandoverView {
  const { answer, settlement } = handover;
  const name = (staffId: string) => staffById(till.db, staffId)?.name ?? staffId;
  return {
    handoverId: handover.handoverId,
    fromShiftNumber: handover.fromShiftNumber,
    outName: name(handover.outBy),
    at: handover.at,
    state: stateOf(handover),
    attempt: handover.countCount + 1,
    handedFen: answer || handover.isDayClosed ? handover.handedFen : null,
    receivedFen: answer?.receivedFen ?? null,
    differenceFen: answer ? answer.receivedFen - handover.handedFen : null,
    inName: answer ? name(answer.inBy) : null,
    reason: answer?.reason ?? '',
    bears: settlement?.bears ?? null,
    settledBy: settlement ? name(settlement.by) : null,
    note: settlement?.note ?? '',
  };
}

/** A day that was closed without anybody taking over leaves nothing to wait for. */
function stateOf({ answer, settlement, isDayClosed }: Handover): HandoverView['state'] {
  if (settlement) return 'settled';
  if (answer) return answer.verdict;
  return isDayClosed ? 'settled' : 'waiting';
}
