import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { ok, type Result, refuse } from '../shared/kernel/result.ts';

/** Who holds a data folder. `url` carries the per-start token, so the file is readable by its owner alone. */
export type Holder = {
  readonly pid: number;
  readonly host: 'station' | 'window' | 'pos';
  readonly url: string | null;
};

export type FolderLock = {
  /** Writes down who holds the folder, so that a second start can say where the first one is. */
  readonly sign: (holder: Holder) => void;
  readonly release: () => void;
};

export type LockRefusal = 'data_in_use' | 'data_folder_not_creatable' | 'data_folder_read_only';

const LOCK_FILE = 'lock.sqlite';
const HOLDER_FILE = 'holder.json';

/**
 * Takes a data folder for this process alone. The lock is the operating system's own (an exclusive SQLite
 * transaction on a file beside the store), so it ends with the process however that ends: there is nothing stale to clear.
 */
export function lockFolder(folder: string): Result<FolderLock, LockRefusal> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return refuse('data_folder_not_creatable', { folder });
  }
  let lock: BetterSqlite3.Database | undefined;
  try {
    lock = new BetterSqlite3(join(folder, LOCK_FILE), { timeout: 0 });
    lock.pragma('journal_mode = MEMORY'); // the file stays empty, so there is never anything to roll back
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    const code = error instanceof BetterSqlite3.SqliteError ? error.code : '';
    if (code.startsWith('SQLITE_BUSY')) return refuse('data_in_use', { folder });
    if (code === 'SQLITE_NOTADB') return refuse('data_folder_not_creatable', { folder });
    return refuse('data_folder_read_only', { folder });
  }
  return ok(holding(folder, lock));
}

/** Who signed for the folder last; only true of the present while `lockFolder` answers `data_in_use`. */
export function holderOf(folder: string): Holder | null {
  try {
    const read: unknown = JSON.parse(readFileSync(join(folder, HOLDER_FILE), 'utf8'));
    return isHolder(read) ? read : null;
  } catch {
    return null; // not signed yet, or cut short by a power cut: the lock itself is what counts
  }
}

function holding(folder: string, lock: BetterSqlite3.Database): FolderLock {
  const file = join(folder, HOLDER_FILE);
  rmSync(file, { force: true });
  return {
    sign: (holder) => {
      rmSync(file, { force: true }); // a file made new gets its mode; one written over keeps an older one
      writeFileSync(file, JSON.stringify(holder), { mode: 0o600 });
    },
    release: () => {
      if (!lock.open) return;
      rmSync(file, { force: true });
      lock.close();
    },
  };
}

function isHolder(read: unknown): read is Holder {
  if (typeof read !== 'object' || read === null) return false;
  return 'pid' in read && typeof read.pid === 'number' && 'url' in read && 'host' in read;
}
