import { currentCart } from '../../electron/core/checkout/current-cart.ts';
import { closeShift, recentZReports } from '../../electron/core/shift/close-shift.ts';
import { drawerEventsOf } from '../../electron/core/shift/drawer-table.ts';
import { handOver } from '../../electron/core/shift/hand-over.ts';
import { moveCash } from '../../electron/core/shift/move-cash.ts';
import { openShift } from '../../electron/core/shift/open-shift.ts';
import { startCount, submitCount } from '../../electron/core/shift/shift.ts';
import { shiftStanding } from '../../electron/core/shift/shift-standing.ts';
import { lastShiftOf } from '../../electron/core/shift/shift-table.ts';
import { takeOver } from '../../electron/core/shift/take-over.ts';
import type { Till } from '../../electron/core/till.ts';
import type { ZReport } from '../../shared/contract/shift.ts';
import { expectedCash } from '../../shared/domain/shift/expected-cash.ts';
import { alone, CASHIER, MANAGER, payCart, sell, taken } from '../support/people-till.ts';
import { giveBack, unitsNamed } from '../support/returning-till.ts';
import { sellingTill } from '../support/selling-till.ts';

/** The last day of a year, and the first of the next: opening it closes a month and a year. */
export const EVE = Date.parse('2025-12-31T09:00:00+08:00');
const NEW_YEAR = EVE + 24 * 3_600_000;
const FLOAT = { pieces: {}, otherFen: 50_000 };
const SHORT_FEN = 2_000; // beyond what a cashier may accept

const cashier = alone(CASHIER);
const approved = { by: CASHIER, approvedBy: MANAGER };

/** One thing that staff do, and how the store tells whether it was done. */
export type Step = {
  readonly name: string;
  readonly isDone: (till: Till) => boolean;
  readonly act: (till: Till) => unknown;
};

/** The till on New Year's Day; its clock stands, so that every run of the day writes the same. */
export function closingTill(folder: string, now = NEW_YEAR): Till {
  return { ...sellingTill(folder), clock: { now: () => now, monotonicMs: () => 0 } };
}

/** A day from its opening to its Z, in order. Done again after a crash it goes on where the store stands. */
export function dayOf(sku: string): readonly Step[] {
  return [
    {
      name: 'open',
      isDone: (till) => shiftNumber(till) >= 2,
      act: (till) => taken(openShift(till, cashier, { float: FLOAT })),
    },
    {
      name: 'sell',
      isDone: (till) => count(till, 'sale') >= 2,
      act: (till) => {
        // Goods that were rung up before the power went are still in the cart.
        if (currentCart(till, CASHIER).lines.length > 0) payCart(till);
        else sell(till, sku);
      },
    },
    {
      name: 'take back',
      isDone: (till) => count(till, 'sale_return') >= 1,
      act: (till) => {
        const sql = 'SELECT sale_id FROM sale ORDER BY receipt_seq DESC LIMIT 1';
        const saleId = till.db.prepare(sql).pluck().get() as string;
        taken(giveBack(till, approved, { saleId, units: unitsNamed('1/1') }));
      },
    },
    {
      name: 'pay out',
      isDone: (till) => count(till, 'cash_movement') >= 1,
      act: (till) =>
        taken(
          moveCash(till, cashier, {
            requestId: 'freight',
            kind: 'paid_out',
            category: 'freight',
            amountFen: 3_000,
            payee: '老周货运',
            slipNumber: '',
            note: '',
          }),
        ),
    },
    counted('count at noon', 2),
    {
      name: 'hand over',
      isDone: (till) => count(till, 'handover') >= 1,
      act: (till) => {
        const { seq: countSeq = 0 } = shiftStanding(till).shift?.count ?? {};
        taken(handOver(till, approved, { countSeq, reason: '找零给错' }));
      },
    },
    {
      name: 'take over',
      isDone: (till) => shiftNumber(till) >= 3,
      act: (till) => {
        const { handoverId = '', attempt = 0 } = shiftStanding(till).handover ?? {};
        const input = { handoverId, count: { pieces: {}, otherFen: 40_000 }, attempt };
        taken(takeOver(till, alone(MANAGER), { ...input, dispute: '少了' }));
      },
    },
    counted('count in the evening', 3),
    {
      name: 'close',
      isDone: (till) => recentZReports(till, 9).length >= 2,
      act: (till) => {
        const { seq: countSeq = 0 } = shiftStanding(till).shift?.count ?? {};
        taken(closeShift(till, approved, { countSeq, reason: '找零给错' }));
      },
    },
  ];
}

/** Does what is left of a day, and tells of every step that it ended. */
export function playOn(till: Till, steps: readonly Step[], told: (name: string) => void): void {
  for (const step of steps) {
    if (step.isDone(till)) continue;
    step.act(till);
    told(step.name);
  }
}

/** What of a Z report must come out the same however often the day was interrupted. */
export function figuresOf(report: ZReport | undefined) {
  if (!report) return null;
  const {
    journalHash: _,
    journalSeq: __,
    shiftIds: ___,
    ...figures
  } = {
    shiftIds: null,
    ...report,
  };
  return figures;
}

function counted(name: string, shift: number): Step {
  return {
    name,
    isDone: (till) => {
      const last = lastShiftOf(till.db, till.registerId);
      if (!last || last.number < shift) return false;
      return (
        last.number > shift || last.state === 'closed' || shiftStanding(till).shift?.count != null
      );
    },
    act: (till) => {
      const standing = shiftStanding(till).shift;
      const { attempt, shiftId } =
        standing?.state === 'counting' ? standing : taken(startCount(till, cashier));
      const { expected } = expectedCash(drawerEventsOf(till.db, shiftId));
      const input = { count: { pieces: {}, otherFen: expected - SHORT_FEN }, attempt };
      taken(submitCount(till, cashier, input));
    },
  };
}

function shiftNumber(till: Till): number {
  return lastShiftOf(till.db, till.registerId)?.number ?? 0;
}

function count(till: Till, table: 'sale' | 'sale_return' | 'cash_movement' | 'handover'): number {
  return till.db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
}
