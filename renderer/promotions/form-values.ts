import type { PromotionDraft } from '../../shared/contract/promotions.ts';
import type {
  Audience,
  Benefit,
  CouponType,
  PromotionKind,
  Scope,
} from '../../shared/domain/promotions/promotion.ts';
import type { Fen } from '../../shared/kernel/money.ts';
import { fromLocal, toLocal } from './local-time.ts';
import {
  amount,
  clock,
  limitFrom,
  minuteOf,
  percentText,
  rateFrom,
  whole,
  yuanText,
} from './typed-figures.ts';

export type Pair = { readonly sku: string; readonly quantity: string };
export type TierText = { readonly over: string; readonly off: string };
export type HoursText = { readonly from: string; readonly to: string };

/** What is typed into the form of a promotion: figures stay text until the rule is made of them. */
export type FormValues = Omit<PromotionDraft, 'benefit' | 'window' | 'quota'> & {
  readonly kind: PromotionKind;
  readonly from: string; // 2026-06-16T00:00, the shop's wall clock
  readonly to: string;
  readonly weekdays: readonly number[];
  readonly hours: readonly HoursText[];
  readonly quota: Readonly<Record<keyof PromotionDraft['quota'], string>>;
  // What the kinds need, each its own part of it.
  readonly isFixed: boolean; // a price, not so much off; an amount, not a rate; worth, not off
  readonly price: string;
  readonly off: string;
  readonly over: string;
  readonly cap: string;
  readonly rate: string; // per cent
  readonly count: string;
  readonly deposit: string;
  readonly isByUnits: boolean;
  readonly isEach: boolean;
  readonly rewardSkus: readonly string[];
  readonly tiers: readonly TierText[];
  readonly items: readonly Pair[];
  readonly coupon: CouponType;
  readonly claim: Extract<Benefit, { kind: 'coupon' }>['claim'];
};

const NO_SCOPE: Scope = {
  ...{ skus: [], brands: [], categories: [], tags: [] },
  exclude: { skus: [], brands: [], categories: [] },
};
const NO_AUDIENCE: Audience = {
  ...{ tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false },
};
const DAY_MS = 86_400_000;

/** An empty form of a kind: from tomorrow's midnight on, three days long. */
export function emptyValues(kind: PromotionKind, now: number): FormValues {
  const tomorrow = fromLocal(`${toLocal(now + DAY_MS).slice(0, 10)}T00:00`) ?? now;
  return {
    ...{ kind, name: '', campaign: '', layer: layerOf(kind, 'shop'), scope: NO_SCOPE },
    ...{ from: toLocal(tomorrow), to: toLocal(tomorrow + 3 * DAY_MS), weekdays: [], hours: [] },
    audience:
      kind === 'member_price'
        ? { ...NO_AUDIENCE, tiers: ['member', 'vip'], isCustomerNeeded: true }
        : NO_AUDIENCE,
    quota: { total: '', perDay: '', perCustomer: '', perSale: kind === 'flash_sale' ? '1' : '' },
    ...{
      basis: 'activity',
      isExclusive: kind === 'flash_sale',
      group: '',
      stacksWithCoupons: true,
    },
    ...{ priority: 0, isOptional: kind === 'coupon', funding: 'store' },
    ...{ isFixed: kind !== 'presale', price: '', off: '', over: '', cap: '', deposit: '' },
    rate: { percent: '95', nth_item: '50', threshold_percent: '10' }[kind as string] ?? '',
    count: { nth_item: '2', pick_n: '3', gift: '1', add_on: '1' }[kind as string] ?? '',
    ...{ isByUnits: false, isEach: false, rewardSkus: [], items: [] },
    tiers: [
      { over: '', off: '' },
      { over: '', off: '' },
    ],
    ...{ coupon: 'shop', claim: 'automatic' },
  };
}

