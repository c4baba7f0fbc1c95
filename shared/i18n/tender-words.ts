import type { Words } from './words.ts';

/** Subsidies and deposits at the till, in Chinese. */
export const tendersZh = {
  title: '补贴与定金',
};

export const tendersEn: Words<typeof tendersZh> = {
  title: 'Subsidies and deposits',
};
