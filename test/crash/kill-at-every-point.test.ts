import { env } from 'node:process';
import { describe, expect, it } from 'vitest';
import { examineStore } from '../support/store-auditor.ts';
import { copyOf, crashOnce, removeFolder, storeTemplate } from './crash-run.ts';

/** Every point is killed at; `CRASH_POINT_STEP` above 1 looks at every n-th only, while one works on it. */
const STEP = Number(env.CRASH_POINT_STEP ?? 1);
const LANES = 2;
const SEED = 20_260_618;

describe('kill before every write and on both sides of every commit of two customers and a return', () => {
  it('leaves a whole store each time', async () => {
    const template = await storeTemplate();
    const faults: string[] = [];
    let next = 1;
    let points: number | null = null;
    const lane = async (folder: string) => {
      while (points === null && faults.length === 0) {
        const killAt = next;
        next += STEP;
        const crash = await crashOnce({
          folder,
          seed: SEED,
          variant: 'as_is',
          killAfterMs: null,
          killAt,
        });
        if (!crash.wasKilled) {
          if (crash.points === null) faults.push(`point ${killAt}: ${crash.stderr}`);
          points = crash.points;
          break;
        }
        const { faults: found } = examineStore(folder, crash.told, template.smallGood);
        faults.push(...found.map((fault) => `point ${killAt}: ${fault}`));
      }
      removeFolder(folder);
    };
    await Promise.all(Array.from({ length: LANES }, () => lane(copyOf(template.folder))));
    removeFolder(template.folder);
    expect(faults).toEqual([]);
    process.stdout.write(`points killed at: ${(points ?? 0) / STEP}\n`);
    expect(points).toBeGreaterThan(60);
  }, 480_000);
});
