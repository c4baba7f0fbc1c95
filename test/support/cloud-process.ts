import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { DEMO_STORE } from '../../shared/contract/demo-store.ts';
import type { StoreSummary } from '../../shared/contract/sync.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const LONGEST_START_MS = 30_000;

export type CloudProcess = {
  readonly url: string; // http://127.0.0.1:PORT
  readonly port: number;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** What it has of the demo store today. */
  readonly summary: () => Promise<StoreSummary>;
};

/** Starts `npm run cloud`'s program on a data folder, on a port of the system's choice or a given one. */
export async function startCloud(data: string, port = 0): Promise<CloudProcess> {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'cloud/main.ts'), '--port', String(port), '--data', data],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH ?? '' } },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      output += part;
    });
  }
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const kill = async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  };
  const deadline = Date.now() + LONGEST_START_MS;
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    if (url) return { url, port: Number(new URL(url).port), kill, summary: () => summaryOf(url) };
    if (child.exitCode !== null || Date.now() > deadline) {
      await kill();
      throw new Error(`the cloud did not start:\n${output}`);
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function summaryOf(url: string): Promise<StoreSummary> {
  const answer = await fetch(`${url}/v1/stores/${DEMO_STORE.storeId}/summary`, {
    headers: { authorization: `Bearer ${DEMO_STORE.cloudToken}` },
  });
  if (!answer.ok) throw new Error(`the cloud answered ${answer.status}`);
  return (await answer.json()) as StoreSummary;
}
