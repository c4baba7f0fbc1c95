import type { Statement } from 'better-sqlite3';
import type { Database } from './open.ts';

const statements = new WeakMap<Database, Map<string, Statement>>();

/**
 * The compiled statement of `sql` for this database: compiled once, since compiling costs more than most look-ups.
 *
 * On the selling path write `= (SELECT ?)` in a join or beside an ORDER BY. A bare `= ?` there lets SQLite believe
 * that another value may want another plan, and it compiles the statement anew at each binding: 11 µs for 2 µs.
 */
export function prepared<Bind extends unknown[] = unknown[], Row = unknown>(
  db: Database,
  sql: string,
): Statement<Bind, Row> {
  let known = statements.get(db);
  if (!known) {
    known = new Map();
    statements.set(db, known);
  }
  let statement = known.get(sql);
  if (!statement) {
    statement = db.prepare(sql);
    known.set(sql, statement);
  }
  // The caller states the shapes that belong to its own SQL text.
  return statement as Statement<Bind, Row>;
}
