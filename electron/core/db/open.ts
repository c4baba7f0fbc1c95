import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { invariant } from '../../../shared/kernel/assert.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { MIGRATIONS, migrate } from './migrate.ts';

export type Database = BetterSqlite3.Database;

/** Why a store's data cannot be opened; the host says it in plain words and stops. */
export type OpenRefusal =
  | 'data_folder_read_only'
  | 'data_folder_not_creatable'
  | 'data_from_newer_version'
  | 'data_not_a_store'
  | 'data_corrupt'
  | 'disk_failing'
  | 'disk_full';

/** The file name of a store's database inside its data folder. */
export const STORE_FILE = 'store.sqlite';

/** The store as it was before the last change of its schema. */
export const BEFORE_MIGRATION_FILE = 'before-migration.sqlite';

/** Beside it, what the file was when it was last closed in order; whoever opens it to write breaks it. */
export const SEAL_FILE = 'seal.json';

/** Under this much free space a store is not opened: a commit could fail half way through a day. */
const LEAST_FREE_BYTES = 20 * 1024 * 1024;

/**
 * Opens (and creates, and migrates) the store in `folder`.
 * Durability: WAL with `synchronous=FULL`, set at every opening because SQLite reopens a WAL file at NORMAL.
 * Who `keepsSeal` compares the file with its seal, and lets nothing be folded back into it before.
 */
export function openStore(
  folder: string,
  { keepsSeal }: { readonly keepsSeal: boolean } = { keepsSeal: false },
): Result<Database, OpenRefusal> {
  const folderRefusal = checkFolder(folder);
  if (folderRefusal) return folderRefusal;
  if (!keepsSeal) rmSync(join(folder, SEAL_FILE), { force: true });
  let db: Database;
  try {
    db = openDatabase(join(folder, STORE_FILE));
  } catch (error) {
    return refuseFor(error, folder);
  }
  try {
    const damage = damageAtOpening(db, join(folder, STORE_FILE));
    if (damage) {
      db.close();
      return refuse('data_corrupt', { folder, what: damage });
    }
    keepBeforeMigration(db, folder);
    // Nothing is folded back into the file yet: its seal may still have to be compared.
    db.pragma('wal_autocheckpoint = 0');
    const migrated = migrate(db);
    if (!keepsSeal && migrated.ok) db.pragma('wal_autocheckpoint = 1000');
    if (!migrated.ok) db.close();
    return migrated.ok ? ok(db) : migrated;
  } catch (error) {
    db.close();
    return refuseFor(error, folder);
  }
}

/**
 * What can be seen of damage without reading the file through: it ends before its last page. While a write-ahead
 * log waits, the pages may still be in there. Damage to the schema throws in SQLite by itself.
 */
function damageAtOpening(db: Database, file: string): string | null {
  const { size: waiting } = statSync(`${file}-wal`, { throwIfNoEntry: false }) ?? { size: 0 };
  if (waiting > 0) return null;
  const pages = Number(db.pragma('page_count', { simple: true }));
  const bytes = pages * Number(db.pragma('page_size', { simple: true }));
  return statSync(file).size === bytes ? null : 'file_size';
}

