import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { SECRETS_FILE } from '../staff/secrets.ts';
import type { Deed, Till } from '../till.ts';
import { choosePlace, type TargetRefusal } from './backup-folder.ts';
import {
  backupTarget,
  deleteTarget,
  putRecoveryKey,
  putTarget,
  recoveryKey,
} from './backup-table.ts';
import { openKeys, sealKeys } from './recovery-key.ts';

export type TargetInput = { readonly folder: string; readonly phrase: string | null };

/**
 * Chooses where backups go. The keys of the store are sealed under the phrase and go with every backup from now on;
 * without a new phrase the one that is set stays. Refuses a folder that is not there, cannot be written or lies inside
 * the store's own, `backup_phrase_weak`, and `backup_not_set_up` where no phrase was ever given.
 */
export async function setBackupTarget(
  till: Till,
  storeFolder: string,
  deed: Deed,
  input: TargetInput,
): Promise<Result<{ folder: string }, TargetRefusal | 'backup_phrase_weak' | 'backup_not_set_up'>> {
  if (input.phrase === null && !recoveryKey(till.db)) return refuse('backup_not_set_up');
  const keys = input.phrase === null ? null : await sealedKeys(till, storeFolder, input.phrase);
  if (keys && !keys.ok) return keys;
  const place = await choosePlace(input.folder, storeFolder);
  if (!place.ok) return place;
  const by = deed.by.staffId;
  const at = till.clock.now();
  inTransaction(till.db, () => {
    putTarget(till.db, { ...place.value, at, by });
    if (keys) putRecoveryKey(till.db, { ...keys.value, at, by });
    appendNow(till, 'SETTINGS', by, {
      changed: keys ? ['backup.target', 'backup.phrase'] : ['backup.target'],
      approvedBy: deed.approvedBy?.staffId ?? null,
    });
  });
  return ok({ folder: place.value.folder });
}

/** No backups from now on; the phrase and the backups that are there stay. */
export function dropBackupTarget(till: Till, deed: Deed): void {
  if (!backupTarget(till.db)) return;
  inTransaction(till.db, () => {
    deleteTarget(till.db);
    appendNow(till, 'SETTINGS', deed.by.staffId, { changed: ['backup.target'], target: null });
  });
}

/** Whether `phrase` would open a backup made now: the owner's paper is checked before it is needed. */
export async function phraseOpens(
  till: Till,
  phrase: string,
): Promise<Result<null, 'backup_phrase_wrong' | 'backup_not_set_up'>> {
  const keys = recoveryKey(till.db);
  if (!keys) return refuse('backup_not_set_up');
  const opened = await openKeys(keys, phrase);
  return opened.ok ? ok(null) : opened;
}

function sealedKeys(till: Till, storeFolder: string, phrase: string) {
  const keyFile = readFileSync(join(storeFolder, SECRETS_FILE), 'utf8');
  return sealKeys(keyFile, phrase, till.random.bytes);
}
