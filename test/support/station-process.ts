import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

export type StationProcess = {
  /** The address as printed, with its token: open it in a browser. */
  readonly address: string;
  readonly url: string; // http://127.0.0.1:PORT/
  readonly port: number;
  readonly token: string;
  readonly folder: string;
  readonly pid: number;
  readonly output: () => string;
  /** Ends it as a person would (SIGTERM), or as a power cut would (SIGKILL); answers the exit code. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
  /** Stops it and deletes its data. */
  readonly remove: () => Promise<void>;
};

/** Starts the browser station on a port of the system's choice and waits until it serves. */
export async function startStation(
  options: { readonly folder?: string; readonly port?: number } = {},
): Promise<StationProcess> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'zhendian-station-'));
  const child = runStation(['--data', folder, '--port', String(options.port ?? 0), '--no-open']);
  const address = await printedAddress(child);
  const url = new URL(address);
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    if (child.process.exitCode === null) child.process.kill(signal);
    return child.ended;
  };
  return {
    address,
    url: `${url.origin}/`,
    port: Number(url.port),
    token: url.hash.replace('#token=', ''),
    folder,
    pid: child.process.pid ?? 0,
    output: child.output,
    stop,
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Running = {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
};

/** Runs `electron/station.ts` with any options, without waiting for it to serve: for starts that are refused. */
export function runStation(args: readonly string[]): Running {
  const process_ = spawn(process.execPath, [join(ROOT, 'electron/station.ts'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  process_.stdout.on('data', (chunk) => {
    output += chunk;
  });
  process_.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = new Promise<number | null>((done) => process_.on('close', done));
  return { process: process_, output: () => output, ended };
}

async function printedAddress(child: Running): Promise<string> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const address = /is ready.*\n(http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+)\n/.exec(
      child.output(),
    )?.[1];
    if (address !== undefined) return address;
    if (child.process.exitCode !== null) break;
    await new Promise((done) => setTimeout(done, 20));
  }
  child.process.kill('SIGKILL');
  throw new Error(`the station did not start:\n${child.output()}`);
}
