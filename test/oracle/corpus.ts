import { readFileSync } from 'node:fs';
import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import type { PromotionLine } from '../../shared/domain/promotions/promotion-cart.ts';
import { contextOf, plainPromotion } from '../support/random-promotions.ts';
import type { OracleCart } from './rule-arithmetic.ts';

/** A cart that once was priced wrongly, as small as it still failed; only what is not plain is written. */
export type KeptCase = {
  readonly was: string; // what was wrong, and where
  readonly seed: number; // of the cart that it was found in
  readonly cart: KeptCart;
};

type KeptCart = {
  readonly lines: readonly PromotionLine[];
  readonly promotions: readonly (Pick<Promotion, 'promotionId' | 'layer' | 'benefit'> &
    Partial<Promotion>)[];
  readonly member?: boolean;
  readonly shownCoupons?: readonly string[];
  readonly deposits?: readonly (readonly [string, number])[];
  readonly quotaLeft?: readonly (readonly [string, number])[];
  readonly unticked?: readonly string[];
  readonly pinned?: readonly string[];
};

export function keptCases(): readonly KeptCase[] {
  const text = readFileSync(new URL('./corpus.json', import.meta.url), 'utf8');
  return JSON.parse(text) as KeptCase[];
}

export function cartOf(kept: KeptCart): OracleCart {
  const promotions = kept.promotions.map((one) =>
    plainPromotion(one.promotionId, one.layer, one.benefit, one),
  );
  return {
    lines: kept.lines,
    context: contextOf(promotions, {
      ...(kept.member ? { customer: { isKnown: true, tier: 'member' } as const } : {}),
      shownCoupons: new Set(kept.shownCoupons),
      deposits: new Map(kept.deposits),
      quotaLeft: new Map(kept.quotaLeft),
      unticked: new Set(kept.unticked),
      pinned: new Set(kept.pinned),
    }),
  };
}

/** What to add to corpus.json for a cart that fails. */
export function textOf({ lines, context }: OracleCart, seed: number, was: string): string {
  const promotions = context.promotions.map((one) => {
    const plain = plainPromotion(one.promotionId, one.layer, one.benefit);
    const odd = Object.entries(one).filter(
      ([key, value]) =>
        ['promotionId', 'layer', 'benefit'].includes(key) ||
        JSON.stringify(value) !== JSON.stringify(plain[key as keyof Promotion]),
    );
    return Object.fromEntries(odd);
  });
  const ids = new Set(context.promotions.map(({ promotionId }) => promotionId));
  const of = (list: Iterable<string>) => [...list].filter((id) => ids.has(id));
  const pairs = (map: ReadonlyMap<string, number>) => [...map].filter(([id]) => ids.has(id));
  const needsCode = (id: string) =>
    context.promotions.some(
      ({ promotionId, benefit }) =>
        promotionId === id && benefit.kind === 'coupon' && benefit.claim !== 'automatic',
    );
  const isPresale = (id: string) =>
    context.promotions.some(
      ({ promotionId, benefit }) => promotionId === id && benefit.kind === 'presale',
    );
  const cart: Record<string, unknown> = {
    lines,
    promotions,
    ...(context.customer.tier === 'member' ? { member: true } : {}),
    shownCoupons: of(context.shownCoupons).filter(needsCode),
    deposits: pairs(context.deposits).filter(([id]) => isPresale(id)),
    quotaLeft: pairs(context.quotaLeft),
    unticked: of(context.unticked),
    pinned: of(context.pinned),
  };
  for (const [key, value] of Object.entries(cart)) {
    if (Array.isArray(value) && value.length === 0) delete cart[key];
  }
  return JSON.stringify({ was, seed, cart });
}
