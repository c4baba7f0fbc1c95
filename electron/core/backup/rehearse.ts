import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RehearsalResult } from '../../../shared/contract/backup.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { openStore, STORE_FILE } from '../db/open.ts';
import { lastEntry } from '../journal/journal-table.ts';
import { backupsIn, probeTarget, readManifest } from './backup-folder.ts';
import { type BackupManifest, isSealedBy, manifestName } from './backup-manifest.ts';
import { storeFacts } from './backup-table.ts';
import { fetchCopy } from './copy-store.ts';
import { examineStore } from './examine-store.ts';

export type RehearsalJob = {
  readonly folder: string;
  readonly placeId: string | null;
  readonly file: string | null; // null: the newest whole one of this store
  readonly storeId: string;
  readonly scratch: string; // a folder of our own
  readonly sealKey: Uint8Array; // of the manifest
};

export type RehearsalRefusal = 'backup_target_missing' | 'backup_not_found' | 'disk_full';

/**
 * Does what a restore would do, into a folder that is thrown away: copies the backup, opens it with this program,
 * reads it through and compares it with its manifest. A backup that does not hold is an answer, not a refusal.
 */
export async function rehearse(
  job: RehearsalJob,
  step: (done: number, total: number) => void,
): Promise<Result<RehearsalResult, RehearsalRefusal>> {
  const startedAt = Date.now();
  if ((await probeTarget(job.folder, job.placeId)) === 'missing') {
    return refuse('backup_target_missing', { folder: job.folder });
  }
  const manifest = await chosen(job);
  if (!manifest) return refuse('backup_not_found', { folder: job.folder });
  const copy = join(job.scratch, STORE_FILE);
  step(0, 3);
  try {
    await rm(job.scratch, { recursive: true, force: true });
    await mkdir(job.scratch, { recursive: true, mode: 0o700 });
    const sha256 = await fetchCopy(join(job.folder, manifest.file), copy, manifest.bytes);
    const isSame = sha256 === manifest.sha256;
    step(2, 3);
    const why = isSame ? (isSealedBy(job.sealKey, manifest) ? null : 'seal') : 'sha256';
    const found = why === null ? examine(job.scratch, manifest) : { ...NOTHING, faults: [why] };
    const at = Date.now();
    return ok({
      at,
      file: manifest.file,
      ok: found.faults.length === 0,
      durationMs: at - startedAt,
      ...found,
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOSPC') return refuse('disk_full');
    return refuse('backup_target_missing', { folder: job.folder });
  } finally {
    await rm(job.scratch, { recursive: true, force: true });
  }
}

const NOTHING = { saleCount: 0, entryCount: 0, zCount: 0 };

async function chosen(job: RehearsalJob): Promise<BackupManifest | null> {
  if (job.file !== null) return readManifest(job.folder, manifestName(job.file));
  const all = await backupsIn(job.folder, job.storeId);
  return all.find((one) => one.isThere) ?? null;
}

/** Opens the copy as the store would be opened, and reads it through. */
function examine(
  folder: string,
  manifest: BackupManifest,
): Pick<RehearsalResult, 'saleCount' | 'entryCount' | 'zCount' | 'faults'> {
  const db = openStore(folder);
  if (!db.ok) return { ...NOTHING, faults: [db.refusal.code] };
  try {
    const { hints: _, ...found } = examineStore(db.value);
    const facts = storeFacts(db.value);
    const last = lastEntry(db.value, manifest.registerId);
    const told = [
      ['storeId', facts?.storeId, manifest.storeId],
      ['saleCount', found.saleCount, manifest.saleCount],
      ['zCount', found.zCount, manifest.zCount],
      ['journalSeq', last?.seq ?? 0, manifest.journalSeq],
      ['journalHash', last?.hash ?? '', manifest.journalHash],
    ] as const;
    const differing = told
      .filter(([, is, said]) => is !== said)
      .map(([what]) => `manifest: ${what}`);
    return { ...found, faults: [...found.faults, ...differing] };
  } finally {
    db.value.close();
  }
}
