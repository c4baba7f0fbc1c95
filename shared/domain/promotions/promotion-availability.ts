import { SHANGHAI_OFFSET_MS } from '../../kernel/business-date.ts';
import type { Promotion, Window } from './promotion.ts';
import type { NotTakenReason, PromotionContext } from './promotion-cart.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** Why this cart cannot have the promotion whatever is in it; `null` when it can. The first reason that holds. */
export function unavailableBecause(
  promotion: Promotion,
  context: PromotionContext,
): NotTakenReason | null {
  const { audience, benefit, promotionId, window } = promotion;
  const outOfTime = outOfTimeBecause(window, context.at);
  if (outOfTime !== null) return outOfTime;
  if (isOutside(audience.storeIds, context.storeId)) return 'other_store';
  if (isOutside(audience.registerIds, context.registerId)) return 'other_register';
  if (needsCustomer(promotion) && !context.customer.isKnown) return 'customer_needed';
  if (isOutside(audience.tiers, context.customer.tier)) return 'tier_missing';
  if (benefit.kind === 'coupon' && benefit.claim !== 'automatic') {
    if (!context.shownCoupons.has(promotionId)) return 'coupon_not_shown';
  }
  if (benefit.kind === 'presale' && !((context.deposits.get(promotionId) ?? 0) > 0)) {
    return 'deposit_missing';
  }
  if (usesLeft(promotion, context) <= 0) return 'quota_used_up';
  if (promotion.isOptional && context.unticked.has(promotionId)) return 'unticked';
  return null;
}

/** Whether only a customer who is entered may have it: nobody else can be told apart, so a limit for each would hold for none. */
function needsCustomer({ audience, quota }: Pick<Promotion, 'audience' | 'quota'>): boolean {
  return audience.isCustomerNeeded || quota.perCustomer !== null;
}

/** Why a window is not open at `at` (epoch ms); `null` when it is. */
export function outOfTimeBecause(
  window: Window,
  at: number,
): 'not_started' | 'ended' | 'not_this_day' | 'not_this_hour' | null {
  if (at < window.fromAt) return 'not_started';
  if (at >= window.toAt) return 'ended';
  if (!isOnWeekday(window, at)) return 'not_this_day';
  if (!isInHours(window, at)) return 'not_this_hour';
  return null;
}

/** How often one cart may have it, in units, sets or sales as its kind counts; `Infinity` without a limit. */
export function usesLeft(promotion: Promotion, context: PromotionContext): number {
  const limits = [
    context.quotaLeft.get(promotion.promotionId) ?? Number.POSITIVE_INFINITY,
    promotion.quota.perSale ?? Number.POSITIVE_INFINITY,
  ];
  if (promotion.benefit.kind === 'presale') {
    limits.push(context.deposits.get(promotion.promotionId) ?? 0);
  }
  return Math.min(...limits);
}

/** Whether anything limits how often it may be had; where nothing does, a unit price simply is the price. */
export function isLimited(promotion: Promotion, context: PromotionContext): boolean {
  const { total, perDay, perCustomer, perSale } = promotion.quota;
  return (
    total !== null ||
    perDay !== null ||
    perCustomer !== null ||
    perSale !== null ||
    context.quotaLeft.has(promotion.promotionId)
  );
}

function isOnWeekday(window: Window, at: number): boolean {
  if (window.weekdays.length === 0) return true;
  const day = new Date(at + SHANGHAI_OFFSET_MS).getUTCDay();
  return window.weekdays.includes(day === 0 ? 7 : day);
}

function isInHours(window: Window, at: number): boolean {
  if (window.hours.length === 0) return true;
  const minute = Math.floor((at + SHANGHAI_OFFSET_MS) / MINUTE_MS) % DAY_MINUTES;
  return window.hours.some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute);
}

function isOutside(allowed: readonly string[], value: string): boolean {
  return allowed.length > 0 && !allowed.includes(value);
}
