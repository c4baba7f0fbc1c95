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

/** `confirmedDate`: the business date a manager has looked at, where the clock stands far ahead of the last entry. */
export const openShiftInput = z.object({
  float: countInput,
  confirmedDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  approval: approvalInput.optional(),
});
/** `attempt`: which count of this counting it is, from 1; another screen's count in between refuses it. */
export const submitCountInput = z.object({ count: countInput, attempt: z.number().int().min(1) });
/** `countSeq`: the count that was looked at; null closes a day whose last shift was handed over and never taken. */
export const closeShiftInput = z.object({
  countSeq: z.number().int().min(1).nullable(),
  reason: z.string().trim().max(120).default(''),
  approval: approvalInput.optional(),
});
export const handOverInput = z.object({
  countSeq: z.number().int().min(1),
  reason: z.string().trim().max(120).default(''),
  approval: approvalInput.optional(),
});
/** The incoming clerk's blind count; `dispute` (why) takes the drawer over although it differs. */
export const takeOverInput = z.object({
  handoverId: z.string().min(1).max(64),
  count: countInput,
  attempt: z.number().int().min(1),
  dispute: z.string().trim().min(1).max(120).nullable(),
});
export const settleHandoverInput = z.object({
  handoverId: z.string().min(1).max(64),
  bears: z.enum(['shop', 'outgoing', 'incoming']),
  note: z.string().trim().min(1).max(120),
});
export const closePeriodInput = z.object({
  kind: z.enum(['month', 'year']),
  period: z.string().regex(/^\d{4}(-\d{2})?$/),
});

/** An earlier lane of this store, from before a restore; left out: the present one. */
export const registerIdInput = z.string().min(1).max(16).optional();

/** Which report's paper: the last X, a Z by number (null: the last one), or a month or year by its name. */
export const reportPaper = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('x_report') }),
  z.object({
    kind: z.literal('z_report'),
    number: z.number().int().min(1).nullable(),
    registerId: registerIdInput,
  }),
  z.object({
    kind: z.literal('period_report'),
    period: closePeriodInput.shape.period,
    registerId: registerIdInput,
  }),
]);
export type ReportPaper = z.infer<typeof reportPaper>;

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
  /** The number the next count of this counting will have. */
  readonly attempt: number;
  /** `late`: 23:30 has passed on its business date; `past_day`: its business date is over; `too_old`: it sells no more. */
  readonly warning: 'late' | 'past_day' | 'too_old' | null;
};

/** What the shift screen begins with: the running shift, or who must take over, or a day to open. */
export type ShiftStanding = {
  readonly shift: ShiftView | null;
  readonly handover: HandoverView | null; // waiting to be taken over
  readonly nextBusinessDate: string; // of a shift opened now
  readonly dayIsClosed: boolean; // today has its Z: what is sold now belongs to `nextBusinessDate`
  readonly openDayShifts: number; // closed shifts that no Z report holds yet
};

export type HandoverView = {
  readonly handoverId: string;
  readonly fromShiftNumber: number;
  readonly outName: string;
  readonly at: number;
  readonly state: 'waiting' | 'accepted' | 'disputed' | 'settled';
  readonly attempt: number; // the number the next count of the incoming clerk will have
  /** The amounts stay hidden until somebody took over: the incoming count is blind too. */
  readonly handedFen: number | null;
  readonly receivedFen: number | null;
  readonly differenceFen: number | null; // received − handed
  readonly inName: string | null;
  readonly reason: string;
  readonly bears: 'shop' | 'outgoing' | 'incoming' | null;
  readonly settledBy: string | null;
  readonly note: string;
};

/** `differs`: counted otherwise than handed over; count again, or take over with a dispute. Nothing is open yet. */
export type TakeOverValue =
  | { readonly state: 'accepted' | 'disputed'; readonly shift: ShiftView }
  | {
      readonly state: 'differs';
      readonly attempt: number;
      readonly countedFen: number;
      readonly handedFen: number;
      readonly differenceFen: number;
    };

export type CountResult = {
  readonly seq: number;
  readonly countedFen: number;
  readonly expectedFen: number;
  readonly overShortFen: number;
  readonly toleranceFen: number;
  /** A difference above the tolerance, here or in an earlier count of the shift, is closed only by a manager's approval. */
  readonly needsApproval: boolean;
};

/** A count as the history shows it, oldest first; a recount stands beside the one before. */
export type CountView = {
  readonly seq: number;
  readonly at: number;
  readonly byName: string;
  readonly countedFen: number;
  readonly expectedFen: number;
  readonly overShortFen: number;
  /** False where the till has sold again since: such a count no longer holds. */
  readonly isStanding: boolean;
};

/** One line of what is not yet known when a shift closes. */
export type OpenMatter = {
  readonly kind:
    | 'unsynced'
    | 'unprinted'
    | 'held_carts'
    | 'open_cart'
    | 'missing_serials'
    | 'parked'
    | 'unknown_payments'
    | 'unconfirmed_tenders'
    | 'handover_waiting'
    | 'handover_disputed'
    | 'interrupted_shifts'
    | 'backup_missing'
    | 'journal_unverified'
    | 'lane_conflicts'
    | 'unsubmitted_claims'
    | 'subsidy_differences';
  readonly count: number;
  readonly blocks: boolean;
  /** What it is about, where a number says too little: ticket numbers, names. Never personal data in clear. */
  readonly detail: string;
};

export type { ZReport };
export type CloseValue = { readonly zNumber: number; readonly report: ZReport };
export type HandOverValue = { readonly handover: HandoverView; readonly report: ZReport };