/** A copy of an existing store beside it before its schema changes; the one of the last time is kept, whole or not at all. */
function keepBeforeMigration(db: Database, folder: string): void {
  const found = Number(db.pragma('user_version', { simple: true }));
  if (found === 0 || found >= (MIGRATIONS.at(-1)?.id ?? 0)) return;
  const copy = join(folder, BEFORE_MIGRATION_FILE);
  rmSync(`${copy}.part`, { force: true });
  db.prepare('VACUUM INTO ?').run(`${copy}.part`);
  const handle = openSync(`${copy}.part`, 'r+'); // SQLite does not sync what it vacuums into
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${copy}.part`, copy);
}

export type StoreReadRefusal =
  | 'store_not_found'
  | 'data_from_newer_version'
  | 'data_from_older_version'
  | 'data_folder_read_only'
  | 'data_not_a_store';

/** Opens the store in `folder` for reading beside the till that writes it: it creates and migrates nothing. */
export function openStoreToRead(folder: string): Result<Database, StoreReadRefusal> {
  const file = join(folder, STORE_FILE);
  if (!existsSync(file)) return refuse('store_not_found', { folder });
  let db: Database | undefined;
  try {
    db = new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    const found = Number(db.pragma('user_version', { simple: true }));
    const newest = MIGRATIONS.at(-1)?.id ?? 0;
    if (found === newest) return ok(db);
    db.close();
    return refuse(found > newest ? 'data_from_newer_version' : 'data_from_older_version', {
      found,
      newest,
    });
  } catch (error) {
    db?.close();
    const code = error instanceof BetterSqlite3.SqliteError ? error.code : '';
    if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
      return refuse('data_not_a_store', { folder });
    }
    // Reading a store needs its shared-memory file, which a folder that cannot be written does not let be made.
    if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN') {
      return refuse('data_folder_read_only', { folder });
    }
    throw error;
  }
}

/** Opens one SQLite file with the pragmas every store database has; `:memory:` or a whole file's bytes serve tests. */
export function openDatabase(file: string | Buffer): Database {
  const db = new BetterSqlite3(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // Without it an INSERT OR REPLACE would get past the triggers that keep facts.
  db.pragma('recursive_triggers = ON');
  db.pragma('busy_timeout = 5000');
  db.pragma('journal_size_limit = 16777216');
  db.pragma('cache_size = -16000');
  db.pragma('temp_store = MEMORY');
  invariant(db.pragma('synchronous', { simple: true }) === 2, 'synchronous is FULL');
  return db;
}

/** Runs `work` in one BEGIN IMMEDIATE transaction; a throw rolls all of it back. */
export function inTransaction<T>(db: Database, work: () => T): T {
  return db.transaction(work).immediate();
}

/** Thrown inside a transaction to roll it back and answer a refusal instead of failing. */
export class RollBack extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super('rolled back');
    this.answer = answer;
  }
}

/** Like `inTransaction`, but an answer that is a refusal also rolls everything back. */
export function inRefusableTransaction<T extends Result<unknown>>(db: Database, work: () => T): T {
  try {
    return inTransaction(db, () => {
      const answer = work();
      if (!answer.ok) throw new RollBack(answer);
      return answer;
    });
  } catch (error) {
    if (error instanceof RollBack) return error.answer as T;
    throw error;
  }
}

/** Whether SQLite found the file itself damaged. */
export function isCorrupt(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

function checkFolder(folder: string): ReturnType<typeof refuse<OpenRefusal>> | null {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    return refuse('data_folder_not_creatable', { folder });
  }
  try {
    accessSync(folder, constants.W_OK);
    const file = join(folder, STORE_FILE);
    if (existsSync(file)) accessSync(file, constants.W_OK);
  } catch {
    return refuse('data_folder_read_only', { folder });
  }
  const disk = statfsSync(dirname(join(folder, STORE_FILE)));
  if (disk.bavail * disk.bsize < LEAST_FREE_BYTES) return refuse('disk_full', { folder });
  return null;
}

function refuseFor(error: unknown, folder: string): ReturnType<typeof refuse<OpenRefusal>> {
  const code = error instanceof BetterSqlite3.SqliteError ? error.code : '';
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN') {
    return refuse('data_folder_read_only', { folder });
  }
  if (code === 'SQLITE_FULL') return refuse('disk_full', { folder });
  if (code.startsWith('SQLITE_IOERR')) return refuse('disk_failing', { folder });
  if (code === 'SQLITE_NOTADB') return refuse('data_not_a_store', { folder });
  if (isCorrupt(error)) return refuse('data_corrupt', { folder });
  throw error;
}
