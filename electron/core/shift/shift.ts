import type {
  CashCountInput,
  CountResult,
  OpenMatter,
  ShiftView,
} from '../../../shared/contract/shift.ts';
import { countedCash } from '../../../shared/domain/shift/denominations.ts';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import { mayBecome, type ShiftState } from '../../../shared/domain/shift/shift-state.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type ShiftId } from '../../../shared/kernel/ids.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { missingSerialCount } from '../fulfilment/ticket-table.ts';
import { staffById } from '../staff/staff-table.ts';
import type { Actor, Deed, Till } from '../till.ts';
import { drawerEventsOf, insertDrawerEvent } from './drawer-table.ts';
import { countResult, validCount } from './shift-count.ts';
import { openMatterCounts, saleCountOf } from './shift-facts-table.ts';
import { pushShiftFact, recordShift } from './shift-record.ts';
import {
  currentShiftOf,
  insertCount,
  insertShift,
  insertTransition,
  lastCount,
  lastShiftOf,
  type Shift,
  type StoredCount,
} from './shift-table.ts';

/** A float above 100,000 yuan is a slip of the finger. */
const MAX_FLOAT_FEN = 10_000_000;

/**
 * Opens a shift on this register with a counted float; only then may it sell.
 * Refuses `count_invalid`, `shift_already_open`.
 */
export function openShift(
  till: Till,
  deed: Deed,
  input: { readonly float: CashCountInput },
): Result<ShiftView, 'count_invalid' | 'shift_already_open'> {
  const float = countedCash(input.float);
  if (!float.ok) return float;
  if (float.value.total > MAX_FLOAT_FEN) return refuse('count_invalid', { piece: 'total' });
  const last = lastShiftOf(till.db, till.registerId);
  if (last && last.state !== 'closed') return refuse('shift_already_open');
  const at = till.clock.now();
  const by = deed.by.staffId;
  const shift = {
    shiftId: asId<ShiftId>(till.random.uuid()),
    registerId: till.registerId,
    number: (last?.number ?? 0) + 1,
    businessDate: businessDate(at),
    openedAt: at,
    openedBy: by,
    openingFloat: float.value.total,
  };
  const { shiftId, number } = shift;
  inTransaction(till.db, () => {
    insertShift(till.db, { ...shift, pieces: float.value.pieces });
    insertTransition(till.db, { shiftId, seq: 1, state: 'open', at, by });
    insertDrawerEvent(till.db, {
      shiftId,
      kind: 'open_float',
      amountFen: shift.openingFloat,
      at,
      by,
    });
    const facts = {
      shiftId,
      number,
      businessDate: shift.businessDate,
      floatFen: shift.openingFloat,
    };
    recordShift(till, 'SHIFT_OPEN', by, facts);
    pushShiftFact(till, `${shiftId}:opened`, 'shift_opened', {
      ...facts,
      openedAt: at,
      openedBy: by,
    });
  });
  till.announce({ type: 'shift.changed' });
  return ok(viewOf(till, { ...shift, state: 'open', transitionSeq: 1 }));
}

/** The shift that runs or is being counted, as the screen shows it; `null` when none does. */
export function shiftView(till: Till): ShiftView | null {
  const shift = currentShiftOf(till.db, till.registerId);
  return shift ? viewOf(till, shift) : null;
}

/** Stops selling so that the cash can be counted. Refuses `shift_not_open`. */
export function startCount(till: Till, deed: Deed): Result<ShiftView, 'shift_not_open'> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift || !mayBecome(shift.state, 'counting')) return refuse('shift_not_open');
  return ok(viewOf(till, become(till, shift, 'counting', deed.by)));
}

/** A customer comes while the cash is counted: sells again; what was counted no longer holds. Refuses `shift_not_counting`. */
export function backToSelling(till: Till, deed: Deed): Result<ShiftView, 'shift_not_counting'> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift || !mayBecome(shift.state, 'open')) return refuse('shift_not_counting');
  return ok(viewOf(till, become(till, shift, 'open', deed.by)));
}

/**
 * Takes down what was counted; only now does the expected amount show. A recount is a further count,
 * the first one stays. Refuses `shift_not_counting`, `count_invalid`.
 */
export function submitCount(
  till: Till,
  deed: Deed,
  input: { readonly count: CashCountInput },
): Result<CountResult, 'shift_not_counting' | 'count_invalid'> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (shift?.state !== 'counting') return refuse('shift_not_counting');
  const counted = countedCash(input.count);
  if (!counted.ok) return counted;
  const { expected } = expectedCash(drawerEventsOf(till.db, shift.shiftId));
  const count: StoredCount = {
    seq: (lastCount(till.db, shift.shiftId)?.seq ?? 0) + 1,
    transitionSeq: shift.transitionSeq,
    countedBy: deed.by.staffId,
    countedAt: till.clock.now(),
    pieces: counted.value.pieces,
    countedFen: counted.value.total,
    expectedFen: expected,
    overShortFen: fen(counted.value.total - expected),
  };
  inTransaction(till.db, () => {
    insertCount(till.db, shift.shiftId, count);
    recordShift(till, 'CASH_COUNT', deed.by.staffId, {
      shiftId: shift.shiftId,
      seq: count.seq,
      countedFen: count.countedFen,
      expectedFen: count.expectedFen,
      overShortFen: count.overShortFen,
    });
  });
  till.announce({ type: 'shift.changed' });
  return ok(countResult(till, shift, count));
}

/** What is not settled yet when the shift closes; none of it is lost, so none of it blocks. */
export function openMatters(till: Till): readonly OpenMatter[] {
  const counts = {
    ...openMatterCounts(till.db, till.registerId),
    missing_serials: missingSerialCount(till.db),
  };
  const kinds = [
    'open_cart',
    'held_carts',
    'unprinted',
    'missing_serials',
    'unsynced',
    'parked',
  ] as const;
  return kinds
    .map((kind) => ({ kind, count: counts[kind], blocks: false, detail: '' }))
    .filter((matter) => matter.count > 0);
}

function become(till: Till, shift: Shift, state: ShiftState, by: Actor): Shift {
  const seq = shift.transitionSeq + 1;
  const at = till.clock.now();
  inTransaction(till.db, () =>
    insertTransition(till.db, { shiftId: shift.shiftId, seq, state, at, by: by.staffId }),
  );
  till.announce({ type: 'shift.changed' });
  return { ...shift, state, transitionSeq: seq };
}

function viewOf(till: Till, shift: Shift): ShiftView {
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
    attempt: (lastCount(till.db, shift.shiftId)?.seq ?? 0) + 1,
    warning: null,
  };
}
