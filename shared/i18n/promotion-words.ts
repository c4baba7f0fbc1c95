import type { Words } from './words.ts';

/** Writing, trying and scheduling promotions, in Chinese. */
export const promotionsZh = {
  title: '促销',
};

export const promotionsEn: Words<typeof promotionsZh> = {
  title: 'Promotions',
};
