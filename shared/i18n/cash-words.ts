import type { Words } from './words.ts';

/** Cash that moves without a sale, and handovers, in Chinese. */
export const cashZh = {
  title: '收支',
} as const;

/** The same in English. */
export const cashEn: Words<typeof cashZh> = {
  title: 'Cash',
};
