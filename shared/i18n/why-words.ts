import type { NearMissView, PromotionView } from '../contract/cart.ts';
import { fillSentence, type Params } from './fill-sentence.ts';
import type { Language } from './refusals.ts';
import type { Words } from './words.ts';

type Reason = NonNullable<PromotionView['reason']>;

/** Why a promotion was taken or not, in Chinese. */
export const whyZh = {
  title: '为什么',
  not_started: '还没开始。',
  ended: '已经结束。',
  not_this_day: '今天不是活动日。',
  not_this_hour: '现在不在活动时段。',
  other_store: '本店不参加。',
  other_register: '这台收银机不参加。',
  customer_needed: '要先登记顾客。',
  tier_missing: '只给规定的会员等级。',
  coupon_not_shown: '要出示券或报口令。',
  deposit_missing: '要先付过定金。',
  quota_used_up: '名额已经用完（总量、当天或每人的限量）。',
  unticked: '已按要求不用。',
  nothing_in_scope: '没有参加活动的商品。',
  priced_by_hand: '已改价的商品不再参加活动。',
  whole_units_only: '只算整件、整米，零头不参加。',
  threshold_missing_fen: '还差 {{missingFen}} 才到门槛。',
  threshold_missing_units: '还差 {{missingUnits}} 件才到门槛。',
  threshold_missing: '没到门槛。',
  set_incomplete: '没凑齐一套。',
  set_incomplete_units: '还差 {{missingUnits}} 件才凑齐一套。',
  reward_missing: '赠品或换购商品还没加进来。',
  outranked: '有优先级更高的价格。',
  outranked_by: '优先用了“{{other}}”。',
  not_lower: '不比现在的价格低。',
  one_of_group: '同组只能用一个，已用另一个。',
  one_of_group_by: '同组只能用一个，已用“{{other}}”。',
  one_coupon: '同类券一单只能用一张，已用另一张。',
  one_coupon_by: '同类券一单只能用一张，已用“{{other}}”。',
  no_coupons: '这些商品不能用券。',
  no_coupons_by: '用了“{{other}}”的商品不能再用券。',
  units_taken: '商品已用在别的优惠里。',
  units_taken_by: '商品已用在“{{other}}”里。',
  not_best: '用别的搭配，一样省或更省。',
  not_in_choice: '这一单用了别的搭配。',
  pin_impossible: '指定了它，但规则不允许，没有用上。',
  nearFen: '再买 {{missingFen}}，可再减 {{givesFen}}。',
  nearUnits: '再买 {{missingUnits}} 件，可再减 {{givesFen}}。',
  taken: '已减 {{amountFen}}。',
  forfeited: '已减 {{amountFen}}，另有 {{forfeitedFen}} 因商品已减到零而作废。',
};

export const whyEn: Words<typeof whyZh> = {
  title: 'Why',
  not_started: 'It has not started yet.',
  ended: 'It is over.',
  not_this_day: 'It does not run on this day.',
  not_this_hour: 'It does not run at this hour.',
  other_store: 'This store does not take part.',
  other_register: 'This register does not take part.',
  customer_needed: 'The customer must be entered first.',
  tier_missing: 'It is for customers of another tier.',
  coupon_not_shown: 'The coupon or its code must be shown.',
  deposit_missing: 'A deposit must have been paid.',
  quota_used_up: 'A limit is reached: in all, of the day, or of the customer.',
  unticked: 'It was left out by hand.',
  nothing_in_scope: 'No good in the cart takes part.',
  priced_by_hand: 'Goods with a price set by hand take part in nothing.',
  whole_units_only: 'It counts whole pieces or metres; a part of one is not in it.',
  threshold_missing_fen: '{{missingFen}} is missing to its threshold.',
  threshold_missing_units: '{{missingUnits}} more are needed for its threshold.',
  threshold_missing: 'Its threshold is not reached.',
  set_incomplete: 'The set is not complete.',
  set_incomplete_units: '{{missingUnits}} more are needed for a set.',
  reward_missing: 'What it gives is not in the cart yet.',
  outranked: 'A price of higher priority holds.',
  outranked_by: '“{{other}}” goes first.',
  not_lower: 'It is not lower than the price now.',
  one_of_group: 'Only one of its group may be had; another was taken.',
  one_of_group_by: 'Only one of its group may be had; “{{other}}” was taken.',
  one_coupon: 'One coupon of a type an order; another was taken.',
  one_coupon_by: 'One coupon of a type an order; “{{other}}” was taken.',
  no_coupons: 'These goods take no coupons.',
  no_coupons_by: 'Goods under “{{other}}” take no coupons.',
  units_taken: 'The goods are used by another promotion.',
  units_taken_by: 'The goods are used by “{{other}}”.',
  not_best: 'Another combination saves as much or more.',
  not_in_choice: 'Another combination was taken.',
  pin_impossible: 'It was insisted on, but the rules do not let it be had.',
  nearFen: '{{missingFen}} more gives another {{givesFen}} off.',
  nearUnits: '{{missingUnits}} more gives another {{givesFen}} off.',
  taken: '{{amountFen}} taken off.',
  forfeited: '{{amountFen}} taken off; {{forfeitedFen}} more was lost because nothing was left.',
};

/** A sentence that says why a promotion was not taken, or what it took off. */
export function whySentence(
  view: Pick<
    PromotionView,
    'reason' | 'missingFen' | 'missingUnits' | 'otherName' | 'amountFen' | 'forfeitedFen'
  >,
  language: Language,
): string {
  const params: Params = {
    other: view.otherName,
    amountFen: view.amountFen,
    forfeitedFen: view.forfeitedFen,
    ...(view.missingFen === null ? {} : { missingFen: view.missingFen }),
    ...(view.missingUnits === null ? {} : { missingUnits: view.missingUnits }),
  };
  return said(view.reason === null ? takenKey(view) : keyOf(view.reason, view), params, language);
}

/** What would have to be added, and what the whole cart would save by it. */
export function nearMissSentence(
  miss: Pick<NearMissView, 'missingFen' | 'missingUnits' | 'givesFen'>,
  language: Language,
): string {
  const { missingFen, missingUnits, givesFen } = miss;
  return missingFen === null
    ? said('nearUnits', { missingUnits: missingUnits ?? 0, givesFen }, language)
    : said('nearFen', { missingFen, givesFen }, language);
}

function said(key: keyof typeof whyZh, params: Params, language: Language): string {
  return fillSentence((language === 'en' ? whyEn : whyZh)[key], params);
}

function takenKey({ forfeitedFen }: Pick<PromotionView, 'forfeitedFen'>): keyof typeof whyZh {
  return forfeitedFen > 0 ? 'forfeited' : 'taken';
}

/** A reason says more where the view knows more: what is missing, or what was better. */
function keyOf(
  reason: Reason,
  view: Pick<PromotionView, 'missingFen' | 'missingUnits' | 'otherName'>,
): keyof typeof whyZh {
  if (reason === 'threshold_missing') {
    if (view.missingFen !== null) return 'threshold_missing_fen';
    return view.missingUnits === null ? 'threshold_missing' : 'threshold_missing_units';
  }
  if (reason === 'set_incomplete') {
    return view.missingUnits === null ? 'set_incomplete' : 'set_incomplete_units';
  }
  if (view.otherName === '') return reason;
  switch (reason) {
    case 'outranked':
    case 'one_of_group':
    case 'one_coupon':
    case 'no_coupons':
    case 'units_taken':
      return `${reason}_by`;
    default:
      return reason;
  }
}
