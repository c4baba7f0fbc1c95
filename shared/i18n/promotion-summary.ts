import type { PromotionDraft } from '../contract/promotions.ts';
import { benefitWords, type TitleOf } from './benefit-words.ts';
import { clockWords, endParts, MONTHS_EN, momentParts } from './moment-words.ts';
import type { Language } from './refusals.ts';

/** What one part of a summary is about. */
export type SummaryPart =
  | 'benefit'
  | 'times'
  | 'scope'
  | 'time'
  | 'audience'
  | 'limits'
  | 'stacking'
  | 'basis'
  | 'choice'
  | 'funding';

/**
 * A promotion in one line as a price card says it: what it gives, how often, who pays for it.
 * `满3000减300，每单一次，品牌出资`.
 */
export function promotionSummary(
  promotion: PromotionDraft,
  language: Language,
  titleOf: TitleOf = (sku) => sku,
): string {
  const short: readonly SummaryPart[] = ['benefit', 'times', 'funding'];
  return promotionParts(promotion, language, titleOf)
    .filter(({ about }) => short.includes(about))
    .map(({ text }) => text)
    .join(language === 'en' ? ', ' : '，');
}

/** Everything a promotion says, part by part in plain words; parts that say nothing are left out. */
export function promotionParts(
  promotion: PromotionDraft,
  language: Language,
  titleOf: TitleOf = (sku) => sku,
): readonly { readonly about: SummaryPart; readonly text: string }[] {
  const isEn = language === 'en';
  const parts: Readonly<Record<SummaryPart, string>> = {
    benefit: benefitWords(promotion.benefit, language, titleOf),
    times: timesWords(promotion, isEn),
    scope: scopeWords(promotion, isEn, titleOf),
    time: windowWords(promotion.window, isEn),
    audience: audienceWords(promotion, isEn),
    limits: limitWords(promotion, isEn),
    stacking: stackingWords(promotion, isEn),
    basis: basisWords(promotion, isEn),
    choice: choiceWords(promotion, isEn),
    funding: (isEn ? FUNDING_EN : FUNDING_ZH)[promotion.funding],
  };
  return (Object.keys(parts) as SummaryPart[])
    .map((about) => ({ about, text: parts[about] }))
    .filter(({ text }) => text !== '');
}

const FUNDING_ZH = {
  store: '门店出资',
  brand: '品牌出资',
  platform: '平台出资',
  government: '政府出资',
} as const;
const FUNDING_EN = {
  store: 'paid by the store',
  brand: 'paid by the brand',
  platform: 'paid by the platform',
  government: 'paid by the government',
} as const;

function timesWords({ benefit }: PromotionDraft, isEn: boolean): string {
  switch (benefit.kind) {
    case 'threshold_once':
    case 'threshold_tiered':
    case 'threshold_percent':
    case 'coupon':
      return isEn ? 'once an order' : '每单一次';
    case 'threshold_each':
      if (benefit.capFen !== null) return '';
      return isEn ? 'without a limit' : '上不封顶';
    case 'gift':
    case 'add_on':
      if (benefit.threshold.isEach) return isEn ? 'again for every time' : '可累计';
      return isEn ? 'once an order' : '每单一次';
    case 'nth_item':
      return isEn ? 'the cheapest first' : '从低价的算起';
    default:
      return '';
  }
}

function scopeWords(promotion: PromotionDraft, isEn: boolean, titleOf: TitleOf): string {
  const { benefit, scope } = promotion;
  if (benefit.kind === 'bundle') return '';
  const { skus, brands, categories, tags, exclude } = scope;
  const lists = [brands, categories, tags].filter((list) => list.length > 0);
  const comma = isEn ? ', ' : '、';
  const byList = lists.map((list) => list.join(comma)).join(isEn ? ' · ' : '的');
  const bySku = skuWords(skus, isEn, titleOf);
  const all = isEn ? 'all goods' : '全场商品';
  const both = [byList, bySku].filter((words) => words !== '').join(isEn ? ', and ' : '，另加');
  const out = [
    ...exclude.brands,
    ...exclude.categories,
    ...(exclude.skus.length > 0 ? [skuWords(exclude.skus, isEn, titleOf)] : []),
  ].join(comma);
  const but = out === '' ? '' : isEn ? `, except ${out}` : `，不含${out}`;
  return `${both === '' ? all : both}${but}`;
}

/** Up to two goods by their title; more are counted. */
function skuWords(skus: readonly string[], isEn: boolean, titleOf: TitleOf): string {
  if (skus.length <= 2) return skus.map(titleOf).join(isEn ? ', ' : '、');
  return isEn ? `${skus.length} chosen goods` : `指定${skus.length}款商品`;
}

