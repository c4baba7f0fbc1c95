import type { CashCountInput, ShiftView } from '../../../shared/contract/shift.ts';
import { countedCash } from '../../../shared/domain/shift/denominations.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import type { Deed, Till } from '../till.ts';
import { beginShift } from './begin-shift.ts';
import { viewOf } from './shift.ts';
import { lastShiftOf } from './shift-table.ts';

/** A float above 100,000 yuan is a slip of the finger. */
const MAX_FLOAT_FEN = 10_000_000;

/**
 * Opens a shift on this register with a counted float; only then may it sell.
 * Refuses `count_invalid`, `float_too_large`, `shift_already_open`.
 */
export function openShift(
  till: Till,
  deed: Deed,
  input: { readonly float: CashCountInput; readonly confirmedDate?: string | undefined },
): Result<ShiftView, 'count_invalid' | 'float_too_large' | 'shift_already_open'> {
  const float = countedCash(input.float);
  if (!float.ok) return float;
  if (float.value.total > MAX_FLOAT_FEN) return refuse('float_too_large');
  const last = lastShiftOf(till.db, till.registerId);
  if (last && last.state !== 'closed') return refuse('shift_already_open');
  const shift = inTransaction(till.db, () =>
    beginShift(till, deed.by.staffId, {
      businessDate: businessDate(till.clock.now()),
      float: float.value,
    }),
  );
  till.announce({ type: 'shift.changed' });
  return ok(viewOf(till, shift));
}
