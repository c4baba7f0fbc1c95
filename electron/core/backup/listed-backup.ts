import type { BackupFile } from '../../../shared/contract/backup.ts';
import { newestSchema } from '../db/migrate.ts';
import type { Database } from '../db/open.ts';
import { storeOf } from '../staff/store-table.ts';
import type { BackupManifest } from './backup-manifest.ts';

/** Backups as a screen shows them. `db: null`: on a new PC, where backups of any store are welcome. */
export function listed(
  db: Database | null,
  manifests: readonly (BackupManifest & { readonly isThere: boolean })[],
): readonly BackupFile[] {
  const storeId = db && storeOf(db)?.storeId;
  return manifests.map((manifest) => ({
    file: manifest.file,
    at: manifest.at,
    storeId: manifest.storeId,
    storeName: manifest.storeName,
    registerId: manifest.registerId,
    businessDate: manifest.businessDate,
    journalSeq: manifest.journalSeq,
    saleCount: manifest.saleCount,
    bytes: manifest.bytes,
    version: manifest.version,
    verdict: verdictOn(manifest, storeId),
  }));
}

function verdictOn(
  manifest: BackupManifest & { readonly isThere: boolean },
  storeId: string | null | undefined,
): BackupFile['verdict'] {
  if (storeId && manifest.storeId !== storeId) return 'other_store';
  if (manifest.schema > newestSchema()) return 'newer_version';
  return manifest.isThere ? 'whole' : 'damaged';
}
