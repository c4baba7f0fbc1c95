import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../electron/core/db/open.ts';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import { closeShift, recentZReports } from '../../electron/core/shift/close-shift.ts';
import { openShift } from '../../electron/core/shift/open-shift.ts';
import { startCount, submitCount } from '../../electron/core/shift/shift.ts';
import type { Till } from '../../electron/core/till.ts';
import { alone, CASHIER, peopleTill, sell, stock, taken } from '../support/people-till.ts';
import { closingTill, dayOf, EVE, figuresOf, playOn } from './closing-day.ts';

const CHILD = fileURLToPath(new URL('closing-child.ts', import.meta.url));
/** Every n-th point is killed at; 1 is every one. */
const STEP = Number(env.CRASH_CLOSE_STEP ?? 1);
const LANES = 2;

let template = '';
let sku = '';
let undisturbed: ReturnType<typeof figuresOf> = null;

beforeAll(() => {
  const shop = peopleTill(EVE);
  const { till } = shop;
  sku = stock(till, '电饭煲', 19_900);
  const cashier = alone(CASHIER);
  taken(openShift(till, cashier, { float: { pieces: {}, otherFen: 50_000 } }));
  sell(till, sku);
  const { attempt } = taken(startCount(till, cashier));
  const count = { pieces: {}, otherFen: 69_900 };
  const { seq } = taken(submitCount(till, cashier, { count, attempt }));
  taken(closeShift(till, cashier, { countSeq: seq, reason: '' }));
  till.db.pragma('wal_checkpoint(TRUNCATE)');
  template = copyOf(shop.folder);
  shop.remove();
});
afterAll(() => rmSync(template, { recursive: true, force: true }));

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'zhendian-closing-'));
  cpSync(folder, copy, { recursive: true, filter: (from) => !from.endsWith('compiled') });
  return copy;
}

/** Plays the day in a process of its own; answers the steps that it told of, and how many points it has. */
async function playIn(folder: string, killAt: number, bug = '') {
  const child = spawn(execPath, [CHILD, folder, sku, bug], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...env,
      KILL_AT: String(killAt),
      NODE_NO_WARNINGS: '1',
      NODE_COMPILE_CACHE: join(template, 'compiled'), // or each start compiles the till anew
    },
  });
  let said = '';
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  const signal = await new Promise<NodeJS.Signals | null>((done) =>
    child.on('close', (_, by) => done(by)),
  );
  const lines = said.split('\n').slice(0, -1); // a line cut in the middle was not said
  const points = lines.find((line) => line.startsWith('points '));
  return {
    wasKilled: signal === 'SIGKILL',
    told: lines.filter((line) => line !== points),
    points: points === undefined ? null : Number(points.slice('points '.length)),
    stderr,
  };
}

/** What must be there as often as what it belongs to: each pair counts the same, or something is half there. */
const WHOLE: readonly (readonly [string, string, string])[] = [
  ['a Z report', 'SELECT count(*) FROM z_report', entries('DAY_CLOSE')],
  ['a signed day', entries('DAY_CLOSE'), signed('DAY_CLOSE')],
  ['the paper of a Z', 'SELECT count(*) FROM z_report', jobs('z_report')],
  ['the fact of a Z', 'SELECT count(*) FROM z_report', facts("fact_id LIKE '%:closed'")],
  ['a period', 'SELECT count(*) FROM period_close', entries("MONTH_CLOSE', 'YEAR_CLOSE")],
  ['a signed period', entries("MONTH_CLOSE', 'YEAR_CLOSE"), signed("MONTH_CLOSE', 'YEAR_CLOSE")],
  ['the paper of a period', 'SELECT count(*) FROM period_close', jobs('period_report')],
  ['the fact of a period', 'SELECT count(*) FROM period_close', facts("kind = 'period_close'")],
  ['an opened shift', 'SELECT count(*) FROM shift', entries('SHIFT_OPEN')],
  [
    'a closed shift',
    "SELECT count(*) FROM shift_transition WHERE state = 'closed'",
    entries('SHIFT_CLOSE'),
  ],
  [
    'a count',
    'SELECT (SELECT count(*) FROM cash_count) + (SELECT count(*) FROM handover_count)',
    entries('CASH_COUNT'),
  ],
  ['a handover', 'SELECT count(*) FROM handover', entries('HANDOVER')],
  ['a handover taken', 'SELECT count(*) FROM handover_answer', entries('HANDOVER_TAKEN')],
  [
    'the slips of a handover',
    'SELECT (SELECT count(*) FROM handover) + (SELECT count(*) FROM handover_answer)',
    jobs('handover_slip'),
  ],
  ['a movement', 'SELECT count(*) FROM cash_movement', entries('CASH_MOVEMENT')],
  ['the slip of a movement', 'SELECT count(*) FROM cash_movement', jobs('cash_slip')],
  ['a return', 'SELECT count(*) FROM sale_return', entries('RETURN')],
  ['the slip of a return', 'SELECT count(*) FROM sale_return', jobs('return_slip')],
];

