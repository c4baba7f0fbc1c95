import type { Fen } from '../../kernel/money.ts';
import type { Pieces } from './denominations.ts';
import type { DrawerSums } from './expected-cash.ts';

/** Who, where and when: the head of a report. Names as printed, times in epoch ms. */
export type ReportHead = {
  readonly zNumber: number | null; // null: an X report
  readonly shiftNumber: number;
  readonly registerId: string;
  readonly registerSerial: string;
  readonly version: string;
  readonly businessDate: string;
  readonly openedAt: number;
  readonly closedAt: number;
  readonly openedBy: string;
  readonly closedBy: string;
  readonly approvedBy: string | null;
};

/** Sums over the sales of one shift. */
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
  readonly tenders: readonly {
    readonly kind: 'cash';
    readonly count: number;
    readonly amountFen: Fen;
  }[];
  readonly categories: readonly {
    readonly category: string;
    readonly unitMilli: number;
    readonly netFen: Fen;
  }[];
};

/** What a supervisor looks at: how often the ordinary way was left. */
export type ControlFacts = {
  readonly reprintCount: number;
  readonly overrideCount: number;
  readonly discountCount: number;
  readonly clearedCartCount: number;
};

/** The count a shift is closed with, and why it differs. */
export type Counted = {
  readonly countedFen: Fen;
  readonly overShortFen: Fen;
  readonly pieces: Pieces;
  readonly reason: string;
};

export type ReportFacts = {
  readonly head: ReportHead;
  readonly sales: SalesFacts;
  readonly drawer: DrawerSums;
  readonly control: ControlFacts;
  readonly counted: Counted | null; // null: an X report, taken while selling goes on
  readonly perpetualBeforeFen: number; // of the Z report before; may pass what one amount can hold
  readonly journal: { readonly seq: number; readonly hash: string };
};

/** One function makes it; the screen, the paper and the closed shift's row hold it. Amounts in fen, times in epoch ms. */
export type ZReport = ReturnType<typeof shiftReport>;

/** A shift report from its facts: an X report while the shift runs, a Z report when it closes. */
export function shiftReport(facts: ReportFacts) {
  const { head, sales, drawer, control, counted } = facts;
  return {
    ...head,
    firstReceipt: sales.firstReceipt,
    lastReceipt: sales.lastReceipt,
    saleCount: sales.saleCount,
    itemCount: sales.itemCount,
    listFen: sales.listFen,
    discountFen: sales.discountFen,
    netFen: sales.netFen,
    roundingFen: sales.roundingFen,
    tenders: sales.tenders,
    openingFloatFen: drawer.openingFloat,
    cashInFen: drawer.cashIn,
    cashOutFen: drawer.cashOut,
    expectedFen: drawer.expected,
    countedFen: counted?.countedFen ?? null,
    overShortFen: counted?.overShortFen ?? null,
    reason: counted?.reason ?? '',
    countPieces: counted?.pieces ?? [],
    categories: sales.categories,
    noSaleCount: drawer.noSaleCount,
    ...control,
    perpetualFen: facts.perpetualBeforeFen + sales.dueFen,
    journalSeq: facts.journal.seq,
    journalHash: facts.journal.hash,
  };
}
