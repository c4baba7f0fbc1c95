import { migrate } from '../db/migrate.ts';
import { type Database, openDatabase } from '../db/open.ts';

/** Where the schema of a store differs from what the migrations make: a trigger that is gone would let facts change. */
export function schemaFaults(db: Database): readonly string[] {
  const expected = expectedSchema();
  const found = schemaTexts(db);
  return [...new Set([...expected.keys(), ...found.keys()])]
    .filter((name) => expected.get(name) !== found.get(name))
    .map((name) => `schema: ${name}`);
}

let expectedTexts: ReadonlyMap<string, string> | null = null;

/** The schema as this version makes it; it cannot change while the program runs. */
function expectedSchema(): ReadonlyMap<string, string> {
  if (expectedTexts) return expectedTexts;
  const fresh = openDatabase(':memory:');
  try {
    migrate(fresh);
    expectedTexts = schemaTexts(fresh);
    return expectedTexts;
  } finally {
    fresh.close();
  }
}

/** Every table, index and trigger with the text that made it; SQLite's own left out. */
function schemaTexts(db: Database): ReadonlyMap<string, string> {
  const rows = db
    .prepare<[], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'`,
    )
    .all();
  return new Map(rows.map((row) => [`${row.type} ${row.name}`, row.sql]));
}
