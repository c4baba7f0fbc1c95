import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { STORE_FILE } from '../../electron/core/db/open.ts';
import { growStore } from '../support/grown-store.ts';
import { type BenchRecord, compared, quantileOf } from './bench.ts';
import { growth } from './growth-record.ts';

const ROUNDS = 9;
const SIZES = [
  { items: 1_000, sales: 730 },
  { items: 10_000, sales: 7_300 },
  { items: 100_000, sales: 73_000 },
] as const;

const CORE = fileURLToPath(new URL('../support/start-probe.ts', import.meta.url));
const BARE = fileURLToPath(new URL('../support/bare-probe.mjs', import.meta.url));

/** G7: until the core is ready, against Node itself that opens the same database; at three sizes. */
async function coreReady(): Promise<readonly BenchRecord[]> {
  const points: { size: number; cost: number }[] = [];
  const records: BenchRecord[] = [];
  for (const size of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
    try {
      growStore(folder, size);
      const ours: number[] = [];
      const bare: number[] = [];
      for (let i = 0; i < ROUNDS; i += 1) {
        bare.push(await untilReady(BARE, join(folder, STORE_FILE)));
        ours.push(await untilReady(CORE, folder));
      }
      const value = quantileOf(ours, 0.5);
      points.push({ size: size.items, cost: value });
      const name = `start.core.${size.items}`;
      records.push(
        compared(
          { bench: name, metric: 'p50', value, unit: 'ms' },
          { name: 'node + opening the database', value: quantileOf(bare, 0.5) },
          { is: '<=', bound: 1.5 },
        ),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return [...records, growth('start.core', points)];
}

/** Milliseconds from the start of a process until it says that it is ready. */
function untilReady(script: string, argument: string): Promise<number> {
  const start = performance.now();
  // As `npm start` runs the store: with what an earlier start compiled.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'zhendian-bench-compiled') };
  const child = spawn(execPath, [script, argument], { stdio: ['ignore', 'pipe', 'inherit'], env });
  return new Promise((resolve, reject) => {
    let took = 0;
    child.stdout.once('data', () => {
      took = performance.now() - start;
    });
    child.on('close', (code) =>
      code === 0 && took > 0 ? resolve(took) : reject(new Error(script)),
    );
  });
}

export const benches = { start: coreReady };
