import type { Answer } from '../../../shared/contract/answer.ts';
import {
  LABEL_LIMITS,
  type Label,
  type LabelChoice,
  type LabelSources,
  type LabelsInput,
} from '../../../shared/contract/labels.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { outOfTimeBecause } from '../../../shared/domain/promotions/promotion-availability.ts';
import { isInScope } from '../../../shared/domain/promotions/promotion-scope.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { latestImports } from '../catalog/import-table.ts';
import { itemBySku } from '../catalog/item-table.ts';
import { currentPrices } from '../catalog/price-table.ts';
import { goodsFacets, goodsNear, tagsOf } from '../promotions/promotion-goods-table.ts';
import { promotionMoment } from '../promotions/promotion-moment.ts';
import { activePromotions, newestVersion } from '../promotions/promotion-table.ts';
import { quotaLeftFor } from '../promotions/quota.ts';
import { dayCutoff } from '../settings/setting-table.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { codesOf, skusOf, skusPricedBy } from './label-goods-table.ts';
import {
  anybodysContext,
  type NowPrice,
  nowPrice,
  type PricedGood,
  promotionOnLabel,
  wasPrices,
} from './label-price.ts';

const IMPORTS_SHOWN = 20;
/** How far ahead of its beginning the hours of a promotion are looked for. */
const LOOK_AHEAD_MS = 14 * 86_400_000;
const STEP_MS = 15 * 60_000;

/** Where goods for labels can come from: promotions of now and the coming days, brands, categories, price lists. */
export function labelSources(till: Till): LabelSources {
  const moment = promotionMoment(till);
  return {
    promotions: activePromotions(till.db, moment)
      .filter(({ window }) => window.toAt > moment)
      .map(({ promotionId, name, window }) => ({
        ...{ promotionId, name },
        ...{ fromAt: window.fromAt, toAt: window.toAt },
      })),
    brands: goodsFacets(till.db, 'brand'),
    categories: goodsFacets(till.db, 'category'),
    imports: latestImports(till.db, IMPORTS_SHOWN)
      .filter(({ undoes }) => undoes === null)
      .map(({ importId, fileName, at }) => ({ importId, fileName, at })),
  };
}

/**
 * The skus that a promotion, brand, category or price list stands for, at most as many as one print takes.
 * Refuses `labels_none`.
 */
export function chosenGoods(till: Till, choice: LabelChoice): Answer<readonly string[]> {
  const skus = goodsOf(till, choice);
  return skus.length > 0 ? ok(skus) : refuse('labels_none');
}

function goodsOf(till: Till, { by, value }: LabelChoice): readonly string[] {
  const { db } = till;
  const limit = LABEL_LIMITS.goods;
  switch (by) {
    case 'brand':
    case 'category':
      return skusOf(db, by, value, limit);
    case 'import':
      return skusPricedBy(db, value, limit);
    case 'promotion': {
      const version = newestVersion(db, value);
      return version ? goodsUnder(till, version.definition, limit) : [];
    }
  }
}

function goodsUnder(till: Till, promotion: Promotion, limit: number): readonly string[] {
  const { benefit, scope } = promotion;
  // A set names its goods itself, and has no scope beside them.
  if (benefit.kind === 'bundle') return benefit.items.map(({ sku }) => sku);
  const skus: string[] = [];
  for (const good of goodsNear(till.db, scope)) {
    if (good.listFen === null || !isInScope(good, scope)) continue;
    skus.push(good.sku);
    if (skus.length === limit) break;
  }
  return skus;
}

/**
 * What stands on the label of each good, in the order given: its price of now (or of when `promotionId` begins) for
 * anybody who buys one, and the earlier price that the law lets it be compared with. Refuses `labels_none`, `labels_limit`.
 */
export function labelsOf(till: Till, input: LabelsInput): Answer<readonly Label[]> {
  const { db } = till;
  const items = [...new Set(input.skus)].flatMap((sku) => itemBySku(db, sku) ?? []);
  if (items.length === 0) return refuse('labels_none');
  if (items.length > LABEL_LIMITS.goods) {
    return refuse('labels_limit', { limit: LABEL_LIMITS.goods });
  }
  const context = contextOf(till, input.promotionId);
  const prices = new Map<string, NowPrice>();
  for (const item of items) {
    const { listFen } = currentPrices(db, item.sku);
    if (listFen === null || listFen === 0) continue;
    const good: PricedGood = { item, tags: tagsOf(db, item.sku), listFen };
    prices.set(item.sku, nowPrice(good, context));
  }
  const was = wasPrices(db, prices);
  return ok(
    items.map((item): Label => {
      const price = prices.get(item.sku);
      const { sku, name, brand, model, category, spec, colour, energyGrade, unitLabel } = item;
      return {
        ...{ sku, name, brand, model, category, spec, colour, energyGrade, unitLabel },
        code: codeOf(till, sku),
        nowFen: price?.nowFen ?? null,
        was: was.get(sku) ?? null,
        promotion: promotionOnLabel(price?.taken ?? []),
      };
    }),
  );
}

function contextOf(till: Till, promotionId: string | null) {
  const moment = promotionMoment(till);
  const chosen = promotionId === null ? null : newestVersion(till.db, promotionId);
  const at = chosen?.status === 'scheduled' ? firstMoment(chosen.definition, moment) : moment;
  const promotions = activePromotions(till.db, at);
  return anybodysContext(promotions, {
    at,
    storeId: storeOf(till.db)?.storeId ?? '',
    registerId: till.registerId,
    quotaLeft: quotaLeftFor(till, promotions, {
      personId: null,
      businessDate: businessDate(at, dayCutoff(till.db)),
    }),
  });
}

/** Whether the promotion that labels are made for is still to begin. */
export function isBefore(till: Till, promotionId: string | null): boolean {
  const chosen = promotionId === null ? null : newestVersion(till.db, promotionId);
  return chosen !== null && chosen.definition.window.fromAt > promotionMoment(till);
}

/** When a promotion can first be had from now on; now, where it cannot any more. */
function firstMoment({ window }: Promotion, now: number): number {
  const from = Math.max(window.fromAt, now);
  const last = Math.min(window.toAt, from + LOOK_AHEAD_MS);
  for (let at = from; at < last; at += STEP_MS) {
    if (outOfTimeBecause(window, at) === null) return at;
  }
  return now;
}

/** What the scanner at the till reads and finds: printable ASCII only, and no longer than a label is wide. */
function codeOf(till: Till, sku: string): string | null {
  const codes = [...codesOf(till.db, sku), sku];
  return codes.find((code) => /^[\x20-\x7e]{1,24}$/.test(code)) ?? null;
}
