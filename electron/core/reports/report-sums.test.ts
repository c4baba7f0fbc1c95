import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/kernel/business-date.ts';
import { bookReturn, bookSale, momentOf } from '../../../test/support/book-shop.ts';
import {
  alone,
  MANAGER,
  type PeopleTill,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import type { Database } from '../db/open.ts';
import { inTransaction } from '../db/open.ts';
import { returnGoods } from '../returns/return-goods.ts';
import { xReport } from '../shift/close-shift.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { salesFacts } from '../shift/shift-facts-table.ts';
import type { Till } from '../till.ts';
import { REPORT_LIMITS } from './report-limits.ts';
import { wholeReport } from './report-page.ts';
import { allRollupRows, clearRollup, type Dimension, markOf } from './report-rollup-table.ts';
import { keepSums, openSource, sumsByKey, totalOf } from './report-source.ts';

const FIRST = '2026-03-01';
const DAYS = 5;
const PERIOD = { from: FIRST, to: addDays(FIRST, DAYS - 1) };
const ALL = { from: '2000-01-01', to: '2100-01-01' };

let shop: PeopleTill;
let db: Database;
beforeEach(() => {
  shop = peopleTill(momentOf('2026-06-18', '10:00'));
  db = shop.till.db;
});
afterEach(() => {
  if (db !== shop.till.db) db.close();
  shop.remove();
});

/** The till on the store at hand. */
function till(): Till {
  return { ...shop.till, db };
}

const money = fc.integer({ min: 1, max: 500_000 });
const linesOf = (quantities: readonly number[]) =>
  fc
    .record({
      brand: fc.constantFrom('海尔', '美的', '', '奥克斯 (O’x)'),
      category: fc.constantFrom('冰箱', '空调', '洗衣机'),
      unitFen: money,
      quantityMilli: fc.constantFrom(...quantities),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      funding: fc.constantFrom('store', 'brand', 'government'),
    })
    .map(({ part, funding, ...of }) => {
      const whole = Math.floor((of.unitFen * of.quantityMilli) / 1000);
      const first = Math.floor(whole * part);
      const second = Math.floor((whole - first) / 3);
      return {
        ...of,
        netFen: whole - first - second, // to the fen
        off: [
          [funding, first, '活动'],
          ['store', second, '老顾客'],
        ] as const,
      };
    });
const line = linesOf([1000, 2000, 3000, 7000, 1500, 333]);
const sale = fc.record({
  day: fc.integer({ min: 0, max: DAYS - 1 }),
  hour: fc.integer({ min: 0, max: 23 }),
  by: fc.constantFrom('demo-cashier', 'demo-manager', 'demo-owner'),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  roundingFen: fc.integer({ min: 0, max: 9 }),
  backs: fc.array(fc.record({ day: fc.integer({ min: 0, max: 3 }), part: fc.nat({ max: 5 }) }), {
    maxLength: 2,
  }),
});

type Sold = typeof sale extends fc.Arbitrary<infer One> ? One : never;

/** Writes random sales and returns of some of their units, in the order in which they come. */
function write(sales: readonly Sold[]): void {
  inTransaction(db, () => {
    for (const { day, hour, backs, ...of } of sales) {
      const time = `${String(hour).padStart(2, '0')}:30`;
      const net = of.lines.reduce((sum, one) => sum + one.netFen, 0);
      const roundingFen = net > 100 ? of.roundingFen : 0;
      const date = addDays(FIRST, day);
      const saleId = bookSale(till(), { ...of, date, time, roundingFen });
      returnSome(
        saleId,
        backs.map((back) => ({ ...back, date: addDays(date, back.day) })),
      );
    }
  });
}

function returnSome(
  saleId: string,
  backs: readonly { readonly date: string; readonly part: number }[],
): void {
  for (const { date, part } of backs) {
    const left = db
      .prepare<[string], { position: number; unit: number }>(
        `SELECT position, unit FROM sale_unit u WHERE sale_id = ? AND NOT EXISTS (
           SELECT 1 FROM returned_unit r WHERE r.sale_id = u.sale_id AND r.position = u.position
             AND r.unit = u.unit)`,
      )
      .all(saleId)
      .filter((_, i) => i % 6 === part || part === 5);
    if (left.length === 0) continue;
    bookReturn(till(), {
      ...{ saleId, date, time: '12:00', by: 'demo-manager', reason: '不合适' },
      units: left.map(({ position, unit }) => [position, unit] as const),
    });
  }
}

/** The same asked of the facts by plain SQL. */
function factsOf(period = ALL): { net: number; rounding: number; discount: number } {
  const row = db
    .prepare<unknown[], { net: number; rounding: number; discount: number }>(
      `SELECT (SELECT coalesce(sum(net_fen), 0) FROM sale WHERE business_date BETWEEN @from AND @to)
           - (SELECT coalesce(sum(net_fen), 0) FROM sale_return WHERE business_date BETWEEN @from AND @to)
           AS net,
         (SELECT coalesce(sum(rounding_fen), 0) FROM sale WHERE business_date BETWEEN @from AND @to)
           AS rounding,
         (SELECT coalesce(sum(discount_fen), 0) FROM sale WHERE business_date BETWEEN @from AND @to)
           AS discount`,
    )
    .get(period);
  return row ?? { net: 0, rounding: 0, discount: 0 };
}

function netOfAll(dimension: Dimension, period = ALL): number {
  const sums = totalOf(sumsByKey(openSource(db), dimension, period).values());
  return sums.netFen - sums.returnedFen;
}

const WHOLE: readonly Dimension[] = ['day', 'hour', 'brand', 'category', 'kind', 'staff'];

describe('any shop', () => {
  it('sold the same by day, hour, brand, category and person, which is what its shifts report', () => {
    fc.assert(
      fc.property(fc.array(sale, { maxLength: 12 }), (sales) => {
        restock();
        write(sales);
        const facts = factsOf(PERIOD);
        for (const dimension of WHOLE) expect(netOfAll(dimension, PERIOD)).toBe(facts.net);
        const shifts = db
          .prepare<[], string>('SELECT shift_id FROM shift')
          .pluck()
          .all()
          .map((shiftId) => salesFacts(db, [shiftId]));
        const reported = shifts.reduce((sum, of) => sum + of.netFen - of.returns.netFen, 0);
        expect(netOfAll('day')).toBe(reported);
        const deducted = totalOf(sumsByKey(openSource(db), 'deduction', ALL).values());
        expect(deducted.netFen).toBe(factsOf().discount);
      }),
      { ...printedSeed('reports add up'), numRuns: runs() },
    );
  });

  it('has the same stored sums as facts, however they were added up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sale, { maxLength: 10 }),
        fc.nat({ max: 9 }),
        async (sales, cut) => {
          restock();
          write(sales.slice(0, cut));
          await keepSums(db, 1);
          write(sales.slice(cut));
          await keepSums(db, 1);
          const inTwo = allRollupRows(db);
          inTransaction(db, () => clearRollup(db));
          const { fresh } = openSource(db);
          const byName = new Map(
            fresh.rows.map((row) => [`${row.dimension} ${row.businessDate} ${row.key}`, row]),
          );
          for (const row of inTwo) {
            expect(row).toEqual(byName.get(`${row.dimension} ${row.businessDate} ${row.key}`));
          }
          expect(inTwo).toHaveLength(fresh.rows.length);
        },
      ),
      { ...printedSeed('stored sums'), numRuns: runs() },
    );
  });

  it('has nothing left of a deduction when all units of its line came back, in however many returns', () => {
    fc.assert(
      fc.property(linesOf([5000]), fc.array(fc.nat({ max: 4 }), { maxLength: 8 }), (one, parts) => {
        restock();
        const day = { date: FIRST, time: '09:00', by: 'demo-cashier' };
        const saleId = bookSale(till(), { ...day, lines: [one] });
        const backs = [...parts, 5].map((part) => ({ date: FIRST, part }));
        inTransaction(db, () => returnSome(saleId, backs));
        const source = openSource(db);
        for (const sums of sumsByKey(source, 'deduction', ALL).values()) {
          expect(sums.returnedFen).toBe(sums.netFen);
        }
      }),
      { ...printedSeed('deductions go back'), numRuns: runs() },
    );
  });
});

