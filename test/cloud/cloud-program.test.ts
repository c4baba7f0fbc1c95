import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpCloudLink } from '../../electron/core/sync/http-cloud-link.ts';
import { saleFact } from './sale-fact.ts';

const MAIN = join(import.meta.dirname, '../../cloud/main.ts');
const RUNNING = new AbortController().signal;

type Run = { readonly child: ChildProcess; readonly said: () => string };

let data: string;
let runs: Run[];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'zhendian-cloud-'));
  runs = [];
});
afterEach(async () => {
  for (const { child } of runs) await killed(child);
  rmSync(data, { recursive: true, force: true });
});

function run(args: readonly string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [MAIN, ...args, '--data', data], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      text += part.toString('utf8');
    });
  }
  const started = { child, said: () => text };
  runs.push(started);
  return started;
}

async function urlOf({ child, said }: Run): Promise<string> {
  for (;;) {
    const url = /http:\/\/[\d.:]+/.exec(said())?.[0];
    if (url) return url;
    if (child.exitCode !== null) throw new Error(said());
    await new Promise((done) => setTimeout(done, 20));
  }
}

function exitOf({ child }: Run): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('close', (code) => resolve(code)));
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await gone;
}

describe('npm run cloud', () => {
  it('keeps what it acknowledged through a kill, and is free to start again at once', async () => {
    const adding = run(['add-store', '12345678', '--name', '李家镇店']);
    expect(await exitOf(adding)).toBe(0);
    const token = /zd\.12345678\.\S+/.exec(adding.said())?.[0] ?? '';
    const push = async (url: string) =>
      createHttpCloudLink({ url, token }).push(
        { storeId: '12345678', nodeId: 'n', epoch: 1, facts: [saleFact(1, {}), saleFact(2, {})] },
        RUNNING,
      );
    const first = run(['--port', '0']);
    const stored = await push(await urlOf(first));
    expect(stored.results.map((one) => one.status)).toEqual(['stored', 'stored']);
    await killed(first.child);
    const again = await push(await urlOf(run(['--port', '0'])));
    expect(again.results.map((one) => one.status)).toEqual(['duplicate', 'duplicate']);
    expect(again.contiguousSeq).toBe(2);
  });

  it('refuses a second cloud on the same data, and ends politely when asked to', async () => {
    const first = run(['--port', '0', '--demo']);
    await urlOf(first);
    expect(first.said()).toContain('zd.53340001.demo');
    const second = run(['--port', '0']);
    expect(await exitOf(second)).toBe(1);
    expect(second.said()).toMatch(/^Another cloud uses .* Stop it first/);
    first.child.kill('SIGTERM');
    expect(await exitOf(first)).toBe(0);
  });

  it('says in plain words when the port is taken', async () => {
    const holder = createServer();
    await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done));
    const { port } = holder.address() as AddressInfo;
    const late = run(['--port', String(port)]);
    expect(await exitOf(late)).toBe(1);
    expect(late.said()).toContain(`Port ${port} on 127.0.0.1 cannot be used`);
    await new Promise((done) => holder.close(done));
  });

  it.each([
    ['another address without a password', ['--host', '0.0.0.0'], 'CLOUD_CONSOLE_PASSWORD'],
    ['a port that is none', ['--port', 'abc'], 'No such port'],
    ['an unknown command', ['sell'], 'npm run cloud'],
    ['an unknown option', ['--colour'], 'Unknown option'],
    ['a store id with spaces', ['add-store', 'a b'], 'A store id is'],
  ])('refuses %s in one sentence', async (_, args, sentence) => {
    const refused = run(args);
    expect(await exitOf(refused)).toBe(1);
    expect(refused.said()).toContain(sentence);
    expect(refused.said()).not.toContain('    at ');
  });

  it('does not open the demo’s public token to a network', async () => {
    const refused = run(['--host', '0.0.0.0', '--demo'], { CLOUD_CONSOLE_PASSWORD: 'x' });
    expect(await exitOf(refused)).toBe(1);
    expect(refused.said()).toContain('127.0.0.1 only');
  });

  it('says so when the PostgreSQL it was told to use cannot be reached', async () => {
    const refused = run(['--port', '0'], { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' });
    expect(await exitOf(refused)).toBe(1);
    expect(refused.said()).toContain('The database cannot be opened');
  });
});
