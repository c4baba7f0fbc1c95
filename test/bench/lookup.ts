import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callerFor } from '../../electron/core/api/app-router.ts';
import { createCore } from '../../electron/core/core.ts';
import type { Database } from '../../electron/core/db/open.ts';
import { type MadeItem, manyItems, seeded } from '../support/many-items.ts';
import { absolute, type BenchRecord, compared, exponent, quantileOf } from './bench.ts';
import { fillShelves } from './made-store.ts';

const SIZES = [10_000, 100_000, 1_000_000];
/** The catalogue that the goal of the slowest calls speaks of. */
const GOAL_SIZE = 100_000;
const ASKED = 10_000;
/** Calls and bare look-ups take turns in batches, so that both see the same machine. */
const BATCH = 500;
const SEED = 9;

type Timed = { readonly ours: readonly number[]; readonly bare: readonly number[] };

/**
 * G1: one good by its barcode through the whole router (the session's rights, input checks, price and stock) against
 * the bare point look-up of the item's row in the same file, both asked for the same codes picked at random.
 */
async function lookup(): Promise<readonly BenchRecord[]> {
  const runs: { size: number; timed: Timed }[] = [];
  for (const size of SIZES) runs.push({ size, timed: await timeStore(size) });
  const bench = 'lookup.code';
  const costs = runs.map(({ size, timed }) => ({ size, cost: quantileOf(timed.ours, 0.5) }));
  const records = runs.flatMap(({ size, timed }) => {
    const at = `${size / 1000}k`;
    const bare = { name: 'better-sqlite3 point look-up', value: quantileOf(timed.bare, 0.5) };
    const p50 = { bench, metric: `p50 ${at}`, value: quantileOf(timed.ours, 0.5), unit: 'ms' };
    const p99 = { bench, metric: `p99 ${at}`, value: quantileOf(timed.ours, 0.99), unit: 'ms' };
    const typical = compared(p50, bare, { is: '<=', bound: 10 });
    return size === GOAL_SIZE ? [typical, absolute(p99, { most: 1 })] : [typical];
  });
  const [small, , large] = costs.map(({ cost }) => cost);
  const growth = { bench, metric: 'p50 1M', value: large ?? Number.NaN, unit: 'ms' };
  const slope = { bench, metric: 'exponent', value: exponent(costs), unit: '' };
  return [
    ...records,
    compared(growth, { name: 'p50 10k', value: small ?? Number.NaN }, { is: '<=', bound: 3 }),
    absolute(slope, { most: 0.25 }),
  ];
}

async function timeStore(size: number): Promise<Timed> {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
  const core = createCore({ folder, demo: true });
  if (!core.ok) throw new Error(core.refusal.code);
  try {
    const { db } = core.value.till;
    const asked = fillAndPick(db, size);
    const signedIn = await callerFor({ core: core.value, token: null }).session.signIn({
      staffId: 'demo-cashier',
      pin: '1111',
    });
    if (!signedIn.ok) throw new Error(signedIn.refusal.code);
    const { catalog } = callerFor({ core: core.value, token: signedIn.value.token });
    return await timeBoth(db, asked, async (code) => {
      const found = await catalog.byCode({ code });
      return found.ok ? found.value.sku : null;
    });
  } finally {
    await core.value.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Search words are left out: a look-up by code reads none, and a million goods are made in half a minute. */
function fillAndPick(db: Database, size: number): readonly MadeItem[] {
  const random = seeded(SEED);
  const asked: MadeItem[] = [];
  let seen = 0;
  fillShelves(
    db,
    (function* () {
      for (const made of manyItems(size)) {
        seen += 1;
        // A reservoir: every good is as likely to be asked for.
        const at = Math.floor(random() * seen);
        if (asked.length < ASKED) asked.push(made);
        else if (at < ASKED) asked[at] = made;
        yield made;
      }
    })(),
  );
  return asked.sort(() => random() - 0.5);
}

async function timeBoth(
  db: Database,
  asked: readonly MadeItem[],
  ask: (code: string) => Promise<string | null>,
): Promise<Timed> {
  const bare = db.prepare<[string], { sku: string }>(
    'SELECT * FROM item WHERE sku = (SELECT sku FROM item_code WHERE code = ?)',
  );
  for (const { item, ean } of asked.slice(0, 2_000)) {
    if ((await ask(ean)) !== item.sku || bare.get(ean)?.sku !== item.sku) throw new Error(ean);
  }
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let from = 0; from < asked.length; from += BATCH) {
    for (const { ean } of asked.slice(from, from + BATCH)) {
      const start = performance.now();
      await ask(ean);
      ours.push(performance.now() - start);
    }
    // The other half of the list, so that neither finds pages that the other has just read.
    for (const { ean } of asked.slice(asked.length - from - BATCH, asked.length - from)) {
      const start = performance.now();
      bare.get(ean);
      theirs.push(performance.now() - start);
    }
  }
  return { ours, bare: theirs };
}

export const benches = { lookup };
