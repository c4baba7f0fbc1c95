/** Every bound of backups. */
export const BACKUP_LIMITS = {
  everyMs: 15 * 60_000, // while something changes
  lookEveryMs: 30_000, // for a stick that came back, and for time that passed
  lateMs: 60 * 60_000, // a change older than this without a backup is said
  probeMs: 2_000, // a network folder that does not answer by then is missing
  pagesAtOnce: 256, // of the snapshot, between two looks at the progress
  chunkBytes: 1024 * 1024, // of the copy to the target
  manifestBytes: 16 * 1024,
  filesListed: 200,
  readAtOnce: 32,
  keepNewest: 8, // quarter-hours
  keepDays: 14,
  keepMonths: 12,
  keepAlways: 2, // however full the target is
  failuresShown: 20, // of a check that found faults
} as const;
