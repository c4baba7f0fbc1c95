import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { DEMO_STORE } from '../shared/contract/demo-store.ts';
import { migrateCloud } from './cloud-migration.ts';
import { type CloudDatabase, openPglite, openPostgres } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { createCloudServer } from './server.ts';
import { findStore, saveStore } from './store-table.ts';
import { issueToken } from './store-token.ts';

const USAGE = `npm run cloud -- [--port N] [--host ADDRESS] [--data DIR] [--no-demo]
npm run cloud -- add-store STORE-ID [--name NAME] [--data DIR]
Data is kept in --data (default data/cloud), or in the PostgreSQL that DATABASE_URL names.
The built-in database outlives a crash but not a power cut: more than a trial wants PostgreSQL.
On 127.0.0.1 the public token of the demo store works, unless --no-demo.
Another address than 127.0.0.1 needs CLOUD_CONSOLE_PASSWORD, and TLS in front of it.`;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      port: { type: 'string', default: '8619' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: 'data/cloud' },
      name: { type: 'string' },
      demo: { type: 'boolean' }, // on the loopback address unless --no-demo
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(USAGE);
  const [command, storeId] = positionals;
  if (command === 'add-store' && storeId) return addStore(storeId, values);
  if (command !== undefined) stop(USAGE);
  await serve(values);
}

type Values = { port: string; host: string; data: string; demo?: boolean; name?: string };

async function serve(values: Values): Promise<void> {
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) stop(`No such port: ${values.port}`);
  const consolePassword = process.env.CLOUD_CONSOLE_PASSWORD || null;
  if (!LOOPBACK.has(values.host) && consolePassword === null) {
    stop(
      `Listening on ${values.host} shows the takings to the network: set CLOUD_CONSOLE_PASSWORD.`,
    );
  }
  if (!LOOPBACK.has(values.host) && values.demo) {
    stop('The demo token is public, so --demo works on 127.0.0.1 only.');
  }
  const isDemo = values.demo ?? LOOPBACK.has(values.host);
  const { db, close } = await openData(values.data);
  if (isDemo && !(await findStore(db, DEMO_STORE.storeId))) {
    const { storeId, name, branch } = DEMO_STORE;
    const card = { storeId, name: `${name} ${branch}（演示）`, tokenHash: null };
    await saveStore(db, { ...card, at: Date.now() });
  }
  const logger = pino({ level: 'warn' }, pino.destination(2));
  const app = createCloudServer({ db, isDemo, consolePassword, logger });
  const url = await app.listen({ host: values.host, port }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    return stop(
      `Port ${port} on ${values.host} cannot be used (${code}). Choose another with --port.`,
    );
  });
  say(`Zhendian cloud: ${url}`);
  say(
    isDemo
      ? `Demo store ${DEMO_STORE.storeId}, token: ${DEMO_STORE.cloudToken}`
      : 'A store gets its token from: npm run cloud -- add-store STORE-ID --name NAME (stop this cloud first unless DATABASE_URL is set)',
  );
  let isEnding = false;
  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    await app.close();
    await close();
    process.exit(0);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

async function addStore(storeId: string, values: Values): Promise<void> {
  if (!/^[\w-]{1,16}$/.test(storeId)) stop('A store id is 1 to 16 letters, digits, - or _.');
  const { db, close } = await openData(values.data);
  const name = values.name ?? (await findStore(db, storeId))?.name ?? storeId;
  const token = await issueToken(db, { storeId, name, at: Date.now() });
  await close();
  say(
    `Store ${storeId} (${name}). Its token, shown this once; an older one no longer works:\n${token}`,
  );
}

async function openData(
  data: string,
): Promise<{ readonly db: CloudDatabase; readonly close: () => Promise<void> }> {
  const url = process.env.DATABASE_URL;
  if (url) {
    const db = openPostgres(url);
    await migrated(db);
    return { db, close: () => db.destroy() };
  }
  const folder = resolve(data);
  const lock = await lockFolder(folder).catch((error: Error) =>
    stop(`${folder}: ${error.message}`),
  );
  if (!lock) return stop(`Another cloud uses ${folder}. Stop it first, or choose another --data.`);
  const db = openPglite(join(folder, 'pglite'));
  await migrated(db);
  return {
    db,
    close: async () => {
      await db.destroy();
      await lock.release();
    },
  };
}

async function migrated(db: CloudDatabase): Promise<void> {
  await migrateCloud(db).catch((error: Error) =>
    stop(
      error.message === 'data_from_newer_version'
        ? 'This data was written by a newer version of the cloud. Use that version.'
        : `The database cannot be opened: ${error.message}`,
    ),
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function stop(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

await main().catch((error: Error) => stop(error.message));