function entries(types: string): string {
  return `SELECT count(*) FROM journal WHERE type IN ('${types}')`;
}
function signed(types: string): string {
  return `SELECT count(*) FROM journal_signature s JOIN journal j USING (register_id, seq) WHERE j.type IN ('${types}')`;
}
function jobs(kind: string): string {
  return `SELECT count(*) FROM print_job WHERE kind = '${kind}'`;
}
function facts(where: string): string {
  return `SELECT count(*) FROM outbox WHERE ${where}`;
}

function halfThere(db: Database): readonly string[] {
  const number = (sql: string) => Number(db.prepare(sql).pluck().get());
  return WHOLE.flatMap(([what, one, other]) => {
    const found = [number(one), number(other)];
    return found[0] === found[1] ? [] : [`${what}: ${found.join(' and ')}`];
  });
}

function faultsOf(till: Till): readonly string[] {
  const { db } = till;
  const { firstBad } = verifyStore(db);
  return [
    ...(db.pragma('integrity_check', { simple: true }) === 'ok' ? [] : ['the file is damaged']),
    ...auditStore(db).faults.map(({ invariant, what, where }) => `${invariant} ${what}: ${where}`),
    ...(firstBad ? [`the journal: ${JSON.stringify(firstBad)}`] : []),
    ...halfThere(db),
  ];
}

/** What is wrong with a store that was killed while it said `told`: as it is found, and after the day went on. */
function examine(folder: string, told: readonly string[]): readonly string[] {
  const till = closingTill(folder);
  const day = dayOf(sku);
  try {
    const lost = day.filter((step) => told.includes(step.name) && !step.isDone(till));
    const faults = [...lost.map(({ name }) => `I1 ${name} is lost`), ...faultsOf(till)];
    if (faults.length > 0) return faults;
    playOn(till, day, () => undefined);
    const [z] = recentZReports(till, 1);
    const isSame = JSON.stringify(figuresOf(z)) === JSON.stringify(undisturbed);
    return [
      ...faultsOf(till),
      ...(isSame ? [] : ['the Z says something else than without a crash']),
    ];
  } catch (cause) {
    return [`the day does not go on: ${String(cause)}`];
  } finally {
    till.db.close();
  }
}

describe('kill -9 before every write and on both sides of every commit from a day’s opening to its Z', () => {
  it('leaves all of a step or nothing of it, and the day goes on to the same Z', async () => {
    const whole = copyOf(template);
    const { points, stderr } = await playIn(whole, 0);
    expect(stderr).toBe('');
    const till = closingTill(whole);
    expect(faultsOf(till)).toEqual([]);
    undisturbed = figuresOf(recentZReports(till, 1)[0]);
    till.db.close();
    rmSync(whole, { recursive: true, force: true });
    expect(undisturbed).toMatchObject({ zNumber: 2, saleCount: 1, overShortFen: -2_000 });

    const faults: string[] = [];
    let next = 1;
    const lane = async () => {
      while (next <= (points ?? 0) && faults.length === 0) {
        const killAt = next;
        next += STEP;
        const folder = copyOf(template);
        const { wasKilled, told, stderr: why } = await playIn(folder, killAt);
        const found = wasKilled ? examine(folder, told) : [`it was not killed: ${why}`];
        faults.push(...found.map((fault) => `point ${killAt}, after ${told.at(-1)}: ${fault}`));
        rmSync(folder, { recursive: true, force: true });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    process.stdout.write(`points: ${points}, every ${STEP}.\n`);
    expect(faults).toEqual([]);
    expect(points).toBeGreaterThan(80);
  }, 480_000);

  it('finds a close that is torn in two', async () => {
    const [whole, torn] = [copyOf(template), copyOf(template)];
    const { points } = await playIn(whole, 0, 'split');
    await playIn(torn, (points ?? 0) - 2, 'split');
    expect(examine(torn, []).join('\n')).toContain('the paper of a Z: 2 and 1');
    for (const folder of [whole, torn]) rmSync(folder, { recursive: true, force: true });
  }, 60_000);
});
