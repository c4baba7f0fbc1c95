import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './acting-world.ts';
import type { LifeEnd, LifePlan, LifeSaid, LivedDay } from './shop-life.ts';

/**
 * The whole form: `SOAK_DAYS=365 SOAK_SALES=200 SOAK_BACKUP_EVERY=7 npx vitest run --project system test/soak`. With
 * `SOAK_FOLDER` on a file system in memory it takes minutes and shows everything but what the disk costs.
 */
const DAYS = Number(process.env.SOAK_DAYS ?? 10);
const SALES_A_DAY = Number(process.env.SOAK_SALES ?? 20);
const BACKUP_EVERY = Number(process.env.SOAK_BACKUP_EVERY ?? 3);
const IS_LONG = DAYS >= 100;

const MB = 1024 * 1024;
const DAY_MS = 24 * 3_600_000;
/** Code is compiled and buffers are made while a program is new; after so many days it has seen everything. */
const WARM_UP = Math.max(4, Math.floor(DAYS * 0.05));
/** The last days of December are among them, so that a month and a year close on the way. */
const START_AT = Date.parse('2027-01-03T09:00:00+08:00') - Math.min(DAYS - 3, 300) * DAY_MS;

let world: World;
let folder: string;
let days: readonly LivedDay[];
let end: LifeEnd;

beforeAll(async () => {
  folder = mkdtempSync(join(process.env.SOAK_FOLDER ?? tmpdir(), 'zhendian-soak-'));
  const backupFolder = mkdtempSync(join(tmpdir(), 'zhendian-soak-backups-'));

  world = await openWorld();
  try {
    ({ days, end } = await liveThrough({
      ...{ folder, backupFolder, cloudUrl: world.cloudUrl, printerPort: world.printerPort },
      ...{ startAt: START_AT, days: DAYS, salesADay: SALES_A_DAY, backupEvery: BACKUP_EVERY },
    }));
  } finally {
    rmSync(backupFolder, { recursive: true, force: true });
  }
  stdout.write(`${figures()}\n`);
}, 24 * 3_600_000);

afterAll(async () => {
  await world?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe(`a shop of ${DAYS} days in one process`, () => {
  it('sold, closed each day, month and year, and every fact and entry holds', () => {
    expect(end.faults).toEqual([]);
    expect(end.sales).toBe(DAYS * SALES_A_DAY);
    expect(end.closes).toBe(DAYS + 1); // and the day that the store began
    expect(end.months).toBeGreaterThanOrEqual(1);
    expect(end.years).toBe(1);
    expect(end.backupsMade).toBeGreaterThanOrEqual(Math.floor(DAYS / BACKUP_EVERY));
  });

  it('everything was sent and printed each evening, so that nothing piles up', () => {
    expect(days.map(({ waiting }) => waiting)).toEqual(days.map(() => 0));
    expect(world.taken().facts).toBeGreaterThan(end.sales);
    expect(world.taken().paperBytes).toBeGreaterThan(end.sales * 500);
  });

  it('memory is flat once the program is warm', () => {
    const first = early('heapBytes');
    expect(late('heapBytes')).toBeLessThan(first + (IS_LONG ? 4 : 8) * MB);
    // Pages of the database are mapped and cached up to a bound, and threads come and go.
    expect(late('rssBytes')).toBeLessThan(early('rssBytes') + (IS_LONG ? 64 : 128) * MB);
  });

  it('no file, socket or timer is left open', () => {
    const warm = days.slice(WARM_UP);
    expect(Math.max(...warm.map(({ handles }) => handles))).toBeLessThanOrEqual(most('handles'));
    expect(late('resources')).toBeLessThanOrEqual(early('resources') + 2);
  });

  it('the write-ahead log and the backups are bounded', () => {
    expect(Math.max(...days.map(({ walBytes }) => walBytes))).toBeLessThan(16 * MB);
    expect(Math.max(...days.map(({ backups }) => backups))).toBeLessThanOrEqual(8 + 14 + 12);
  });

  if (IS_LONG) {
    it('the last days sell as fast as the first', () => {
      expect(late('p50Ms') / early('p50Ms')).toBeLessThan(1.5);
      expect(late('p99Ms') / early('p99Ms')).toBeLessThan(1.5);
      expect(late('dayMs') / early('dayMs')).toBeLessThan(2); // its backup and its reports read the year
    });
  }
});

/** The middle one of the first days after the warm-up, or of the last days: a tenth of all, three at least. */
function early(figure: keyof LivedDay): number {
  return middle(days.slice(WARM_UP, WARM_UP + tenth()).map((day) => day[figure]));
}

function late(figure: keyof LivedDay): number {
  return middle(days.slice(-tenth()).map((day) => day[figure]));
}

/** What the first days came to at most, and two for a socket that is just being closed. */
function most(figure: keyof LivedDay): number {
  return Math.max(...days.slice(0, WARM_UP).map((day) => day[figure])) + 2;
}

function tenth(): number {
  return Math.max(3, Math.floor(DAYS / 10));
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function figures(): string {
  const mb = (figure: keyof LivedDay) =>
    `${(early(figure) / MB).toFixed(1)} → ${(late(figure) / MB).toFixed(1)} MB`;
  const ms = (figure: keyof LivedDay) =>
    `${early(figure).toFixed(2)} → ${late(figure).toFixed(2)} ms`;
  return [
    `soak: ${end.sales} sales, ${end.closes} closes, ${end.entries} entries, ${end.backupsMade} backups`,
    `heap ${mb('heapBytes')}, memory ${mb('rssBytes')}, file ${mb('storeBytes')}`,
    `open files ${early('handles')} → ${late('handles')}, log at most ${(
      Math.max(...days.map(({ walBytes }) => walBytes)) / MB
    ).toFixed(1)} MB`,
    `a whole day ${ms('dayMs')}, a sale p50 ${ms('p50Ms')}, p99 ${ms('p99Ms')}`,
  ].join('; ');
}

async function liveThrough(plan: LifePlan): Promise<{ days: LivedDay[]; end: LifeEnd }> {
  const script = fileURLToPath(new URL('shop-life.ts', import.meta.url));
  const child = spawn(execPath, ['--expose-gc', script, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const lived: LivedDay[] = [];
  let ended: LifeEnd | null = null;
  let words = '';
  child.stderr.on('data', (bytes: Buffer) => {
    words += bytes.toString();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { said, ...what } = JSON.parse(line) as LifeSaid;
    if (said === 'day') lived.push(what as LivedDay);
    else ended = what as LifeEnd;
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  if (code !== 0 || !ended) throw new Error(`the shop ended with ${code}:\n${words}`);
  return { days: lived, end: ended };
}
