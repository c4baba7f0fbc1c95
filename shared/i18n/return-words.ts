import type { Words } from './words.ts';

/** Returns and what somebody in training sees, in Chinese. */
export const returnsZh = {
  title: '退货',
} as const;

/** The same in English. */
export const returnsEn: Words<typeof returnsZh> = {
  title: 'Returns',
};
