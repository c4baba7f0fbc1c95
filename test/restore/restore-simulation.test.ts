import { beforeAll, describe, expect, it } from 'vitest';
import { printedSeed } from '../support/printed-seed.ts';
import {
  MISHAPS,
  type Mishap,
  type ShopTemplate,
  shopTemplate,
  simulateRestores,
} from './restore-simulation.ts';

/** `RESTORE_RUNS=10000` for the long form. */
const RUNS = Number(process.env.RESTORE_RUNS ?? 500);
const timeout = RUNS > 500 ? 3_600_000 : 300_000;

let template: ShopTemplate;
beforeAll(() => {
  template = shopTemplate();
});

describe('a shop whose data is restored, copied and put on new PCs', { timeout }, () => {
  it('never uses a number twice, and has every uploaded sale back exactly once', async () => {
    const { seed } = printedSeed('restores');
    const reached = new Map<Mishap, number>();
    let replayed = 0;
    let paidTwice = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const outcome = await simulateRestores(template, seed + run);
      expect({ seed: seed + run, broken: outcome.broken }).toEqual({
        seed: seed + run,
        broken: [],
      });
      for (const mishap of outcome.mishaps) reached.set(mishap, (reached.get(mishap) ?? 0) + 1);
      replayed += outcome.replayedSales;
      paidTwice += outcome.conflicts.filter((one) => one.why === 'unit_returned_twice').length;
    }
    for (const mishap of MISHAPS) expect(reached.get(mishap) ?? 0).toBeGreaterThanOrEqual(30);
    expect(replayed).toBeGreaterThanOrEqual(30);
    expect(paidTwice).toBeGreaterThanOrEqual(RUNS / 40);
  });

  it.each(['keeps_the_lane', 'skips_the_cloud'] as const)(
    'is seen to break when the program %s',
    async (bug) => {
      for (let seed = 1; seed <= 60; seed += 1) {
        const { broken } = await simulateRestores(template, seed, bug).catch(() => ({
          broken: ['threw'],
        }));
        if (broken.length > 0) return;
      }
      throw new Error('nobody noticed');
    },
  );
});
