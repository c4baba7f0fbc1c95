import {
  CASH_CATEGORIES,
  type CashMovementView,
  type MoveCashInput,
} from '../../../shared/contract/cash-movement.ts';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import { ok, type Refusal, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inRefusableTransaction } from '../db/open.ts';
import { staffById } from '../staff/staff-table.ts';
import type { Actor, Deed, Till } from '../till.ts';
import {
  type CashMovement,
  type ListedMovement,
  movementById,
  movementByRequest,
  movementsOf,
} from './cash-movement-table.ts';
import { drawerEventsOf } from './drawer-table.ts';
import { waitingHandover } from './handover-table.ts';
import { whoMayMove } from './pay-out-limit.ts';
import { recordMovement } from './record-movement.ts';
import { currentShiftOf, type Shift } from './shift-table.ts';

type MoveRefusal =
  | 'request_reused'
  | 'shift_not_open'
  | 'cash_being_counted'
  | 'handover_waiting'
  | 'amount_not_positive'
  | 'payee_missing'
  | 'slip_number_missing'
  | 'cash_not_in_drawer'
  | 'approval_needed';

type UndoRefusal =
  | MoveRefusal
  | 'movement_not_found'
  | 'movement_already_undone'
  | 'movement_of_earlier_shift';

/** A movement to be made, before it has an id; `amountFen` is signed. */
type Intended = Pick<
  CashMovement,
  'requestId' | 'kind' | 'amountFen' | 'category' | 'payee' | 'slipNumber' | 'note' | 'undoes'
>;

/** Paid in by whom or to whom need not be said where the money is the shop's own. */
const WITHOUT_PAYEE: readonly string[] = ['float_top_up', 'safe_drop', 'bank_deposit'];

/**
 * Puts cash into the drawer or takes it out without a sale: row, drawer event, journal, slip, drawer kick and the fact
 * for the cloud in one commit. Cash beyond what a person may let out alone in this shift needs an approval. The same
 * request is answered with the same movement. Refuses `request_reused`, `shift_not_open`, `cash_being_counted`,
 * `handover_waiting`, `amount_not_positive`, `payee_missing`, `slip_number_missing`, `cash_not_in_drawer`,
 * `approval_needed`.
 */
export function moveCash(
  till: Till,
  deed: Deed,
  input: Omit<MoveCashInput, 'approval'>,
): Result<CashMovementView, MoveRefusal> {
  const { kind, amountFen } = input;
  const intended: Intended = {
    ...input,
    amountFen: kind === 'paid_in' ? fen(amountFen) : fen(-amountFen),
    undoes: null,
  };
  return told(
    till,
    inRefusableTransaction(till.db, () => {
      const repeated = movementByRequest(till.db, till.secrets.fieldKey, input.requestId);
      if (repeated) return replay(till, repeated, intended);
      const shift = movingShift(till);
      if (!shift.ok) return shift;
      const refused = detailRefusal(input);
      if (refused) return refused;
      return move(till, deed, shift.value, intended);
    }),
  );
}

/**
 * Takes a movement of the running shift back by one the other way; both stay. Refuses like `moveCash`, and
 * `movement_not_found`, `movement_already_undone`, `movement_of_earlier_shift`.
 */
export function undoMovement(
  till: Till,
  deed: Deed,
  input: { readonly requestId: string; readonly movementId: string; readonly note: string },
): Result<CashMovementView, UndoRefusal> {
  const { fieldKey } = till.secrets;
  return told(
    till,
    inRefusableTransaction(till.db, () => {
      const first = movementById(till.db, fieldKey, input.movementId);
      if (!first) return refuse('movement_not_found');
      const intended = counterOf(first, input);
      const repeated = movementByRequest(till.db, fieldKey, input.requestId);
      if (repeated) return replay(till, repeated, intended);
      if (first.isUndone || first.undoes !== null) return refuse('movement_already_undone');
      const shift = movingShift(till);
      if (!shift.ok) return shift;
      if (first.shiftId !== shift.value.shiftId) return refuse('movement_of_earlier_shift');
      return move(till, deed, shift.value, intended);
    }),
  );
}

