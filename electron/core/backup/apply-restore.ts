import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BEFORE_MIGRATION_FILE, SEAL_FILE, STORE_FILE } from '../db/open.ts';
import { SECRETS_FILE } from '../staff/secrets.ts';
import { PLACE_FILE } from './data-place.ts';
import { PLAN_FILE, restorePlan, STAGED_FOLDER } from './stage-restore.ts';

/** What belongs together and is moved aside together; the database last, so that it is never without its log. */
const OLD_FILES = [
  ...[BEFORE_MIGRATION_FILE, SEAL_FILE, SECRETS_FILE, PLACE_FILE],
  ...[`${STORE_FILE}-shm`, `${STORE_FILE}-wal`, STORE_FILE],
];
const NEW_FILES = [SECRETS_FILE, PLACE_FILE, STORE_FILE];

/**
 * Puts a staged restore in the place of the store, before anything is opened. The files that were there move into
 * `before-restore-…` and are never deleted. Only renames on one disk: cut short anywhere, the next start ends it.
 * Answers whether there was one.
 */
export function applyStagedRestore(folder: string): boolean {
  const staged = join(folder, STAGED_FOLDER);
  const plan = planIn(staged);
  if (!plan) {
    rmSync(staged, { recursive: true, force: true });
    return false;
  }
  const kept = join(folder, plan.keepIn);
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  // As long as the new database is staged, what lies in the folder is the old one's.
  if (existsSync(join(staged, STORE_FILE))) {
    for (const name of OLD_FILES) {
      const isNew = NEW_FILES.includes(name) && !existsSync(join(staged, name));
      if (!isNew && existsSync(join(folder, name))) {
        renameSync(join(folder, name), join(kept, name));
      }
    }
  }
  for (const name of NEW_FILES) {
    if (existsSync(join(staged, name))) renameSync(join(staged, name), join(folder, name));
  }
  rmSync(staged, { recursive: true, force: true });
  return true;
}

function planIn(staged: string): { readonly keepIn: string } | null {
  try {
    return restorePlan.parse(JSON.parse(readFileSync(join(staged, PLAN_FILE), 'utf8')));
  } catch {
    return null; // none, or one that was never finished
  }
}
