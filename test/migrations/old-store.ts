import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { MIGRATIONS } from '../../electron/core/db/migrate.ts';
import { type Database, STORE_FILE } from '../../electron/core/db/open.ts';
import { SECRETS_FILE } from '../../electron/core/staff/secrets.ts';

const DUMP = resolve(import.meta.dirname, '../fixtures/stores/store-at-90.sql');

/** The oldest schema of which there is a store with data; a released one. */
export const OLDEST = 80;
/** Noon of the second business date of the old store; its shift is open. */
export const OLD_STORE_NOON = Date.parse('2026-06-18T12:00:00+08:00');

/** Every schema that a store with data can be found at, oldest first. */
export const SCHEMAS: readonly number[] = MIGRATIONS.map(({ id }) => id).filter(
  (id) => id >= OLDEST,
);

/** The old store at one schema, in memory: as released, taken back a step, or brought on by the steps behind it. */
export function oldStoreAt(schema: number): Database {
  const db = new BetterSqlite3(':memory:');
  db.unsafeMode(true); // the search's own tables are written as they were
  db.pragma('foreign_keys = OFF');
  db.exec(`BEGIN; ${readFileSync(DUMP, 'utf8')} COMMIT;`);
  db.unsafeMode(false);
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  if (schema < 90) {
    db.exec('DROP TRIGGER stock_level_follows; DROP TABLE stock_level; PRAGMA user_version = 80');
  }
  for (const step of MIGRATIONS.filter(({ id }) => id > 90 && id <= schema)) {
    db.exec(step.sql);
    db.pragma(`user_version = ${step.id}`);
  }
  return db;
}

/** Writes the old store at one schema into a folder, with its keys, as its last program left it. */
export function writeOldStore(folder: string, schema: number): void {
  const db = oldStoreAt(schema);
  writeFileSync(join(folder, STORE_FILE), db.serialize());
  db.close();
  const onDisk = new BetterSqlite3(join(folder, STORE_FILE));
  onDisk.pragma('journal_mode = WAL');
  onDisk.close();
  const zeros = Buffer.alloc(32).toString('base64');
  const keys = { pinPepper: zeros, fieldKey: zeros, lookupKey: zeros };
  writeFileSync(join(folder, SECRETS_FILE), JSON.stringify(keys), { mode: 0o600 });
}

/** The store's schema, letter by letter, and its version. */
export function schemaOf(db: Database): string {
  const rows = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name`,
    )
    .all();
  const version = db.pragma('user_version', { simple: true });
  return [`version ${version}`, ...rows.map(({ name, sql }) => `${name}: ${sql}`)].join('\n');
}

/** Every row of every table, each as text, by table: nothing of the search's own. */
export function rowsOf(db: Database): ReadonlyMap<string, readonly string[]> {
  const names = db
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
       AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .all();
  return new Map(names.map(({ name }) => [name, rows(db, name, columnsOf(db, name))]));
}

/** Rows of `before` that `after` no longer has, looked at by the columns that both know; empty when nothing is lost. */
export function lostRows(before: Database, after: Database): readonly string[] {
  return [...rowsOf(before).keys()].flatMap((name) => {
    const columns = columnsOf(before, name);
    const known = new Set(columnsOf(after, name));
    if (columns.some((column) => !known.has(column))) return [`${name} lost a column`];
    const there = new Set(rows(after, name, columns));
    return rows(before, name, columns)
      .filter((row) => !there.has(row))
      .map((row) => `${name}: ${row}`);
  });
}

function columnsOf(db: Database, table: string): readonly string[] {
  return db
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?) ORDER BY cid')
    .all(table)
    .map(({ name }) => name);
}

function rows(db: Database, table: string, columns: readonly string[]): readonly string[] {
  if (columns.length === 0) return [];
  return db
    .prepare<[], Record<string, unknown>>(`SELECT ${columns.join(', ')} FROM ${table}`)
    .all()
    .map((row) => JSON.stringify(Object.values(row)))
    .sort();
}
