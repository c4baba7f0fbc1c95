import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const PARTS = ['electron', 'shared', 'renderer', 'resources', 'package.json', 'package-lock.json'];
const CONFIGS = ['vite.config.ts', 'vite.electron.config.ts', 'tsconfig.base.json'];

export type StartCopy = { readonly root: string; readonly remove: () => void };

/** The program as a fresh clone has it, its packages hard-linked from here so that no network is needed. */
export function startCopy(): StartCopy {
  const root = copyFolder();
  for (const part of [...PARTS, ...CONFIGS]) {
    cpSync(join(ROOT, part), join(root, part), { recursive: true });
  }
  execFileSync('cp', ['-al', join(ROOT, 'node_modules'), root]);
  // Stamps and caches are written again, and a hard link would let the copy write into the original.
  for (const cache of ['.cache', '.vite', '.vite-temp']) {
    rmSync(join(root, 'node_modules', cache), { recursive: true, force: true });
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A temporary folder, on the same disk as the packages because hard links do not leave it. */
function copyFolder(): string {
  const isSameDisk = statSync(tmpdir()).dev === statSync(ROOT).dev;
  const base = isSameDisk ? tmpdir() : join(ROOT, 'test-output');
  mkdirSync(base, { recursive: true });
  return mkdtempSync(join(base, 'zhendian-clone-'));
}

/** A bare environment without a network: what a person's own shell has set must not matter. */
export function bareEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    npm_config_cache: join(home, 'npm-cache'),
    npm_config_registry: 'http://127.0.0.1:1',
    npm_config_fetch_retries: '0',
    npm_config_update_notifier: 'false',
  };
}

export type StartRun = {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  /** The printed address, as soon as it stands there; throws when the start ends without one. */
  readonly address: () => Promise<string>;
};

/** Runs `npm start -- …` in a copy. */
export function npmStart(root: string, args: readonly string[]): StartRun {
  const child = spawn('npm', ['start', '--', ...args], {
    cwd: root,
    env: bareEnvironment(join(root, 'home')),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const address = async () => {
    for (;;) {
      const found = /\n(http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+)\r?\n/.exec(output)?.[1];
      if (found !== undefined) return found;
      if (child.exitCode !== null) throw new Error(`it did not start:\n${output}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  return { process: child, output: () => output, ended, address };
}
