import { join } from 'node:path';
import { backupsIn } from './backup-folder.ts';
import { readPlace } from './data-place.ts';
import { listed } from './listed-backup.ts';

/** The newest whole backup of the store in `folder`, found without opening its database: where it last went to. */
export async function newestBackupFor(
  folder: string,
): Promise<{ readonly path: string; readonly at: number; readonly saleCount: number } | null> {
  const target = readPlace(folder)?.backupFolder;
  if (!target) return null;
  const whole = listed(null, await backupsIn(target)).find((one) => one.verdict === 'whole');
  if (!whole) return null;
  return { path: join(target, whole.file), at: whole.at, saleCount: whole.saleCount };
}
