import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../electron/core/db/migrate.ts';
import { type Database, openDatabase, STORE_FILE } from '../../electron/core/db/open.ts';

/**
 * A database in memory with today's schema and nothing in it, as `migrate` makes one; the schema is made once a run and
 * copied, because making it takes longer than most tests.
 */
export function freshMemory(): Database {
  return openDatabase(schemaBytes());
}

/** Puts a store with today's schema and nothing in it into a folder; whoever opens it finds nothing to migrate. */
export function placeFreshStore(folder: string): void {
  writeFileSync(join(folder, STORE_FILE), schemaBytes());
}

/** A folder that is made once a run, by the first test file that needs it, and never changed: copy it. */
export async function madeOnce(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const made = join(templatesFolder(), name);
  if (existsSync(made)) return made;
  const own = mkdtempSync(`${made}-`);
  await make(own);
  try {
    renameSync(own, made);
  } catch (error) {
    if (!existsSync(made)) throw error; // another worker was faster
    rmSync(own, { recursive: true, force: true });
  }
  return made;
}

let bytes: Buffer | null = null;

function schemaBytes(): Buffer {
  bytes ??= keptBytes(join(templatesFolder(), 'schema.sqlite'));
  return bytes;
}

function keptBytes(file: string): Buffer {
  if (existsSync(file)) return readFileSync(file);
  const db = openDatabase(':memory:');
  migrate(db);
  const made = db.serialize();
  db.close();
  writeFileSync(`${file}.${process.pid}`, made);
  renameSync(`${file}.${process.pid}`, file);
  return made;
}

let own: string | null = null;

/** The folder of this run of Vitest, or one of this program alone. */
function templatesFolder(): string {
  const shared = process.env.STORE_TEMPLATES;
  if (shared) return shared;
  if (own === null) {
    const folder = mkdtempSync(join(tmpdir(), 'zhendian-templates-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    own = folder;
  }
  return own;
}
