import { countedCash } from '../../../shared/domain/shift/denominations.ts';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type StaffId } from '../../../shared/kernel/ids.ts';
import { inTransaction } from '../db/open.ts';
import { dayCutoffAt } from '../settings/setting-table.ts';
import { staffById } from '../staff/staff-table.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Actor, Deed, Till } from '../till.ts';
import { beginShift } from './begin-shift.ts';
import { closeShift } from './close-shift.ts';
import { drawerEventsOf } from './drawer-table.ts';
import { become, recordCount } from './shift.ts';
import { validCount } from './shift-count.ts';
import { unreportedShifts } from './shift-day-table.ts';
import { dateOfNextShift } from './shift-standing.ts';
import { lastCount, type Shift } from './shift-table.ts';

/** 500 yuan in small notes and coins, as a shop begins its day. */
const DEMO_FLOAT = {
  pieces: { '5000': 2, '2000': 5, '1000': 15, '500': 20, '100': 45, '50': 8, '10': 10 },
  otherFen: 0,
};

const SYSTEM: Deed = { by: systemActor(), approvedBy: null };

/**
 * Opens the demo store's shift by itself, so that a newcomer can sell at once; what is left of an earlier day is
 * closed by the system first, unless somebody counted a difference. Other stores are left alone.
 */
export function openDemoShift(till: Till): void {
  if (!storeOf(till.db)?.isDemo) return;
  const owner = staffById(till.db, 'demo-owner');
  const float = countedCash(DEMO_FLOAT);
  if (!owner || !float.ok) return;
  inTransaction(till.db, () => {
    closeOldDay(till);
    if (unreportedShifts(till.db, till.registerId).length > 0) return;
    const businessDate = dateOfNextShift(till);
    beginShift(till, owner.staffId, { businessDate, float: float.value });
  });
}

function closeOldDay(till: Till): void {
  const last = unreportedShifts(till.db, till.registerId).at(-1);
  if (!last) return;
  const cutoff = dayCutoffAt(till.db, last.openedAt);
  if (businessDate(till.clock.now(), cutoff) <= last.businessDate) return;
  const countSeq = last.state === 'closed' ? null : countOfExpected(till, last);
  closeShift(till, SYSTEM, { countSeq, reason: '演示' });
}

/** The number of a count that equals what the drawer should hold: the one that stands there, or one made for it. */
function countOfExpected(till: Till, shift: Shift): number {
  const counting = shift.state === 'counting' ? shift : become(till, shift, 'counting', 'system');
  const standing = validCount(till, counting);
  if (standing) return standing.overShortFen === 0 ? standing.seq : 0;
  const { expected } = expectedCash(drawerEventsOf(till.db, shift.shiftId));
  const seq = (lastCount(till.db, shift.shiftId)?.seq ?? 0) + 1;
  const counted = { total: expected, pieces: [{ fen: 1, count: expected }] };
  return recordCount(till, counting, { seq, by: 'system', counted }).seq;
}

function systemActor(): Actor {
  return { staffId: asId<StaffId>('system'), name: 'system', role: 'owner' };
}
