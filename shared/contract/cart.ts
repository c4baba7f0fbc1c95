import { z } from 'zod';
import type { Funding, Layer, PromotionKind } from '../domain/promotions/promotion.ts';
import { CUSTOMER_TIERS, type CustomerTier } from '../domain/promotions/promotion.ts';
import type { NotTakenReason } from '../domain/promotions/promotion-cart.ts';
import { approvalInput, fenInput } from './answer.ts';
import type { CartDepositView, OfferedDeposit } from './deposits.ts';

const lineId = z.string().min(1).max(64);
const reason = z.string().trim().max(60);

export const HANDOVERS = ['carry_out', 'deliver', 'deliver_install'] as const;
export type Handover = (typeof HANDOVERS)[number];

export const scanInput = z.object({
  code: z.string().min(1).max(200),
  source: z.enum(['wedge', 'serial', 'typed']),
  /** The line the cashier has selected: a serial number that is scanned goes there first. */
  lineId: lineId.nullable().default(null),
});
export const addItemInput = z.object({
  sku: z.string().min(1).max(64),
  quantityMilli: z.number().int().default(1000),
});
export const lineInput = z.object({ lineId });
export const quantityInput = z.object({ lineId, quantityMilli: z.number().int() });
export const noteInput = z.object({ lineId: lineId.nullable(), note: z.string().max(500) });
/** `unitFen: null` takes the override back. */
export const overrideInput = z.object({
  lineId,
  unitFen: fenInput.nullable(),
  reason,
  approval: approvalInput.optional(),
});
/** On one line, or with `lineId: null` on the whole cart. Exactly one of rate (ten-thousandths off) and fen off; both null takes it back. */
export const discountInput = z.object({
  lineId: lineId.nullable(),
  rate: z.number().int().nullable(),
  offFen: fenInput.nullable(),
  reason,
  approval: approvalInput.optional(),
});
export const handoverInput = z.object({ lineId, handover: z.enum(HANDOVERS) });
export const serialInput = z.object({ lineId, serialNumber: z.string().max(64) });
/** With `personId` a customer the store knows: what is left empty stays as it was given then. */
export const customerInput = z.object({
  personId: z.string().min(1).max(64).optional(),
  name: z.string().trim().max(30),
  phone: z.string().trim().max(20),
  address: z.string().trim().max(120),
  deliveryDate: z.string().max(10),
  deliverySlot: z.enum(['morning', 'afternoon', 'evening']),
  deliveryNote: z.string().trim().max(120),
  /** What the customer is to the store; left out, it stays as it was. */
  tier: z.enum(CUSTOMER_TIERS).optional(),
  approval: approvalInput.optional(),
});
export const holdInput = z.object({ label: z.string().trim().max(30) });
export const cartInput = z.object({ cartId: z.string().min(1).max(64) });
export const clearInput = z.object({ reason });

const promotionId = z.string().min(1).max(64);
/** `unticked` leaves a promotion out, `pinned` insists on it, `auto` gives the choice back to the till. */
export const promotionChoiceInput = z.object({
  promotionId,
  choice: z.enum(['auto', 'unticked', 'pinned']),
  approval: approvalInput.optional(),
});
export const couponInput = z.object({ code: z.string().trim().min(1).max(64) });
export const couponRemovalInput = z.object({ promotionId });
/** By the number on its slip. */
export const cartDepositInput = z.object({ number: z.string().trim().min(1).max(40) });
export const cartDepositRemovalInput = z.object({ depositId: z.string().min(1).max(64) });
export const floorInput = z.object({ approval: approvalInput.optional() });

/** One deduction: why it was made, who pays for it, how much. */
export type AdjustmentView = {
  readonly kind: 'override' | 'line_discount' | 'cart_discount' | PromotionKind;
  readonly reason: string; // a promotion's name
  readonly funding: Funding;
  readonly amountFen: number;
  readonly promotionId: string | null; // null: by hand
  readonly approvedBy: string | null;
};

export type SerialSlot = {
  readonly unit: number;
  readonly role: 'unit' | 'outdoor' | 'indoor';
  readonly serialNumber: string | null;
};

export type CartLineView = {
  readonly lineId: string;
  readonly sku: string;
  readonly kind: 'goods' | 'service' | 'material';
  readonly name: string;
  readonly brand: string;
  readonly model: string;
  readonly category: string;
  readonly tile: string;
  readonly spec: string;
  readonly energyGrade: string | null;
  readonly colour: string | null;
  readonly unitLabel: string;
  readonly quantityMilli: number;
  /** List price of one unit as shown when it was added; 0 where the price is asked at the till. */
  readonly unitListFen: number;
  readonly listFen: number;
  /** The unit price the line sells at: the override, or the list price. */
  readonly unitPriceFen: number;
  readonly netFen: number;
  readonly adjustments: readonly AdjustmentView[];
  readonly serials: readonly SerialSlot[];
  readonly missingSerials: number;
  readonly handover: Handover;
  readonly canDeliver: boolean;
  readonly needsInstall: boolean;
  readonly note: string;
  /** The price book changed since the cashier saw the price; `cart.acceptPrices` takes it over. */
  readonly priceChange: { readonly fromFen: number; readonly toFen: number } | null;
  readonly stockMilli: number;
};

/** Masked: `王** 138****8000`. */
export type CustomerView = {
  readonly personId: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly deliveryDate: string;
  readonly deliverySlot: 'morning' | 'afternoon' | 'evening';
  readonly deliveryNote: string;
  readonly tier: CustomerTier;
};

