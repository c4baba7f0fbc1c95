import { z } from 'zod';
import type { GiftPromise } from '../domain/returns/gift-value.ts';
import { approvalInput, fenInput } from './answer.ts';
import type { PaperState, SaleCard } from './checkout.ts';

export const CONDITIONS = ['restock', 'damaged'] as const;
/** What becomes of a unit that came back: sold again, or put aside as damaged. */
export type Condition = (typeof CONDITIONS)[number];

/** Most units in one return; whoever brings back more does it in several. */
export const MOST_RETURNED_UNITS = 1000;

/** `position` and `unit` count from 1, as the receipt's lines and the units on a line do. */
const returnedUnit = z.object({
  position: z.number().int().min(1).max(10_000),
  unit: z.number().int().min(1).max(10_000),
  condition: z.enum(CONDITIONS),
});
/** `expectedRefundFen` is what the cashier saw. The same `requestId` is answered the same. */
export const returnGoodsInput = z.object({
  requestId: z.string().min(8).max(64),
  saleId: z.string().min(1).max(64),
  units: z.array(returnedUnit).max(MOST_RETURNED_UNITS),
  reason: z.string().trim().max(60),
  expectedRefundFen: fenInput,
  approval: approvalInput.optional(),
});
export type ReturnGoodsInput = z.infer<typeof returnGoodsInput>;

/** `text`: a scanned receipt, goods or serial number code, or words; `date`: the business date it was sold on. */
export const findSalesInput = z.object({
  text: z.string().trim().max(80).default(''),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable()
    .default(null),
  limit: z.number().int().min(1).max(50).default(20),
});
export const returnableInput = z.object({ saleId: z.string().min(1).max(64) });
export const returnInput = z.object({ returnId: z.string().min(1).max(64) });
export const returnListInput = z.object({
  before: z.number().int().nullable().default(null), // epoch ms
  limit: z.number().int().min(1).max(50).default(30),
});

/** Sales a search led to; `isExact` when the text names just this one, so that the screen opens it at once. */
export type FoundSales = { readonly isExact: boolean; readonly sales: readonly SaleCard[] };

/** A sale by its units: what each cost, and which can still come back. */
export type ReturnableSale = {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly completedAt: number;
  readonly cashier: string;
  readonly ageDays: number; // calendar days since it was sold
  readonly dueFen: number;
  readonly returnedFen: number; // paid back already
  readonly lines: readonly ReturnableLine[];
  /** Tickets of this sale that are still to be delivered. */
  readonly openTickets: readonly {
    readonly ticketId: string;
    readonly ticketNumber: string;
    readonly deliveryDate: string;
  }[];
  readonly returns: readonly ReturnCard[];
  /** What was given away, and by which units it was earned. */
  readonly gifts: readonly GiftPromise[];
  readonly giftsPaidFen: number; // for gifts that stayed after earlier returns
  /** The most that the person at the screen may still refund in this shift without approval. */
  readonly alonePayOutFen: number;
};

export type ReturnableLine = {
  readonly position: number;
  readonly name: string;
  readonly model: string;
  readonly category: string;
  readonly tile: string;
  readonly isStocked: boolean; // a service has no condition
  readonly quantityMilli: number;
  readonly unitLabel: string;
  readonly paidFen: number; // for all its units, after discounts and cash rounding
  readonly units: readonly {
    readonly unit: number;
    readonly paidFen: number;
    readonly serialNumbers: readonly string[];
    /** When and how it came back; `null` while the customer has it. */
    readonly returned: {
      readonly returnNumber: string;
      readonly at: number;
      readonly condition: Condition;
    } | null;
  }[];
};

/** A return, as the screen shows it right after and in lists. */
export type ReturnCard = {
  readonly returnId: string;
  readonly returnNumber: string;
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly at: number;
  readonly by: string;
  readonly approvedBy: string | null;
  readonly reason: string;
  readonly refundFen: number;
  readonly unitCount: number;
  readonly firstLine: string;
  /** Notes and coins that make up the refund, largest first. */
  readonly refundPieces: readonly { readonly fen: number; readonly count: number }[];
  readonly slipState: PaperState;
  readonly uploadState: 'waiting' | 'acknowledged' | 'parked';
  /** Numbers of the tickets this return cancelled, and of those that still deliver the rest. */
  /** Last characters of the codes of coupons that are good once more. */
  readonly revivedCoupons: readonly string[];
  readonly cancelledTickets: readonly string[];
  readonly keptTickets: readonly string[];
};

export type ReturnDetail = ReturnCard & {
  readonly journalSeq: number;
  readonly verifyCode: string;
  readonly lines: readonly {
    readonly position: number;
    readonly name: string;
    readonly model: string;
    readonly unitLabel: string;
    readonly quantityMilli: number;
    readonly refundFen: number;
    readonly condition: Condition;
    readonly serialNumbers: readonly string[];
  }[];
};
