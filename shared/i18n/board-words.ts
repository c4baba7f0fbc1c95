import type { Words } from './words.ts';

/** The board of a promotion day, in Chinese. */
export const boardZh = {
  title: '大促看板',
};

export const boardEn: Words<typeof boardZh> = {
  title: 'Promotion day',
};
