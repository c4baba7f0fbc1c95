import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stderr } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { setBackupTarget } from '../../electron/core/backup/backup-target.ts';
import { addItem } from '../../electron/core/checkout/edit-cart.ts';
import { type Core, createCore } from '../../electron/core/core.ts';
import { growStore } from '../support/grown-store.ts';
import { alone, OWNER, taken } from '../support/people-till.ts';
import { CASHIER, payExactly } from '../support/selling-till.ts';
import { absolute, type BenchRecord, compared, quantileOf } from './bench.ts';

const YEAR = 73_000;
const LEAST = 150; // sales beside backups, and as many with nothing beside them
const MOST_BACKUPS = 8;
/** A till that sells without a pause has nobody at it. */
const BETWEEN_MS = 15;

/** A sale while a backup runs beside it, against one with nothing beside it, in a store of a year. */
async function backup(): Promise<readonly BenchRecord[]> {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
  const [store, stick] = [join(folder, 'store'), join(folder, 'stick')];
  for (const each of [store, stick]) mkdirSync(each);
  try {
    growStore(store, { items: 0, sales: YEAR });
    const core = taken(createCore({ folder: store, demo: true }));
    await core.data.isGood();
    const target = { folder: stick, phrase: 'a phrase on paper' };
    taken(await setBackupTarget(core.till, store, alone(OWNER), target));
    const { quiet, beside, backups } = await measured(core);
    await core.close();
    stderr.write(`${beside.length} sales beside ${backups.length} backups\n`);
    const at = (share: number, metric: string) => {
      const value = quantileOf(beside, share);
      const against = { name: 'the same without a backup', value: quantileOf(quiet, share) };
      const sale = { bench: 'backup.sale_beside', metric, value, unit: 'ms' };
      return compared(sale, against, { is: '<=', bound: 3 });
    };
    const whole = { bench: 'backup.year', metric: 'time', value: quantileOf(backups, 0.5) };
    return [
      at(0.5, 'p50'),
      at(0.99, 'p99'),
      at(1, 'worst'),
      absolute({ ...whole, unit: 'ms' }, { most: 60_000 }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Measured = {
  readonly quiet: readonly number[];
  readonly beside: readonly number[];
  readonly backups: readonly number[]; // how long each took
};

/** Sells in turns, with a backup beside it and without, so that both see the same disk. */
async function measured(core: Core): Promise<Measured> {
  const sku = soldMost(core);
  const [quiet, beside, backups]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < 30; i += 1) sellTimed(core, sku); // warm
  while (beside.length < LEAST && backups.length < MOST_BACKUPS) {
    let isRunning = true;
    const startedAt = performance.now();
    const run = core.backups.run('by_hand', 'system').finally(() => {
      isRunning = false;
      backups.push(performance.now() - startedAt);
    });
    const before = beside.length;
    while (isRunning) {
      beside.push(sellTimed(core, sku));
      await pause(BETWEEN_MS);
    }
    taken(await run);
    for (let i = before; i < beside.length; i += 1) {
      quiet.push(sellTimed(core, sku));
      await pause(BETWEEN_MS);
    }
  }
  return { quiet, beside, backups };
}

function soldMost({ till }: Core): string {
  const sql = `SELECT i.sku FROM item i JOIN price_change p ON p.sku = i.sku
    WHERE i.serial = 'none' AND i.kind = 'goods' AND p.list_fen > 0 LIMIT 1`;
  return String(till.db.prepare(sql).pluck().get());
}

function sellTimed({ till }: Core, sku: string): number {
  const start = performance.now();
  addItem(till, CASHIER, { sku, quantityMilli: 1000 });
  payExactly(till, (pay) => pay());
  return performance.now() - start;
}

export const benches = { backup };
