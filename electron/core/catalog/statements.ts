import type BetterSqlite3 from 'better-sqlite3';
import type { Database } from '../db/open.ts';

const prepared = new WeakMap<Database, Map<string, BetterSqlite3.Statement>>();

/** The statement of `sql`, prepared once a database: preparing costs more than a point look-up. */
export function statement<Params extends unknown[] | Record<string, unknown>, Row = unknown>(
  db: Database,
  sql: string,
): BetterSqlite3.Statement<Params extends unknown[] ? Params : [Params], Row> {
  let known = prepared.get(db);
  if (!known) {
    known = new Map();
    prepared.set(db, known);
  }
  let found = known.get(sql);
  if (!found) {
    found = db.prepare(sql);
    known.set(sql, found);
  }
  // The cache holds statements of every shape; the caller names the one it asked for.
  return found as BetterSqlite3.Statement<Params extends unknown[] ? Params : [Params], Row>;
}
