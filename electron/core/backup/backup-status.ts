import type { BackupProgress, BackupStatus } from '../../../shared/contract/backup.ts';
import type { Till } from '../till.ts';
import { probeTarget } from './backup-folder.ts';
import { BACKUP_LIMITS } from './backup-limits.ts';
import {
  type BackupTarget,
  backupTarget,
  changedSince,
  lastRun,
  recoveryKey,
  rehearsalOf,
} from './backup-table.ts';

/** How the backups of a store are; `running` is what a running program has under way. */
export async function backupStatus(
  till: Till,
  running: BackupProgress | null,
): Promise<BackupStatus> {
  const target = backupTarget(till.db);
  const place = target ? await standing(target) : 'none';
  const done = lastRun(till.db, 'backup', 'done');
  const failed = lastRun(till.db, 'backup', 'failed');
  const rehearsal = lastRun(till.db, 'rehearsal');
  const isFailing = failed !== null && (done === null || failed.endedAt > done.endedAt);
  const changedAt = changedSince(till.db, till.registerId, reachedBy(till));
  const now = till.clock.now();
  const isLate = changedAt !== null && now - changedAt > BACKUP_LIMITS.lateMs;
  return {
    standing: !target
      ? 'off'
      : isFailing || place !== 'present'
        ? 'failing'
        : isLate
          ? 'late'
          : 'good',
    folder: target?.folder ?? null,
    hasPhrase: recoveryKey(till.db) !== null,
    target: place,
    lastSuccess: done && {
      at: done.endedAt,
      file: done.file ?? '',
      bytes: done.bytes ?? 0,
      saleCount: done.saleCount,
      reason: done.reason,
    },
    lastFailure: isFailing ? { at: failed.endedAt, code: failed.code ?? 'disk_failing' } : null,
    ageMs: done && Math.max(0, now - done.endedAt),
    hasChangedSince: changedAt !== null,
    running,
    lastRehearsal: rehearsal && rehearsalOf(rehearsal),
  };
}

/** Up to which entry of this register the last good backup reaches. */
export function reachedBy(till: Till): number {
  const last = lastRun(till.db, 'backup', 'done');
  return last?.registerId === till.registerId ? last.journalSeq : 0;
}

/** Whether the target can be written right now. */
export function standing(target: BackupTarget): Promise<'present' | 'missing' | 'unwritable'> {
  return probeTarget(target.folder, target.placeId);
}
