import { type Kysely, sql } from 'kysely';
import type { CloudTables } from './database-schema.ts';
import { factsMigration } from './migrations/0010-facts.ts';
import { journalMigration } from './migrations/0020-journal.ts';
import { knownAgainMigration } from './migrations/0030-known-again.ts';
import { subsidyBackMigration } from './migrations/0040-subsidy-back.ts';

/** One forward step of the cloud's schema; `id` rises in steps of ten. */
export type CloudMigration = {
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
  readonly plainOnly: readonly string[]; // run where the tables are not distributed
  readonly distributed: readonly string[]; // tables spread by `store_id` where Citus is present
};

const CLOUD_MIGRATIONS: readonly CloudMigration[] = [
  factsMigration,
  journalMigration,
  knownAgainMigration,
  subsidyBackMigration,
];

/** Any number; it only has to be the same in every process that migrates this database. */
const MIGRATION_LOCK = 8_619_001;

/**
 * Brings the database to the newest schema in one transaction, one process at a time; answers how many steps
 * ran. With Citus the tables are distributed by store and kept together. Throws on data of a newer version.
 */
export async function migrateCloud(db: Kysely<CloudTables>): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx);
    return applyCloudMigrations(tx, await hasCitus(tx));
  });
}

/** The steps that are still open, inside the caller's transaction. */
export async function applyCloudMigrations(
  db: Kysely<CloudTables>,
  isCitus: boolean,
): Promise<number> {
  const steps = sql`CREATE TABLE IF NOT EXISTS schema_step (id integer PRIMARY KEY, name text NOT NULL)`;
  await steps.execute(db);
  const done = await db.selectFrom('schema_step').select('id').execute();
  const newest = CLOUD_MIGRATIONS.at(-1)?.id ?? 0;
  if (done.some((step) => step.id > newest)) throw new Error('data_from_newer_version');
  const open = CLOUD_MIGRATIONS.filter((step) => !done.some((one) => one.id === step.id));
  for (const step of open) await apply(db, step, isCitus);
  return open.length;
}

async function apply(db: Kysely<CloudTables>, step: CloudMigration, isCitus: boolean) {
  for (const text of step.statements) await sql.raw(text).execute(db);
  if (isCitus) {
    for (const table of step.distributed) {
      await sql`SELECT create_distributed_table(${sql.lit(table)}, 'store_id')`.execute(db);
    }
  } else {
    for (const text of step.plainOnly) await sql.raw(text).execute(db);
  }
  await db.insertInto('schema_step').values({ id: step.id, name: step.name }).execute();
}

async function hasCitus(db: Kysely<CloudTables>): Promise<boolean> {
  const found = await sql`SELECT 1 FROM pg_extension WHERE extname = 'citus'`.execute(db);
  return found.rows.length > 0;
}
