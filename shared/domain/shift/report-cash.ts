import { invariant } from '../../kernel/assert.ts';
import { type Fen, fen } from '../../kernel/money.ts';
import type { DrawerSums } from './expected-cash.ts';

/** One shift of the day: its drawer, its counts, and what its end booked (`null` while it runs). */
export type ShiftFacts = {
  readonly number: number;
  readonly openedBy: string;
  readonly openedAt: number;
  readonly drawer: DrawerSums;
  readonly movements: readonly ReportMovement[];
  readonly counts: readonly ReportCount[];
  readonly booked: {
    readonly countedFen: Fen;
    readonly overShortFen: Fen;
    readonly reason: string;
  } | null;
};

/** Cash that moved without a sale, added up by category; `amountFen` is signed, what the drawer gained. */
export type ReportMovement = {
  readonly kind: 'paid_in' | 'paid_out' | 'safe_drop' | 'bank_deposit';
  readonly category: string;
  readonly count: number;
  readonly amountFen: Fen;
};

/** A blind count as it was submitted. */
export type ReportCount = {
  readonly shiftNumber: number;
  readonly seq: number;
  readonly countedFen: Fen;
  readonly expectedFen: Fen;
  readonly overShortFen: Fen;
  readonly by: string;
  readonly at: number;
};

/** A drawer that went from one clerk to the next; what was received is null until somebody took it over. */
export type HandoverFacts = {
  readonly fromShift: number;
  readonly outBy: string;
  readonly inBy: string | null;
  readonly handedFen: Fen;
  readonly receivedFen: Fen | null;
  readonly verdict: 'waiting' | 'accepted' | 'disputed';
  readonly bears: 'shop' | 'outgoing' | 'incoming' | null; // once a manager settled a dispute
};

/** What a report says about cash beside float, takings, expected and counted. Amounts not negative but where said. */
export type ReportCash = {
  readonly refundsFen: Fen;
  readonly paidInFen: Fen;
  readonly paidOutFen: Fen;
  readonly dropsFen: Fen;
  readonly depositsFen: Fen; // to the bank
  /** What customers left for presales and got back; only where there were some. */
  readonly presaleInFen?: Fen;
  readonly presaleBackFen?: Fen;
  readonly movements: readonly ReportMovement[];
  /** Booked when earlier shifts of the day ended; signed, more than expected is positive. */
  readonly earlierOverShortFen: Fen;
  /** Received − handed over, of disputed handovers; signed. */
  readonly disputedFen: Fen;
  readonly handovers: readonly HandoverFacts[];
  /** Counts that were taken again; the one that holds is not among them. */
  readonly recounts: readonly ReportCount[];
};

/**
 * The drawer of a whole day: the first float, every event, and the last shift's expected cash. It holds that
 * expected = float + takings + paid in − paid out − drops − deposits to the bank + deposits for presales − those paid
 * back + earlier differences + disputed differences.
 */
export function dayCash(
  shifts: readonly ShiftFacts[],
  handovers: readonly HandoverFacts[],
  isCounted: boolean,
): {
  readonly first: ShiftFacts;
  readonly last: ShiftFacts;
  readonly drawer: DrawerSums;
  readonly cash: ReportCash;
} {
  const first = shifts[0];
  const last = shifts[shifts.length - 1];
  invariant(first !== undefined && last !== undefined, 'a report covers at least one shift');
  const total = (of: (drawer: DrawerSums) => number) =>
    fen(shifts.reduce((sum, { drawer }) => sum + of(drawer), 0));
  const drawer: DrawerSums = {
    openingFloat: first.drawer.openingFloat,
    cashIn: total((one) => one.cashIn),
    cashOut: total((one) => one.cashOut),
    refunds: total((one) => one.refunds),
    takings: total((one) => one.takings),
    paidIn: total((one) => one.paidIn),
    paidOut: total((one) => one.paidOut),
    drops: total((one) => one.drops),
    deposits: total((one) => one.deposits),
    presaleIn: total((one) => one.presaleIn),
    presaleBack: total((one) => one.presaleBack),
    expected: last.drawer.expected,
    noSaleCount: shifts.reduce((sum, one) => sum + one.drawer.noSaleCount, 0),
  };
  const earlier = shifts.slice(0, -1);
  const cash: ReportCash = {
    refundsFen: drawer.refunds,
    paidInFen: drawer.paidIn,
    paidOutFen: drawer.paidOut,
    dropsFen: drawer.drops,
    depositsFen: drawer.deposits,
    ...(drawer.presaleIn + drawer.presaleBack === 0
      ? {}
      : { presaleInFen: drawer.presaleIn, presaleBackFen: drawer.presaleBack }),
    movements: sumMovements(shifts.flatMap(({ movements }) => movements)),
    earlierOverShortFen: fen(
      earlier.reduce((sum, { booked }) => sum + (booked?.overShortFen ?? 0), 0),
    ),
    disputedFen: fen(
      handovers.reduce((sum, one) => sum + ((one.receivedFen ?? one.handedFen) - one.handedFen), 0),
    ),
    handovers,
    recounts: shifts.flatMap((shift) => takenAgain(shift, shift.booked !== null || isCounted)),
  };
  return { first, last, drawer, cash };
}

/** Every count but the last, which holds where the shift has ended or is ending. */
function takenAgain(shift: ShiftFacts, lastHolds: boolean): readonly ReportCount[] {
  return lastHolds ? shift.counts.slice(0, -1) : shift.counts;
}

function sumMovements(movements: readonly ReportMovement[]): readonly ReportMovement[] {
  const sums = new Map<string, ReportMovement>();
  for (const one of movements) {
    const key = `${one.kind}|${one.category}`;
    const before = sums.get(key);
    sums.set(key, {
      ...one,
      count: one.count + (before?.count ?? 0),
      amountFen: fen(one.amountFen + (before?.amountFen ?? 0)),
    });
  }
  return [...sums.values()];
}

/** The figures of a drawer under the names that a report has for them. */
export function drawerLines(drawer: DrawerSums) {
  return {
    openingFloatFen: drawer.openingFloat,
    cashInFen: drawer.cashIn,
    cashOutFen: drawer.cashOut,
    expectedFen: drawer.expected,
    noSaleCount: drawer.noSaleCount,
  };
}
