import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insertPriceChange, NO_PRICES } from '../../electron/core/catalog/price-table.ts';
import { inTransaction } from '../../electron/core/db/open.ts';
import { REPORT_LIMITS } from '../../electron/core/reports/report-limits.ts';
import { wholeReport } from '../../electron/core/reports/report-page.ts';
import { clearRollup } from '../../electron/core/reports/report-rollup-table.ts';
import {
  keepSums,
  openSource,
  sumsByDate,
  totalOf,
} from '../../electron/core/reports/report-source.ts';
import type { Till } from '../../electron/core/till.ts';
import { REPORT_NAMES, type ReportName } from '../../shared/contract/reports.ts';
import {
  addDays,
  businessDate,
  DEFAULT_CUTOFF_MINUTES,
} from '../../shared/kernel/business-date.ts';
import { fen } from '../../shared/kernel/money.ts';
import { bookReturn, bookSale } from '../support/book-shop.ts';
import { growStore } from '../support/grown-store.ts';
import { sellingTill } from '../support/selling-till.ts';
import { type BenchRecord, quantileOf } from './bench.ts';

const SALES = 73_000;
const GOODS = 5_000; // beside those of the demo store, all of them on hand
const EVERY_RETURN = 50; // of the sales
const TIMES = 15;
const MOST_MS = 200;

/** Every page over a whole year of trade, against one bare scan of the year's sales. */
async function yearOfReports(): Promise<readonly BenchRecord[]> {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
  growStore(folder, { items: GOODS, sales: SALES });
  const till = sellingTill(folder);
  try {
    furnishYear(till);
    const scan = quantileOf(
      timesOf(() => scanOf(till)),
      0.5,
    );
    const made = await rebuiltIn(till);
    lateSales(till);
    checkAgainst(till);
    const records: BenchRecord[] = [];
    for (const name of REPORT_NAMES) records.push(...(await pageRecords(till, name, scan)));
    return [record('reports.sums', 'once', made, scan, null), ...records];
  } finally {
    till.db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What the made year lacks: one sale in fifty came back, most goods have a cost since before the year, every third
 * sale had discounts that brand and store bear, and every good is on hand.
 */
function furnishYear(till: Till): void {
  const { db } = till;
  const skus = db.prepare<[], string>('SELECT DISTINCT sku FROM line_item').pluck().all();
  const sales = db
    .prepare<[number], { saleId: string; date: string }>(
      'SELECT sale_id AS saleId, business_date AS date FROM sale WHERE rowid % ? = 0',
    )
    .all(EVERY_RETURN);
  inTransaction(db, () => {
    skus.forEach((sku, i) => {
      if (i % 10 === 0) return;
      const costFen = fen(50_000);
      insertPriceChange(db, { ...NO_PRICES, costFen, sku, importId: null, by: 'system', at: 1 });
    });
    for (const { saleId, date } of sales) {
      const back = { saleId, units: [[1, 1]] as const, date, time: '18:00', by: 'demo-manager' };
      bookReturn(till, { ...back, reason: '不合适' });
    }
    db.exec(`INSERT INTO stock_movement (sku, quantity_milli, reason, at)
      SELECT sku, 2000, 'receipt', 1 FROM item WHERE kind = 'goods'`);
    discountedSales(till);
  });
}

/** Sales with discounts on every day of the year, each brand by two of those who bear them. */
function discountedSales(till: Till): void {
  const today = businessDate(till.clock.now(), DEFAULT_CUTOFF_MINUTES);
  for (let i = 0; i < SALES / 3; i += 1) {
    const line = {
      ...{ brand: `品牌${i % 30}`, category: `品类${i % 12}`, unitFen: 200_000 },
      off: [
        ['brand', 10_000, '618 满减'],
        ['store', 1_000, '老顾客'],
      ] as const,
    };
    const at = { date: addDays(today, -(i % 365) - 1), time: '16:00', by: 'demo-manager' };
    bookSale(till, { ...at, lines: [line] });
  }
}

/** Sales that came after the sums were last kept, as many as are left for whoever reads. */
function lateSales(till: Till): void {
  const line = { brand: '海尔', category: '冰箱', unitFen: 200_000 };
  const at = {
    date: businessDate(till.clock.now(), DEFAULT_CUTOFF_MINUTES),
    time: '09:00',
    by: 'demo-cashier',
  };
  inTransaction(till.db, () => {
    for (let i = 1; i < REPORT_LIMITS.foldAt; i += 1) bookSale(till, { ...at, lines: [line] });
  });
}

async function pageRecords(
  till: Till,
  name: ReportName,
  scan: number,
): Promise<readonly BenchRecord[]> {
  const to = businessDate(till.clock.now(), DEFAULT_CUTOFF_MINUTES);
  const input = { name, from: addDays(to, -364), to, compare: 'last_year' } as const;
  const samples: number[] = [];
  for (let i = 0; i < TIMES; i += 1) {
    const start = performance.now();
    await keepSums(till.db);
    const answer = wholeReport(till, { seesMargin: true }, input);
    samples.push(performance.now() - start);
    if (!answer.ok) throw new Error(answer.refusal.code);
  }
  const of = (share: number) => quantileOf(samples, share);
  return [
    record(`reports.${name}`, 'p50', of(0.5), scan, MOST_MS),
    record(`reports.${name}`, 'max', Math.max(...samples), scan, MOST_MS),
  ];
}

/** How long all sums of the year take to be made from nothing, and how long the longest step holds the till up. */
async function rebuiltIn(till: Till): Promise<number> {
  inTransaction(till.db, () => clearRollup(till.db));
  const start = performance.now();
  await keepSums(till.db, 1);
  return performance.now() - start;
}

/** A figure that is wrong needs no time. */
function checkAgainst(till: Till): void {
  const all = { from: '2000-01-01', to: '2100-01-01' };
  const sums = totalOf(sumsByDate(openSource(till.db), all).values());
  const back = till.db
    .prepare<[], number>('SELECT coalesce(sum(net_fen), 0) FROM sale_return')
    .pluck()
    .get();
  if (sums.netFen !== scanOf(till) || sums.returnedFen !== back) throw new Error('sums are wrong');
}

function scanOf(till: Till): number {
  return till.db.prepare<[], number>('SELECT sum(net_fen) FROM sale').pluck().get() ?? 0;
}

function timesOf(work: () => unknown): readonly number[] {
  return Array.from({ length: TIMES }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}

/** `most` in milliseconds; `null` where the figure is for information. */
function record(
  bench: string,
  metric: string,
  value: number,
  scan: number,
  most: number | null,
): BenchRecord {
  const round = (number: number) => Number(number.toPrecision(3));
  return {
    ...{ bench, metric, value: round(value), unit: 'ms', against: 'a bare sum over the sales' },
    ...{ againstValue: round(scan), ratio: round(value / scan) },
    goal: most === null ? 'none' : `<=${most} ms`,
    pass: most === null || value <= most,
  };
}

export const benches = { reports: yearOfReports };
