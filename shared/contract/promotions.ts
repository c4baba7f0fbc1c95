import { z } from 'zod';
import {
  CUSTOMER_TIERS,
  type Promotion,
  type PromotionKind,
} from '../domain/promotions/promotion.ts';
import type { Meeting } from '../domain/promotions/promotion-overlap.ts';
import { fen } from '../kernel/money.ts';
import type { Refusal as KernelRefusal } from '../kernel/result.ts';
import { approvalInput, fenInput } from './answer.ts';
import type { ErrorCode } from './error-codes.ts';

type Refusal = KernelRefusal<ErrorCode>;

/** Whole fen of a rule; whether the amount makes sense is said by a named refusal, not here. */
const amount = fenInput.transform((value) => fen(value));
const count = z.number().int().min(-1_000_000).max(1_000_000);
const rate = z.number().int().min(-1_000_000).max(1_000_000); // ten-thousandths
const word = z.string().trim().min(1).max(60);
const someWords = z.array(word).max(500);
const words = someWords.readonly();
const moment = z.number().int().min(0).max(4_102_444_800_000); // epoch ms, up to 2100
const minuteOfDay = z.number().int().min(0).max(1_440);

const threshold = z.strictObject({
  overFen: amount.nullable(),
  overUnits: count.nullable(),
  isEach: z.boolean(),
});
const reward = z.strictObject({ skus: words, count });

/** What a promotion gives, as it is stored and sent. */
const benefit = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('direct_price'),
    priceFen: amount.nullable(),
    offFen: amount.nullable(),
  }),
  z.strictObject({ kind: z.literal('percent'), payRate: rate }),
  z.strictObject({ kind: z.literal('member_price'), priceFen: amount }),
  z.strictObject({ kind: z.literal('flash_sale'), priceFen: amount }),
  z.strictObject({
    kind: z.literal('presale'),
    depositFen: amount,
    worthFen: amount.nullable(),
    offFen: amount.nullable(),
  }),
  z.strictObject({ kind: z.literal('nth_item'), n: count, offRate: rate }),
  z.strictObject({ kind: z.literal('pick_n'), count, priceFen: amount }),
  z.strictObject({
    kind: z.literal('bundle'),
    items: z
      .array(z.strictObject({ sku: word, quantity: count }))
      .max(20)
      .readonly(),
    priceFen: amount,
  }),
  z.strictObject({ kind: z.literal('gift'), threshold, reward }),
  z.strictObject({ kind: z.literal('add_on'), threshold, reward, priceFen: amount }),
  z.strictObject({ kind: z.literal('threshold_once'), overFen: amount, offFen: amount }),
  z.strictObject({
    kind: z.literal('threshold_each'),
    perFen: amount,
    offFen: amount,
    capFen: amount.nullable(),
  }),
  z.strictObject({
    kind: z.literal('threshold_tiered'),
    tiers: z
      .array(z.strictObject({ overFen: amount, offFen: amount }))
      .max(20)
      .readonly(),
  }),
  z.strictObject({
    kind: z.literal('threshold_percent'),
    threshold,
    offRate: rate,
    capFen: amount.nullable(),
  }),
  z.strictObject({
    kind: z.literal('coupon'),
    coupon: z.enum(['shop', 'category', 'platform']),
    claim: z.enum(['automatic', 'shared_code', 'one_time_code']),
    overFen: amount,
    offFen: amount.nullable(),
    offRate: rate.nullable(),
    capFen: amount.nullable(),
  }),
]);

/** What its writer decides of a promotion; number, version and who agreed to the floor are the till's. */
export const promotionDraft = z.strictObject({
  name: z.string().trim().max(40),
  campaign: z.string().trim().max(40),
  layer: z.union([1, 2, 3, 4, 5, 6].map((one) => z.literal(one as Promotion['layer']))),
  benefit,
  scope: z.strictObject({
    skus: words,
    brands: words,
    categories: words,
    tags: words,
    exclude: z.strictObject({ skus: words, brands: words, categories: words }),
  }),
  window: z.strictObject({
    fromAt: moment,
    toAt: moment,
    weekdays: z.array(z.number().int().min(1).max(7)).max(7).readonly(),
    hours: z
      .array(z.strictObject({ fromMinute: minuteOfDay, toMinute: minuteOfDay }))
      .max(12)
      .readonly(),
  }),
  audience: z.strictObject({
    tiers: z.array(z.enum(CUSTOMER_TIERS)).max(3).readonly(),
    storeIds: words,
    registerIds: words,
    isCustomerNeeded: z.boolean(),
  }),
  quota: z.strictObject({
    total: count.nullable(),
    perDay: count.nullable(),
    perCustomer: count.nullable(),
    perSale: count.nullable(),
  }),
  basis: z.enum(['activity', 'running']),
  isExclusive: z.boolean(),
  group: z.string().trim().max(40),
  stacksWithCoupons: z.boolean(),
  priority: z.number().int().min(-1_000).max(1_000),
  isOptional: z.boolean(),
  funding: z.enum(['store', 'brand', 'platform', 'government']),
});
export type PromotionDraft = Omit<Promotion, 'promotionId' | 'version' | 'floorAgreedBy'>;

/** A whole version of a promotion, as the journal and the cloud hold it. */
export const promotionDefinition = promotionDraft.extend({
  promotionId: z.string().min(1).max(64),
  version: z.number().int().min(1),
  floorAgreedBy: z.string().max(64).nullable(),
});

const promotionId = z.string().min(1).max(64);
/** The version that was looked at; 0 for a new promotion. A newer one refuses `promotion_superseded`. */
const expectedVersion = z.number().int().min(0);

