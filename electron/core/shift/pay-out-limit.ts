import { type Right, ROLE_GRANTS } from '../../../shared/contract/rights.ts';
import { allowedBy, mayDo, type Need } from '../staff/approval.ts';
import type { Actor, Deed, Till } from '../till.ts';
import { letOutAlone } from './cash-movement-table.ts';
import { currentShiftOf, lastCount } from './shift-table.ts';

const ACCEPTS = 'accept_over_short';

/** Cash about to move: in which shift, by which right, and how much of it leaves the drawer (0 for cash that comes). */
type CashMove = { readonly shiftId: string; readonly right: Right; readonly leavingFen: number };

/**
 * Who of a deed lets cash move, and what it takes, for refunds and movements alike. What a person let out of the drawer
 * in this shift by their own hand counts together, so that no amount can be split to stay under the limit; what was
 * undone still counts, because the drawer stood open for it. Once a count has shown what should be there, cash moves
 * only with somebody who may accept a difference: else a shortage could be paid in and a surplus taken out unseen.
 */
export function whoMayMove(
  till: Till,
  deed: Deed,
  { shiftId, right, leavingFen }: CashMove,
): { readonly need: Need; readonly allowing: Actor | null } {
  const before = leavingFen === 0 ? 0 : letOutAlone(till.db, shiftId, deed.by.staffId);
  const isCounted = lastCount(till.db, shiftId) !== null;
  const need = { right: isCounted ? ACCEPTS : right, payOutFen: before + leavingFen };
  return { need, allowing: allowedBy(deed, need) };
}

/** What a person may still let out alone in the running shift. */
export function leftToPayOutFen(till: Till, by: Actor): number {
  const { payOutFen } = ROLE_GRANTS[by.role];
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift) return payOutFen;
  const isCounted = lastCount(till.db, shift.shiftId) !== null;
  if (isCounted && !mayDo(by, { right: ACCEPTS })) return 0;
  return Math.max(0, payOutFen - letOutAlone(till.db, shift.shiftId, by.staffId));
}
