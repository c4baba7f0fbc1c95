import type { CashCountInput, CountResult, ShiftView } from '../../../shared/contract/shift.ts';
import { countedCash, type Pieces } from '../../../shared/domain/shift/denominations.ts';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import { mayBecome, type ShiftState } from '../../../shared/domain/shift/shift-state.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { staffById } from '../staff/staff-table.ts';
import type { Deed, Till } from '../till.ts';
import { drawerEventsOf } from './drawer-table.ts';
import { hasOpenCart } from './open-matter-table.ts';
import { countResult, validCount } from './shift-count.ts';
import { unreportedShifts, warningOf } from './shift-day-table.ts';
import { saleCountOf } from './shift-facts-table.ts';
import {
  currentShiftOf,
  insertCount,
  insertTransition,
  lastCount,
  type Shift,
  type StoredCount,
  transitionsOf,
} from './shift-table.ts';

/** The shift that runs or is being counted, as the screen shows it; `null` when none does. */
export function shiftView(till: Till): ShiftView | null {
  const shift = currentShiftOf(till.db, till.registerId);
  return shift ? viewOf(till, shift) : null;
}

/** Stops selling so that the cash can be counted. Refuses `shift_not_open`, and `cart_open` while goods are rung up. */
export function startCount(
  till: Till,
  deed: Deed,
): Result<ShiftView, 'shift_not_open' | 'cart_open'> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift || !mayBecome(shift.state, 'counting')) return refuse('shift_not_open');
  if (hasOpenCart(till.db, till.registerId)) return refuse('cart_open');
  return ok(viewOf(till, become(till, shift, 'counting', deed.by.staffId)));
}

/** A customer comes while the cash is counted: sells again; what was counted no longer holds. Refuses `shift_not_counting`. */
export function backToSelling(till: Till, deed: Deed): Result<ShiftView, 'shift_not_counting'> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift || !mayBecome(shift.state, 'open')) return refuse('shift_not_counting');
  return ok(viewOf(till, become(till, shift, 'open', deed.by.staffId)));
}

/**
 * Takes down what was counted; only now does the expected amount show. A recount is a further count, the first one
 * stays. `attempt` is the number the count was begun as: where another screen submitted one in between, this one is
 * not kept. Refuses `shift_not_counting`, `count_superseded`, `count_invalid`.
 */
export function submitCount(
  till: Till,
  deed: Deed,
  input: { readonly count: CashCountInput; readonly attempt: number },
): Result<CountResult, 'shift_not_counting' | 'count_superseded' | 'count_invalid'> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (shift?.state !== 'counting') return refuse('shift_not_counting');
  const seq = nextCount(till, shift);
  if (input.attempt !== seq) return refuse('count_superseded');
  const counted = countedCash(input.count);
  if (!counted.ok) return counted;
  const count = inTransaction(till.db, () =>
    recordCount(till, shift, { seq, by: deed.by.staffId, counted: counted.value }),
  );
  till.announce({ type: 'shift.changed' });
  return ok(countResult(till, shift, count));
}

/** Writes a count beside what the drawer should hold, and its CASH_COUNT entry. Call it inside a transaction. */
export function recordCount(
  till: Till,
  shift: Shift,
  input: {
    readonly seq: number;
    readonly by: string; // staff id, or 'system'
    readonly counted: { readonly total: Fen; readonly pieces: Pieces };
  },
): StoredCount {
  const { expected } = expectedCash(drawerEventsOf(till.db, shift.shiftId));
  const { total, pieces } = input.counted;
  const count: StoredCount = {
    seq: input.seq,
    transitionSeq: shift.transitionSeq,
    countedBy: input.by,
    countedAt: till.clock.now(),
    pieces,
    countedFen: total,
    expectedFen: expected,
    overShortFen: fen(total - expected),
  };
  insertCount(till.db, shift.shiftId, count);
  const { shiftId } = shift;
  const transitions = transitionsOf(till.db, shiftId);
  appendNow(till, 'CASH_COUNT', count.countedBy, { shiftId, ...count, transitions });
  return count;
}

/** A shift that is not closed, as the screen shows it. */
export function viewOf(till: Till, shift: Shift): ShiftView {
  const count = validCount(till, shift);
  return {
    shiftId: shift.shiftId,
    number: shift.number,
    state: shift.state === 'counting' ? 'counting' : 'open',
    businessDate: shift.businessDate,
    openedAt: shift.openedAt,
    openedBy: staffById(till.db, shift.openedBy)?.name ?? shift.openedBy,
    openingFloatFen: shift.openingFloat,
    saleCount: saleCountOf(till.db, shift.shiftId),
    count: count ? countResult(till, shift, count) : null,
    attempt: nextCount(till, shift),
    warning: warningOf(till.db, unreportedShifts(till.db, till.registerId), till.clock.now()),
  };
}

/** Counts are numbered through the whole shift, so that the number alone tells which one was looked at. */
function nextCount(till: Till, shift: Shift): number {
  return (lastCount(till.db, shift.shiftId)?.seq ?? 0) + 1;
}

/** Moves a shift on to its next state and answers it so. */
export function become(till: Till, shift: Shift, state: ShiftState, by: string): Shift {
  const seq = shift.transitionSeq + 1;
  const at = till.clock.now();
  inTransaction(till.db, () =>
    insertTransition(till.db, { shiftId: shift.shiftId, seq, state, at, by }),
  );
  till.announce({ type: 'shift.changed' });
  return { ...shift, state, transitionSeq: seq };
}
