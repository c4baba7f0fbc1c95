import type { AdjustmentView } from '../contract/cart.ts';
import type { Words } from './words.ts';

type PromotionKind = Exclude<
  AdjustmentView['kind'],
  'override' | 'line_discount' | 'cart_discount'
>;

/** What each kind of promotion is called, on the till and in reports, in Chinese. */
export const promotionKindsZh = {
  direct_price: '直降',
  percent: '打折',
  member_price: '会员价',
  flash_sale: '限时抢购',
  presale: '预售',
  nth_item: '第 N 件优惠',
  pick_n: 'N 件一口价',
  bundle: '套装价',
  gift: '赠品',
  add_on: '加价购',
  threshold_once: '满减',
  threshold_each: '每满减',
  threshold_tiered: '阶梯满减',
  threshold_percent: '满额打折',
  coupon: '优惠券',
} as const satisfies Record<PromotionKind, string>;

/** The same in English. */
export const promotionKindsEn: Words<typeof promotionKindsZh> = {
  direct_price: 'Special price',
  percent: 'Percent off',
  member_price: 'Member price',
  flash_sale: 'Flash sale',
  presale: 'Presale',
  nth_item: 'N-th item',
  pick_n: 'N for a price',
  bundle: 'Bundle',
  gift: 'Gift',
  add_on: 'Add-on price',
  threshold_once: 'Off over an amount',
  threshold_each: 'Off for every amount',
  threshold_tiered: 'Off by tiers',
  threshold_percent: 'Percent over an amount',
  coupon: 'Coupon',
};
