import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { BackupReason } from '../../../shared/contract/backup.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { lastEntry } from '../journal/journal-table.ts';
import {
  backupsIn,
  freeBytes,
  probeTarget,
  removeBackup,
  removeLeftovers,
  type TargetRefusal,
  targetFault,
  writeWhole,
} from './backup-folder.ts';
import { BACKUP_LIMITS } from './backup-limits.ts';
import {
  type BackupManifest,
  backupName,
  manifestName,
  namePrefix,
  sealed,
} from './backup-manifest.ts';
import { quickCheck, storeFacts } from './backup-table.ts';
import { openAnew, openForeign } from './foreign-file.ts';
import { expendable, firstToGo } from './rotation.ts';

export type CopyJob = {
  readonly storeFile: string;
  readonly scratch: string; // a folder of our own on the store's disk
  readonly folder: string;
  readonly placeId: string;
  readonly sealKey: Uint8Array; // of the manifest
  readonly registerId: string;
  readonly version: string;
  readonly reason: BackupReason;
  readonly at: number; // epoch ms
};

export type CopyRefusal = TargetRefusal | 'data_corrupt' | 'disk_full';
type Progress = (done: number, total: number) => void;

/**
 * Copies a store that others are writing to the target: a snapshot on the store's own disk first, checked there, then
 * its bytes to the target, synced, read back and compared, named only when all that holds. The target sees no
 * database at work, so it may be any stick or share. Afterwards old backups go by rotation.
 */
export async function copyStore(
  job: CopyJob,
  progress: Progress,
): Promise<Result<BackupManifest, CopyRefusal>> {
  const standing = await probeTarget(job.folder, job.placeId);
  if (standing !== 'present') {
    return refuse(`backup_target_${standing}` as const, { folder: job.folder });
  }
  const snapshot = await takeSnapshot(job, progress);
  if (!snapshot.ok) return snapshot;
  try {
    return await carryOver(job, snapshot.value, progress);
  } catch (error) {
    const gone = (await probeTarget(job.folder, job.placeId)) === 'missing';
    const code = gone ? 'backup_target_missing' : targetFault(error);
    return refuse(code, { folder: job.folder });
  } finally {
    await rm(job.scratch, { recursive: true, force: true });
  }
}

type Snapshot = {
  readonly file: string;
  readonly bytes: number;
  readonly manifest: Omit<BackupManifest, 'bytes' | 'sha256' | 'seal'>;
};

async function takeSnapshot(
  job: CopyJob,
  progress: Progress,
): Promise<Result<Snapshot, 'data_corrupt' | 'disk_full'>> {
  await rm(job.scratch, { recursive: true, force: true });
  await mkdir(job.scratch, { recursive: true, mode: 0o700 });
  const file = join(job.scratch, 'snapshot.sqlite');
  try {
    await copyPages(job.storeFile, file, progress);
    return await described(job, file);
  } catch (error) {
    await rm(job.scratch, { recursive: true, force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return refuse('data_corrupt');
    if (/^SQLITE_(FULL|IOERR)|^ENOSPC|^EDQUOT/.test(code)) return refuse('disk_full');
    throw error;
  }
}

/** Copies one moment of the store: while the snapshot is read, others write on into the write-ahead log. */
async function copyPages(from: string, to: string, progress: Progress): Promise<void> {
  const source = new BetterSqlite3(from, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    source.exec('BEGIN');
    source.pragma('user_version'); // the first read fixes the moment
    await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        progress(totalPages - remainingPages, totalPages * 2);
        return BACKUP_LIMITS.pagesAtOnce;
      },
    });
    source.exec('COMMIT');
  } finally {
    source.close();
  }
}

