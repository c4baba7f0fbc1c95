import BetterSqlite3 from 'better-sqlite3';
import type { Database } from '../db/open.ts';

/** Every table of the store, the virtual ones of the search left out: they are made from the others. */
export function tableNames(db: Database): readonly string[] {
  return db
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name`,
    )
    .all()
    .map((row) => row.name);
}

/** What is wrong with one table: its pages and indexes, and rows that refer to nothing. */
export function tableFaults(db: Database, table: string, limit: number): readonly string[] {
  const pages = db
    .prepare<[string, number], { quick_check: string }>(
      'SELECT * FROM pragma_quick_check(?) LIMIT ?',
    )
    .all(table, limit)
    .map((row) => row.quick_check)
    .filter((said) => said !== 'ok')
    .map((said) => `${table}: ${said}`);
  const rows = db
    .prepare<[string, number], { rowid: number | null; parent: string }>(
      'SELECT * FROM pragma_foreign_key_check(?) LIMIT ?',
    )
    .all(table, limit)
    .map(({ rowid, parent }) => `${table}: row ${rowid ?? '?'} refers to no ${parent}`);
  return [...pages, ...rows];
}

/** Whether SQLite itself gave up on the file. */
export function isCorruption(error: unknown): error is Error {
  return error instanceof BetterSqlite3.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}
