import type { Words } from './words.ts';

/** The health page, in Chinese. */
export const healthZh = {
  title: '体检',
} as const;

/** The same in English. */
export const healthEn: Words<typeof healthZh> = {
  title: 'Health',
};
