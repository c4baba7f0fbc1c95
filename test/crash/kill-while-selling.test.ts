import { env } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDice } from '../../electron/play-day/dice.ts';
import { examineStore } from '../support/store-auditor.ts';
import { copyOf, crashOnce, type RunPlan, removeFolder, storeTemplate } from './crash-run.ts';
import type { Variant } from './planted-bugs.ts';

const RUNS = Number(env.CRASH_RUNS ?? 200);
const SEED = Number(env.CRASH_SEED ?? Date.now() % 1_000_000);
/** After this many runs a fresh copy is taken, so that no examination grows long. */
const RUNS_A_FOLDER = 20;
const LANES = 2;

let template = { folder: '', smallGood: '' };
beforeAll(async () => {
  template = await storeTemplate();
});
afterAll(() => removeFolder(template.folder));

type Harvest = {
  readonly faults: string[];
  killed: number;
  sales: number;
  returns: number;
  whileSelling: number;
  withOpenCart: number;
  committedUnacked: number;
};

/** Kills `runs` children one after the other on the same store, and gathers what the examinations found. */
async function killLoop(runs: number, seed: number, variant: Variant): Promise<Harvest> {
  const dice = createDice(seed);
  const harvest: Harvest = {
    faults: [],
    killed: 0,
    sales: 0,
    returns: 0,
    whileSelling: 0,
    withOpenCart: 0,
    committedUnacked: 0,
  };
  let folder = copyOf(template.folder);
  for (let run = 0; run < runs && harvest.faults.length === 0; run += 1) {
    if (run % RUNS_A_FOLDER === RUNS_A_FOLDER - 1) {
      removeFolder(folder);
      folder = copyOf(template.folder);
    }
    // Most are aimed at a till in full swing, some at one that has only just opened its store.
    await killOnce(harvest, {
      folder,
      variant,
      seed: dice.between(1, 1_000_000_000),
      killAfterMs: dice.throw() * 40,
      after: dice.chance(10) ? 'ready' : 'sold',
    });
  }
  removeFolder(folder);
  return harvest;
}

async function killOnce(harvest: Harvest, plan: RunPlan): Promise<void> {
  const crash = await crashOnce(plan);
  if (!crash.wasKilled) {
    harvest.faults.push(`seed ${plan.seed}: the child ended by itself: ${crash.stderr}`);
    return;
  }
  const { faults, found } = examineStore(plan.folder, crash.told, template.smallGood);
  harvest.faults.push(...faults.map((fault) => `seed ${plan.seed}: ${fault}`));
  harvest.killed += 1;
  harvest.sales += crash.told.sales.length;
  harvest.returns += crash.told.returns.length;
  if (crash.told.sales.length > 0) harvest.whileSelling += 1;
  if (found.cartLines > 0) harvest.withOpenCart += 1;
  if (found.unackedSales > 0) harvest.committedUnacked += 1;
}

describe('kill -9 while selling', () => {
  it(
    `loses no acknowledged sale and leaves no half one in ${RUNS} kills (seed ${SEED})`,
    async () => {
      const lanes = Array.from({ length: LANES }, (_, lane) =>
        killLoop(Math.ceil(RUNS / LANES), SEED + lane, 'as_is'),
      );
      const harvests = await Promise.all(lanes);
      const total = (of: (harvest: Harvest) => number) =>
        harvests.reduce((sum, one) => sum + of(one), 0);
      expect(harvests.flatMap((one) => one.faults)).toEqual([]);
      expect(total((one) => one.killed)).toBeGreaterThanOrEqual(RUNS);
      // Every situation was really reached, not only counted.
      process.stdout.write(
        `kills ${total((one) => one.killed)}, acknowledged sales ${total((one) => one.sales)}, ` +
          `acknowledged returns ${total((one) => one.returns)}, ` +
          `while selling ${total((one) => one.whileSelling)}, with an open cart ${total((one) => one.withOpenCart)}, ` +
          `committed but not acknowledged ${total((one) => one.committedUnacked)}, seed ${SEED}\n`,
      );
      expect(total((one) => one.whileSelling)).toBeGreaterThanOrEqual(Math.min(30, RUNS / 4));
      expect(total((one) => one.returns)).toBeGreaterThanOrEqual(Math.min(30, RUNS / 10));
      expect(total((one) => one.withOpenCart)).toBeGreaterThanOrEqual(Math.min(30, RUNS / 4));
    },
    RUNS > 200 ? 3_600_000 : 480_000,
  );

  it.each(['ack_before_commit', 'two_transactions'] as const)(
    'finds the planted bug %s',
    async (variant) => {
      const { faults } = await killLoop(120, SEED, variant);
      expect(faults.join('\n')).toMatch(
        variant === 'ack_before_commit' ? /I1 acknowledged/ : /I[26] /,
      );
    },
    480_000,
  );
});