/** As new: sales are facts and cannot be taken back, so each random shop is a copy of the store without any. */
function restock(): void {
  if (db !== shop.till.db) db.close();
  const image = shop.till.db.serialize();
  image.fill(1, 18, 20); // a store in memory has no write-ahead log: these bytes of its head say so
  db = new BetterSqlite3(image);
}

function runs(): number {
  return Number(process.env.RUNS ?? 40);
}

const TINY = { brand: '小', category: '小家电', unitFen: 1 };

describe('the stored sums', () => {
  it('hold whatever is sold while reports are read, also on a date that was summed before', async () => {
    const sellMany = (date: string) => {
      inTransaction(db, () => {
        for (let i = 0; i < REPORT_LIMITS.foldAt; i += 1) {
          bookSale(till(), { date, time: '09:00', by: 'demo-cashier', lines: [TINY] });
        }
      });
    };
    for (const date of [FIRST, addDays(FIRST, 1), FIRST]) {
      sellMany(date);
      await keepSums(db);
    }
    bookSale(till(), { date: FIRST, time: '10:00', by: 'demo-cashier', lines: [TINY] });
    expect(markOf(db)?.saleRow).toBe(3 * REPORT_LIMITS.foldAt);
    expect(netOfAll('day', { from: FIRST, to: FIRST })).toBe(2 * REPORT_LIMITS.foldAt + 1);
  });

  it('are made anew where they do not fit the facts, or come from an older program', async () => {
    inTransaction(db, () => {
      for (let i = 0; i < REPORT_LIMITS.foldAt; i += 1) {
        bookSale(till(), { date: FIRST, time: '09:00', by: 'demo-cashier', lines: [TINY] });
      }
    });
    await keepSums(db);
    const right = allRollupRows(db);
    for (const damage of [
      `UPDATE report_mark SET sale_id = 'of another store'; UPDATE report_rollup SET net_fen = 7`,
      'UPDATE report_mark SET version = 0; UPDATE report_rollup SET net_fen = 8',
    ]) {
      db.exec(damage);
      expect(netOfAll('day')).toBe(REPORT_LIMITS.foldAt); // read past them at once
      await keepSums(db);
      expect(allRollupRows(db)).toEqual(right);
    }
  });

  it('that a full disk does not let be kept are added up by whoever reads', async () => {
    inTransaction(db, () => {
      for (let i = 0; i < 30; i += 1) {
        const line = { ...TINY, brand: `${i}`.padEnd(400, '牌') }; // sums too long for the room that is left
        bookSale(till(), { date: FIRST, time: '09:00', by: 'demo-cashier', lines: [line] });
      }
    });
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    await keepSums(db, 1);
    expect(markOf(db)).toBeNull();
    expect(netOfAll('day')).toBe(30);
  });
});

describe('sales as they are really made', () => {
  it('and returned show in every report as they stand in the drawer', async () => {
    openDemoShift(till());
    const [kettle, fan] = [stock(till(), '水壶', 12_999), stock(till(), '风扇', 19_905)];
    const sales = [kettle, fan, kettle].map((sku) => sell(till(), sku));
    taken(
      returnGoods(till(), alone(MANAGER), {
        ...{ requestId: 'return-of-the-fan', saleId: sales[1] ?? '', reason: '不合适' },
        ...{ units: [{ position: 1, unit: 1, condition: 'restock' }], expectedRefundFen: 19_900 },
      }),
    );
    const asked = { from: '2026-06-01', to: '2026-06-30', compare: 'none' } as const;
    const tenders = taken(wholeReport(till(), { seesMargin: true }, { ...asked, name: 'tenders' }));
    expect(tenders.figures[0]).toMatchObject({ key: 'received', value: 25_980 }); // 129.90 twice
    for (const dimension of WHOLE) expect(netOfAll(dimension)).toBe(25_998);
    const report = taken(xReport(till(), alone(MANAGER)));
    expect(report).toMatchObject({ netSalesFen: 25_998, receivedFen: 25_980 });
  });
});
