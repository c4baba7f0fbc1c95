/** One forward step of the schema; `id` rises in steps of ten and is kept in `PRAGMA user_version`. */
export type Migration = { readonly id: number; readonly name: string; readonly sql: string };

/** SQL of the two triggers that make a table of facts append-only. */
export function appendOnly(table: string): string {
  return `
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
`;
}
