import { type Fen, fen } from '../../kernel/money.ts';
import type { Pieces } from './denominations.ts';
import { type LaneTotals, totalOf } from './lane-totals.ts';
import { type PresaleDeposits, presaleOf } from './presale-deposits.ts';
import {
  dayCash,
  drawerLines,
  type HandoverFacts,
  type ReportCash,
  type ShiftFacts,
} from './report-cash.ts';
import { type Deduction, type Deductions, deductionsOf } from './report-deductions.ts';

/** Where and when: the head of a report. Names as printed, times in epoch ms. */
export type ReportHead = {
  readonly zNumber: number | null; // null: an X report
  readonly registerId: string;
  readonly registerSerial: string;
  readonly version: string; // of the program
  readonly store: { readonly name: string; readonly branch: string };
  readonly businessDate: string;
  readonly closedAt: number;
  readonly closedBy: string;
  readonly approvedBy: string | null;
};

/** Sums over the sales of the shifts, and over what came back in them. */
export type SalesFacts = {
  readonly firstReceipt: string | null;
  readonly lastReceipt: string | null;
  readonly saleCount: number;
  readonly itemCount: number;
  readonly listFen: Fen;
  readonly discountFen: Fen;
  readonly netFen: Fen;
  readonly roundingFen: Fen;
  readonly dueFen: Fen;
  readonly deductions: readonly Deduction[];
  readonly returns: ReturnSums;
  readonly tenders: readonly ReportTender[];
  readonly kinds: readonly ReportKind[];
  readonly categories: readonly ReportCategory[];
};

/** What came back is worth `netFen` − `roundingFen`; `refundFen` of it customers got, the rest was the government's. */
export type ReturnSums = {
  readonly count: number;
  readonly unitCount: number;
  readonly netFen: Fen;
  readonly roundingFen: Fen;
  readonly refundFen: Fen;
};

export type ReportTender = {
  readonly kind: 'cash' | 'subsidy' | 'deposit';
  readonly count: number;
  readonly amountFen: Fen; // of sales
  readonly refundCount: number;
  readonly refundFen: Fen; // not negative; a subsidy is reversed
};

/** What was sold by its nature; together they are the net amount of all sales. */
export type ReportKind = {
  readonly kind: 'goods' | 'service' | 'material' | 'warranty';
  readonly lineCount: number;
  readonly netFen: Fen;
};

export type ReportCategory = {
  readonly category: string;
  readonly unitMilli: number;
  readonly netFen: Fen;
  readonly returnedMilli: number;
  readonly returnedFen: Fen; // not negative
};

/** What a supervisor looks at: how often the ordinary way was left. Times in ms, amounts in fen. */
export type ControlFacts = {
  readonly reprintCount: number;
  readonly overrideCount: number;
  readonly discountCount: number;
  readonly clearedCartCount: number;
  readonly removedLineCount: number;
  readonly trainingCount: number;
  readonly trainingFen: Fen;
  readonly failedPrintCount: number;
  readonly offlineMs: number;
  readonly clockJumpCount: number;
  readonly approvalCount: number;
  readonly refusedApprovalCount: number;
};

/** Tickets written in these shifts, as they stand now. */
export type TicketFacts = {
  readonly states: readonly { readonly state: string; readonly count: number }[];
  readonly missingSerialCount: number;
};

/** The count a shift is closed with, and why it differs. */
export type Counted = {
  readonly countedFen: Fen;
  readonly overShortFen: Fen;
  readonly pieces: Pieces;
  readonly reason: string;
};

/**
 * A shift of an earlier lane that a restore cut off: nobody can close it, and its cash lies in the drawer that the
 * new lane counted. Its sales stand in no Z report's sums.
 */
export type InterruptedShift = {
  readonly registerId: string;
  readonly number: number;
  readonly businessDate: string;
  readonly openedAt: number;
  readonly floatFen: Fen;
  readonly takenFen: Fen; // from customers, less what they got back
  readonly expectedFen: Fen;
};

/** A matter that is carried into the next day, by its kind. */
export type CarriedMatter = { readonly kind: string; readonly count: number };

export type ReportFacts = {
  readonly head: ReportHead;
  /** Every shift since the last Z, in order; at least one. */
  readonly shifts: readonly ShiftFacts[];
  readonly handovers: readonly HandoverFacts[];
  readonly operators: readonly string[];
  readonly sales: SalesFacts;
  readonly control: ControlFacts;
  readonly tickets: TicketFacts;
  readonly presale?: PresaleDeposits;
  readonly counted: Counted | null; // null: an X report, taken while selling goes on
  readonly matters: readonly CarriedMatter[];
  /** Of the lane itself: after its last Z report. */
  readonly before: PerpetualTotals;
  readonly lanes: readonly LaneTotals[];
  readonly interrupted?: readonly InterruptedShift[];
  readonly journal: { readonly seq: number; readonly hash: string };
};

/** Since the first day; may pass what one amount can hold, so plain fen. */
export type PerpetualTotals = {
  readonly perpetualFen: number; // Σ sales − returns
  readonly perpetualAbsoluteFen: number; // Σ sales + |returns|
};

/**
 * One function makes it; the screen, the paper and the day's row hold it. Amounts in fen, times in epoch ms. What is
 * `null` in a report of form 1 was not recorded then: `readZReport` fills it so, and who shows a report leaves it out.
 */
