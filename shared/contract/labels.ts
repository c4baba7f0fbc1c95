import { z } from 'zod';

/** A poster is a sheet for one good, tags are 8 and shelf labels 24 on an A4 sheet. */
export const LABEL_FORMATS = ['poster', 'tag', 'shelf'] as const;
export type LabelFormat = (typeof LABEL_FORMATS)[number];

export const LABEL_LIMITS = {
  goods: 480, // of one print
  copies: 24,
  pagesShown: 3, // of a preview
} as const;

/** By what goods are gathered for labels. */
export const LABEL_CHOICES = ['promotion', 'brand', 'category', 'import'] as const;
export const labelChoiceInput = z.object({
  by: z.enum(LABEL_CHOICES),
  value: z.string().min(1).max(120),
});
export type LabelChoice = z.infer<typeof labelChoiceInput>;

/** Prices are those of now, or of the beginning of `promotionId` where that is still to come. */
const labelsAsked = {
  skus: z.array(z.string().min(1).max(60)).max(5000),
  promotionId: z.string().min(1).max(64).nullable().default(null),
};
export const labelsInput = z.object(labelsAsked);
export type LabelsInput = z.infer<typeof labelsInput>;

export const labelSheetInput = z.object({
  ...labelsAsked,
  format: z.enum(LABEL_FORMATS),
  copies: z.number().int().min(1).max(LABEL_LIMITS.copies).default(1),
});

/**
 * The price that is struck through: the lowest really charged here in the 7 days before the promotion, or where nothing
 * was sold in them, at the last sale before it.
 */
export type WasPrice = { readonly fen: number; readonly basis: 'lowest_7_days' | 'last_sale' };

/** What stands on a label. Words for customers are Chinese. */
export type Label = {
  readonly sku: string;
  readonly name: string;
  readonly brand: string;
  readonly model: string;
  readonly category: string;
  readonly spec: string;
  readonly colour: string | null;
  readonly energyGrade: string | null;
  readonly unitLabel: string;
  /** What the barcode says: EAN, own code or sku; `null` where no barcode can say it. */
  readonly code: string | null;
  /** What anybody pays for one: list price less promotions for everybody; `null`: the price book has none. */
  readonly nowFen: number | null;
  readonly was: WasPrice | null;
  /** The promotions that make the price: names, when they hold, and on what conditions. */
  readonly promotion: {
    readonly name: string;
    readonly time: string;
    readonly terms: string;
    readonly isLimited: boolean;
  } | null;
};

/** Where goods for labels can come from, each with how many there are. */
export type LabelSources = {
  readonly promotions: readonly {
    readonly promotionId: string;
    readonly name: string;
    readonly fromAt: number;
    readonly toAt: number;
  }[];
  readonly brands: readonly { readonly name: string; readonly count: number }[];
  readonly categories: readonly { readonly name: string; readonly count: number }[];
  readonly imports: readonly {
    readonly importId: string;
    readonly fileName: string;
    readonly at: number;
  }[];
};

export type LabelPreview = {
  readonly labelCount: number;
  readonly pageCount: number;
  /** Printed before the promotion begins: a cheaper sale until then lowers the price that may be struck through. */
  readonly isEarly: boolean;
  /** The first pages as PNG. */
  readonly pages: readonly string[]; // base64
  /** Goods that have no price and therefore no label. */
  readonly unpriced: readonly string[];
};

export type LabelFile = {
  readonly fileName: string;
  readonly type: string;
  readonly base64: string;
  readonly labelCount: number;
  readonly pageCount: number;
};
