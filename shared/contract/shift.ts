import { z } from 'zod';
import type { ZReport } from '../domain/shift/z-report.ts';
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

export type { ZReport };
export type CloseValue = { readonly zNumber: number; readonly report: ZReport };
