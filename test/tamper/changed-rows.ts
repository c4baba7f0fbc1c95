import { expect } from 'vitest';
import type { Database } from '../../electron/core/db/open.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';

type Column = { readonly name: string; readonly type: string; readonly pk: number };

/** What the verifier says of the store after `sql`; the store is put back afterwards. */
export function badAfter(db: Database, sql: string): string {
  db.exec('BEGIN');
  try {
    expect(db.prepare(sql).run().changes, sql).toBeGreaterThan(0);
    const { firstBad } = verifyStore(db);
    return firstBad === null ? 'nothing' : `${firstBad.why} ${firstBad.what}`;
  } finally {
    db.exec('ROLLBACK');
  }
}

/** The fields of a row whose change nobody notices, but for those that no entry can speak of. */
export function unnoticedFields(
  db: Database,
  table: string,
  row: string,
  unsaid: readonly string[],
): readonly string[] {
  return columnsOf(db, table)
    .filter(({ name }) => !unsaid.includes(`${table}.${name}`))
    .filter(({ name, type }) => {
      const changed =
        type === 'INTEGER' ? `coalesce("${name}", 0) + 60000` : `coalesce("${name}", '') || 'x'`;
      const sql = `UPDATE ${table} SET "${name}" = ${changed} WHERE ${row}`;
      return isAllowed(db, sql) && badAfter(db, sql) === 'nothing';
    })
    .map(({ name }) => name);
}

/** One row in the middle of a table that is over: of a day that is closed. */
export function middle(db: Database, table: string): string {
  const key = columnsOf(db, table)
    .filter(({ pk }) => pk > 0)
    .map(({ name }) => name);
  const columns = key.map((name) => `"${name}"`).join(', ');
  const half =
    db.prepare<[], { n: number }>(`SELECT count(*) / 2 AS n FROM ${table}`).get()?.n ?? 0;
  return `(${columns}) = (SELECT ${columns} FROM ${table} ORDER BY ${columns} LIMIT 1 OFFSET ${half})`;
}

/** The columns of a copy of a row under keys of its own. */
export function strange(db: Database, table: string): string {
  const unique = new Set([
    ...['request_id', 'cart_id', 'receipt_seq', 'receipt_number', 'return_seq', 'return_number'],
    ...['from_shift_id', 'to_shift_id', 'undoes', 'deposit_seq'],
    ...(table === 'shift' || table === 'deposit' ? ['number'] : []),
    ...(table === 'z_report' ? ['shift_id'] : []),
    ...(table === 'subsidy_claim' ? ['unit'] : []),
  ]);
  return columnsOf(db, table)
    .map(({ name, pk, type }) => {
      if (pk === 0 && !unique.has(name)) return `"${name}"`;
      if (table === 'period_close' && name === 'kind') return '"kind"';
      if (table === 'period_close' && name === 'period') return `'2027-01'`;
      return type === 'INTEGER' ? `"${name}" + 60000` : `"${name}" || 'x'`;
    })
    .join(', ');
}

/** Some changes the schema itself refuses: a kind that is none, an amount below nothing. */
function isAllowed(db: Database, sql: string): boolean {
  db.exec('BEGIN');
  try {
    db.prepare(sql).run();
    return true;
  } catch {
    return false;
  } finally {
    db.exec('ROLLBACK');
  }
}

function columnsOf(db: Database, table: string): readonly Column[] {
  return db.prepare<[], Column>(`SELECT name, type, pk FROM pragma_table_info('${table}')`).all();
}
