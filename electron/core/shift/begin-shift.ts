import type { Pieces } from '../../../shared/domain/shift/denominations.ts';
import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type ShiftId } from '../../../shared/kernel/ids.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import { appendNow } from '../journal/journal-table.ts';
import type { Till } from '../till.ts';
import { insertDrawerEvent } from './drawer-table.ts';
import { closePeriodsBefore } from './period-close.ts';
import { pushShiftFact } from './shift-record.ts';
import { insertShift, insertTransition, lastShiftOf, type Shift } from './shift-table.ts';

/**
 * Writes a shift that opens now with the cash that was counted, whoever brought it: a morning's float, or a drawer
 * taken over. Months and years that are over by its date close first. Call it inside the transaction of what opens it.
 * The SHIFT_OPEN entry holds what it writes.
 */
export function beginShift(
  till: Till,
  openedBy: string,
  opening: {
    readonly businessDate: BusinessDate;
    readonly float: { readonly total: Fen; readonly pieces: Pieces };
  },
): Shift {
  const { businessDate, float } = opening;
  closePeriodsBefore(till, businessDate);
  const at = till.clock.now();
  const shift: Shift = {
    shiftId: asId<ShiftId>(till.random.uuid()),
    registerId: till.registerId,
    number: (lastShiftOf(till.db, till.registerId)?.number ?? 0) + 1,
    state: 'open',
    transitionSeq: 1,
    businessDate,
    openedAt: at,
    openedBy,
    openingFloat: float.total,
  };
  const { shiftId } = shift;
  insertShift(till.db, { ...shift, pieces: float.pieces });
  insertTransition(till.db, { shiftId, seq: 1, state: 'open', at, by: openedBy });
  const amountFen = float.total;
  insertDrawerEvent(till.db, { shiftId, kind: 'open_float', amountFen, at, by: openedBy });
  const facts = { shiftId, number: shift.number, businessDate, floatFen: float.total };
  const opened = { ...facts, openedAt: at, openedBy };
  appendNow(till, 'SHIFT_OPEN', openedBy, { ...opened, pieces: float.pieces });
  pushShiftFact(till, `${shiftId}:opened`, 'shift_opened', opened);
  return shift;
}
