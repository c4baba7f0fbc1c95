import type { OpenMatter } from '../../../shared/contract/shift.ts';
import { yuanText } from '../../../shared/documents/report-blocks.ts';
import { ticketsMissingSerials } from '../fulfilment/ticket-table.ts';
import { conflictsSinceZ } from '../journal/not-rebuilt-table.ts';
import { claimSums } from '../subsidy/claim-table.ts';
import { openDifferences } from '../subsidy/grant-table.ts';
import { uploadCursors } from '../sync/journal-upload-table.ts';
import type { Till } from '../till.ts';
import { unsettledHandovers, waitingHandover } from './handover-table.ts';
import { interruptedShifts } from './interrupted-shifts.ts';
import {
  hasOpenCart,
  heldCartCount,
  lastBackupAt,
  outboxCount,
  unprintedSheets,
} from './open-matter-table.ts';
import { unreportedShifts } from './shift-day-table.ts';

/** What is found of one kind; nothing is open where the count is 0. */
type Found = Pick<OpenMatter, 'count'> & Partial<Pick<OpenMatter, 'detail' | 'blocks'>>;
type Kind = OpenMatter['kind'];

/** How many numbers a line names before it says that there are more. */
const NUMBERS_NAMED = 5;

/**
 * What is looked at when a shift ends, one function a kind, in the order in which staff settle it. A kind that the
 * program cannot know of yet has no function, and no count is made up for it.
 */
const LOOKS: readonly (readonly [Kind, (till: Till) => Found])[] = [
  ['open_cart', openCart],
  ['held_carts', (till) => ({ count: heldCartCount(till.db, till.registerId) })],
  ['handover_waiting', handoverWaiting],
  ['handover_disputed', handoverDisputed],
  ['interrupted_shifts', interrupted],
  ['unprinted', unprinted],
  ['missing_serials', missingSerials],
  ['unsynced', (till) => ({ count: outboxCount(till.db, 'waiting') })],
  ['parked', (till) => ({ count: outboxCount(till.db, 'parked') })],
  ['backup_missing', backupMissing],
  ['journal_unverified', journalUnverified],
  ['lane_conflicts', laneConflicts],
  ['unsubmitted_claims', unsubmitted],
  ['subsidy_differences', differing],
];

/** What is not settled yet when a shift ends. All of it is carried over; an open cart alone must be settled first. */
export function openMatters(till: Till): readonly OpenMatter[] {
  return LOOKS.map(([kind, look]) => ({ kind, blocks: false, detail: '', ...look(till) })).filter(
    (matter) => matter.count > 0,
  );
}

function openCart(till: Till): Found {
  return { count: hasOpenCart(till.db, till.registerId) ? 1 : 0, blocks: true };
}

function handoverWaiting(till: Till): Found {
  const waiting = waitingHandover(till.db, till.registerId);
  return waiting ? { count: 1, detail: shiftName(waiting) } : { count: 0 };
}

function handoverDisputed(till: Till): Found {
  const disputed = unsettledHandovers(till.db);
  return { count: disputed.length, detail: named(disputed.map(shiftName)) };
}

/** Cut off by a restore: the next Z names them with their cash, and then they are settled. */
function interrupted(till: Till): Found {
  const shifts = interruptedShifts(till);
  const cash = shifts.map(
    ({ registerId, number, expectedFen }) => `${registerId}-${number} ￥${yuanText(expectedFen)}`,
  );
  return { count: shifts.length, detail: named(cash) };
}

function unprinted(till: Till): Found {
  const sheets = unprintedSheets(till.db);
  return { count: sheets.length, detail: named(sheets.flatMap(({ number }) => number ?? [])) };
}

function missingSerials(till: Till): Found {
  const tickets = ticketsMissingSerials(till.db);
  return {
    count: tickets.reduce((sum, ticket) => sum + ticket.count, 0),
    detail: named(tickets.map(({ ticketNumber }) => ticketNumber)),
  };
}

/** Since the day's first shift opened, nothing of it was copied to a second place. */
function backupMissing(till: Till): Found {
  const [first] = unreportedShifts(till.db, till.registerId);
  if (!first) return { count: 0 };
  const at = lastBackupAt(till.db);
  return { count: at === null || at < first.openedAt ? 1 : 0 };
}

/** The cloud holds other entries than the till, or lacks some that the till no longer has. */
function journalUnverified(till: Till): Found {
  const forks = uploadCursors(till.db).flatMap(({ fork }) => fork ?? []);
  return { count: forks.length, detail: named(forks.map((f) => `${f.registerId}-${f.seq}`)) };
}

/** What came back from the cloud after a restore and contradicts what was done here meanwhile; the next Z names it. */
function laneConflicts(till: Till): Found {
  const conflicts = conflictsSinceZ(till.db, till.registerId);
  return { count: conflicts.length, detail: named(conflicts.map(({ name }) => name)) };
}

/** Claims that the government has not been shown yet: it pays none of them by itself. */
function unsubmitted(till: Till): Found {
  const claimed = claimSums(till.db).find(({ state }) => state === 'claimed');
  const detail = claimed ? `￥${yuanText(claimed.fen)}` : '';
  return { count: claimed?.count ?? 0, detail };
}

/** The platform granted something else than the till forecast, and nobody has said why. */
function differing(till: Till): Found {
  const { count, fen } = openDifferences(till.db);
  return { count, detail: count === 0 ? '' : `￥${yuanText(fen)}` };
}

/** '01-3': the register, and the shift that handed over. */
function shiftName(of: { readonly registerId: string; readonly fromShiftNumber: number }): string {
  return `${of.registerId}-${of.fromShiftNumber}`;
}

function named(numbers: readonly string[]): string {
  const shown = numbers.slice(0, NUMBERS_NAMED).join('、');
  return numbers.length > NUMBERS_NAMED ? `${shown} …` : shown;
}
