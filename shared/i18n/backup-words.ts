import type { Words } from './words.ts';

/** Backups, rehearsals and restores, in Chinese. */
export const backupZh = {
  title: '备份',
} as const;

/** The same in English. */
export const backupEn: Words<typeof backupZh> = {
  title: 'Backup',
};