/** The step of the pipeline a kind works at; a threshold may be the shop's or go across shops. */
export function layerOf(kind: PromotionKind, coupon: CouponType): FormValues['layer'] {
  if (kind === 'coupon') return coupon === 'platform' ? 6 : 4;
  if (kind.startsWith('threshold_')) return 3;
  return ['nth_item', 'pick_n', 'bundle', 'gift', 'add_on'].includes(kind) ? 2 : 1;
}

/** The rule that the form says. What is no figure counts as 0, which the check names beside its field. */
export function draftFrom(values: FormValues): PromotionDraft {
  const { kind, from, to, weekdays, hours, quota, coupon } = values;
  const benefit = benefitFrom(values);
  const isThreshold = kind.startsWith('threshold_');
  return {
    ...{ name: values.name.trim(), campaign: values.campaign.trim(), benefit },
    layer: isThreshold ? values.layer : layerOf(kind, coupon),
    scope: scopeFrom(values),
    window: {
      fromAt: fromLocal(from) ?? 0,
      toAt: fromLocal(to) ?? 0,
      weekdays: weekdays.toSorted((a, b) => a - b),
      hours: hours.map((one) => ({
        fromMinute: minuteOf(one.from, 0),
        toMinute: minuteOf(one.to, 1_440),
      })),
    },
    audience: values.audience,
    quota: {
      total: limitFrom(quota.total),
      perDay: limitFrom(quota.perDay),
      perCustomer: limitFrom(quota.perCustomer),
      perSale: limitFrom(quota.perSale),
    },
    ...{ basis: values.basis, isExclusive: values.isExclusive, group: values.group.trim() },
    ...{ stacksWithCoupons: values.stacksWithCoupons, priority: values.priority },
    ...{ isOptional: values.isOptional, funding: values.funding },
  };
}

/** The form of a rule that is there already. */
export function valuesFrom(draft: PromotionDraft): FormValues {
  const { benefit, window, quota, ...same } = draft;
  const limit = (value: number | null) => (value === null ? '' : String(value));
  return {
    ...emptyValues(benefit.kind, window.fromAt),
    ...same,
    ...{ from: toLocal(window.fromAt), to: toLocal(window.toAt), weekdays: window.weekdays },
    hours: window.hours.map(({ fromMinute, toMinute }) => ({
      from: clock(fromMinute),
      to: clock(toMinute),
    })),
    quota: {
      total: limit(quota.total),
      perDay: limit(quota.perDay),
      perCustomer: limit(quota.perCustomer),
      perSale: limit(quota.perSale),
    },
    ...textsOf(benefit),
  };
}

/** A set is about its own goods, so that nobody names them twice. */
function scopeFrom({ kind, scope, items }: FormValues): Scope {
  return kind === 'bundle' ? { ...NO_SCOPE, skus: items.map(({ sku }) => sku) } : scope;
}

function benefitFrom(values: FormValues): Benefit {
  const { kind, isFixed, coupon, claim, tiers, items, rewardSkus, isByUnits, isEach } = values;
  const priceFen = amount(values.price);
  const offFen = amount(values.off);
  const overFen = amount(values.over);
  const capFen = values.cap.trim() === '' ? null : amount(values.cap);
  const count = whole(values.count);
  const threshold = {
    overFen: isByUnits ? null : overFen,
    overUnits: isByUnits ? whole(values.over) : null,
    isEach,
  };
  const reward = { skus: rewardSkus, count };
  switch (kind) {
    case 'direct_price':
      return { kind, priceFen: isFixed ? priceFen : null, offFen: isFixed ? null : offFen };
    case 'percent':
      return { kind, payRate: rateFrom(values.rate) };
    case 'member_price':
    case 'flash_sale':
      return { kind, priceFen };
    case 'presale': {
      const depositFen = amount(values.deposit);
      return {
        kind,
        depositFen,
        worthFen: isFixed ? null : offFen,
        offFen: isFixed ? offFen : null,
      };
    }
    case 'nth_item':
      return { kind, n: count, offRate: rateFrom(values.rate) };
    case 'pick_n':
      return { kind, count, priceFen };
    case 'bundle':
      return {
        ...{ kind, priceFen },
        items: items.map(({ sku, quantity }) => ({ sku, quantity: whole(quantity) })),
      };
    case 'gift':
      return { kind, threshold, reward };
    case 'add_on':
      return { kind, threshold, reward, priceFen };
    case 'threshold_once':
      return { kind, overFen, offFen };
    case 'threshold_each':
      return { kind, perFen: overFen, offFen, capFen };
    case 'threshold_tiered':
      return {
        kind,
        tiers: tiers.map(({ over, off }) => ({ overFen: amount(over), offFen: amount(off) })),
      };
    case 'threshold_percent':
      return {
        ...{ kind, offRate: rateFrom(values.rate), capFen },
        threshold: { ...threshold, isEach: false },
      };
    case 'coupon':
      return {
        ...{ kind, coupon, claim, overFen },
        offFen: isFixed ? offFen : null,
        offRate: isFixed ? null : rateFrom(values.rate),
        capFen: isFixed ? null : capFen,
      };
  }
}