/** Checks the snapshot, and reads from it what its manifest says. */
async function described(job: CopyJob, file: string): Promise<Result<Snapshot, 'data_corrupt'>> {
  const db = new BetterSqlite3(file);
  let manifest: Snapshot['manifest'];
  try {
    db.pragma('journal_mode = DELETE'); // one file, which can also be opened where nothing may be written
    const faults = quickCheck(db);
    const facts = storeFacts(db);
    const last = lastEntry(db, job.registerId);
    if (faults.length > 0 || !facts) return refuse('data_corrupt', { what: faults[0] ?? 'store' });
    const { registerId, version, reason, at } = job;
    const journalSeq = last?.seq ?? 0;
    manifest = {
      format: 1,
      file: backupName({ storeId: facts.storeId, registerId, at, journalSeq }),
      ...{ ...facts, storeName: facts.storeName.slice(0, 80) },
      registerId,
      journalSeq,
      journalHash: last?.hash ?? '',
      schema: Number(db.pragma('user_version', { simple: true })),
      version,
      at,
      reason,
    };
  } finally {
    db.close();
  }
  return ok({ file, bytes: (await stat(file)).size, manifest });
}

async function carryOver(
  job: CopyJob,
  snapshot: Snapshot,
  progress: Progress,
): Promise<Result<BackupManifest, CopyRefusal>> {
  const { folder } = job;
  const own = snapshot.manifest;
  await removeLeftovers(folder, namePrefix(own));
  if (!(await makeRoom(folder, own.storeId, snapshot.bytes))) {
    return refuse('backup_target_full', { folder });
  }
  const part = join(folder, `${own.file}.part`);
  try {
    const sha256 = await copyBytes(snapshot.file, part, snapshot.bytes, progress);
    const manifest = sealed(job.sealKey, { ...own, bytes: snapshot.bytes, sha256 });
    if ((await sha256Of(part)) !== sha256) return refuse('backup_target_unwritable', { folder });
    await rename(part, join(folder, own.file));
    await writeWhole(
      join(folder, manifestName(own.file)),
      `${JSON.stringify(manifest, null, 1)}\n`,
    );
    await rotate(folder, own.storeId);
    return ok(manifest);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined); // a pulled stick cannot be tidied now
    throw error;
  }
}

async function copyBytes(
  from: string,
  to: string,
  bytes: number,
  progress: Progress,
): Promise<string> {
  const hash = createHash('sha256');
  const source = await open(from, 'r');
  try {
    const target = await openAnew(to);
    try {
      const chunk = Buffer.alloc(BACKUP_LIMITS.chunkBytes);
      for (let done = 0; ; ) {
        const { bytesRead } = await source.read(chunk, 0, chunk.length);
        if (bytesRead === 0) break;
        const piece = chunk.subarray(0, bytesRead);
        hash.update(piece);
        await target.writeFile(piece); // writes all of it, from where it stands
        done += bytesRead;
        progress(bytes + done, bytes * 2);
      }
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  return hash.digest('hex');
}

/**
 * Copies a backup into a folder of ours and answers its SHA-256 in hex; null where it is not `bytes` long, or no plain
 * file. Throws ENOSPC before anything is copied where the disk has no room for it.
 */
export async function fetchCopy(from: string, to: string, bytes: number): Promise<string | null> {
  const { handle, bytes: length } = await openForeign(from);
  await handle.close();
  if (length !== bytes) return null;
  if ((await freeBytes(dirname(to))) < bytes + BACKUP_LIMITS.chunkBytes) {
    throw Object.assign(new Error('no room for the copy'), { code: 'ENOSPC' });
  }
  return copyBytes(from, to, bytes, () => undefined);
}

/** SHA-256 of a file, in hex. Never of a database that is open: closing the file would drop SQLite's locks on it. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(file, constants.O_RDONLY);
  try {
    for await (const chunk of handle.createReadStream({
      highWaterMark: BACKUP_LIMITS.chunkBytes,
    })) {
      hash.update(chunk as Buffer);
    }
  } finally {
    await handle.close().catch(() => undefined); // the stream closes it too
  }
  return hash.digest('hex');
}

/** Frees what the copy needs by letting the oldest of our own backups go; false when that is not enough. */
async function makeRoom(folder: string, storeId: string, bytes: number): Promise<boolean> {
  let own = await backupsIn(folder, storeId);
  while ((await freeBytes(folder)) < bytes + BACKUP_LIMITS.chunkBytes) {
    const oldest = firstToGo(own);
    if (!oldest) return false;
    await removeBackup(folder, oldest);
    own = own.filter((backup) => backup !== oldest);
  }
  return true;
}

async function rotate(folder: string, storeId: string): Promise<void> {
  const own = await backupsIn(folder, storeId);
  for (const backup of expendable(own)) await removeBackup(folder, backup);
}