/** `2026年6月16日 00:00 至 6月18日 24:00，每周六、日，10:00–12:00`, on the clock of Shanghai. */
function windowWords(window: PromotionDraft['window'], isEn: boolean): string {
  const { fromAt, toAt, weekdays, hours } = window;
  const from = momentParts(fromAt);
  const to = endParts(toAt);
  const parts = isEn
    ? [
        `${from.day} ${MONTHS_EN[from.month - 1]} ${from.year} ${from.time} to ${to.day} ${MONTHS_EN[to.month - 1]} ${to.year} ${to.time}`,
      ]
    : [
        `${from.year}年${from.month}月${from.day}日 ${from.time} 至 ${
          to.year === from.year ? '' : `${to.year}年`
        }${to.month}月${to.day}日 ${to.time}`,
      ];
  if (weekdays.length > 0 && weekdays.length < 7) {
    const names = weekdays.toSorted((a, b) => a - b).map((day) => day - 1);
    parts.push(
      isEn
        ? `on ${names.map((n) => DAYS_EN[n]).join(', ')}`
        : `每周${names.map((n) => DAYS_ZH[n]).join('、')}`,
    );
  }
  if (hours.length > 0) {
    parts.push(
      hours
        .map((h) => `${clockWords(h.fromMinute)}–${clockWords(h.toMinute)}`)
        .join(isEn ? ', ' : '、'),
    );
  }
  return parts.join(isEn ? ', ' : '，');
}

const DAYS_ZH = ['一', '二', '三', '四', '五', '六', '日'];
const DAYS_EN = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function audienceWords(promotion: PromotionDraft, isEn: boolean): string {
  const { tiers, storeIds, registerIds } = promotion.audience;
  const isNeeded = promotion.audience.isCustomerNeeded || promotion.quota.perCustomer !== null;
  const names = isEn
    ? { none: 'customers without a card', member: 'members', vip: 'VIPs' }
    : { none: '普通顾客', member: '会员', vip: 'VIP' };
  const parts: string[] = [];
  if (tiers.length > 0) {
    const who = tiers.map((tier) => names[tier]).join(isEn ? ' and ' : '、');
    parts.push(isEn ? `for ${who} only` : `仅限${who}`);
  }
  if (isNeeded) parts.push(isEn ? 'customer must be entered' : '要登记顾客');
  if (storeIds.length > 0) {
    parts.push(isEn ? `in store ${storeIds.join(', ')}` : `限门店 ${storeIds.join('、')}`);
  }
  if (registerIds.length > 0) {
    parts.push(
      isEn ? `at register ${registerIds.join(', ')}` : `限收银台 ${registerIds.join('、')}`,
    );
  }
  return parts.join(isEn ? ', ' : '，');
}

function limitWords({ quota, benefit }: PromotionDraft, isEn: boolean): string {
  const parts = (
    [
      [quota.total, '共', 'in all'],
      [quota.perDay, '每天', 'a day'],
      [quota.perCustomer, '每人', 'a customer'],
      [quota.perSale, '每单', 'an order'],
    ] as const
  )
    .filter(([limit]) => limit !== null)
    .map(([limit, zh, en]) => {
      const what = countedIn(benefit.kind, isEn, limit === 1);
      return isEn ? `${limit} ${what} ${en}` : `${zh}限${limit}${what}`;
    });
  return parts.join(isEn ? ', ' : '，');
}

/** Units for prices of units, sets for sets, sales for what is had once an order. */
function countedIn(kind: PromotionDraft['benefit']['kind'], isEn: boolean, isOne: boolean): string {
  const s = isOne ? '' : 's';
  if (kind === 'bundle' || kind === 'pick_n') return isEn ? `set${s}` : '套';
  if (kind === 'coupon' || kind.startsWith('threshold_')) return isEn ? `order${s}` : '单';
  return isEn ? `unit${s}` : '件';
}

function stackingWords(promotion: PromotionDraft, isEn: boolean): string {
  const { isExclusive, stacksWithCoupons, group } = promotion;
  if (isExclusive) return isEn ? 'with nothing else' : '不与其他优惠同享';
  const parts: string[] = [];
  if (!stacksWithCoupons) parts.push(isEn ? 'takes no coupons' : '不能再用券');
  if (group !== '') {
    parts.push(isEn ? `one of the group “${group}”` : `与“${group}”组里的其他优惠只能选一个`);
  }
  return parts.join(isEn ? ', ' : '，');
}

/** What the threshold is measured on; only what has one looks at it. */
function basisWords({ benefit, basis }: PromotionDraft, isEn: boolean): string {
  if (benefit.kind !== 'coupon' && !benefit.kind.startsWith('threshold_')) return '';
  if (basis === 'activity') {
    return isEn ? 'threshold measured on the activity price' : '按活动价计算门槛';
  }
  return isEn ? 'threshold measured on what coupons leave' : '按券后价计算门槛';
}

function choiceWords({ isOptional, benefit }: PromotionDraft, isEn: boolean): string {
  const parts: string[] = [];
  if (benefit.kind === 'coupon' && benefit.claim !== 'automatic') {
    const isShared = benefit.claim === 'shared_code';
    if (isEn) parts.push(isShared ? 'with the shared code' : 'with a code of one’s own');
    else parts.push(isShared ? '报口令可用' : '凭券码，一码一次');
  }
  if (isOptional) parts.push(isEn ? 'the cashier may leave it out' : '收银员可以不用');
  return parts.join(isEn ? ', ' : '，');
}
