import { ROLE_GRANTS } from '../../../shared/contract/rights.ts';
import type {
  CashCountInput,
  CloseValue,
  CountResult,
  OpenMatter,
  ShiftView,
  ZReport,
} from '../../../shared/contract/shift.ts';
import { countedCash } from '../../../shared/domain/shift/denominations.ts';
import { expectedCash, tolerance } from '../../../shared/domain/shift/expected-cash.ts';
import { mayBecome, type ShiftState } from '../../../shared/domain/shift/shift-state.ts';
import type { Counted } from '../../../shared/domain/shift/z-report.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { asId, type ShiftId } from '../../../shared/kernel/ids.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { missingSerialCount } from '../fulfilment/ticket-table.ts';
import { appendEntry } from '../journal/journal-table.ts';
import { staffById } from '../staff/staff-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Actor, Deed, Till } from '../till.ts';
import { drawerEventsOf, insertDrawerEvent } from './drawer-table.ts';
import { openMatterCounts, saleCountOf } from './shift-facts-table.ts';
import { queueReport } from './shift-paper.ts';
import { composeReport } from './shift-report-facts.ts';
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
import { insertZReport, zReportsOf } from './z-report-table.ts';

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
    record(till, 'SHIFT_OPEN', by, facts);
    pushFact(till, `${shiftId}:opened`, 'shift_opened', { ...facts, openedAt: at, openedBy: by });
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
    record(till, 'CASH_COUNT', deed.by.staffId, {
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

export type CloseRefusal =
  | 'shift_not_open'
  | 'shift_not_counting'
  | 'count_needed'
  | 'over_short_needs_reason'
  | 'approval_needed';

/**
 * Closes the counted shift: books the difference, writes and prints the Z report, all in one commit.
 * A difference above the tolerance needs a reason and someone who may accept it, at the till or by approval.
 * Refuses `shift_not_open`, `shift_not_counting`, `count_needed`, `over_short_needs_reason`, `approval_needed`.
 */
export function closeShift(
  till: Till,
  deed: Deed,
  input: { readonly reason: string },
): Result<CloseValue, CloseRefusal> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift) return refuse('shift_not_open');
  if (!mayBecome(shift.state, 'closed')) return refuse('shift_not_counting');
  const count = validCount(till, shift);
  if (!count) return refuse('count_needed');
  const { needsApproval } = countResult(till, shift, count);
  if (needsApproval && input.reason === '') return refuse('over_short_needs_reason');
  const accepting = needsApproval ? whoAccepts(deed) : null;
  if (needsApproval && !accepting) return refuse('approval_needed', { right: 'accept_over_short' });
  const report = inTransaction(till.db, () =>
    writeClose(till, shift, count, {
      closedBy: deed.by,
      approvedBy: accepting,
      reason: input.reason,
    }),
  );
  till.announce({ type: 'shift.changed' });
  till.announce({ type: 'paper.changed' });
  till.announce({ type: 'sync.changed' });
  return ok({ zNumber: report.zNumber, report });
}

/** The report of the running shift; takes no number and, beside the sheet itself, leaves nothing behind. Refuses `shift_not_open`. */
export function xReport(
  till: Till,
  deed: Deed,
): Result<ZReport, 'shift_not_open' | 'count_needed'> {
  const shift = currentShiftOf(till.db, till.registerId);
  if (!shift) return refuse('shift_not_open');
  // The count is blind: whoever counts must not learn the expected amount from an X report.
  if (shift.state === 'counting' && !validCount(till, shift)) return refuse('count_needed');
  const report = composeReport(till, shift, {
    zNumber: null,
    closedAt: till.clock.now(),
    closedBy: deed.by.name,
    approvedBy: null,
    counted: null,
  });
  inTransaction(till.db, () => queueReport(till, 'x_report', shift.shiftId, report));
  till.announce({ type: 'paper.changed' });
  return ok(report);
}

/** The last Z reports of this register, newest first. */
export function recentZReports(till: Till, limit: number): readonly ZReport[] {
  return zReportsOf(till.db, till.registerId, limit);
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
    .map((kind) => ({ kind, count: counts[kind], blocks: false }))
    .filter((matter) => matter.count > 0);
}

