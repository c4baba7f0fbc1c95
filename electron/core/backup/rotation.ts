import { businessDate, DEFAULT_CUTOFF_MINUTES } from '../../../shared/kernel/business-date.ts';
import { BACKUP_LIMITS } from './backup-limits.ts';

/** What of a backup matters for how long it is kept. */
type Kept = { readonly file: string; readonly at: number };

/**
 * Which backups may go: all but the newest 8, the last of each of the 14 newest days, and the last of each of the
 * 12 newest months that have one. The newest comes first in every count, so it always stays.
 */
export function expendable<Backup extends Kept>(backups: readonly Backup[]): readonly Backup[] {
  const newestFirst = [...backups].sort(byNewest);
  const kept = new Set<string>(
    newestFirst.slice(0, BACKUP_LIMITS.keepNewest).map((backup) => backup.file),
  );
  const lastOfEach = (period: (at: number) => string, most: number) => {
    const seen = new Set<string>();
    for (const { file, at } of newestFirst) {
      if (seen.has(period(at))) continue;
      if (seen.size === most) return;
      seen.add(period(at));
      kept.add(file);
    }
  };
  lastOfEach((at) => dayOf(at), BACKUP_LIMITS.keepDays);
  lastOfEach((at) => dayOf(at).slice(0, 7), BACKUP_LIMITS.keepMonths);
  return newestFirst.filter((backup) => !kept.has(backup.file));
}

/** The day a backup is kept for: a matter of nights, whatever cut-off the books have. */
function dayOf(at: number): string {
  return businessDate(at, DEFAULT_CUTOFF_MINUTES);
}

/** What goes first where a target is full: the oldest, down to the few that always stay. */
export function firstToGo<Backup extends Kept>(backups: readonly Backup[]): Backup | null {
  if (backups.length <= BACKUP_LIMITS.keepAlways) return null;
  return [...backups].sort(byNewest).at(-1) ?? null;
}

/** Two of the same instant are told apart by their names, which carry the journal's number. */
function byNewest(a: Kept, b: Kept): number {
  return b.at - a.at || (a.file < b.file ? 1 : -1);
}
