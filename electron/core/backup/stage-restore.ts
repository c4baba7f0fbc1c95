import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Restored } from '../../../shared/contract/backup.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { newestSchema } from '../db/migrate.ts';
import { openStore, STORE_FILE } from '../db/open.ts';
import type { Clock, Random } from '../ports.ts';
import { SECRETS_FILE, secretsIn } from '../staff/secrets.ts';
import { readManifest } from './backup-folder.ts';
import { type BackupManifest, isSealedBy, manifestName } from './backup-manifest.ts';
import { recoveryKey } from './backup-table.ts';
import { fetchCopy } from './copy-store.ts';
import { writePlace } from './data-place.ts';
import { examineStore } from './examine-store.ts';
import { startNewLane } from './new-lane.ts';
import { openKeys } from './recovery-key.ts';

/** Where a restore waits, inside the data folder, until the program starts again. */
export const STAGED_FOLDER = 'restore-staged';
/** Its last file: without it what is staged does not count. */
export const PLAN_FILE = 'plan.json';

export const restorePlan = z.object({ keepIn: z.string().regex(/^before-restore-[\w-]+$/) });

export type RestoreRequest = {
  readonly folder: string; // of the backup
  readonly file: string;
  readonly phrase: string;
  /** The store that may be replaced; null where there is none yet. */
  readonly storeId: string | null;
};

export type RestoreHost = {
  readonly storeFolder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly version: string;
};

export type RestoreRefusal =
  | 'backup_not_found'
  | 'backup_damaged'
  | 'backup_from_newer_version'
  | 'backup_of_other_store'
  | 'backup_phrase_wrong'
  | 'disk_full';

/**
 * Makes everything of a restore ready beside the running store, and changes nothing of it: the copy compared with its
 * manifest, opened by this program and read through, its keys opened with the phrase, its new lane begun. It counts
 * from the next start (`applyStagedRestore`).
 */
export async function stageRestore(
  host: RestoreHost,
  request: RestoreRequest,
  step: (done: number, total: number) => void = () => undefined,
): Promise<Result<Restored, RestoreRefusal>> {
  const manifest = await readManifest(request.folder, manifestName(request.file));
  if (!manifest) return refuse('backup_not_found', { folder: request.folder });
  if (request.storeId !== null && manifest.storeId !== request.storeId) {
    return refuse('backup_of_other_store');
  }
  if (manifest.schema > newestSchema()) return refuse('backup_from_newer_version');
  const staged = join(host.storeFolder, STAGED_FOLDER);
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(staged, { recursive: true, mode: 0o700 });
  try {
    const answer = await stage(host, request, { manifest, staged, step });
    if (!answer.ok) rmSync(staged, { recursive: true, force: true });
    return answer;
  } catch (error) {
    rmSync(staged, { recursive: true, force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOSPC' || code === 'SQLITE_FULL') return refuse('disk_full');
    if (code === 'ENOENT') return refuse('backup_not_found', { folder: request.folder });
    if (code === 'EIO' || code === 'EINVAL' || code === 'EISDIR' || code.startsWith('SQLITE_'))
      return refuse('backup_damaged');
    throw error;
  }
}

type Staging = {
  readonly manifest: BackupManifest;
  readonly staged: string; // the folder it waits in
  readonly step: (done: number, total: number) => void;
};

/** Fetched, opened with its keys, read through, begun as a new lane. */
const STEPS = 4;

async function stage(
  host: RestoreHost,
  request: RestoreRequest,
  { manifest, staged, step }: Staging,
): Promise<Result<Restored, RestoreRefusal>> {
  step(0, STEPS);
  const copy = join(staged, STORE_FILE);
  const sha256 = await fetchCopy(join(request.folder, manifest.file), copy, manifest.bytes);
  if (sha256 !== manifest.sha256) return refuse('backup_damaged');
  step(1, STEPS);
  const db = openStore(staged);
  if (!db.ok) return refuse('backup_damaged', { why: db.refusal.code });
  try {
    const keys = recoveryKey(db.value);
    if (!keys) return refuse('backup_damaged', { why: 'no keys' });
    const keyFile = await openKeys(keys, request.phrase);
    if (!keyFile.ok) return keyFile;
    const { fieldKey } = secretsIn(keyFile.value);
    if (!isSealedBy(fieldKey, manifest)) return refuse('backup_damaged', { why: 'seal' });
    step(2, STEPS);
    const { faults, saleCount } = examineStore(db.value);
    if (faults.length > 0) return refuse('backup_damaged', { why: faults[0] ?? '' });
    step(3, STEPS);
    const lane = startNewLane({ db: db.value, ...host }, 'restore', manifest.file);
    writeFileSync(join(staged, SECRETS_FILE), keyFile.value, { mode: 0o600 });
    writePlace(staged, db.value); // the file keeps its identity when it is moved up
    const keepIn = `before-restore-${new Date(lane.at).toISOString().replace(/[-:T]|\..*$/g, '')}-${lane.registerId}`;
    db.value.pragma('journal_mode = DELETE');
    db.value.close();
    writeFileSync(join(staged, PLAN_FILE), JSON.stringify({ keepIn }), {
      mode: 0o600,
      flush: true,
    });
    return ok({ registerId: lane.registerId, saleCount, keptIn: join(host.storeFolder, keepIn) });
  } finally {
    if (db.value.open) db.value.close();
  }
}
