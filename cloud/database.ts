import { PGlite } from '@electric-sql/pglite';
import {
  Kysely,
  PGliteDialect,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import postgres from 'postgres';
import type { CloudTables } from './database-schema.ts';
import { CLOUD_LIMITS } from './limits.ts';

export type CloudDatabase = Kysely<CloudTables>;

/** PostgreSQL inside this process, in `folder` or in memory. The caller holds the folder's lock. */
export function openPglite(folder: string | null): CloudDatabase {
  const pglite = folder === null ? new PGlite() : new PGlite(folder);
  return new Kysely<CloudTables>({ dialect: new PGliteDialect({ pglite }) });
}

/** A PostgreSQL server (or a Citus coordinator) by its URL. */
export function openPostgres(url: string): CloudDatabase {
  const client = postgres(url, {
    max: CLOUD_LIMITS.databaseConnections,
    connect_timeout: 10,
    onnotice: () => undefined, // notices such as "already exists, skipping" are no news
  });
  return new Kysely<CloudTables>({ dialect: new PostgresDialect({ pool: poolOf(client) }) });
}

/** postgres.js in the shape that Kysely's PostgreSQL dialect asks of a pool. */
function poolOf(client: postgres.Sql): PostgresPool {
  return {
    options: {},
    connect: async () => clientOf(await client.reserve()),
    end: () => client.end({ timeout: 5 }),
  };
}

function clientOf(reserved: postgres.ReservedSql): PostgresPoolClient {
  async function query<Row>(text: string, parameters: readonly unknown[]) {
    // Kysely has already turned every value into what the column takes.
    const values = [...parameters] as postgres.ParameterOrJSON<never>[];
    const rows = await reserved.unsafe(text, values);
    const command = rows.command as PostgresQueryResult<Row>['command'];
    return { command, rowCount: rows.count, rows: [...rows] as Row[] };
  }
  // Of Kysely's two overloads only this one is used: no cursor is configured.
  return { query: query as PostgresPoolClient['query'], release: () => reserved.release() };
}
