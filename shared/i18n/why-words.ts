import type { Words } from './words.ts';

/** Why a promotion was taken or not, in Chinese. */
export const whyZh = {
  title: '为什么',
};

export const whyEn: Words<typeof whyZh> = {
  title: 'Why',
};
