import { spawnSync } from 'node:child_process';
import {
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, stderr } from 'node:process';
import { fileURLToPath } from 'node:url';
import { addItem } from '../../electron/core/checkout/edit-cart.ts';
import { createCore } from '../../electron/core/core.ts';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import type { Till } from '../../electron/core/till.ts';
import { CASHIER, payExactly } from '../support/selling-till.ts';
import { absolute, type BenchRecord, compared, quantileOf } from './bench.ts';

const SALES = 1_000;
const LINES = 3;
/** Sales and bare appends take turns in batches, so that both see the same disk. */
const BATCH = 50;
/** Payments whose syncs are counted: enough for the write-ahead log to be folded in several times. */
const TRACED = 300;

/** G5: one durable sale against a bare append of 4 KiB with fdatasync on the same disk. */
async function durableSale(): Promise<readonly BenchRecord[]> {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
  try {
    const skus = await smallGoods(folder);
    const core = await createCore({ folder, demo: true });
    if (!core.ok) throw new Error(core.refusal.code);
    const { till } = core.value;
    const append = appender(join(folder, 'floor.bin'));
    const sales: number[] = [];
    const appends: number[] = [];
    sell(till, skus, BATCH); // warm
    for (let done = 0; done < SALES; done += BATCH) {
      sales.push(...sell(till, skus, BATCH));
      for (let i = 0; i < BATCH; i += 1) appends.push(append());
    }
    const { faults } = auditStore(till.db);
    if (faults.length > 0) throw new Error(JSON.stringify(faults));
    await core.value.close();
    const floor = { name: '4 KiB append + fdatasync', value: quantileOf(appends, 0.5) };
    const rate = (samples: readonly number[]) => (samples.length * 1000) / sum(samples);
    return [
      compared(
        { bench: 'sale.durable', metric: 'p50', value: quantileOf(sales, 0.5), unit: 'ms' },
        floor,
        { is: '<=', bound: 1.5 },
      ),
      compared(
        { bench: 'sale.durable', metric: 'rate', value: rate(sales), unit: 'sales/s' },
        { name: floor.name, value: rate(appends) },
        { is: '>=', bound: 0.7 },
      ),
      ...fsyncsOfASale(folder, skus),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A demo store in `folder`; answers goods of it that need no serial number. */
async function smallGoods(folder: string): Promise<readonly string[]> {
  const core = await createCore({ folder, demo: true });
  if (!core.ok) throw new Error(core.refusal.code);
  const skus = core.value.till.db
    .prepare<[number], string>(`SELECT i.sku FROM item i JOIN price_change p ON p.sku = i.sku
      WHERE i.serial = 'none' AND i.kind = 'goods' AND p.list_fen > 0 LIMIT ?`)
    .pluck()
    .all(LINES);
  await core.value.close();
  return skus;
}

/** Rings up `count` sales of three lines; answers the milliseconds of each payment. */
function sell(till: Till, skus: readonly string[], count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    for (const sku of skus) addItem(till, CASHIER, { sku, quantityMilli: 1000 });
    return payTimed(till);
  });
}

function payTimed(till: Till): number {
  let took = 0;
  payExactly(till, (pay) => {
    const start = performance.now();
    const answer = pay();
    took = performance.now() - start;
    return answer;
  });
  return took;
}

function appender(file: string): () => number {
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(4096, 7);
  process.once('exit', () => closeSync(handle));
  return () => {
    const start = performance.now();
    writeSync(handle, block);
    fdatasyncSync(handle);
    return performance.now() - start;
  };
}

/** How often a payment syncs the disk, counted by strace from outside; a machine without it cannot tell. */
function fsyncsOfASale(folder: string, skus: readonly string[]): readonly BenchRecord[] {
  const log = join(folder, 'strace.log');
  const loop = fileURLToPath(new URL('../support/sale-loop.ts', import.meta.url));
  const traced = ['-f', '-qq', '-o', log, '-e', 'trace=fsync,fdatasync,write'];
  const ran = spawnSync('strace', [...traced, execPath, loop, folder, String(TRACED), ...skus], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (ran.error || ran.status !== 0) {
    stderr.write('strace is not to be had here, so syncs are not counted\n');
    return [];
  }
  const value = syncsWhilePaying(readFileSync(log, 'utf8')) / TRACED;
  const measured = { bench: 'sale.durable', metric: 'fsyncs', value, unit: 'a sale' };
  return [absolute(measured, { exactly: 1 })];
}

/** The loop writes PAY before each payment and PAID after it; what lies between is the payment's. */
function syncsWhilePaying(log: string): number {
  let isPaying = false;
  let syncs = 0;
  for (const line of log.split('\n')) {
    if (line.includes('"PAY\\n"')) isPaying = true;
    else if (line.includes('"PAID\\n"')) isPaying = false;
    else if (isPaying && /\bf(data)?sync\(/.test(line)) syncs += 1;
  }
  return syncs;
}

function sum(samples: readonly number[]): number {
  return samples.reduce((total, sample) => total + sample, 0);
}

export const benches = { sale: durableSale };
