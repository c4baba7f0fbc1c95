import type { z } from 'zod';
import type {
  checkPromotionInput,
  PromotedGoodView,
  PromotionCheck,
  PromotionFacets,
} from '../../../shared/contract/promotions.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { overlapsOf } from '../../../shared/domain/promotions/promotion-overlap.ts';
import { isInScope } from '../../../shared/domain/promotions/promotion-scope.ts';
import { registerIds } from '../journal/audit-table.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { problemsOf } from './check-rule.ts';
import { goodTitle } from './good-title.ts';
import {
  goodBySku,
  goodsFacets,
  goodsNear,
  type PromotedGood,
  skusTagged,
} from './promotion-goods-table.ts';
import { scheduledBetween } from './promotion-table.ts';

/** So many goods of a scope are named; the rest are counted. */
const GOODS_SHOWN = 8;
const TAGGED_SHOWN = 500;
const OVERLAPS_SHOWN = 50;

/** What the core would say of a draft if it were saved now, the goods it is about, and what it meets. */
export function checkDraft(
  till: Till,
  input: z.output<typeof checkPromotionInput>,
): PromotionCheck {
  const draft: Promotion = {
    ...input.definition,
    promotionId: input.promotionId ?? 'draft',
    ...{ version: 1, floorAgreedBy: null },
  };
  const goods: PromotedGood[] = [];
  for (const good of goodsNear(till.db, draft.scope)) {
    if (isInScope(good, draft.scope)) goods.push(good);
  }
  return {
    problems: problemsOf(till, draft, input.status === 'scheduled'),
    overlaps: overlapsWith(till, draft, goods),
    goodsCount: goods.length,
    goods: goods.slice(0, GOODS_SHOWN).map(viewOf),
  };
}

/** The scheduled promotions it would meet on the same goods at the same time; the first that matter. */
function overlapsWith(
  till: Till,
  draft: Promotion,
  goods: readonly PromotedGood[],
): PromotionCheck['overlaps'] {
  const { fromAt, toAt } = draft.window;
  const others = scheduledBetween(till.db, fromAt, toAt).map(({ definition }) => definition);
  const { benefit } = draft;
  const priced =
    benefit.kind === 'gift' || benefit.kind === 'add_on'
      ? benefit.reward.skus.flatMap((sku) => goodBySku(till.db, sku) ?? [])
      : goods;
  return overlapsOf(draft, others, priced)
    .slice(0, OVERLAPS_SHOWN)
    .map(({ other, meeting, first, goodsCount, run }) => ({
      ...{ promotionId: other.promotionId, name: other.name, kind: meeting, first, goodsCount },
      ...run,
    }));
}

/** Goods by their skus, in that order; a sku that nobody knows keeps its place without a title. */
export function goodsNamed(till: Till, skus: readonly string[]): readonly PromotedGoodView[] {
  return skus.map((sku) => {
    const good = goodBySku(till.db, sku);
    return good ? viewOf(good) : { sku, title: sku, listFen: null };
  });
}

/** The goods that carry a tag. */
export function goodsTagged(till: Till, tag: string): readonly PromotedGoodView[] {
  return goodsNamed(till, skusTagged(till.db, tag, TAGGED_SHOWN));
}

/** What a scope and an audience can be chosen from in this store. */
export function facetsOf(till: Till): PromotionFacets {
  return {
    brands: goodsFacets(till.db, 'brand'),
    categories: goodsFacets(till.db, 'category'),
    tags: goodsFacets(till.db, 'tag'),
    registerIds: registerIds(till.db),
    storeId: storeOf(till.db)?.storeId ?? '',
  };
}

function viewOf(good: PromotedGood): PromotedGoodView {
  return { sku: good.sku, title: goodTitle(good), listFen: good.listFen };
}
