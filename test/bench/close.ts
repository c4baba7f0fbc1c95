import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeShift, xReport } from '../../electron/core/shift/close-shift.ts';
import { drawerEventsOf } from '../../electron/core/shift/drawer-table.ts';
import { startCount, submitCount } from '../../electron/core/shift/shift.ts';
import { currentShiftOf } from '../../electron/core/shift/shift-table.ts';
import type { Till } from '../../electron/core/till.ts';
import { expectedCash } from '../../shared/domain/shift/expected-cash.ts';
import type { ZReport } from '../../shared/domain/shift/z-report.ts';
import { growStore } from '../support/grown-store.ts';
import { writePastTickets } from '../support/past-tickets.ts';
import { alone, MANAGER, taken } from '../support/people-till.ts';
import { sellingTill } from '../support/selling-till.ts';
import { writeSalesOf } from '../support/year-of-sales.ts';
import { absolute, type BenchRecord, exponent, quantileOf } from './bench.ts';
import { growth } from './growth-record.ts';

/** A day of promotion, and what a store had sold before it. */
const PROMOTION_DAY = 5_000;
const HISTORIES = [730, 7_300, 73_000] as const;
const DAYS = [50, 500, 5_000] as const;
const RUNS = 3;

type Costs = { readonly x: number; readonly z: number };

/**
 * G12: an X report and the whole close of a promotion day, from the count to the commit. The cost follows the day's
 * sales in proportion and does not follow the history.
 */
function closingADay(): readonly BenchRecord[] {
  costsOf({ history: 0, day: 50 }); // warms the program
  const byHistory = HISTORIES.map((history) => ({
    size: history,
    costs: costsOf({ history, day: PROMOTION_DAY }),
  }));
  const byDay = DAYS.map((day) => ({ size: day, costs: costsOf({ history: 0, day }) }));
  const largest = byHistory.at(-1)?.costs;
  if (!largest) throw new Error('a year is among the histories');
  const of = (points: typeof byHistory | typeof byDay, part: keyof Costs) =>
    points.map(({ size, costs }) => ({ size, cost: costs[part] }));
  return [
    absolute(
      { bench: 'close.z', metric: 'of 5000 sales', value: largest.z, unit: 'ms' },
      { most: 1_000 },
    ),
    absolute(
      { bench: 'close.x', metric: 'of 5000 sales', value: largest.x, unit: 'ms' },
      { most: 1_000 },
    ),
    growth('close.z.history', of(byHistory, 'z')),
    growth('close.x.history', of(byHistory, 'x')),
    linear('close.z.day', of(byDay, 'z')),
    linear('close.x.day', of(byDay, 'x')),
  ];
}

function costsOf(size: { readonly history: number; readonly day: number }): Costs {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
  growStore(folder, { items: 0, sales: size.history });
  const till = sellingTill(folder);
  try {
    const shift = currentShiftOf(till.db, till.registerId);
    if (!shift) throw new Error('a grown store has an open shift');
    const { shiftId, openedAt } = shift;
    till.db.pragma('synchronous = OFF');
    if (size.history > 0) writePastTickets(till.db);
    writeSalesOf(till.db, { shiftId, openedAt, sales: size.day, seed: 12 });
    till.db.pragma('synchronous = FULL');
    till.db.pragma('wal_checkpoint(TRUNCATE)');
    const runs = Array.from({ length: RUNS }, () => closeACopy(folder, size.day));
    const middle = (part: keyof Costs) =>
      quantileOf(
        runs.map((run) => run[part]),
        0.5,
      );
    return { x: middle('x'), z: middle('z') };
  } finally {
    till.db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A day is closed once, so each close has a copy of the store; its reports have to say what the facts add up to. */
function closeACopy(folder: string, day: number): Costs {
  const copy = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
  cpSync(folder, copy, { recursive: true, filter: (from) => !/-(wal|shm)$/.test(from) });
  const till = sellingTill(copy);
  try {
    const shiftId = currentShiftOf(till.db, till.registerId)?.shiftId ?? '';
    // The X report stands for what the close reads, once its pages have been read.
    const report = taken(xReport(till, alone(MANAGER)));
    mustAddUp(till, report, { shiftId, day });
    const x = timed(() => taken(xReport(till, alone(MANAGER))));
    const start = performance.now();
    const closed = close(till, shiftId);
    const z = performance.now() - start;
    mustAddUp(till, closed, { shiftId, day });
    return { x, z };
  } finally {
    till.db.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

function mustAddUp(
  till: Till,
  report: ZReport,
  { shiftId, day }: { readonly shiftId: string; readonly day: number },
): void {
  const facts = till.db
    .prepare<[string], { count: number; net: number; due: number }>(
      `SELECT count(*) AS count, sum(net_fen) AS net, sum(due_fen) AS due FROM sale WHERE shift_id = ?`,
    )
    .get(shiftId);
  const { expected } = expectedCash(drawerEventsOf(till.db, shiftId));
  const isRight =
    report.saleCount === day &&
    facts?.count === day &&
    report.netFen === facts.net &&
    report.receivedFen === facts.due &&
    (report.countedFen !== null || report.expectedFen === expected);
  if (!isRight) throw new Error(`the report of ${day} sales does not add up`);
}

/** What the till computes between the cashier's count and the printed Z. */
function close(till: Till, shiftId: string): ZReport {
  taken(startCount(till, alone(MANAGER)));
  const { expected } = expectedCash(drawerEventsOf(till.db, shiftId));
  const count = { pieces: {}, otherFen: Math.min(expected, 10_000_000) };
  const { seq } = taken(submitCount(till, alone(MANAGER), { count, attempt: 1 }));
  return taken(closeShift(till, alone(MANAGER), { countSeq: seq, reason: '盘点' })).report;
}

/** A cost that may follow its size, but no faster. */
function linear(
  bench: string,
  points: readonly { readonly size: number; readonly cost: number }[],
): BenchRecord {
  const value = Number(exponent(points).toFixed(3));
  return absolute({ bench, metric: 'exponent', value, unit: 'of sales' }, { most: 1.05 });
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

export const benches = { close: closingADay };
