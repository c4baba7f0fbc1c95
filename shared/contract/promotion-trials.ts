import { z } from 'zod';
import { CUSTOMER_TIERS, type Funding } from '../domain/promotions/promotion.ts';
import type { NotTakenReason } from '../domain/promotions/promotion-cart.ts';
import { promotionDraft } from './promotions.ts';

const promotionId = z.string().min(1).max(64);

/** A cart that is put together to see what a draft does to it. */
export const tryCartInput = z.object({
  promotionId: promotionId.nullable(),
  definition: promotionDraft,
  lines: z
    .array(z.object({ sku: z.string().min(1).max(60), quantity: z.number().int().min(1).max(99) }))
    .min(1)
    .max(50),
  tier: z.enum(CUSTOMER_TIERS),
  at: z.number().int().min(0).max(4_102_444_800_000).nullable(), // epoch ms; null: now
});
export type TriedLine = {
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly listFen: number;
  readonly netFen: number;
  readonly shares: readonly {
    readonly name: string;
    readonly funding: Funding;
    readonly amountFen: number;
    readonly isDraft: boolean;
  }[];
};
export type TriedTotals = {
  readonly lines: readonly TriedLine[];
  readonly listFen: number;
  readonly netFen: number;
  readonly isBest: boolean;
};
export type TriedCart = {
  readonly without: TriedTotals;
  readonly with: TriedTotals;
  readonly costs: CostByFunding; // what the draft makes each bear more
  /** What became of the draft itself. */
  readonly draft: {
    readonly amountFen: number;
    readonly times: number;
    readonly reason: NotTakenReason | null;
    readonly missingFen: number | null;
    readonly missingUnits: number | null;
    readonly otherName: string;
  };
};
export type CostByFunding = Readonly<Record<Funding, number>>;

/** Prices the sales of some business dates again, without and with the draft. */
export const tryPastInput = z.object({
  promotionId: promotionId.nullable(),
  definition: promotionDraft,
  from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  to: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  trialId: z.string().min(1).max(64), // by which it is cancelled
});
export const cancelTrialInput = z.object({ trialId: z.string().min(1).max(64) });
export type PastTrial = {
  readonly from: string;
  readonly to: string;
  readonly saleCount: number;
  readonly touchedCount: number; // sales that it would have changed
  readonly soldFen: number; // what these sales come to without it
  readonly costs: CostByFunding;
  readonly costFen: number;
  readonly days: readonly {
    readonly date: string;
    readonly saleCount: number;
    readonly touchedCount: number;
    readonly costs: CostByFunding;
    readonly costFen: number;
  }[];
  readonly isCancelled: boolean;
  readonly isCut: boolean; // more sales than are priced again at once
};
