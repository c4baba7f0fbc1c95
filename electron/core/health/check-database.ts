import BetterSqlite3 from 'better-sqlite3';
import { isCorruption, tableFaults, tableNames } from './integrity-table.ts';

/** Faults told of one table: the first ones say what is wrong. */
const SHOWN = 20;

/**
 * Reads every table of a store's file through (SQLite's `quick_check`, and whether what a row refers to is there)
 * and answers what is wrong, for support. Opens the file for reading, so it may run beside a till that sells.
 */
export function checkDatabase(
  file: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): readonly string[] {
  try {
    const db = new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    try {
      const tables = tableNames(db);
      const faults: string[] = [];
      tables.forEach((table, done) => {
        onProgress(done, tables.length);
        faults.push(...tableFaults(db, table, SHOWN));
      });
      onProgress(tables.length, tables.length);
      return faults.slice(0, SHOWN);
    } finally {
      db.close();
    }
  } catch (error) {
    if (isCorruption(error)) return [error.message];
    throw error;
  }
}
