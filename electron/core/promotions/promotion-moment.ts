import { lastEntry } from '../journal/journal-table.ts';
import { lastShiftOf } from '../shift/shift-table.ts';
import type { Till } from '../till.ts';
import { lastSaleUpTo } from './moment-table.ts';

/** Clocks are put right by seconds all the time; only an entry further ahead says that this one was set back. */
const PUT_RIGHT_MS = 5 * 60_000;
/** No shift lasts longer, so what is stamped later than this was written under a clock that ran ahead. */
const LONGEST_SHIFT_MS = 24 * 3_600_000;

/**
 * The moment (epoch ms) by which promotions are judged: the till's clock, but never before what the books show to have
 * happened already. A clock that is set back does not bring back a promotion that has ended; one that ran ahead by
 * mistake is not believed beyond the longest shift.
 */
export function promotionMoment(till: Till): number {
  const shift = lastShiftOf(till.db, till.registerId);
  const openedAt = shift?.openedAt ?? 0;
  const latest = shift ? openedAt + LONGEST_SHIFT_MS : Number.MAX_SAFE_INTEGER;
  const entryAt = (lastEntry(till.db, till.registerId)?.endedAt ?? 0) - PUT_RIGHT_MS;
  const soldAt = lastSaleUpTo(till.db, latest);
  return Math.max(till.clock.now(), openedAt, Math.min(entryAt, latest), soldAt);
}
