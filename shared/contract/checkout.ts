import { z } from 'zod';
import { fenInput } from './answer.ts';
import type { AdjustmentView } from './cart.ts';

/** `expectedDueFen` is what the cashier saw; `tenderedFen: null` is exact cash. The same `requestId` is answered the same. */
export const payCashInput = z.object({
  requestId: z.string().min(8).max(64),
  cartId: z.string().min(1).max(64),
  expectedDueFen: fenInput,
  /** Of it, what is to be paid in cash; left out by who shows no other tenders. */
  expectedPayFen: fenInput.optional(),
  tenderedFen: fenInput.nullable(),
});
export const saleInput = z.object({ saleId: z.string().min(1).max(64) });
export const practisedInput = z.object({ trainingId: z.string().min(1).max(64) });
export const saleListInput = z.object({
  text: z.string().max(40).default(''),
  before: z.number().int().nullable().default(null),
  limit: z.number().int().min(1).max(50).default(30),
});

/** A completed sale, as the screen shows it right after and in the list of documents. */
export type SaleCard = {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly completedAt: number;
  readonly cashier: string;
  readonly itemCount: number;
  readonly firstLine: string;
  readonly dueFen: number;
  readonly subsidyFen: number; // of it, the government pays
  readonly depositFen: number; // of it, was paid before
  readonly payFen: number; // of it, was paid in cash
  readonly returnedFen: number; // paid back of it
  readonly tenderedFen: number;
  readonly changeFen: number;
  readonly roundingFen: number;
  /** Notes and coins that make up the change, largest first. */
  readonly changePieces: readonly { readonly fen: number; readonly count: number }[];
  readonly receiptState: PaperState;
  readonly uploadState: 'waiting' | 'acknowledged' | 'parked';
  readonly tickets: readonly { readonly ticketId: string; readonly ticketNumber: string }[];
};
/** A practised sale, as the screen shows it right after. */
export type PractisedCard = {
  readonly trainingId: string;
  readonly number: number; // counts the practised sales of this register
  readonly dueFen: number;
  readonly tenderedFen: number;
  readonly changeFen: number;
  readonly changePieces: SaleCard['changePieces'];
  readonly receiptState: PaperState;
};
export type PaperState = 'queued' | 'sent' | 'confirmed' | 'failed' | 'unknown' | 'cancelled';

export type SaleDeduction = Pick<
  AdjustmentView,
  'kind' | 'reason' | 'funding' | 'amountFen' | 'promotionId'
>;

export type SaleDetail = SaleCard & {
  readonly listFen: number;
  readonly discountFen: number;
  /** What was taken off and who bears it, summed over the lines by reason and funding. */
  readonly deductions: readonly SaleDeduction[];
  readonly journalSeq: number;
  readonly verifyCode: string;
  /** What came back of it, in order. */
  readonly returns: readonly {
    readonly returnId: string;
    readonly returnNumber: string;
    readonly at: number;
    readonly refundFen: number;
  }[];
  readonly lines: readonly {
    readonly name: string;
    readonly model: string;
    readonly quantityMilli: number;
    readonly unitLabel: string;
    readonly netFen: number;
    readonly serialNumbers: readonly string[];
    readonly units: readonly {
      readonly unit: number; // from 1
      readonly paidFen: number; // its net less its share of the cash rounding
      readonly state: 'sold' | 'returned';
    }[];
  }[];
};
