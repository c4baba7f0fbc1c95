import { z } from 'zod';
import { approvalInput } from './answer.ts';

/** A deposit for one unit of a good under a presale, from a customer the store knows or who is named now. */
export const takeDepositInput = z.object({
  requestId: z.string().min(8).max(64),
  promotionId: z.string().min(1).max(64),
  sku: z.string().min(1).max(64),
  personId: z.string().min(1).max(64).nullable(),
  name: z.string().trim().max(30).default(''),
  phone: z.string().trim().max(20).default(''),
});
export type TakeDepositInput = z.infer<typeof takeDepositInput>;

export const endDepositInput = z.object({
  depositId: z.string().min(1).max(64),
  state: z.enum(['refunded', 'forfeited']),
  reason: z.string().trim().max(60),
  approval: approvalInput.optional(),
});
export const depositInput = z.object({ depositId: z.string().min(1).max(64) });
export const depositListInput = z.object({
  personId: z.string().min(1).max(64).nullable().default(null),
  isOpen: z.boolean().default(true),
  text: z.string().trim().max(40).default(''),
  limit: z.number().int().min(1).max(200).default(50),
});

/** A deposit on a cart. */
export type CartDepositView = {
  readonly depositId: string;
  readonly number: string;
  readonly depositFen: number;
  readonly isUsed: boolean; // its goods are in the cart and its promotion holds
};

/** A deposit of the cart's customer that this cart could redeem, and nobody put on it yet. */
export type OfferedDeposit = Omit<CartDepositView, 'isUsed'> & { readonly title: string };

/** A presale as the person at the counter chooses it. */
export type PresaleView = {
  readonly promotionId: string;
  readonly name: string;
  readonly depositFen: number;
  /** What the deposit counts for at the balance, or what comes off it: one of the two is set. */
  readonly worthFen: number | null;
  readonly offFen: number | null;
  readonly fromAt: number;
  readonly toAt: number;
  readonly goods: readonly {
    readonly sku: string;
    readonly title: string;
    readonly listFen: number | null;
  }[];
};

export type DepositView = {
  readonly depositId: string;
  readonly number: string;
  readonly promotionName: string;
  readonly title: string; // of the good
  readonly customer: string; // masked; empty where a restore lost the person
  readonly depositFen: number;
  readonly at: number;
  readonly by: string;
  readonly balanceUntil: number; // epoch ms: when its presale ends
  readonly state: 'held' | 'redeemed' | 'refunded' | 'forfeited';
  readonly endedAt: number | null;
  readonly endedBy: string | null;
  readonly approvedBy: string | null;
  readonly reason: string; // or the receipt's number
  readonly slipState: 'queued' | 'sent' | 'confirmed' | 'failed' | 'unknown' | 'cancelled';
};
