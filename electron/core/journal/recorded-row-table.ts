import type { Statement } from 'better-sqlite3';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import type { Database } from '../db/open.ts';

/** What an entry says, by name. */
export type Payload = Readonly<Record<string, unknown>>;

/** Rows of one table as entries of the journal record them, read by key and compared column by column. */
export type RecordedRows = {
  readonly table: string;
  readonly all: (...key: readonly unknown[]) => readonly (readonly unknown[])[];
  /** True where a column is not what the payload says; columns that the payload does not name are not compared. */
  readonly differs: (row: readonly unknown[], payload: Payload) => boolean;
};

type Shape = {
  readonly table: string;
  /** Columns of the key, in the order in which `all` takes them. */
  readonly key: readonly string[];
  /** Columns whose name in the payload is their own in camel case. */
  readonly columns: readonly string[];
  /** Columns of JSON text, with the payload's name of the value. */
  readonly json?: Readonly<Record<string, string>>;
  readonly orderBy?: string;
};

/** Where rows are read from, and how many of each table were found by their entries so far. */
export type RowReader = { readonly db: Database; readonly tally: Map<string, number> };

/** Prepares the reading of a table's rows. Cheap to call once a check, not once a row. */
export function recordedRows({ db, tally }: RowReader, shape: Shape): RecordedRows {
  const { table, key, columns, json = {}, orderBy } = shape;
  const names = columns.map(camel);
  const jsonNames = Object.values(json);
  const sql = `SELECT ${[...columns, ...Object.keys(json)].join(', ')} FROM ${table}
    WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}
    ${orderBy === undefined ? '' : `ORDER BY ${orderBy}`}`;
  const statement = db.prepare(sql).raw() as Statement<unknown[], unknown[]>;
  return {
    table,
    all: (...bound) => {
      const rows = statement.all(...bound);
      tally.set(table, (tally.get(table) ?? 0) + rows.length);
      return rows;
    },
    differs: (row, payload) => {
      for (let i = 0; i < names.length; i += 1) {
        const said = payload[names[i] ?? ''];
        if (said !== undefined && said !== row[i]) return true;
      }
      return jsonNames.some((name, i) => isOtherJson(row[names.length + i], payload[name]));
    },
  };
}

/** True where JSON text in a row is not the value an entry holds, whatever the order of its keys. */
function isOtherJson(text: unknown, said: unknown): boolean {
  if (said === undefined) return false;
  if (text === '[]' && Array.isArray(said)) return said.length > 0;
  try {
    return canonicalJson(JSON.parse(String(text))) !== canonicalJson(said);
  } catch {
    return true;
  }
}

function camel(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
