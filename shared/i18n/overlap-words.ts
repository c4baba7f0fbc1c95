import type { OverlapView } from '../contract/promotions.ts';

/** What happens where two promotions could both be had, in both languages. */
export const OVERLAP_WORDS: Readonly<
  Record<OverlapView['kind'], { readonly zh: string; readonly en: string }>
> = {
  lower_price: {
    zh: '单价不叠加，哪个低按哪个',
    en: 'Only the lower unit price applies',
  },
  higher_priority: {
    zh: '单价不叠加，按优先级高的，不管高低',
    en: 'Only the unit price of higher priority applies, lower or not',
  },
  one_set: {
    zh: '一件商品只用在其中一个，系统选整单更省的',
    en: 'A unit is used by one of them, whichever saves the cart more',
  },
  one_of_group: {
    zh: '同组只能用一个，系统选整单更省的',
    en: 'One of a group, whichever saves the cart more',
  },
  one_coupon: {
    zh: '同类券一单只能用一张，系统选更省的',
    en: 'One coupon of a type an order, whichever saves more',
  },
  exclusive: {
    zh: '有一个不与其他同享，一件商品只能用其中一个',
    en: 'One of them is exclusive: a unit takes one or the other',
  },
  no_coupons: {
    zh: '用了其中一个的商品不能再用券',
    en: 'Goods that take the one take no coupon',
  },
  stacks: { zh: '可以叠加', en: 'Both apply' },
};
