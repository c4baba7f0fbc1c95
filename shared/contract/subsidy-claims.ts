import { z } from 'zod';
import { CLAIM_STATES, type ClaimState } from '../domain/tender/claim-state.ts';
import type { SubsidyPolicy } from '../domain/tender/subsidy.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** Above any price of a shop; sums of many stay whole numbers. */
const MOST_FEN = 1_000_000_000;
const rate = z.number().int().min(1).max(10_000);

const category = z.object({
  name: z.string().min(1).max(30),
  goods: z.array(z.string().min(1).max(30)).min(1).max(50),
  grades: z.record(z.string().regex(/^[1-5]$/), rate),
  rateWithoutGrade: rate.nullable(),
  capFen: z.number().int().positive(),
  maxUnits: z.number().int().min(1).max(99),
  maxUnitPriceFen: z.number().int().positive().nullable(),
});

/** A policy as a file or the cloud brings it. */
export const subsidyPolicyInput = z
  .object({
    policyId: z.string().min(1).max(40),
    version: z.number().int().min(1),
    name: z.string().min(1).max(60),
    region: z.string().regex(/^(\d{2}|\d{4}|\d{6})?$/),
    fromDate: day,
    toDate: day,
    period: z.string().min(1).max(20),
    categories: z.array(category).min(1).max(100),
    base: z.literal('NET_AFTER_ALL_DISCOUNTS'),
    tradeInLowersBase: z.boolean(),
    excludeServices: z.literal(true),
    rounding: z.enum(['HALF_UP_FEN', 'FLOOR_FEN']),
    deliveryMaxDays: z.number().int().positive().nullable(),
    qualificationRevivesOnReturn: z.enum(['SAME_DAY', 'NEXT_DAY', 'NO']),
    addressInRegion: z.boolean(),
    filedPriceCaps: z.boolean().optional(),
  })
  .refine((policy) => policy.fromDate <= policy.toDate) satisfies z.ZodType<SubsidyPolicy>;

/** The subsidy of one unit of the active cart, for a person by their identity card. */
export const subsidyInput = z.object({
  lineId: z.string().min(1).max(64),
  unit: z.number().int().min(1).max(999),
  name: z.string().max(30),
  identityNumber: z.string().max(40),
  /** The 13 digits on the box, where the catalogue has none. */
  ean: z.string().max(40).default(''),
  /** The price that was filed for the model, in fen, where the policy asks for it. */
  filedFen: z.number().int().positive().max(MOST_FEN).nullable().default(null),
  /** Seen in the customer's own wallet app: the entitlement is theirs, and so are payment and invoice. */
  isEntitled: z.boolean().default(false),
  /** The goods go to an address inside the policy's region. */
  isAddressInRegion: z.boolean().default(false),
});
export type SubsidyInput = z.infer<typeof subsidyInput>;
export const subsidyPlaceInput = subsidyInput.pick({ lineId: true, unit: true });

/** What a claim of this good will ask for, as far as it is known. */
export const knownEvidenceInput = z.object({ sku: z.string().min(1).max(64) });
export type KnownEvidence = {
  readonly ean: string; // empty where nobody knows it yet
  readonly isOfCatalogue: boolean; // then nobody is asked for it
  readonly filedFen: number | null; // as it was entered last for the model; it may have changed since
};

export const claimListInput = z.object({
  /** Only those on which the platform's figure and the forecast differ and nobody has said why. */
  isDiffering: z.boolean().default(false),
  state: z.enum(CLAIM_STATES).nullable().default(null),
  limit: z.number().int().min(1).max(500).default(200),
});
export const moveClaimInput = z.object({
  claimId: z.string().min(1).max(64),
  state: z.enum(['submitted', 'settled', 'rejected']),
  note: z.string().max(120).default(''),
  /** What the platform granted, where it is noted with the state, and why it is not what was forecast. */
  grantedFen: z.number().int().min(0).max(MOST_FEN).nullable().default(null),
  grantNote: z.string().max(120).default(''),
});
/** What the paying platform granted of a claim, and why it is not what was forecast, once that is known. */
export const grantClaimInput = z.object({
  claimId: z.string().min(1).max(64),
  grantedFen: z.number().int().min(0).max(MOST_FEN),
  note: z.string().max(120).default(''),
});
export type GrantClaimInput = z.infer<typeof grantClaimInput>;
export type MoveClaimInput = z.infer<typeof moveClaimInput>;
/** Days of Shanghai, both inclusive. */
export const exportClaimsInput = z.object({
  from: day,
  to: day,
  state: z.enum(CLAIM_STATES).nullable().default(null),
});
export type ExportClaimsInput = z.infer<typeof exportClaimsInput>;

/** A claim as lists show it: people masked; empty once who it was for has been deleted. */
export type ClaimView = {
  readonly claimId: string;
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly soldAt: number;
  readonly goods: string;
  readonly category: string;
  readonly grade: string;
  readonly serialNumber: string;
  readonly holder: string;
  readonly identityNumber: string;
  readonly baseFen: number;
  readonly subsidyFen: number; // as the till forecast it
  readonly grantedFen: number | null; // as the platform says; null while it has said nothing
  /** By how much the two differ where it is more than rounding, and why, once somebody found out. */
  readonly differenceFen: number | null;
  readonly grantNote: string;
  readonly mayBeGranted: boolean;
  readonly state: ClaimState;
  readonly stateAt: number;
  readonly note: string;
  readonly by: string;
  readonly next: readonly ClaimState[];
};

export type ClaimList = {
  readonly claims: readonly ClaimView[];
  readonly sums: readonly {
    readonly state: ClaimState;
    readonly count: number;
    readonly fen: number;
    readonly dueFen: number; // with the platform's figures where it gave some
  }[];
  /** Claims on which the platform's figure and the forecast differ, and nobody has said why. */
  readonly differences: { readonly count: number; readonly fen: number };
};

export type ExportedClaims = {
  readonly name: string;
  readonly rowCount: number;
  readonly base64: string;
};

export const subsidyPoliciesInput = z.object({ policies: z.array(subsidyPolicyInput).max(1000) });