/** What moved in the running shift, newest first. */
export function listMovements(till: Till): readonly CashMovementView[] {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift) return [];
  return movementsOf(till.db, till.secrets.fieldKey, shift.shiftId).map((one) => viewOf(till, one));
}

/** Cash moves while the till sells, also on a day that sells no more: it must be possible to bring it to the bank. */
function movingShift(
  till: Till,
): Result<Shift, 'shift_not_open' | 'cash_being_counted' | 'handover_waiting'> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (shift) return shift.state === 'counting' ? refuse('cash_being_counted') : ok(shift);
  const isWaiting = waitingHandover(till.db, till.registerId) !== null;
  return refuse(isWaiting ? 'handover_waiting' : 'shift_not_open');
}

function detailRefusal(
  input: Omit<MoveCashInput, 'approval'>,
): { readonly ok: false; readonly refusal: Refusal<MoveRefusal> } | null {
  if (input.amountFen <= 0) return refuse('amount_not_positive');
  if (input.payee === '' && !WITHOUT_PAYEE.includes(input.category)) return refuse('payee_missing');
  const needsSlip = input.kind === 'bank_deposit';
  return needsSlip && input.slipNumber === '' ? refuse('slip_number_missing') : null;
}

function move(
  till: Till,
  deed: Deed,
  shift: Shift,
  intended: Intended,
): Result<CashMovementView, 'cash_not_in_drawer' | 'approval_needed'> {
  const leavingFen = Math.max(0, -intended.amountFen);
  const { shiftId } = shift;
  const { need, allowing } = whoMayMove(till, deed, { shiftId, right: 'move_cash', leavingFen });
  if (!allowing) return refuse('approval_needed', need);
  // Last, so that nobody feels for what the drawer should hold with amounts that they may not pay anyway.
  const { expected } = expectedCash(drawerEventsOf(till.db, shiftId));
  if (leavingFen > expected) return refuse('cash_not_in_drawer');
  const movement: CashMovement = {
    ...intended,
    movementId: till.random.uuid(),
    shiftId,
    at: till.clock.now(),
    by: deed.by.staffId,
    approvedBy: approverOf(deed, allowing),
  };
  recordMovement(till, shift, movement);
  return ok(viewOf(till, { ...movement, isUndone: false }));
}

/** Named where it was another person's doing that the cash could leave. */
function approverOf(deed: Deed, allowing: Actor): string | null {
  return allowing.staffId === deed.by.staffId ? null : allowing.staffId;
}

function counterOf(
  first: CashMovement,
  input: { readonly requestId: string; readonly note: string },
): Intended {
  const { movementId, amountFen } = first;
  return {
    ...first,
    requestId: input.requestId,
    note: input.note,
    amountFen: fen(-amountFen) as Fen,
    undoes: movementId,
  };
}

/** The same id with the same content is the same movement; with another one, two screens are at odds. */
function replay(
  till: Till,
  repeated: ListedMovement,
  intended: Intended,
): Result<CashMovementView, 'request_reused'> {
  const keys = ['kind', 'amountFen', 'category', 'payee', 'slipNumber', 'note', 'undoes'] as const;
  const isSame = keys.every((key) => repeated[key] === intended[key]);
  return isSame ? ok(viewOf(till, repeated)) : refuse('request_reused');
}

/** Screens read again; the printer and the cloud are woken. */
function told<Answer extends Result<unknown>>(till: Till, answer: Answer): Answer {
  if (answer.ok) {
    till.announce({ type: 'shift.changed' });
    till.announce({ type: 'paper.changed' });
    till.announce({ type: 'sync.changed' });
  }
  return answer;
}

function viewOf(till: Till, movement: ListedMovement): CashMovementView {
  const name = (staffId: string) => staffById(till.db, staffId)?.name ?? staffId;
  const { requestId: _, shiftId: __, by, approvedBy, ...shown } = movement;
  return {
    ...shown,
    byName: name(by),
    approvedByName: approvedBy === null ? null : name(approvedBy),
  };
}

/** Whether a category belongs to its kind; what does not is no input that a screen can make. */
export function isCategoryOf(input: Pick<MoveCashInput, 'kind' | 'category'>): boolean {
  return (CASH_CATEGORIES[input.kind] as readonly string[]).includes(input.category);
}
