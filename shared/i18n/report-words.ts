import type { Words } from './words.ts';

/** Reports that people look at, in Chinese. */
export const reportsZh = {
  title: '报表',
} as const;

/** The same in English. */
export const reportsEn: Words<typeof reportsZh> = {
  title: 'Reports',
};
