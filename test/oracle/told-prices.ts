import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import type { PromotionOutcome } from '../../shared/domain/promotions/promotion-cart.ts';
import { at, inPipelineOrder, isEligible, type OracleCart, unitsOf } from './rule-arithmetic.ts';

/** By unit, from the shares of an answer alone: after unit prices, after several units, and in the end. */
export type ToldPrices = {
  readonly unitPrices: readonly number[];
  readonly activity: readonly number[];
  readonly nets: readonly number[];
};

export function pricesIn({ lines }: PromotionOutcome): ToldPrices {
  const after = (layer: number) =>
    lines.flatMap(({ unitListFen, unitNets, shares }) =>
      unitNets.map((_, u) =>
        shares
          .filter(({ promotion }) => promotion.layer <= layer)
          .reduce<number>((left, { unitShares }) => left - at(unitShares, u), unitListFen),
      ),
    );
  return { unitPrices: after(1), activity: after(2), nets: after(6) };
}

/** What a threshold had before it as things were, units under what takes no coupons aside: `null` where shares do not tell. */
export function beforeIn(
  cart: OracleCart,
  outcome: PromotionOutcome,
  promotion: Promotion,
  withBarred = false,
): { readonly sum: number; readonly count: number } | null {
  const units = unitsOf(cart.lines);
  const taken = outcome.taken.map((one) => one.promotion);
  const has = (one: Promotion, u: number) => {
    const { line, place } = at(units, u);
    return shareOf(outcome, one, line, place) > 0;
  };
  // Units that something used without making them cheaper stand in no share.
  const isHidden = taken.some(
    (one) =>
      (one.layer === 2 && (one.isExclusive || !one.stacksWithCoupons)) ||
      (one.isExclusive &&
        [...units.keys()].some((u) => isEligible(one, at(units, u).of) && !has(one, u))),
  );
  if (isHidden) return null;
  const { unitPrices, activity } = pricesIn(outcome);
  const rewarded = promotion.layer === 2;
  const isHeld = (u: number) => taken.some((one) => one.isExclusive && has(one, u));
  const isBarred = (u: number) =>
    !withBarred &&
    promotion.benefit.kind === 'coupon' &&
    taken.some(
      (one) =>
        !one.stacksWithCoupons &&
        one.benefit.kind !== 'coupon' &&
        (one.layer > 2 ? isEligible(one, at(units, u).of) && !isHeld(u) : has(one, u)),
    );
  const own = [...units.keys()].filter((u) => {
    if (!isEligible(promotion, at(units, u).of)) return false;
    return promotion.isExclusive && !rewarded ? true : !isHeld(u) && !isBarred(u);
  });
  const order = inPipelineOrder([...taken, promotion]);
  const earlier = order.slice(0, order.indexOf(promotion)).filter(({ layer }) => layer > 2);
  const base = (u: number) => {
    if (rewarded) return at(unitPrices, u);
    if (promotion.isExclusive) return at(units, u).list;
    if (promotion.basis === 'activity') return at(activity, u);
    const { line, place } = at(units, u);
    return earlier.reduce(
      (left, one) => left - shareOf(outcome, one, line, place),
      at(activity, u),
    );
  };
  return { sum: own.reduce((sum, u) => sum + base(u), 0), count: own.length };
}

function shareOf(outcome: PromotionOutcome, promotion: Promotion, line: number, place: number) {
  const { shares } = at(outcome.lines, line);
  const found = shares.find((one) => one.promotion === promotion);
  return found ? at(found.unitShares, place - 1) : 0;
}
