import type { Words } from './words.ts';

/** Promotions on the selling screen, in Chinese. */
export const dealsZh = {
  title: '优惠',
};

export const dealsEn: Words<typeof dealsZh> = {
  title: 'Savings',
};
