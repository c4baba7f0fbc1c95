import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import type { NotTaken, PromotionLine } from '../../shared/domain/promotions/promotion-cart.ts';
import { fen } from '../../shared/kernel/money.ts';
import { isAvailable, isEligible, type OracleCart, unitsOf } from './rule-arithmetic.ts';
import { concerned, firstStep, isHad, type Told } from './told-cart.ts';
import { clashes, isNoLower, isOutranked } from './told-instead.ts';
import { beforeIn } from './told-prices.ts';

/** What is not true of the reason that was given; `null` where all of it is. */
export function untrueReason(told: Told, not: NotTaken): string | null {
  const wrong = isTrue(told, not);
  return wrong === null ? null : `${not.promotion.promotionId} ${not.reason}: ${wrong}`;
}

function isTrue(told: Told, not: NotTaken): string | null {
  const { cart } = told;
  const { promotion, reason } = not;
  const { window, audience, benefit, promotionId: id } = promotion;
  const { context } = cart;
  const inWindow = window.fromAt <= context.at && context.at < window.toAt;
  const isSo: Partial<Record<NotTaken['reason'], boolean>> = {
    not_started: context.at < window.fromAt,
    ended: context.at >= window.toAt,
    not_this_day: inWindow && window.weekdays.length > 0,
    not_this_hour: inWindow && window.hours.length > 0,
    other_store: !audience.storeIds.includes(context.storeId) && audience.storeIds.length > 0,
    other_register:
      !audience.registerIds.includes(context.registerId) && audience.registerIds.length > 0,
    customer_needed: !context.customer.isKnown,
    tier_missing: !audience.tiers.includes(context.customer.tier) && audience.tiers.length > 0,
    coupon_not_shown: benefit.kind === 'coupon' && !context.shownCoupons.has(id),
    deposit_missing: benefit.kind === 'presale' && !((context.deposits.get(id) ?? 0) > 0),
    quota_used_up: context.quotaLeft.get(id) === 0,
    unticked: promotion.isOptional && context.unticked.has(id),
  };
  const said = isSo[reason];
  if (said !== undefined) {
    if (!said) return 'is not so';
    return isAvailable(promotion, context) ? 'it can be had' : null;
  }
  if (reason === 'nothing_in_scope') {
    return concerned(cart, promotion).length === 0 ? null : 'some goods are for it';
  }
  if (!isAvailable(promotion, context)) return 'it cannot be had at all';
  return ofGoods(told, not);
}

function ofGoods(told: Told, not: NotTaken): string | null {
  const { cart, outcome } = told;
  const { promotion, reason, other } = not;
  if (other && !outcome.taken.some((one) => one.promotion === other) && reason !== 'outranked') {
    return 'what it names was not taken';
  }
  switch (reason) {
    case 'priced_by_hand':
      return isAllByHand(cart, promotion) ? null : 'some goods are not priced by hand';
    case 'threshold_missing':
      return thresholdIsMissing(told, not);
    case 'set_incomplete':
      return not.missingUnits === lacking(cart, promotion) ? null : 'another number is missing';
    case 'reward_missing':
      return rewardIsMissing(told, promotion);
    case 'outranked':
      return isOutranked(cart, promotion, other) ? null : 'nothing of higher priority is lower';
    case 'not_lower':
      return isNoLower(told, promotion) ? null : 'it is lower';
    case 'one_coupon':
    case 'one_of_group':
    case 'no_coupons':
    case 'units_taken':
      return clashes(told, not);
    case 'not_best':
    case 'not_in_choice':
      return isHad(told, cart, promotion) ? null : 'the rules do not let it be had at all';
    default: // pin_impossible
      return cart.context.pinned.has(promotion.promotionId) ? null : 'nobody insisted on it';
  }
}

/** All that it counts, or all that it would give. */
function isAllByHand(cart: OracleCart, promotion: Promotion): boolean {
  const { benefit } = promotion;
  const isReward = benefit.kind === 'gift' || benefit.kind === 'add_on';
  const rewards = isReward ? cart.lines.filter(({ sku }) => benefit.reward.skus.includes(sku)) : [];
  return [concerned(cart, promotion), rewards].some(
    (lines) => lines.length > 0 && lines.every(({ isPricedByHand }) => isPricedByHand),
  );
}

function thresholdIsMissing(told: Told, { promotion, missingFen, missingUnits }: NotTaken) {
  const before = beforeIn(told.cart, told.outcome, promotion);
  if (before === null) return (missingFen ?? missingUnits ?? 0) > 0 ? null : 'nothing is missing';
  const step = firstStep(promotion);
  const [has, missing] =
    step.units === null ? [before.sum, missingFen] : [before.count, missingUnits];
  const over = step.units ?? step.fen;
  if (missing === null || missing <= 0) return `${missing} is missing`;
  return has + missing === over ? null : `has ${has} of ${over}, and not ${missing} less`;
}

function lacking(cart: OracleCart, promotion: Promotion): number {
  const { benefit } = promotion;
  const units = unitsOf(cart.lines).filter(({ of }) => isEligible(promotion, of));
  if (benefit.kind === 'nth_item') return benefit.n - units.length;
  if (benefit.kind === 'pick_n') return benefit.count - units.length;
  if (benefit.kind !== 'bundle') return -1;
  const missing = benefit.items.map(
    ({ sku, quantity }) => quantity - units.filter(({ of }) => of.sku === sku).length,
  );
  return missing.reduce((sum, count) => sum + Math.max(0, count), 0);
}

/** Its threshold is reached, and with nothing in its way more of its goods in the cart are had. */
function rewardIsMissing(told: Told, promotion: Promotion): string | null {
  const { benefit } = promotion;
  if (benefit.kind !== 'gift' && benefit.kind !== 'add_on') return 'it gives no goods';
  const before = beforeIn(told.cart, told.outcome, promotion);
  const { overFen, overUnits } = benefit.threshold;
  if (before && before.sum < (overFen ?? 0)) return 'its threshold is not reached';
  if (before && before.count < (overUnits ?? 0)) return 'its threshold is not reached';
  const { skus, count } = benefit.reward;
  const known = told.cart.lines.find(({ sku }) => skus.includes(sku));
  const more: PromotionLine = {
    ...{ sku: skus[0] ?? '', kind: 'goods', brand: 'none', category: 'none', tags: [] },
    ...known,
    ...{ lineId: 'more', unitCount: count, isPricedByHand: false, unitListFen: fen(9_999) },
  };
  const context = { ...told.cart.context, promotions: [promotion] };
  const cart = { context, lines: [...told.cart.lines, more] };
  return isHad(told, cart, promotion) ? null : 'its goods in the cart it still cannot be had';
}
