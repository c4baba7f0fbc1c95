import type { Fen } from '../../kernel/money.ts';
import type { CustomerTier, Promotion } from './promotion.ts';

/** A cart line as promotions see it. Lines come in an order that decides ties of one fen. */
export type PromotionLine = {
  readonly lineId: string;
  readonly sku: string;
  readonly kind: 'goods' | 'service' | 'material';
  readonly brand: string;
  readonly category: string;
  readonly tags: readonly string[];
  /** Whole pieces, one unit each; a measured line (2.5 m) is one unit at its whole amount. */
  readonly unitCount: number;
  /** What one unit costs before any promotion, in fen. */
  readonly unitListFen: Fen;
  /** How much that is of what a price is meant for, in thousandths: of a line of 2.5 m 2,500; a piece where it is not said. */
  readonly unitMilli?: number;
  /** A price that was agreed by hand takes part in nothing. */
  readonly isPricedByHand: boolean;
};

/** Everything beside the lines that decides what is taken; promotions outside their window are explained, not taken. */
export type PromotionContext = {
  readonly promotions: readonly Promotion[];
  readonly at: number; // epoch ms
  readonly storeId: string;
  readonly registerId: string;
  readonly customer: { readonly isKnown: boolean; readonly tier: CustomerTier };
  /** Coupons with codes that the customer has shown, by promotion. */
  readonly shownCoupons: ReadonlySet<string>;
  /** Deposits to redeem: how many units of a presale were paid for, by promotion. */
  readonly deposits: ReadonlyMap<string, number>;
  /** How many more units (or sales) this cart may take, where something limits it: lease, day, customer. */
  readonly quotaLeft: ReadonlyMap<string, number>;
  /** Left out, and insisted on, by hand. */
  readonly unticked: ReadonlySet<string>;
  readonly pinned: ReadonlySet<string>;
  /** Steps the search may take; when they are used up the best found so far stands and says so. */
  readonly workLimit: number;
};

/** What one promotion took off one line; `unitShares` has one amount a unit and adds up to `amountFen`. */
export type PromotionShare = {
  readonly promotion: Promotion;
  readonly amountFen: Fen;
  readonly unitShares: readonly Fen[];
};

export type PromotedLine = {
  readonly lineId: string;
  readonly unitListFen: Fen;
  /** In the order in which they were taken off. */
  readonly shares: readonly PromotionShare[];
  readonly unitNets: readonly Fen[];
};

/** Why a promotion was not taken, or not by a line. `fen`, `units` and `other` fill the sentence. */
export const NOT_TAKEN_REASONS = [
  'not_started',
  'ended',
  'not_this_day',
  'not_this_hour',
  'other_store',
  'other_register',
  'customer_needed',
  'tier_missing',
  'coupon_not_shown',
  'deposit_missing',
  'quota_used_up',
  'unticked',
  'nothing_in_scope',
  'priced_by_hand',
  'whole_units_only', // a length that is not whole is in nothing that counts pieces
  'threshold_missing', // fen or units more are needed
  'set_incomplete',
  'reward_missing', // what would be given is not in the cart: `sku`
  'outranked', // a unit price of higher priority holds
  'not_lower',
  'one_of_group', // `other` of the same group is better
  'one_coupon', // one coupon of a type an order; `other` is better
  'no_coupons', // goods under `other` take no coupon
  'units_taken', // the units are better used by `other`
  'not_best', // leaving it out is no dearer in total
  'not_in_choice', // as `not_best`, where somebody insisted on others or not all was compared
  'pin_impossible', // insisted on, but the rules do not let it
] as const;
export type NotTakenReason = (typeof NOT_TAKEN_REASONS)[number];

export type NotTaken = {
  readonly promotion: Promotion;
  readonly reason: NotTakenReason;
  readonly missingFen: Fen | null;
  readonly missingUnits: number | null;
  readonly other: Promotion | null;
};

export type TakenPromotion = {
  readonly promotion: Promotion;
  readonly amountFen: Fen; // what was taken off
  readonly forfeitedFen: Fen; // what could not be taken because nothing was left
  readonly times: number; // units, sets, or times a threshold was reached
};

/** "￥120 more gives ￥200 off": the least that would have to be added, and what the whole cart would then save more. */
export type NearMiss = {
  readonly promotion: Promotion;
  readonly missingFen: Fen | null;
  readonly missingUnits: number | null;
  readonly givesFen: Fen;
};

/** What a gift or an add-on still offers: so many more units of these goods. */
export type OpenReward = {
  readonly promotion: Promotion;
  readonly skus: readonly string[];
  readonly count: number;
};

/** The best total that the rules allow, and why. */
export type PromotionOutcome = {
  readonly lines: readonly PromotedLine[]; // same order as given
  readonly taken: readonly TakenPromotion[]; // in the order of the pipeline
  readonly notTaken: readonly NotTaken[];
  readonly nearMisses: readonly NearMiss[]; // the nearest first
  readonly openRewards: readonly OpenReward[];
  readonly netFen: Fen;
  /** Whether nothing better exists; false where the work limit ended the search. */
  readonly isProved: boolean;
  readonly work: number; // steps taken
};