export type ZReport = Omit<ReportHead, 'store'> & {
  readonly form: 1 | 2;
  readonly store: ReportHead['store'] | null;
  readonly shiftNumber: number; // of the last shift
  readonly openedAt: number;
  readonly openedBy: string;
  readonly shifts: readonly ReportShift[] | null;
  readonly operators: readonly string[] | null;
  readonly firstReceipt: string | null;
  readonly lastReceipt: string | null;
  readonly saleCount: number;
  readonly itemCount: number;
  readonly listFen: Fen;
  readonly discountFen: Fen;
  readonly deductions: Deductions | null;
  /** Of the sales alone: list − discount. */
  readonly netFen: Fen;
  readonly roundingFen: Fen;
  readonly returns: ReturnSums | null;
  /** Net of sales − net of returns. */
  readonly netSalesFen: Fen;
  /** Through all tenders: what was paid − what went back. */
  readonly receivedFen: Fen;
  readonly kinds: readonly ReportKind[] | null;
  readonly tenders: readonly (Pick<ReportTender, 'kind' | 'count' | 'amountFen'> & {
    readonly refundCount: number | null;
    readonly refundFen: Fen | null;
    readonly netFen: Fen;
  })[];
  readonly openingFloatFen: Fen; // of the first shift
  readonly cashInFen: Fen;
  readonly cashOutFen: Fen;
  readonly cash: ReportCash | null;
  /** In the drawer of the last shift. */
  readonly expectedFen: Fen;
  readonly countedFen: Fen | null;
  readonly overShortFen: Fen | null;
  readonly reason: string;
  readonly countPieces: Pieces;
  readonly categories: readonly (Pick<ReportCategory, 'category' | 'unitMilli' | 'netFen'> &
    Partial<ReportCategory>)[];
  readonly noSaleCount: number;
  readonly reprintCount: number;
  readonly overrideCount: number;
  readonly discountCount: number;
  readonly clearedCartCount: number;
  readonly control: Omit<
    ControlFacts,
    'reprintCount' | 'overrideCount' | 'discountCount' | 'clearedCartCount'
  > | null;
  readonly tickets: TicketFacts | null;
  readonly matters: readonly CarriedMatter[] | null;
  /** Since the store's first day, earlier lanes included. */
  readonly perpetualFen: number;
  readonly perpetualAbsoluteFen: number | null;
  /** Deposits for presales; only where some were taken or ended. */
  readonly presale?: PresaleDeposits;
  /** What of that earlier lanes took; only where a restore gave the store a new lane. */
  readonly lanes?: readonly LaneTotals[];
  /** Shifts that a restore cut off, each named by the first Z report after it; only where there are some. */
  readonly interrupted?: readonly InterruptedShift[];
  readonly journalSeq: number;
  readonly journalHash: string;
};

/** A shift as a report lists it; `countedFen` is null while it runs. */
export type ReportShift = {
  readonly number: number;
  readonly openedBy: string;
  readonly openedAt: number;
  readonly floatFen: Fen;
  readonly expectedFen: Fen;
  readonly countedFen: Fen | null;
  readonly overShortFen: Fen | null;
};

/** A report from its facts: an X report while the shift runs, a Z report when its day is closed. */
export function shiftReport(facts: ReportFacts): ZReport {
  const { sales, counted, lanes, interrupted = [] } = facts;
  const before = totalOf([facts.before, ...lanes]);
  const { first, last, drawer, cash } = dayCash(facts.shifts, facts.handovers, counted !== null);
  const { returns } = sales;
  const back = returns.netFen - returns.roundingFen;
  const { store, ...head } = facts.head;
  return {
    ...head,
    form: 2,
    store,
    shiftNumber: last.number,
    openedAt: first.openedAt,
    openedBy: first.openedBy,
    shifts: facts.shifts.map((shift) => listedShift(shift, shift === last ? counted : null)),
    operators: facts.operators,
    firstReceipt: sales.firstReceipt,
    lastReceipt: sales.lastReceipt,
    saleCount: sales.saleCount,
    itemCount: sales.itemCount,
    listFen: sales.listFen,
    discountFen: sales.discountFen,
    deductions: deductionsOf(sales.deductions),
    netFen: sales.netFen,
    roundingFen: sales.roundingFen,
    returns,
    netSalesFen: fen(sales.netFen - returns.netFen),
    receivedFen: fen(sales.dueFen - back),
    kinds: sales.kinds,
    tenders: sales.tenders.map((one) => ({
      ...one,
      netFen: fen(one.amountFen - one.refundFen),
    })),
    ...drawerLines(drawer),
    cash,
    countedFen: counted?.countedFen ?? null,
    overShortFen: counted?.overShortFen ?? null,
    reason: counted?.reason ?? '',
    countPieces: counted?.pieces ?? [],
    categories: sales.categories,
    ...controlLines(facts.control),
    tickets: facts.tickets,
    matters: facts.matters,
    perpetualFen: before.perpetualFen + sales.dueFen - back,
    perpetualAbsoluteFen: before.perpetualAbsoluteFen + sales.dueFen + back,
    ...presaleOf(facts.presale),
    ...(lanes.length === 0 ? {} : { lanes }),
    ...(interrupted.length === 0 ? {} : { interrupted }),
    journalSeq: facts.journal.seq,
    journalHash: facts.journal.hash,
  };
}

function listedShift(shift: ShiftFacts, counted: Counted | null): ReportShift {
  const booked = counted ?? shift.booked;
  return {
    number: shift.number,
    openedBy: shift.openedBy,
    openedAt: shift.openedAt,
    floatFen: shift.drawer.openingFloat,
    expectedFen: shift.drawer.expected,
    countedFen: booked?.countedFen ?? null,
    overShortFen: booked?.overShortFen ?? null,
  };
}

function controlLines(control: ControlFacts) {
  const { reprintCount, overrideCount, discountCount, clearedCartCount, ...others } = control;
  return { reprintCount, overrideCount, discountCount, clearedCartCount, control: others };
}
