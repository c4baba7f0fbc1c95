import type { Benefit, Promotion } from './promotion.ts';
import { isLimited, unavailableBecause, usesLeft } from './promotion-availability.ts';
import type { PromotionContext, PromotionLine } from './promotion-cart.ts';
import { isInScope } from './promotion-scope.ts';
import { unitPriceUnder } from './unit-price.ts';
import { isWholeCart } from './whole-cart.ts';

/** A promotion that this cart may have, with the units it may touch, in its place in the pipeline. */
export type Rule = {
  readonly index: number;
  readonly promotion: Promotion;
  readonly works: 'one_unit' | 'several_units' | 'whole_cart';
  /** Eligible units, ascending. */
  readonly units: readonly number[];
  readonly limit: number;
};

/** A lower unit price that a unit may have. */
export type Offer = {
  readonly rule: Rule;
  readonly priceFen: number;
};

/** A cart and its promotions, ready to be searched: units are numbered through in line order. */
export type Problem = {
  readonly lines: readonly PromotionLine[];
  readonly unitCount: number;
  /** By unit: its line, its place in the line from 0, and its list price. */
  readonly lineOf: readonly number[];
  readonly placeOf: readonly number[];
  readonly listOf: readonly number[];
  /** In the order of the pipeline. */
  readonly rules: readonly Rule[];
  /** By unit: the price it simply has, and what it may choose instead, the cheapest first. */
  readonly standing: readonly (Offer | null)[];
  readonly free: readonly (readonly Offer[])[];
};

/** Sorts out what a cart may have at all; the order in which promotions were given does not matter. */
export function problemOf(lines: readonly PromotionLine[], context: PromotionContext): Problem {
  const lineOf = lines.flatMap((line, index) =>
    Array.from({ length: line.unitCount }, () => index),
  );
  const placeOf = lines.flatMap((line) => Array.from({ length: line.unitCount }, (_, i) => i));
  const listOf = lines.flatMap((line) =>
    Array.from({ length: line.unitCount }, () => line.unitListFen),
  );
  const rules = rulesOf(lines, lineOf, context);
  const offers = lines.map((line) => lineOffers(line, rules, context));
  return {
    lines,
    unitCount: lineOf.length,
    lineOf,
    placeOf,
    listOf,
    rules,
    standing: lineOf.map((line) => offers[line]?.standing ?? null),
    free: lineOf.map((line) => offers[line]?.free ?? []),
  };
}

function rulesOf(
  lines: readonly PromotionLine[],
  lineOf: readonly number[],
  context: PromotionContext,
): readonly Rule[] {
  return context.promotions
    .filter((promotion) => unavailableBecause(promotion, context) === null)
    .toSorted(byPipeline)
    .map((promotion, index) => {
      const works = worksOn(promotion.benefit);
      const isIn = lines.map(
        (line) =>
          !line.isPricedByHand &&
          isInScope(line, promotion.scope) &&
          !(isMeasured(line) && countsPieces(promotion, context)),
      );
      return {
        index,
        promotion,
        works,
        units: lineOf.flatMap((line, unit) => (isIn[line] ? [unit] : [])),
        limit: usesLeft(promotion, context),
      };
    });
}

/** A length that is not whole pieces: nothing that counts pieces can be about it. */
export function isMeasured({ unitMilli = 1_000 }: PromotionLine): boolean {
  return unitMilli !== 1_000;
}

/** Whether a promotion counts the units that it makes cheaper, so that each has to be a piece. */
export function countsPieces(promotion: Promotion, context: PromotionContext): boolean {
  const { kind } = promotion.benefit;
  if (kind === 'presale' || kind === 'nth_item' || kind === 'pick_n' || kind === 'bundle')
    return true;
  return worksOn(promotion.benefit) === 'one_unit' && isLimited(promotion, context);
}

/** Earlier layer, shop before category coupons, higher priority, smaller id. */
export function byPipeline(a: Promotion, b: Promotion): number {
  return (
    a.layer - b.layer ||
    couponRank(a.benefit) - couponRank(b.benefit) ||
    b.priority - a.priority ||
    (a.promotionId < b.promotionId ? -1 : 1)
  );
}

function couponRank(benefit: Benefit): number {
  return benefit.kind === 'coupon' && benefit.coupon === 'category' ? 1 : 0;
}

function worksOn(benefit: Benefit): Rule['works'] {
  if (isWholeCart(benefit)) return 'whole_cart';
  switch (benefit.kind) {
    case 'nth_item':
    case 'pick_n':
    case 'bundle':
    case 'gift':
    case 'add_on':
      return 'several_units';
    default:
      return 'one_unit';
  }
}

/** The unit prices of a line: only the highest priority counts; what nothing limits simply is the price. */
function lineOffers(
  line: PromotionLine,
  rules: readonly Rule[],
  context: PromotionContext,
): { readonly standing: Offer | null; readonly free: readonly Offer[] } {
  if (line.isPricedByHand) return { standing: null, free: [] };
  const lower = rules
    .filter((rule) => rule.works === 'one_unit' && isInScope(line, rule.promotion.scope))
    .flatMap((rule): Offer[] => {
      const { benefit } = rule.promotion;
      if (isMeasured(line) && countsPieces(rule.promotion, context)) return [];
      const priceFen = unitPriceUnder(benefit, line.unitListFen, line.unitMilli);
      return priceFen === null ? [] : [{ rule, priceFen }];
    });
  const highest = Math.max(...lower.map((offer) => offer.rule.promotion.priority));
  const offers = lower
    .filter((offer) => offer.rule.promotion.priority === highest)
    .toSorted((a, b) => a.priceFen - b.priceFen || byId(a, b));
  const isFree = ({ rule: { promotion } }: Offer) =>
    promotion.isOptional ||
    promotion.isExclusive ||
    promotion.benefit.kind === 'presale' ||
    isLimited(promotion, context);
  const standing = offers.find((offer) => !isFree(offer)) ?? null;
  const price = standing?.priceFen ?? line.unitListFen;
  return { standing, free: offers.filter((offer) => isFree(offer) && offer.priceFen < price) };
}

function byId(a: Offer, b: Offer): number {
  return a.rule.promotion.promotionId < b.rule.promotion.promotionId ? -1 : 1;
}
