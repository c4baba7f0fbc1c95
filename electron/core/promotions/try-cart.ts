import type { z } from 'zod';
import type {
  TriedCart,
  TriedLine,
  TriedTotals,
  tryCartInput,
} from '../../../shared/contract/promotion-trials.ts';
import type { PromotionDraft } from '../../../shared/contract/promotions.ts';
import {
  type LineToPrice,
  type PricedCart,
  priceCart,
} from '../../../shared/domain/pricing/priced-cart.ts';
import { WORK_LIMIT } from '../../../shared/domain/promotions/best-promotions.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import type { PromotionContext } from '../../../shared/domain/promotions/promotion-cart.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { costsOf } from './funding-costs.ts';
import { goodTitle } from './good-title.ts';
import { goodBySku, type PromotedGood } from './promotion-goods-table.ts';
import { promotionMoment } from './promotion-moment.ts';
import { activePromotions, scheduledBetween } from './promotion-table.ts';

/** The id under which a draft is tried that was never saved. */
export const TRIED_ID = 'tried';

type Tried = { readonly line: LineToPrice; readonly good: PromotedGood; readonly quantity: number };

/**
 * Prices a cart that somebody put together, without the draft and with it in place of its saved version: at now's list
 * prices, for a customer of the tier who is entered, at any moment. Coupons count as shown and presales as paid for; quotas are
 * full, since a cart that is tried takes nothing.
 */
export function tryCart(till: Till, input: z.output<typeof tryCartInput>): TriedCart {
  const at = input.at ?? promotionMoment(till);
  const draft = triedPromotion(input.promotionId, input.definition);
  const tried = input.lines.flatMap(({ sku, quantity }, index): readonly Tried[] => {
    const good = goodBySku(till.db, sku);
    return good ? [{ line: lineOf(good, quantity, index), good, quantity }] : [];
  });
  const others = promotionsAt(till, at).filter((one) => one.promotionId !== draft.promotionId);
  const lines = tried.map(({ line }) => line);
  const unitCount = input.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const contextOf = (promotions: readonly Promotion[]): PromotionContext => ({
    promotions,
    at,
    storeId: storeOf(till.db)?.storeId ?? '',
    registerId: till.registerId,
    customer: { isKnown: true, tier: input.tier },
    shownCoupons: new Set(promotions.map(({ promotionId }) => promotionId)),
    deposits: new Map(promotions.map(({ promotionId }) => [promotionId, unitCount])),
    quotaLeft: new Map(),
    unticked: new Set(),
    pinned: new Set(),
    workLimit: WORK_LIMIT,
  });
  const without = priceCart(lines, null, contextOf(others));
  const withIt = priceCart(lines, null, contextOf([...others, draft]));
  return {
    without: totalsOf(tried, without, draft.promotionId),
    with: totalsOf(tried, withIt, draft.promotionId),
    costs: costsOf(without, withIt),
    draft: fateOf(withIt, draft.promotionId),
  };
}

/** A draft as it would stand; nobody is asked about the floor for a cart that is only tried. */
export function triedPromotion(promotionId: string | null, definition: PromotionDraft): Promotion {
  return {
    ...definition,
    ...{ promotionId: promotionId ?? TRIED_ID, version: 1_000_000, floorAgreedBy: 'tried' },
  };
}

/** Close by, as every cart sees them; further away only what runs then. */
function promotionsAt(till: Till, at: number): readonly Promotion[] {
  const isNear = Math.abs(at - promotionMoment(till)) < 86_400_000;
  if (isNear) return activePromotions(till.db, at);
  return scheduledBetween(till.db, at, at + 1).map(({ definition }) => definition);
}

function lineOf(good: PromotedGood, quantity: number, index: number): LineToPrice {
  const { sku, kind, brand, category, tags, listFen } = good;
  return {
    lineId: String(index),
    ...{ sku, kind, brand, category, tags },
    quantityMilli: quantity * 1_000,
    unitListFen: listFen,
    ...{ override: null, discount: null },
  };
}

function totalsOf(tried: readonly Tried[], priced: PricedCart, draftId: string): TriedTotals {
  return {
    lines: priced.lines.flatMap((line, index): readonly TriedLine[] => {
      const from = tried[index];
      if (!from) return [];
      return [
        {
          ...{ sku: from.good.sku, title: goodTitle(from.good), quantity: from.quantity },
          ...{ listFen: line.listFen, netFen: line.netFen },
          shares: line.shares.map(({ promotion, amountFen }) => ({
            ...{ name: promotion.name, funding: promotion.funding, amountFen },
            isDraft: promotion.promotionId === draftId,
          })),
        },
      ];
    }),
    listFen: priced.listFen,
    netFen: priced.netFen,
    isBest: priced.outcome.isProved,
  };
}

function fateOf({ outcome }: PricedCart, draftId: string): TriedCart['draft'] {
  const taken = outcome.taken.find(({ promotion }) => promotion.promotionId === draftId);
  const not = outcome.notTaken.find(({ promotion }) => promotion.promotionId === draftId);
  return {
    amountFen: taken?.amountFen ?? 0,
    times: taken?.times ?? 0,
    reason: taken ? null : (not?.reason ?? null),
    missingFen: not?.missingFen ?? null,
    missingUnits: not?.missingUnits ?? null,
    otherName: not?.other?.name ?? '',
  };
}
