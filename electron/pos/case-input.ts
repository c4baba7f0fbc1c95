import { z } from 'zod';
import { CART_LIMITS } from '../core/limits.ts';

/** Carts to price, as files give them: amounts in whole fen, percentages in parts of a hundred. */
const amount = z.number().int().min(0).max(10_000_000_000);
const price = amount.min(1);
/** Up to two decimals: 87.5 is a rate of 8750 ten-thousandths. */
const percentage = z
  .number()
  .min(0)
  .max(100)
  .refine((value) => Number.isSafeInteger(Math.round(value * 1e6) / 1e4), 'at most two decimals');
const sku = z.union([z.string().min(1).max(200), z.number().int().transform(String)]);
const skus = z.array(sku).max(500);

const presale = z
  .object({
    deposit: price,
    worth: price.optional(),
    depositOff: amount.optional(),
  })
  .refine(
    ({ worth, depositOff }) => (worth === undefined) !== (depositOff === undefined),
    'worth or depositOff, one of the two',
  )
  .refine(({ deposit, worth }) => worth === undefined || worth >= deposit, {
    message: 'a deposit counts for no less than was paid',
    path: ['worth'],
  });

const OWN_PRICES = ['directOff', 'pct', 'memberPrice', 'presale'] as const;

const line = z
  .object({
    sku,
    unit: amount,
    qty: z.number().int().min(1).max(999).optional(),
    qtyMilli: z.number().int().min(1).max(999_000).optional(),
    kind: z.enum(['goods', 'service']).default('goods'),
    category: z.string().max(60).optional(),
    grade: z
      .union([z.number().int().min(1).max(9), z.string().max(8)])
      .transform(String)
      .nullish(),
    directOff: amount.optional(),
    pct: percentage.optional(),
    memberPrice: amount.optional(),
    presale: presale.optional(),
  })
  .refine(({ qty, qtyMilli }) => qty === undefined || qtyMilli === undefined, {
    message: 'qty or qtyMilli, not both',
    path: ['qtyMilli'],
  })
  .refine((one) => OWN_PRICES.filter((name) => one[name] !== undefined).length <= 1, {
    message: `at most one of ${OWN_PRICES.join(', ')}`,
  });

/** What every promotion of a case may say of the goods that take part. */
const common = {
  only: skus.optional(),
  exclude: skus.optional(),
  pool: skus.optional(),
  basis: z.enum(['activity', 'running']).default('activity'),
  exclusive: z.boolean().default(false),
};
const couponPart = {
  ...common,
  over: amount.default(0),
  off: price,
  category: z.string().min(1).max(60).optional(),
};

const promo = z.discriminatedUnion('t', [
  z.object({ t: z.literal('shopCoupon'), ...couponPart }),
  z.object({ t: z.literal('platformCoupon'), ...couponPart }),
  z.object({ t: z.literal('categoryCoupon'), ...couponPart }),
  z.object({
    t: z.literal('crossStore'),
    ...common,
    per: price,
    off: price,
    cap: amount.nullish(),
  }),
  z.object({
    t: z.literal('tier'),
    ...common,
    tiers: z
      .array(z.tuple([amount, amount]))
      .min(1)
      .max(50),
  }),
  z.object({
    t: z.literal('orderPercent'),
    ...common,
    over: amount.default(0),
    pct: percentage,
    cap: amount.nullish(),
  }),
  z.object({ t: z.literal('orderOff'), ...common, over: amount.default(0), off: price }),
  z.object({
    t: z.literal('nthHalf'),
    ...common,
    n: z.number().int().min(1).max(99).default(2),
    pct: percentage.default(50),
  }),
  z.object({ t: z.literal('bundle'), ...common, skus: skus.min(1), price: amount }),
  z.object({
    t: z.literal('flash'),
    ...common,
    price: amount,
    limitPerCustomer: z.number().int().min(0).max(10_000).nullish(),
  }),
]);

/** Names of the ways to round cash, as files and the shop's own words have them. */
export const ROUNDING_NAMES = {
  NONE: 'none',
  FLOOR_JIAO: 'floor_jiao',
  抹分: 'floor_jiao',
  FLOOR_YUAN: 'floor_yuan',
  抹角: 'floor_yuan',
  ROUND_JIAO: 'half_up_jiao',
  HALF_UP_JIAO: 'half_up_jiao',
  ROUND_YUAN: 'half_up_yuan',
  HALF_UP_YUAN: 'half_up_yuan',
} as const;

function piecesOf(lines: readonly z.infer<typeof line>[]): number {
  return lines.reduce((sum, { qty, qtyMilli }) => sum + (qty ?? (qtyMilli ?? 1_000) / 1_000), 0);
}

const input = z.object({
  lines: z
    .array(line)
    .max(1_000)
    .refine((lines) => piecesOf(lines) <= CART_LIMITS.units, {
      message: `at most ${CART_LIMITS.units} pieces in all`,
    }),
  promos: z.array(promo).max(1_000).default([]),
  date: z.iso.date().optional(),
  cashRounding: z
    .string()
    .transform((name) => name.toUpperCase())
    .refine((name) => name in ROUNDING_NAMES, Object.keys(ROUNDING_NAMES).join(', '))
    .transform((name) => ROUNDING_NAMES[name as keyof typeof ROUNDING_NAMES])
    .optional(),
});

export type CaseInput = z.infer<typeof input>;
export type CaseLine = CaseInput['lines'][number];
export type CasePromo = CaseInput['promos'][number];
export type PriceCase = { readonly id: string | number; readonly input: CaseInput };

/** Where a file cannot be understood: the case, the field in it, and what is wrong there. */
export type CaseFault = {
  readonly id: string | number;
  readonly field: string;
  readonly what: string;
};

/**
 * Reads carts out of a parsed file: `{ cases: […] }`, a bare list, or one case. The first fault ends it.
 * What a case expects, and words that have no meaning here, are left alone.
 */
export function readCases(
  file: unknown,
): { readonly cases: readonly PriceCase[] } | { readonly fault: CaseFault } {
  const listed = isRecord(file) && 'cases' in file ? file.cases : file;
  const list = Array.isArray(listed) ? listed : isRecord(listed) ? [listed] : null;
  if (list === null) return { fault: { id: '', field: 'cases', what: 'a list of cases' } };
  const cases: PriceCase[] = [];
  for (const [index, one] of list.entries()) {
    const id = isRecord(one) && isName(one.id) ? one.id : index + 1;
    const read = input.safeParse(isRecord(one) && 'input' in one ? one.input : one);
    if (!read.success) return { fault: { id, ...faultOf(read.error) } };
    cases.push({ id, input: read.data });
  }
  return { cases };
}

function faultOf(error: z.ZodError): { readonly field: string; readonly what: string } {
  const [first] = error.issues;
  const field = (first?.path ?? [])
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  return { field: field === '' ? 'input' : field, what: first?.message ?? '' };
}

function isName(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