function writeClose(
  till: Till,
  shift: Shift,
  count: StoredCount,
  end: { closedBy: Actor; approvedBy: Actor | null; reason: string },
): ZReport & { zNumber: number } {
  const at = till.clock.now();
  const by = end.closedBy.staffId;
  const { shiftId } = shift;
  const zNumber = (zReportsOf(till.db, till.registerId, 1)[0]?.zNumber ?? 0) + 1;
  const counted: Counted = {
    countedFen: count.countedFen,
    overShortFen: count.overShortFen,
    pieces: count.pieces,
    reason: end.reason,
  };
  if (count.overShortFen !== 0) {
    insertDrawerEvent(till.db, {
      shiftId,
      kind: 'over_short',
      amountFen: count.overShortFen,
      at,
      by,
      reason: end.reason,
    });
  }
  insertTransition(till.db, { shiftId, seq: shift.transitionSeq + 1, state: 'closed', at, by });
  const head = {
    zNumber,
    closedAt: at,
    closedBy: end.closedBy.name,
    approvedBy: end.approvedBy?.name ?? null,
    counted,
  };
  const draft = composeReport(till, shift, head);
  const entry = record(till, 'SHIFT_CLOSE', by, {
    shiftId,
    zNumber,
    saleCount: draft.saleCount,
    netFen: draft.netFen,
    roundingFen: draft.roundingFen,
    expectedFen: draft.expectedFen,
    countedFen: counted.countedFen,
    overShortFen: counted.overShortFen,
    perpetualFen: draft.perpetualFen,
    approvedBy: end.approvedBy?.staffId ?? null,
    reason: end.reason,
  });
  // The paper names the entry that closes the shift, so that it can be found in the journal.
  const report = { ...draft, zNumber, journalSeq: entry.seq, journalHash: entry.hash };
  insertZReport(till.db, {
    registerId: till.registerId,
    shiftId,
    closedAt: at,
    closedBy: by,
    approvedBy: end.approvedBy?.staffId ?? null,
    reason: end.reason,
    report,
  });
  queueReport(till, 'z_report', shiftId, report);
  pushFact(till, `${shiftId}:closed`, 'shift_closed', { shiftId, report });
  return report;
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
  };
}

/** The count of the present counting; one from before the till sold again no longer counts. */
function validCount(till: Till, shift: Shift): StoredCount | null {
  if (shift.state !== 'counting') return null;
  const count = lastCount(till.db, shift.shiftId);
  return count?.transitionSeq === shift.transitionSeq ? count : null;
}

function countResult(till: Till, shift: Shift, count: StoredCount): CountResult {
  const allowed = tolerance(expectedCash(drawerEventsOf(till.db, shift.shiftId)).takings);
  return {
    seq: count.seq,
    countedFen: count.countedFen,
    expectedFen: count.expectedFen,
    overShortFen: count.overShortFen,
    toleranceFen: allowed,
    needsApproval: Math.abs(count.overShortFen) > allowed,
  };
}

function whoAccepts(deed: Deed): Actor | null {
  const may = (actor: Actor) => ROLE_GRANTS[actor.role].rights.has('accept_over_short');
  if (deed.approvedBy && may(deed.approvedBy)) return deed.approvedBy;
  return may(deed.by) ? deed.by : null;
}

function record(
  till: Till,
  type: 'SHIFT_OPEN' | 'CASH_COUNT' | 'SHIFT_CLOSE',
  operator: string,
  payload: Readonly<Record<string, unknown>>,
) {
  const at = till.clock.now();
  return appendEntry(till.db, {
    registerId: till.registerId,
    type,
    startedAt: at,
    endedAt: at,
    operator,
    payload,
  });
}

function pushFact(
  till: Till,
  factId: string,
  kind: 'shift_opened' | 'shift_closed',
  body: Readonly<Record<string, unknown>>,
): void {
  insertFact(till.db, {
    factId,
    kind,
    registerId: till.registerId,
    body: canonicalJson(body),
    createdAt: till.clock.now(),
  });
}