/** What a benefit puts into the fields of its kind. */
function textsOf(benefit: Benefit): Partial<FormValues> {
  switch (benefit.kind) {
    case 'direct_price':
      return {
        isFixed: benefit.priceFen !== null,
        ...{ price: yuanText(benefit.priceFen), off: yuanText(benefit.offFen) },
      };
    case 'percent':
      return { rate: percentText(benefit.payRate) };
    case 'member_price':
    case 'flash_sale':
      return { price: yuanText(benefit.priceFen) };
    case 'presale':
      return {
        isFixed: benefit.offFen !== null,
        ...{ deposit: yuanText(benefit.depositFen) },
        off: yuanText(benefit.offFen ?? benefit.worthFen),
      };
    case 'nth_item':
      return { count: String(benefit.n), rate: percentText(benefit.offRate) };
    case 'pick_n':
      return { count: String(benefit.count), price: yuanText(benefit.priceFen) };
    case 'bundle':
      return {
        items: benefit.items.map(({ sku, quantity }) => ({ sku, quantity: String(quantity) })),
        price: yuanText(benefit.priceFen),
      };
    case 'gift':
    case 'add_on':
      return {
        ...thresholdTexts(benefit.threshold),
        ...{ rewardSkus: benefit.reward.skus, count: String(benefit.reward.count) },
        price: benefit.kind === 'add_on' ? yuanText(benefit.priceFen) : '',
      };
    case 'threshold_once':
      return { over: yuanText(benefit.overFen), off: yuanText(benefit.offFen) };
    case 'threshold_each':
      return {
        ...{ over: yuanText(benefit.perFen), off: yuanText(benefit.offFen) },
        cap: yuanText(benefit.capFen),
      };
    case 'threshold_tiered':
      return {
        tiers: benefit.tiers.map(({ overFen, offFen }) => ({
          over: yuanText(overFen),
          off: yuanText(offFen),
        })),
      };
    case 'threshold_percent':
      return {
        ...thresholdTexts(benefit.threshold),
        ...{ rate: percentText(benefit.offRate), cap: yuanText(benefit.capFen) },
      };
    case 'coupon':
      return {
        ...{ coupon: benefit.coupon, claim: benefit.claim, over: yuanText(benefit.overFen) },
        ...{ isFixed: benefit.offFen !== null, off: yuanText(benefit.offFen) },
        rate: benefit.offRate === null ? '' : percentText(benefit.offRate),
        cap: yuanText(benefit.capFen),
      };
  }
}

function thresholdTexts(threshold: {
  readonly overFen: Fen | null;
  readonly overUnits: number | null;
  readonly isEach: boolean;
}): Partial<FormValues> {
  const { overFen, overUnits, isEach } = threshold;
  const over = overUnits === null ? yuanText(overFen) : String(overUnits);
  return { isByUnits: overUnits !== null, isEach, over };
}
