import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  BackupFile,
  BackupProgress,
  BackupReason,
  BackupStatus,
  RehearsalResult,
  Restored,
} from '../../../shared/contract/backup.ts';
import { ok, type Refusal, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction, STORE_FILE } from '../db/open.ts';
import { appendNow, lastEntry } from '../journal/journal-table.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { backupsIn } from './backup-folder.ts';
import { BACKUP_LIMITS } from './backup-limits.ts';
import type { BackupManifest } from './backup-manifest.ts';
import { backupStatus, reachedBy, standing } from './backup-status.ts';
import {
  type BackupRun,
  type BackupTarget,
  backupTarget,
  changedSince,
  closedSince,
  insertRun,
  lastRun,
} from './backup-table.ts';
import type { CopyRefusal } from './copy-store.ts';
import { inThread, type ThreadRun } from './in-thread.ts';
import { listed } from './listed-backup.ts';
import type { RehearsalRefusal } from './rehearse.ts';
import { type RestoreRefusal, type RestoreRequest, STAGED_FOLDER } from './stage-restore.ts';

export type BackupRefusal =
  | CopyRefusal
  | RehearsalRefusal
  | 'backup_not_set_up'
  | 'backup_in_progress';

/** Backups of one running store. Everything slow is done in a thread; selling never waits. */
export type Backups = {
  readonly status: () => Promise<BackupStatus>;
  readonly list: () => Promise<readonly BackupFile[]>;
  /** Makes a backup now; null when somebody cancelled it. */
  readonly run: (
    reason: BackupReason,
    by: string,
  ) => Promise<Result<BackupManifest | null, BackupRefusal>>;
  /** Restores the newest backup, or the one named, into a scratch folder and checks it; null when cancelled. */
  readonly rehearse: (
    file: string | null,
    by: string,
  ) => Promise<Result<RehearsalResult | null, BackupRefusal>>;
  /** Makes a restore ready for the next start; what is sold meanwhile stays in the data that is put aside. */
  readonly restore: (
    request: RestoreRequest,
  ) => Promise<Result<Restored, RestoreRefusal | 'backup_in_progress'>>;
  /** How far a restore is; null where none is under way. */
  readonly restoring: () => BackupProgress | null;
  /** Gives up what is under way; nothing half made stays. */
  readonly cancel: () => Promise<void>;
  /** Something was closed: a backup is due if nothing stands against it. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
};

type Work = {
  readonly till: Till;
  readonly folder: string; // of the store
  running: { progress: BackupProgress; readonly thread: ThreadRun<unknown> } | null;
  lastTryAt: number; // on the clock that only rises
  isStopped: boolean;
};

/** Starts the loop that makes a backup at every close, and every quarter of an hour in which something changed. */
export function createBackups(till: Till, folder: string): Backups {
  const work: Work = { till, folder, running: null, lastTryAt: -Infinity, isStopped: false };
  let underWay: Promise<unknown> = Promise.resolve();
  const look = () => {
    underWay = runIfDue(work).catch(() => undefined); // what failed stands in its run; the next look goes on
  };
  const timer = setInterval(look, BACKUP_LIMITS.lookEveryMs).unref();
  return {
    status: () => backupStatus(till, work.running?.progress ?? null),
    list: async () => {
      const target = backupTarget(till.db);
      return target ? listed(till.db, await backupsIn(target.folder)) : [];
    },
    run: (reason, by) => backUp(work, reason, by),
    rehearse: (file, by) => rehearseNow(work, file, by),
    restore: (request) => restoreNow(work, request),
    restoring: () => (work.running?.progress.kind === 'restore' ? work.running.progress : null),
    cancel: async () => work.running?.thread.cancel(),
    wake: () => {
      if (closedSince(till.db, till.registerId, reachedBy(till))) look();
    },
    stop: async () => {
      clearInterval(timer);
      work.isStopped = true;
      await work.running?.thread.cancel();
      await underWay;
    },
  };
}

async function runIfDue(work: Work): Promise<void> {
  const { till } = work;
  const target = backupTarget(till.db);
  if (!target || work.running || work.isStopped) return;
  const reached = reachedBy(till);
  if (changedSince(till.db, till.registerId, reached) === null) return;
  const last = lastRun(till.db, 'backup');
  const isClose = closedSince(till.db, till.registerId, reached) && last?.outcome !== 'failed';
  const isTime = monotonic(till) - work.lastTryAt >= BACKUP_LIMITS.everyMs;
  const isBack = last?.code === 'backup_target_missing' && (await standing(target)) === 'present';
  if (isClose || isTime || isBack) await backUp(work, isClose ? 'close' : 'timer', 'system');
}

async function backUp(
  work: Work,
  reason: BackupReason,
  by: string,
): Promise<Result<BackupManifest | null, BackupRefusal>> {
  const { till } = work;
  const target = backupTarget(till.db);
  if (!target) return refuse('backup_not_set_up');
  if (work.running) return refuse('backup_in_progress');
  work.lastTryAt = monotonic(till);
  const startedAt = till.clock.now();
  const scratch = join(work.folder, 'backup-scratch');
  const answer = await inHand<Result<BackupManifest, CopyRefusal>>(work, 'backup', (progress) =>
    inThread(
      {
        kind: 'copy',
        job: {
          storeFile: join(work.folder, STORE_FILE),
          scratch,
          sealKey: till.secrets.fieldKey,
          ...target,
          ...{ registerId: till.registerId, version: till.version, reason, at: startedAt },
        },
      },
      progress,
    ),
  );
  if (answer === null) await rm(scratch, { recursive: true, force: true });
  if (till.db.open) note(work, { reason, startedAt, by, target }, answer);
  return answer ?? ok(null);
}

/** Runs one piece of work in a thread and shows its progress; null when it was cancelled. */
async function inHand<Answer>(
  work: Work,
  kind: BackupProgress['kind'],
  begin: (progress: (done: number, total: number) => void) => ThreadRun<Answer>,
): Promise<Answer | null> {
  const thread = begin((done, total) => {
    if (work.running) work.running.progress = { kind, done, total };
  });
  work.running = { progress: { kind, done: 0, total: 1 }, thread };
  work.till.announce({ type: 'backup.changed' });
  try {
    return await thread.done;
  } finally {
    work.running = null;
    work.till.announce({ type: 'backup.changed' });
  }
}

type Started = {
  readonly reason: BackupReason;
  readonly startedAt: number;
  readonly by: string;
  readonly target: BackupTarget;
};

/** Writes down what became of a backup. The same failure again and again stands in the journal once. */
function note(work: Work, started: Started, answer: Result<BackupManifest, CopyRefusal> | null) {
  const { till } = work;
  const before = lastRun(till.db, 'backup');
  const made = answer?.ok ? answer.value : null;
  const refusal: Refusal<CopyRefusal> | null = answer && !answer.ok ? answer.refusal : null;
  const run: BackupRun = {
    kind: 'backup',
    reason: started.reason,
    startedAt: started.startedAt,
    endedAt: till.clock.now(),
    outcome: made ? 'done' : refusal ? 'failed' : 'cancelled',
    code: refusal?.code ?? null,
    folder: started.target.folder,
    file: made?.file ?? null,
    bytes: made?.bytes ?? null,
    sha256: made?.sha256 ?? null,
    registerId: till.registerId,
    journalSeq: made?.journalSeq ?? lastEntry(till.db, till.registerId)?.seq ?? 0,
    saleCount: made?.saleCount ?? 0,
    detail: '{}',
  };
  const { reason, by } = started;
  inTransaction(till.db, () => {
    insertRun(till.db, run);
    if (made) {
      const { file, bytes, sha256, journalSeq, saleCount } = made;
      appendNow(till, 'BACKUP', by, { reason, file, bytes, sha256, journalSeq, saleCount });
    } else if (refusal && refusal.code !== before?.code) {
      appendNow(till, 'BACKUP_FAILED', by, { reason, code: refusal.code });
    }
  });
  till.announce({ type: 'backup.changed' });
}

async function rehearseNow(
  work: Work,
  file: string | null,
  by: string,
): Promise<Result<RehearsalResult | null, BackupRefusal>> {
  const { till } = work;
  const target = backupTarget(till.db);
  if (!target) return refuse('backup_not_set_up');
  if (work.running) return refuse('backup_in_progress');
  const startedAt = till.clock.now();
  const scratch = join(work.folder, 'rehearsal-scratch');
  const storeId = storeOf(till.db)?.storeId ?? '';
  const job = { ...target, file, storeId, scratch, sealKey: till.secrets.fieldKey };
  const answer = await inHand<Result<RehearsalResult, RehearsalRefusal>>(
    work,
    'rehearsal',
    (progress) => inThread({ kind: 'rehearse', job }, progress),
  );
  if (answer === null) await rm(scratch, { recursive: true, force: true });
  if (!till.db.open || answer === null) return ok(null);
  if (answer.ok) noteRehearsal(till, { reason: 'by_hand', startedAt, by, target }, answer.value);
  return answer;
}

async function restoreNow(
  work: Work,
  request: RestoreRequest,
): Promise<Result<Restored, RestoreRefusal | 'backup_in_progress'>> {
  if (work.running) return refuse('backup_in_progress');
  const { clock, version } = work.till;
  const job = { storeFolder: work.folder, at: clock.now(), version, request };
  const answer = await inHand<Result<Restored, RestoreRefusal>>(work, 'restore', (progress) =>
    inThread({ kind: 'restore', job }, progress),
  );
  if (answer) return answer;
  await rm(join(work.folder, STAGED_FOLDER), { recursive: true, force: true }); // the program closes
  return refuse('backup_in_progress');
}

function noteRehearsal(till: Till, started: Started, result: RehearsalResult): void {
  const endedAt = till.clock.now();
  const run: BackupRun = {
    kind: 'rehearsal',
    reason: started.reason,
    startedAt: started.startedAt,
    endedAt,
    outcome: result.ok ? 'done' : 'failed',
    code: result.ok ? null : 'backup_damaged',
    folder: started.target.folder,
    file: result.file,
    bytes: null,
    sha256: null,
    registerId: till.registerId,
    journalSeq: lastEntry(till.db, till.registerId)?.seq ?? 0,
    saleCount: result.saleCount,
    detail: JSON.stringify({ ...result, at: endedAt }),
  };
  inTransaction(till.db, () => {
    insertRun(till.db, run);
    const { file, ok: isOk, saleCount, entryCount, zCount, faults } = result;
    appendNow(till, 'BACKUP_REHEARSED', started.by, {
      ...{ file, ok: isOk, saleCount, entryCount, zCount, faults },
    });
  });
  till.announce({ type: 'backup.changed' });
}

function monotonic(till: Till): number {
  return till.clock.monotonicMs?.() ?? till.clock.now();
}
