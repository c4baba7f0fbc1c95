import type { Words } from './words.ts';

/** Price tags and shelf labels, in Chinese. */
export const labelsZh = {
  title: '价签',
};

export const labelsEn: Words<typeof labelsZh> = {
  title: 'Labels',
};
