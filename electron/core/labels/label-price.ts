import type { Label, WasPrice } from '../../../shared/contract/labels.ts';
import type { Item } from '../../../shared/domain/catalog/item.ts';
import { priceCart, WITHOUT_PROMOTIONS } from '../../../shared/domain/pricing/priced-cart.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import type { PromotionContext } from '../../../shared/domain/promotions/promotion-cart.ts';
import { promotionParts, type SummaryPart } from '../../../shared/i18n/promotion-summary.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { lowestNet7d } from './lowest-price-table.ts';

/** A good with what its price depends on. */
export type PricedGood = {
  readonly item: Item;
  readonly tags: readonly string[];
  readonly listFen: Fen;
};

/** What one of it costs anybody, and the promotions that make it so. */
export type NowPrice = { readonly nowFen: Fen; readonly taken: readonly Promotion[] };

/** Whether anybody at the counter gets it without a card, a code or a deposit; limits in number do not matter. */
export function isForEverybody({ audience, benefit }: Promotion): boolean {
  if (audience.tiers.length > 0 && !audience.tiers.includes('none')) return false;
  if (audience.registerIds.length > 0) return false;
  return benefit.kind !== 'member_price' && benefit.kind !== 'coupon' && benefit.kind !== 'presale';
}

/** The circumstances of somebody who walks in and buys one piece; used-up limits give nothing. */
export function anybodysContext(
  promotions: readonly Promotion[],
  where: Pick<PromotionContext, 'at' | 'storeId' | 'registerId' | 'quotaLeft'>,
): PromotionContext {
  return {
    ...WITHOUT_PROMOTIONS,
    ...where,
    promotions: promotions.filter(isForEverybody),
    customer: { isKnown: true, tier: 'none' },
  };
}

/** The price of one unit by itself: the till's own pricing of a cart with nothing else in it. */
export function nowPrice({ item, tags, listFen }: PricedGood, context: PromotionContext): NowPrice {
  const { sku, kind, brand, category } = item;
  const line = { lineId: sku, sku, kind, brand, category, tags, quantityMilli: 1000 };
  const priced = priceCart(
    [{ ...line, unitListFen: listFen, override: null, discount: null }],
    null,
    context,
  );
  return {
    nowFen: priced.netFen,
    taken: priced.outcome.taken.map(({ promotion }) => promotion),
  };
}

/**
 * The earlier price of each good that may be struck through (see `lowestNet7d`); of goods under several promotions the
 * lowest over all of their beginnings. Only where it is above the price of now: else there is no reduction to show.
 */
export function wasPrices(
  db: Database,
  prices: ReadonlyMap<string, NowPrice>,
): ReadonlyMap<string, WasPrice> {
  const bySku = new Map<string, WasPrice>();
  const starts = new Map<number, string[]>();
  for (const [sku, { taken }] of prices) {
    for (const { fromAt } of taken.map(({ window }) => window)) {
      starts.set(fromAt, [...(starts.get(fromAt) ?? []), sku]);
    }
  }
  for (const [fromAt, skus] of starts) {
    for (const [sku, was] of lowestNet7d(db, [...new Set(skus)], fromAt)) {
      const known = bySku.get(sku);
      if (!known || was.fen < known.fen) bySku.set(sku, was);
    }
  }
  for (const [sku, was] of bySku) {
    if (was.fen <= (prices.get(sku)?.nowFen ?? 0)) bySku.delete(sku);
  }
  return bySku;
}

/** What a label has to say of the promotions behind its price: name, time and conditions, without who pays. */
export function promotionOnLabel(taken: readonly Promotion[]): Label['promotion'] {
  if (taken.length === 0) return null;
  const say = (promotion: Promotion, about: readonly SummaryPart[]) =>
    promotionParts(promotion, 'zh-CN')
      .filter((part) => about.includes(part.about))
      .map(({ text }) => text)
      .join('，');
  const each = (say: (promotion: Promotion) => string) =>
    [...new Set(taken.map(say))].filter((text) => text !== '').join('；');
  return {
    name: each(({ name }) => name),
    time: each((promotion) => say(promotion, ['time'])),
    // The price itself says what a unit price gives.
    terms: each((promotion) =>
      say(promotion, [
        ...(promotion.layer > 1 ? (['benefit', 'times'] as const) : []),
        ...(['audience', 'limits'] as const),
      ]),
    ),
    isLimited: taken.some(({ quota }) => quota.total !== null || quota.perDay !== null),
  };
}
