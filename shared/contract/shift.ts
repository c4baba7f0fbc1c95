import { z } from 'zod';
import { approvalInput } from './answer.ts';

export { DENOMINATIONS } from '../domain/shift/denominations.ts';

/** Pieces by denomination (key: fen as text) plus loose fen that fit no row. */
export const countInput = z.object({
  pieces: z.record(z.string(), z.number()),
  otherFen: z.number().default(0),
});
export type CashCountInput = z.infer<typeof countInput>;

export const openShiftInput = z.object({ float: countInput });
export const submitCountInput = z.object({ count: countInput });
export const closeShiftInput = z.object({
  reason: z.string().trim().max(120).default(''),
  approval: approvalInput.optional(),
});

export type ShiftView = {
  readonly shiftId: string;
  readonly number: number;
  readonly state: 'open' | 'counting';
  readonly businessDate: string;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly openingFloatFen: number;
  readonly saleCount: number;
  /** Last submitted count; expected cash is only known once one was submitted. */
  readonly count: CountResult | null;
};

export type CountResult = {
  readonly seq: number;
  readonly countedFen: number;
  readonly expectedFen: number;
  readonly overShortFen: number;
  readonly toleranceFen: number;
  /** A difference above the tolerance is closed only with a reason and a manager's approval. */
  readonly needsApproval: boolean;
};

/** One line of what is not yet known when a shift closes. */
export type OpenMatter = {
  readonly kind:
    | 'unsynced'
    | 'unprinted'
    | 'held_carts'
    | 'open_cart'
    | 'missing_serials'
    | 'parked';
  readonly count: number;
  readonly blocks: boolean;
};

export type CloseValue = { readonly zNumber: number; readonly report: ZReport };

/** One function makes it, the screen and the paper show it. All amounts in fen. */
export type ZReport = {
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
  readonly firstReceipt: string | null;
  readonly lastReceipt: string | null;
  readonly saleCount: number;
  readonly itemCount: number;
  readonly listFen: number;
  readonly discountFen: number;
  readonly netFen: number;
  readonly roundingFen: number;
  readonly tenders: readonly {
    readonly kind: 'cash';
    readonly count: number;
    readonly amountFen: number;
  }[];
  readonly openingFloatFen: number;
  readonly cashInFen: number;
  readonly cashOutFen: number;
  readonly expectedFen: number;
  readonly countedFen: number | null;
  readonly overShortFen: number | null;
  readonly reason: string;
  readonly countPieces: readonly { readonly fen: number; readonly count: number }[];
  readonly categories: readonly {
    readonly category: string;
    readonly unitMilli: number;
    readonly netFen: number;
  }[];
  readonly noSaleCount: number;
  readonly reprintCount: number;
  readonly overrideCount: number;
  readonly discountCount: number;
  readonly clearedCartCount: number;
  readonly perpetualFen: number;
  readonly journalSeq: number;
  readonly journalHash: string;
};