/** One promotion that has to do with this cart: taken and what it gave, or why not. */
export type PromotionView = {
  readonly promotionId: string;
  readonly name: string;
  readonly kind: PromotionKind;
  readonly layer: Layer;
  readonly funding: Funding;
  readonly isTaken: boolean;
  readonly amountFen: number;
  readonly forfeitedFen: number; // given away but for nothing left to take it from
  readonly times: number;
  readonly lines: readonly { readonly lineId: string; readonly amountFen: number }[];
  readonly reason: NotTakenReason | null; // why not
  readonly missingFen: number | null;
  readonly missingUnits: number | null;
  readonly otherName: string; // what was better; empty: nothing
  readonly choice: 'auto' | 'unticked' | 'pinned';
  readonly isOptional: boolean; // a cashier may choose; else only with the right override_promotion
};

export type NearMissView = {
  readonly promotionId: string;
  readonly name: string;
  readonly missingFen: number | null;
  readonly missingUnits: number | null;
  readonly givesFen: number;
};

/** Goods that a promotion gives or sells for less, and that are not in the cart yet. */
export type OpenRewardView = {
  readonly promotionId: string;
  readonly name: string;
  readonly count: number;
  readonly priceFen: number; // 0: a gift
  readonly items: readonly { readonly sku: string; readonly title: string }[];
};

export type CartCouponView = {
  readonly promotionId: string;
  readonly name: string;
  readonly last4: string; // of its code; empty: a shared one
  readonly isTaken: boolean;
};

/** A unit that the government pays a part of. */
export type CartSubsidyView = {
  readonly lineId: string;
  readonly unit: number; // from 1
  readonly baseFen: number;
  readonly rate: number; // ten-thousandths
  readonly subsidyFen: number;
  readonly isClaimed: boolean; // false: the unit could have it, nobody asked yet
  readonly holder: string | null; // whose it is, masked; null: nobody asked yet
  readonly policyName: string;
  readonly needsFiledPrice: boolean;
  readonly needsAddress: boolean;
};

/** What time, a quota or a new version did to a cart since the cashier last looked. */
export type PromotionChangeView = {
  readonly fromFen: number;
  readonly toFen: number;
  readonly started: readonly string[];
  readonly ended: readonly string[];
};

export type CartView = {
  readonly cartId: string | null; // null: no line was scanned yet
  readonly version: number;
  readonly lines: readonly CartLineView[];
  readonly note: string;
  readonly customer: CustomerView | null;
  readonly unitCount: number;
  readonly listFen: number;
  /** Each deduction of the whole cart, summed by reason and funding. */
  readonly deductions: readonly AdjustmentView[];
  readonly netFen: number;
  /** Taken off in favour of the customer when paid in cash (抹零). */
  readonly roundingFen: number;
  readonly dueFen: number; // net less rounding: what all tenders add up to
  readonly subsidyFen: number; // of it, the government pays
  readonly depositFen: number; // of it, was paid before
  readonly payFen: number; // of it, is to be paid now
  readonly promotions: readonly PromotionView[]; // taken first, in the order of the pipeline
  readonly nearMisses: readonly NearMissView[];
  readonly openRewards: readonly OpenRewardView[];
  readonly coupons: readonly CartCouponView[];
  readonly deposits: readonly CartDepositView[];
  readonly offeredDeposits: readonly OfferedDeposit[];
  readonly subsidies: readonly CartSubsidyView[];
  readonly promotionChange: PromotionChangeView | null;
  /** Whether no better price exists; false where the search had to stop. */
  readonly isBestPrice: boolean;
  /** Amounts a customer is likely to hand over, rising, each above the amount due. */
  readonly quickCash: readonly number[];
  readonly cartDiscount: {
    readonly rate: number | null;
    readonly offFen: number | null;
    readonly reason: string;
  } | null;
  /** What keeps the cart from being paid, in the order in which to settle it. */
  readonly obstacles: readonly { readonly code: string; readonly lineId: string | null }[];
  readonly missingSerials: number;
  readonly heldCount: number;
  /** Practice: begun by somebody in training, never a sale. */
  readonly isTraining: boolean;
};

/** The till before the first scan. */
export const EMPTY_CART: CartView = {
  cartId: null,
  version: 0,
  lines: [],
  note: '',
  customer: null,
  unitCount: 0,
  listFen: 0,
  deductions: [],
  netFen: 0,
  roundingFen: 0,
  dueFen: 0,
  subsidyFen: 0,
  depositFen: 0,
  payFen: 0,
  promotions: [],
  nearMisses: [],
  openRewards: [],
  coupons: [],
  deposits: [],
  offeredDeposits: [],
  subsidies: [],
  promotionChange: null,
  isBestPrice: true,
  quickCash: [],
  cartDiscount: null,
  obstacles: [{ code: 'cart_empty', lineId: null }],
  missingSerials: 0,
  heldCount: 0,
  isTraining: false,
};

export type ScanOutcome =
  | { readonly did: 'added'; readonly lineId: string }
  | { readonly did: 'serial'; readonly lineId: string; readonly role: SerialSlot['role'] }
  | { readonly did: 'coupon'; readonly promotionId: string }
  | { readonly did: 'deposit' }
  | { readonly did: 'receipt'; readonly saleId: string };

export type ScanValue = { readonly outcome: ScanOutcome; readonly cart: CartView };

export type HeldCart = {
  readonly cartId: string;
  readonly label: string;
  readonly heldAt: number;
  readonly isTraining: boolean; // practice: recalled by somebody in training alone
  readonly by: string;
  readonly lineCount: number;
  readonly firstLine: string;
  readonly payFen: number; // as its screen would show it
};
