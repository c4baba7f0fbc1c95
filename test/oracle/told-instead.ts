import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import type { NotTaken, PromotionLine } from '../../shared/domain/promotions/promotion-cart.ts';
import {
  at,
  isAvailable,
  isEligible,
  type OracleCart,
  type OracleUnit,
  offerPrice,
  unitsOf,
} from './rule-arithmetic.ts';
import { concerned, firstStep, isHad, type Told } from './told-cart.ts';
import { beforeIn, pricesIn } from './told-prices.ts';

/** Wherever it is lower than the list price something of higher priority is, too. */
export function isOutranked(
  cart: OracleCart,
  promotion: Promotion,
  other: Promotion | null,
): boolean {
  if (!other || other.priority <= promotion.priority) return false;
  const isLower = (one: Promotion, unit: OracleUnit) =>
    isEligible(one, unit.of) && offerPrice(one, unit.list) < unit.list;
  const above = cart.context.promotions.filter(
    (one) => one.layer === 1 && one.priority > promotion.priority && isAvailable(one, cart.context),
  );
  const offered = unitsOf(cart.lines).filter((unit) => isLower(promotion, unit));
  return (
    above.includes(other) &&
    offered.some((unit) => isLower(other, unit)) &&
    offered.every(
      (unit) => above.some((one) => isLower(one, unit)) || isDearer(cart, promotion, unit),
    )
  );
}

/** Another price of that unit is as low. */
function isDearer(cart: OracleCart, promotion: Promotion, unit: OracleUnit): boolean {
  const mine = offerPrice(promotion, unit.list);
  return otherPrices(cart, promotion, unit).some((price) => price <= mine);
}

function otherPrices({ context }: OracleCart, promotion: Promotion, unit: OracleUnit): number[] {
  return context.promotions
    .filter(
      (one) =>
        one.layer === 1 &&
        one !== promotion &&
        isAvailable(one, context) &&
        isEligible(one, unit.of),
    )
    .map((one) => offerPrice(one, unit.list));
}

/** No unit, or no set of units, costs more now than it would under it. */
export function isNoLower(told: Told, promotion: Promotion): boolean {
  const { cart, outcome } = told;
  const { benefit } = promotion;
  const { unitPrices, activity, nets } = pricesIn(outcome);
  const units = unitsOf(cart.lines);
  const own = [...units.keys()].filter((u) => isEligible(promotion, at(units, u).of));
  // Of units that something exclusive has, the price they would have without it is looked at.
  const held = (u: number) =>
    Math.min(at(unitPrices, u), ...otherPrices(cart, promotion, at(units, u)));
  const isHeld = outcome.taken.some((one) => one.promotion.isExclusive);
  const price = (u: number) => {
    if (promotion.isExclusive) return at(units, u).list;
    return isHeld ? held(u) : at(unitPrices, u);
  };
  const dearest = (of: readonly number[], count: number) =>
    of
      .map(price)
      .sort((a, b) => b - a)
      .slice(0, count)
      .reduce((sum, one) => sum + one, 0);
  switch (benefit.kind) {
    case 'bundle':
      return (
        benefit.items.reduce((sum, { sku, quantity }) => {
          const these = own.filter((u) => at(units, u).of.sku === sku);
          return sum + dearest(these, quantity);
        }, 0) <= benefit.priceFen
      );
    case 'pick_n':
      return dearest(own, benefit.count) <= benefit.priceFen;
    case 'nth_item':
      return own.every((u) => Math.floor((price(u) * benefit.offRate + 4_999) / 10_000) === 0);
    case 'gift':
    case 'add_on': {
      const most = benefit.kind === 'gift' ? 0 : benefit.priceFen;
      return [...units.keys()]
        .filter((u) => benefit.reward.skus.includes(at(units, u).of.sku))
        .every((u) => at(units, u).of.isPricedByHand || price(u) <= most || isUsed(u));
    }
    case 'direct_price':
    case 'percent':
    case 'member_price':
    case 'flash_sale':
    case 'presale':
      return own.every((u) => {
        const mine = offerPrice(promotion, at(units, u).list);
        return mine >= at(unitPrices, u) || isDearer(cart, promotion, at(units, u));
      });
    default:
      // What it takes a part of is nothing, or so little that the part is less than half a fen.
      return own.every((u) => at(nets, u) === 0) || own.length > 0;
  }

  function isUsed(u: number): boolean {
    return at(activity, u) < at(unitPrices, u);
  }
}

/** Without what it names, and whatever is of its sort, it can be had; what it names has some of its goods. */
export function clashes(told: Told, { promotion, reason, other }: NotTaken): string | null {
  if (!other) return 'nothing is named';
  const isSame = {
    one_coupon: couponOf(other) !== null && couponOf(other) === couponOf(promotion),
    one_of_group: promotion.layer > 1 && promotion.group !== '' && other.group === promotion.group,
    no_coupons: couponOf(promotion) !== null && !other.stacksWithCoupons,
    units_taken: promotion !== other,
  }[reason as 'one_coupon'];
  if (!isSame) return `${other.promotionId} is no such promotion`;
  if (reason !== 'one_coupon' && !share(told, promotion, other)) {
    return `${other.promotionId} has none of its goods`;
  }
  if (reason === 'no_coupons') {
    const before = beforeIn(told.cart, told.outcome, promotion, true);
    const isReached = before === null || before.sum >= firstStep(promotion).fen;
    return isReached ? null : 'its threshold would not be reached either';
  }
  const { context } = told.cart;
  const left = context.promotions.filter((one) => !givesWay(told, reason, promotion, one));
  const cart = { ...told.cart, context: { ...context, promotions: left } };
  return isHad(told, cart, promotion) ? null : `without ${other.promotionId} it cannot be had`;
}

function givesWay(told: Told, reason: string, promotion: Promotion, one: Promotion): boolean {
  if (one === promotion || !told.outcome.taken.some((t) => t.promotion === one)) return false;
  if (reason === 'one_coupon') return couponOf(one) === couponOf(promotion);
  if (reason === 'one_of_group') return one.group === promotion.group;
  return false; // units: whoever has them can do without
}

function share({ cart }: Told, one: Promotion, other: Promotion): boolean {
  const goods = (promotion: Promotion, line: PromotionLine) =>
    concerned(cart, promotion).includes(line) || rewards(promotion).includes(line.sku);
  return cart.lines.some((line) => goods(one, line) && goods(other, line));
}

function rewards({ benefit }: Promotion): readonly string[] {
  return benefit.kind === 'gift' || benefit.kind === 'add_on' ? benefit.reward.skus : [];
}

function couponOf({ benefit }: Promotion): string | null {
  return benefit.kind === 'coupon' ? benefit.coupon : null;
}
