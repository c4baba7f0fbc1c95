import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import type { Database } from '../db/open.ts';

/** What an entry says, by name. */
export type Payload = Readonly<Record<string, unknown>>;

/** Rows of one table as entries of the journal record them, read by key and compared column by column. */
export type RecordedRows = {
  readonly table: string;
  readonly all: (...key: readonly unknown[]) => readonly (readonly unknown[])[];
  /**
   * True where a column is not what the payload says, or a moment not that of the entry (`endedAt`, epoch ms);
   * columns that the payload does not name are not compared.
   */
  readonly differs: (row: readonly unknown[], payload: Payload, endedAt?: number) => boolean;
};

type Shape = {
  readonly table: string;
  /** Columns of the key, in the order in which `all` takes them. */
  readonly key: readonly string[];
  /** Columns whose name in the payload is their own in camel case. */
  readonly columns: readonly string[];
  /** Columns of JSON text, with the payload's name of the value. */
  readonly json?: Readonly<Record<string, string>>;
  /** Columns that somebody typed: a payload keeps them without what could be personal. */
  readonly typed?: readonly string[];
  /** Columns with the time of the commit that wrote the entry too. */
  readonly moments?: readonly string[];
  readonly orderBy?: string;
  /** Keys that rise as entries do: rows are read ahead in their order, many at once. */
  readonly isRising?: boolean;
};

/** Where rows are read from, and how many of each table were found by their entries so far. */
export type RowReader = { readonly db: Database; readonly tally: Map<string, number> };

/** Prepares the reading of a table's rows. Cheap to call once a check, not once a row. */
export function recordedRows({ db, tally }: RowReader, shape: Shape): RecordedRows {
  const { table, key, columns, json = {}, typed = [], moments = [], orderBy } = shape;
  const names = columns.map(camel);
  const jsonNames = Object.values(json);
  const typedNames = typed.map(camel);
  const typedFrom = names.length + jsonNames.length;
  const momentsFrom = typedFrom + typed.length;
  const all = [...columns, ...Object.keys(json), ...typed, ...moments];
  const sql = `SELECT ${all.join(', ')} FROM ${table}
    WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}
    ${orderBy === undefined ? '' : `ORDER BY ${orderBy}`}`;
  const statement = db.prepare<unknown[], unknown[]>(sql).raw();
  // In raw mode each row is an array of its columns, in their order.
  const one = (...bound: readonly unknown[]) => statement.all(...bound) as Rows;
  const order = [...key, ...(orderBy === undefined ? [] : [orderBy])].join(', ');
  const ahead = `SELECT ${[...all, ...key].join(', ')} FROM ${table} WHERE ${key[0]} >= ?
    ORDER BY ${order} LIMIT ${AHEAD}`;
  const read = shape.isRising ? readingAhead(db, ahead, one) : one;
  return {
    table,
    all: (...bound) => {
      const rows = read(...bound);
      tally.set(table, (tally.get(table) ?? 0) + rows.length);
      return rows;
    },
    differs: (row, payload, endedAt) => {
      for (let i = 0; i < names.length; i += 1) {
        const said = payload[names[i] ?? ''];
        if (said !== undefined && said !== row[i]) return true;
      }
      return (
        jsonNames.some((name, i) => isOtherJson(row[names.length + i], payload[name])) ||
        typedNames.some((name, i) => isOtherText(row[typedFrom + i], payload[name])) ||
        (endedAt !== undefined &&
          moments.some((_, i) => Math.abs(Number(row[momentsFrom + i]) - endedAt) > SAME_MOMENT_MS))
      );
    },
  };
}

type Rows = readonly (readonly unknown[])[];

/** So many rows are read at once where keys rise; a year's rows never lie in memory as a whole. */
const AHEAD = 512;
/** A run that answered fewer keys was not worth it: so many are then read one by one before the next try. */
const FEW_KEYS = 8;
const ONE_BY_ONE = 64;

/**
 * Reads rows by key out of runs in key order, which costs a fifth of a look-up for each key. A key that no run
 * holds is looked up, so the order of the keys changes the time and never the answer. `sql` answers the key last.
 */
function readingAhead(
  db: Database,
  sql: string,
  one: (...key: readonly unknown[]) => Rows,
): (...key: readonly unknown[]) => Rows {
  const statement = db.prepare<unknown[], unknown[]>(sql).raw();
  let run = new Map<unknown, (readonly unknown[])[]>();
  let answered = FEW_KEYS;
  let skip = 0;
  return (key) => {
    const known = run.get(key);
    if (known) {
      answered += 1;
      return known;
    }
    if (skip > 0 || answered < FEW_KEYS) {
      skip = skip > 0 ? skip - 1 : ONE_BY_ONE;
      if (skip === 0) answered = FEW_KEYS;
      return one(key);
    }
    answered = 0;
    const rows = statement.all(key) as Rows;
    run = Map.groupBy(rows, (row) => row.at(-1));
    // The last key of a full run may go on behind it.
    if (rows.length === AHEAD) run.delete(rows.at(-1)?.at(-1));
    return run.get(key) ?? one(key);
  };
}

/** An entry and its rows are written in one commit; the clock may tick between them. */
export const SAME_MOMENT_MS = 2_000;

function isOtherText(typed: unknown, said: unknown): boolean {
  return said !== undefined && reasonText(String(typed)) !== said;
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
