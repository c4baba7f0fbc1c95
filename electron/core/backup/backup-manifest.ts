import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { BACKUP_REASONS } from '../../../shared/contract/backup.ts';
import { SHANGHAI_OFFSET_MS } from '../../../shared/kernel/business-date.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';

/** Beside each backup, readable with any editor: what the copy holds and how to tell that it is whole. */
export const backupManifest = z.object({
  format: z.literal(1),
  file: z.string().regex(/^zhendian-[\w-]{1,120}\.sqlite$/),
  storeId: z.string().max(16),
  storeName: z.string().max(80),
  nodeId: z.string().max(64),
  epoch: z.number().int(),
  registerId: z.string().max(8),
  businessDate: z.string().max(10).nullable(),
  journalSeq: z.number().int(),
  journalHash: z.string().max(64),
  saleCount: z.number().int(),
  zCount: z.number().int(),
  schema: z.number().int(),
  version: z.string().max(40),
  at: z.number().int(), // epoch ms
  reason: z.enum(BACKUP_REASONS),
  bytes: z.number().int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  seal: z.string().regex(/^[0-9a-f]{64}$/), // of all the above, under a key of the store
});
export type BackupManifest = z.infer<typeof backupManifest>;

/**
 * Seals a manifest with the store's field key. A stick lies about: whoever has it could else give themselves another's
 * PIN or role in the copy, and write the new sum into the manifest.
 */
export function sealed(key: Uint8Array, manifest: Omit<BackupManifest, 'seal'>): BackupManifest {
  return { ...manifest, seal: sealOf(key, manifest).toString('hex') };
}

/** Whether this store, or one with its keys, wrote the manifest as it stands. */
export function isSealedBy(key: Uint8Array, said: BackupManifest): boolean {
  const { seal, ...manifest } = backupManifest.parse(said); // what a list says beside it is not sealed
  return timingSafeEqual(sealOf(key, manifest), Buffer.from(seal, 'hex'));
}

function sealOf(key: Uint8Array, manifest: Omit<BackupManifest, 'seal'>): Buffer {
  const text = `zhendian backup manifest|${canonicalJson(manifest)}`;
  return createHmac('sha256', key).update(text).digest();
}

/** `zhendian-00010001-01-20261123-071500-000123.sqlite`: store, lane, Shanghai time, journal number. */
export function backupName(of: {
  readonly storeId: string;
  readonly registerId: string;
  readonly at: number;
  readonly journalSeq: number;
}): string {
  const time = new Date(of.at + SHANGHAI_OFFSET_MS).toISOString().replace(/[-:]/g, '');
  const stamp = `${time.slice(0, 8)}-${time.slice(9, 15)}`;
  const seq = String(of.journalSeq).padStart(6, '0');
  return `${namePrefix(of)}${stamp}-${seq}.sqlite`;
}

/** How the names of one lane's backups begin. */
export function namePrefix(of: { readonly storeId: string; readonly registerId: string }): string {
  return `zhendian-${of.storeId}-${of.registerId}-`;
}

/** The manifest's name beside a copy. */
export function manifestName(file: string): string {
  return file.replace(/\.sqlite$/, '.json');
}