export const savePromotionInput = z.object({
  promotionId: promotionId.nullable(), // null: a new one
  expectedVersion,
  status: z.enum(['draft', 'scheduled']),
  definition: promotionDraft,
  /** The owner's yes to selling below the floor price, given for this version. */
  agreesToFloor: z.boolean().default(false),
  approval: approvalInput.optional(),
});
export type SavePromotion = Omit<z.infer<typeof savePromotionInput>, 'approval' | 'definition'> & {
  readonly definition: PromotionDraft;
};
export const stopPromotionInput = z.object({ promotionId, expectedVersion });
export const promotionInput = z.object({ promotionId });

/** What is decided about a promotion, and where its window stands at the till's moment. */
export const PROMOTION_STATUSES = ['draft', 'scheduled', 'stopped'] as const;
export type PromotionStatus = (typeof PROMOTION_STATUSES)[number];
export const PROMOTION_STANDINGS = ['running', 'scheduled', 'draft', 'ended', 'stopped'] as const;
export type PromotionStanding = (typeof PROMOTION_STANDINGS)[number];

export const promotionListInput = z.object({
  standing: z.enum(PROMOTION_STANDINGS).nullable(),
  campaign: z.string().max(40).nullable(),
  text: z.string().trim().max(40).default(''),
  offset: z.number().int().min(0).max(100_000).default(0),
  /** Only those whose window meets `[fromAt, toAt)`, as a calendar asks; more of them are sent at once. */
  between: z.object({ fromAt: moment, toAt: moment }).nullable().default(null),
});

/** One line of the list. */
export type PromotionRow = {
  readonly promotionId: string;
  readonly version: number;
  readonly standing: PromotionStanding;
  readonly kind: PromotionKind;
  readonly changedAt: number;
  readonly changedBy: string; // a name
  readonly definition: Promotion;
};

export type PromotionList = {
  readonly rows: readonly PromotionRow[];
  /** How many there are under each standing, with the campaign and text chosen. */
  readonly counts: Readonly<Record<PromotionStanding, number>>;
  readonly campaigns: readonly string[];
  readonly nextOffset: number | null;
  readonly now: number; // the moment by which promotions are judged
};

/** What a form asks about while it is written: the same check as on saving. */
export const checkPromotionInput = z.object({
  promotionId: promotionId.nullable(),
  status: z.enum(['draft', 'scheduled']),
  definition: promotionDraft,
});
export type PromotionCheck = {
  readonly problems: readonly Refusal[];
  /** Other promotions that may meet it on the same goods at the same time. */
  readonly overlaps: readonly OverlapView[];
  /** How many goods are in its scope, and the first few of them. */
  readonly goodsCount: number;
  readonly goods: readonly PromotedGoodView[];
};
export type OverlapView = {
  readonly promotionId: string;
  readonly name: string;
  readonly kind: Meeting; // what happens where both could be had
  readonly first: 'this' | 'other' | null; // who wins or goes first by the rule alone
  readonly goodsCount: number;
  readonly fromAt: number;
  readonly toAt: number;
};

export type PromotedGoodView = {
  readonly sku: string;
  readonly title: string;
  readonly listFen: number | null;
};
export const goodsInput = z.object({ skus: words });
export type Facet = { readonly name: string; readonly count: number };
export type PromotionFacets = {
  readonly brands: readonly Facet[];
  readonly categories: readonly Facet[];
  readonly tags: readonly Facet[];
  readonly registerIds: readonly string[];
  readonly storeId: string;
};

/** Puts a tag on goods, or takes it off them. */
export const tagGoodsInput = z.object({
  tag: z.string().trim().min(1).max(20),
  skus: someWords.min(1).readonly(),
  isOn: z.boolean(),
});
export const taggedInput = z.object({ tag: z.string().max(20) });

/** A file of promotions, as it is written and read. */
export const PROMOTION_FILE_FORMAT = 'zhendian-promotions';
export const promotionFile = z.strictObject({
  format: z.literal(PROMOTION_FILE_FORMAT),
  version: z.literal(1),
  store: z.string().max(60),
  writtenAt: moment,
  promotions: z.array(promotionDraft).min(1).max(500),
});
export const exportPromotionsInput = z.object({
  promotionIds: z.array(promotionId).min(1).max(500),
});
export const importPromotionsInput = z.object({ text: z.string().max(2_097_152) });
export const commitPromotionsInput = importPromotionsInput.extend({
  rows: z.array(z.number().int().min(0).max(499)).min(1).max(500), // by their place in the file
});
export type ImportedPromotions = {
  readonly store: string;
  readonly writtenAt: number;
  readonly rows: readonly {
    readonly row: number;
    readonly definition: PromotionDraft;
    /** What would be wrong with it here; it comes in as a draft only when nothing is. */
    readonly problem: Refusal | null;
  }[];
};

/** The codes of a coupon: the one that everybody names, or how many codes were issued and used. */
export type CouponStanding = {
  readonly sharedCode: string | null;
  readonly issued: number;
  readonly used: number;
};
/** Codes to be printed, in clear: those that were issued just now, or the one for everybody, once a piece. */
export const couponPaperInput = z.object({
  promotionId,
  codes: z.array(z.string().max(40)).min(1).max(1_000),
});
export type CouponPaper = z.infer<typeof couponPaperInput>;
/** Coupons on A4 as a PDF. */
export type CouponSheet = {
  readonly fileName: string;
  readonly type: 'application/pdf';
  readonly base64: string;
  readonly pageCount: number;
};

export const issueCouponsInput = z.object({
  promotionId,
  count: z.number().int().min(0).max(1_000_000),
});
