import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, readdir, realpath, rename, rm, stat, statfs } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { BACKUP_LIMITS } from './backup-limits.ts';
import { type BackupManifest, backupManifest, manifestName } from './backup-manifest.ts';
import { openAnew, readForeign } from './foreign-file.ts';

/** Says that this folder is the one that was chosen: a stick that is out leaves its empty folder behind. */
const PLACE_FILE = 'zhendian-backup-place.txt';

export type TargetRefusal =
  | 'backup_target_missing'
  | 'backup_target_unwritable'
  | 'backup_target_full'
  | 'backup_target_inside_store';

/** Whether backups can go to `folder` now. `placeId: null` where it is only being chosen. */
export async function probeTarget(
  folder: string,
  placeId: string | null,
): Promise<'present' | 'missing' | 'unwritable'> {
  return within(BACKUP_LIMITS.probeMs, 'missing', async () => {
    const isFolder = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) return 'missing';
    if (placeId !== null && (await placeIn(folder)) !== placeId) return 'missing';
    return access(folder, constants.W_OK).then(
      () => 'present' as const,
      () => 'unwritable' as const,
    );
  });
}

/**
 * Makes `folder` a place for backups and answers the id that stands in it from now on. A file is really written:
 * rights alone do not tell whether a stick is write-protected.
 */
export async function choosePlace(
  folder: string,
  storeFolder: string,
): Promise<Result<{ folder: string; placeId: string }, TargetRefusal>> {
  const at = resolve(folder);
  const standing = await probeTarget(at, null);
  if (standing === 'missing') return refuse('backup_target_missing', { folder: at });
  if (await isInside(at, storeFolder)) return refuse('backup_target_inside_store');
  if (standing === 'unwritable') return refuse('backup_target_unwritable', { folder: at });
  const known = await placeIn(at);
  if (known !== null && (await canWrite(at))) return ok({ folder: at, placeId: known });
  const placeId = randomUUID();
  try {
    await writeWhole(join(at, PLACE_FILE), `${placeId}\n镇店备份 · Zhendian backups\n`);
    return ok({ folder: at, placeId });
  } catch (error) {
    return refuse(targetFault(error), { folder: at });
  }
}

/**
 * Backups with a readable manifest in `folder`, newest first; whether the copy is there with the right size. Only those
 * of one store where it is named: the many of another must not crowd them out.
 */
export async function backupsIn(
  folder: string,
  storeId: string | null = null,
): Promise<readonly (BackupManifest & { readonly isThere: boolean })[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) =>
    /^zhendian-.*\.json$/.test(name),
  );
  const found: BackupManifest[] = [];
  // A few at a time: a folder may hold more files than a program may open.
  for (let i = 0; i < names.length; i += BACKUP_LIMITS.readAtOnce) {
    const some = names.slice(i, i + BACKUP_LIMITS.readAtOnce);
    const read = await Promise.all(some.map((name) => readManifest(folder, name)));
    for (const one of read) {
      if (one && (storeId === null || one.storeId === storeId)) found.push(one);
    }
  }
  const newest = found
    .sort((a, b) => b.at - a.at || b.journalSeq - a.journalSeq)
    .slice(0, BACKUP_LIMITS.filesListed);
  return Promise.all(
    newest.map(async (manifest) => ({
      ...manifest,
      isThere: (await sizeOf(join(folder, manifest.file))) === manifest.bytes,
    })),
  );
}

/** The manifest of one backup; null where there is none that can be read. */
export async function readManifest(folder: string, name: string): Promise<BackupManifest | null> {
  try {
    const text = await readForeign(join(folder, name), BACKUP_LIMITS.manifestBytes);
    if (text === null) return null;
    const manifest = backupManifest.parse(JSON.parse(text));
    return manifestName(manifest.file) === name ? manifest : null;
  } catch {
    return null; // half a file of a pulled stick, or somebody else's
  }
}

/** Writes a text so that it is there whole or not at all, and stays after a power cut. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await openAnew(`${file}.part`);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
}

/** Takes a backup away: the manifest last, so that a half deletion is still known as ours. */
export async function removeBackup(folder: string, backup: BackupManifest): Promise<void> {
  await rm(join(folder, backup.file), { force: true });
  await rm(join(folder, manifestName(backup.file)), { force: true });
}

/** Clears what a pulled stick or a power cut left half written of this lane's backups. */
export async function removeLeftovers(folder: string, prefix: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter((one) => one.startsWith(prefix) && one.endsWith('.part'))) {
    const file = join(folder, name);
    if ((await lstat(file)).isFile()) await rm(file, { force: true });
  }
}

export async function freeBytes(folder: string): Promise<number> {
  const disk = await statfs(folder);
  return disk.bavail * disk.bsize;
}

/** What a failed write to the target means to staff. */
export function targetFault(error: unknown): Exclude<TargetRefusal, 'backup_target_inside_store'> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return 'backup_target_full';
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return 'backup_target_unwritable';
  return 'backup_target_missing'; // the stick was pulled, the share went away
}

async function placeIn(folder: string): Promise<string | null> {
  const text = await readForeign(join(folder, PLACE_FILE), BACKUP_LIMITS.manifestBytes);
  return text?.split('\n')[0]?.trim() || null;
}

async function canWrite(folder: string): Promise<boolean> {
  const trial = join(folder, `${PLACE_FILE}.part`);
  try {
    await (await openAnew(trial)).close();
    await rm(trial, { force: true });
    return true;
  } catch {
    return false;
  }
}

async function isInside(folder: string, storeFolder: string): Promise<boolean> {
  const way = relative(
    await realpath(storeFolder).catch(() => storeFolder),
    await realpath(folder),
  );
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^([a-z]:|\/)/i.test(way));
}

async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
}

/** The answer of `work`, or `otherwise` when it takes too long: a share that hangs must not hang the till. */
async function within<T>(ms: number, otherwise: T, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((done) => {
    timer = setTimeout(() => done(otherwise), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
