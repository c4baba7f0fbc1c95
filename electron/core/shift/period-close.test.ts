import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PeriodReport } from '../../../shared/domain/shift/period-report.ts';
import { asId, type RegisterId } from '../../../shared/kernel/ids.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  outcome,
  type PeopleTill,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { eachEntry, firstBrokenEntry } from '../journal/journal-table.ts';
import { announceSigningKey, signatures } from '../journal/signature-table.ts';
import { insertRegister } from '../staff/store-table.ts';
import { closePeriod, openPeriods } from './close-period.ts';
import { closeShift, recentZReports } from './close-shift.ts';
import { openShift } from './open-shift.ts';
import { closePeriodsBefore } from './period-close.ts';
import { insertPeriodClose, latestPeriods, periodOf } from './period-table.ts';
import { reportPaper } from './report-paper.ts';
import { startCount, submitCount } from './shift.ts';
import { zReportsOf } from './z-report-table.ts';

const DAY = 24 * 3_600_000;
const cashier = alone(CASHIER);
const manager = alone(MANAGER);

let shop: PeopleTill;
let fan: string;
beforeEach(() => start('2026-10-29'));
afterEach(() => shop.remove());

function start(date: string): void {
  shop = peopleTill(Date.parse(`${date}T09:00:00+08:00`));
  announceSigningKey(shop.till);
  fan = stock(shop.till, '风扇', 20_000);
}

const loose = (fen: number) => ({ pieces: {}, otherFen: fen });

/** A day with `sales` fans sold, counted right and closed; then it is the next morning. */
function day(sales: number): void {
  const { till } = shop;
  taken(openShift(till, manager, { float: loose(0) }));
  for (let i = 0; i < sales; i += 1) sell(till, fan);
  taken(startCount(till, cashier));
  const count = loose(sales * 20_000);
  const { seq } = taken(submitCount(till, cashier, { count, attempt: 1 }));
  taken(closeShift(till, cashier, { countSeq: seq, reason: '' }));
  shop.pass(DAY);
}

function closed(kind: 'month' | 'year', period: string): PeriodReport {
  const report = periodOf(shop.till.db, { registerId: '01', kind, period });
  if (!report) throw new Error(`${period} is not closed`);
  return report;
}

const byHand = (kind: 'month' | 'year', period: string) =>
  closePeriod(shop.till, manager, { kind, period });

describe('a month', () => {
  it('closes by itself with the first shift of a later one, as the sum of its days', () => {
    for (const sales of [1, 2, 3, 4]) day(sales); // 29, 30, 31 October, 1 November
    const october = closed('month', '2026-10');
    expect(october).toMatchObject({
      firstZ: 1,
      lastZ: 3,
      zCount: 3,
      fromDate: '2026-10-29',
      toDate: '2026-10-31',
      saleCount: 6,
      netSalesFen: 120_000,
      receivedFen: 120_000,
      firstReceipt: '0001-01-000001',
      lastReceipt: '0001-01-000006',
      perpetualFen: 120_000,
      perpetualAbsoluteFen: 120_000,
      closedBy: 'system',
      rows: [
        { name: '2026-10-29', firstZ: 1, lastZ: 1, saleCount: 1, netSalesFen: 20_000 },
        { name: '2026-10-30', firstZ: 2, lastZ: 2, saleCount: 2, netSalesFen: 40_000 },
        { name: '2026-10-31', firstZ: 3, lastZ: 3, saleCount: 3, netSalesFen: 60_000 },
      ],
    });
    const days = zReportsOf(shop.till.db, '01', 10).filter((z) => (z.zNumber ?? 0) <= 3);
    expect(october.perpetualFen).toBe(days[0]?.perpetualFen);
    expect(openPeriods(shop.till).map(({ kind, period }) => [kind, period])).toEqual([
      ['month', '2026-11'],
      ['year', '2026'],
    ]);
  });

  it('is one signed entry of the journal before the shift that opened, one slip and one fact', () => {
    for (const sales of [0, 1, 0, 1]) day(sales);
    const { db } = shop.till;
    const entries = [...eachEntry(db, '01')];
    const at = entries.findIndex(({ type }) => type === 'MONTH_CLOSE');
    expect(entries.filter(({ type }) => type === 'MONTH_CLOSE')).toHaveLength(1);
    expect(entries[at + 1]?.type).toBe('SHIFT_OPEN');
    expect(entries[at]?.operator).toBe('system');
    const october = closed('month', '2026-10');
    expect([october.journalSeq, october.journalHash]).toEqual([
      entries[at]?.seq,
      entries[at]?.hash,
    ]);
    expect(signatures(db, '01').map(({ seq }) => seq)).toContain(october.journalSeq);
    const { journalSeq, journalHash, ...figures } = october;
    expect(JSON.parse(entries[at]?.payload ?? '')).toEqual(figures);
    expect(firstBrokenEntry(db, '01')).toBeNull();
    const papers = db.prepare("SELECT ref FROM print_job WHERE kind = 'period_report'").pluck();
    expect(papers.all()).toEqual(['01|month|2026-10']);
    const facts = db.prepare("SELECT body FROM outbox WHERE kind = 'period_close'").pluck().all();
    expect(facts.map((body) => JSON.parse(String(body)))).toEqual([{ report: october }]);
  });

  it('goes on from the month before, and one in which the shop was shut is passed over', () => {
    day(1); // 29 October
    shop.pass(34 * DAY); // nothing is sold in November
    day(2); // 3 December
    shop.pass(29 * DAY);
    day(1); // January
    const [october, december] = [closed('month', '2026-10'), closed('month', '2026-12')];
    expect(december.before).toEqual({
      perpetualFen: october.perpetualFen,
      perpetualAbsoluteFen: october.perpetualAbsoluteFen,
    });
    expect(december.firstZ).toBe(october.lastZ + 1);
    expect(december.perpetualFen).toBe(60_000);
    expect(outcome(byHand('month', '2026-11'))).toBe('period_already_closed');
    expect(
      periodOf(shop.till.db, { registerId: '01', kind: 'month', period: '2026-11' }),
    ).toBeNull();
  });
});

describe('a year', () => {
  beforeEach(() => {
    shop.remove();
    start('2026-11-30');
  });

  it('closes after its months and is their sum', () => {
    day(1); // 30 November
    day(2); // 1 December
    shop.pass(29 * DAY);
    day(3); // 31 December
    day(4); // 1 January, as the clock went on
    const kinds = latestPeriods(shop.till.db, 9).map(({ kind, period }) => [kind, period]);
    expect(kinds).toEqual([
      ['year', '2026'],
      ['month', '2026-12'],
      ['month', '2026-11'],
    ]);
    const months = [closed('month', '2026-11'), closed('month', '2026-12')];
    const year = closed('year', '2026');
    for (const name of ['saleCount', 'netSalesFen', 'receivedFen', 'zCount'] as const) {
      expect(year[name]).toBe(months.reduce((sum, month) => sum + month[name], 0));
    }
    expect(year.perpetualFen).toBe(months[1]?.perpetualFen);
    expect(year.rows).toMatchObject([
      { name: '2026-11', firstZ: 1, lastZ: 1, saleCount: 1 },
      { name: '2026-12', firstZ: 2, lastZ: 3, saleCount: 5 },
    ]);
  });
});

describe('closing by hand', () => {
  it('is refused while the period runs, for an empty one, and for one that is closed', () => {
    day(1); // 29 October
    expect(outcome(byHand('month', '2026-10'))).toBe('period_not_over');
    expect(outcome(byHand('month', '2026-09'))).toBe('period_empty');
    expect(outcome(byHand('year', '2026'))).toBe('period_not_over');
    expect(outcome(byHand('year', '2025'))).toBe('period_empty');
    shop.pass(5 * DAY);
    expect(outcome(byHand('month', '2026-10'))).toBe('done');
    expect(outcome(byHand('month', '2026-10'))).toBe('period_already_closed');
    expect(outcome(byHand('month', '2026-09'))).toBe('period_already_closed');
    expect(closed('month', '2026-10').closedBy).toBe('王店长');
  });

  it('waits for a day of the period that has no Z report yet, and is open once the last day is closed', () => {
    day(1);
    day(1); // 30 October
    const { till } = shop;
    taken(openShift(till, manager, { float: loose(0) })); // 31 October
    shop.pass(DAY);
    expect(outcome(byHand('month', '2026-10'))).toBe('period_not_over');
    taken(startCount(till, cashier));
    const { seq } = taken(submitCount(till, cashier, { count: loose(0), attempt: 1 }));
    taken(closeShift(till, cashier, { countSeq: seq, reason: '' }));
    expect(outcome(byHand('month', '2026-10'))).toBe('done');
    expect(closed('month', '2026-10').zCount).toBe(3);
  });

  it('closes earlier periods first: nothing is closed out of order or twice', () => {
    day(1); // 29 October
    shop.pass(2 * DAY);
    day(1); // 1 November closes October
    shop.pass(60 * DAY);
    expect(outcome(byHand('year', '2026'))).toBe('done'); // November was still open
    const kinds = latestPeriods(shop.till.db, 9).map(({ kind, period }) => [kind, period]);
    expect(kinds).toEqual([
      ['year', '2026'],
      ['month', '2026-11'],
      ['month', '2026-10'],
    ]);
    expect(closePeriodsBefore(shop.till, '2027-01-01')).toEqual([]);
  });

  it('is journalled with who did it', () => {
    day(1);
    shop.pass(5 * DAY);
    taken(byHand('month', '2026-10'));
    const entry = [...eachEntry(shop.till.db, '01')].find(({ type }) => type === 'MONTH_CLOSE');
    expect(entry?.operator).toBe(MANAGER.staffId);
    expect(entry?.payload).not.toContain(MANAGER.name);
  });
});

describe('a closed period', () => {
  beforeEach(() => {
    day(1);
    shop.pass(5 * DAY);
    taken(byHand('month', '2026-10'));
  });

  it.each(['2026-10', '2026-09', '2025-12'])(
    'lets no row for %s in, even past the program',
    (period) => {
      const report = { ...closed('month', '2026-10'), period };
      const write = () => insertPeriodClose(shop.till.db, { report, closedBy: 'system' });
      expect(write).toThrow(/closed once, and after the one before/);
    },
  );

  it('is still listed and printed after a restore gave the store a new lane', () => {
    const { db } = shop.till;
    insertRegister(db, { registerId: '01ABC', serial: 'ZD-NEW', at: 1 });
    const lane = { ...shop.till, registerId: asId<RegisterId>('01ABC') };
    expect(latestPeriods(db, 9).map(({ registerId, period }) => [registerId, period])).toEqual([
      ['01', '2026-10'],
    ]);
    expect(recentZReports(lane, 9)).toMatchObject([{ registerId: '01', zNumber: 1 }]);
    const z = { kind: 'z_report', number: 1 } as const;
    expect(reportPaper(lane, z)).toBeNull();
    expect(reportPaper(lane, { ...z, registerId: '01' })?.name).toBe('Z1-2026-10-29');
    const month = { kind: 'period_report', period: '2026-10', registerId: '01' } as const;
    expect(reportPaper(lane, month)?.name).toBe('2026-10');
    expect(openPeriods(lane)).toEqual([]);
  });

  it('can be neither changed nor deleted', () => {
    const { db } = shop.till;
    expect(() => db.exec('DELETE FROM period_close')).toThrow(/append-only/);
    expect(() => db.exec("UPDATE period_close SET period = '2027-01'")).toThrow(/append-only/);
  });

  it('is printed again as it was closed, and no other', () => {
    const paper = reportPaper(shop.till, { kind: 'period_report', period: '2026-10' });
    expect(paper?.name).toBe('2026-10');
    expect(JSON.stringify(paper?.document)).toContain('月结 2026-10');
    expect(reportPaper(shop.till, { kind: 'period_report', period: '2026-09' })).toBeNull();
    expect(reportPaper(shop.till, { kind: 'period_report', period: '2026' })).toBeNull();
    expect(reportPaper(shop.till, { kind: 'z_report', number: 1 })?.name).toBe('Z1-2026-10-29');
    expect(reportPaper(shop.till, { kind: 'z_report', number: null })?.name).toBe('Z1-2026-10-29');
    expect(reportPaper(shop.till, { kind: 'z_report', number: 9 })).toBeNull();
    expect(reportPaper(shop.till, { kind: 'x_report' })).toBeNull();
  });
});

describe('Z reports of an older program', () => {
  /** Its shifts had a report each, several a date, and a date could fall behind when the clock was set back. */
  function oldDay(
    number: number,
    businessDate: string,
    netFen: number,
    perpetualFen: number,
  ): void {
    const { db } = shop.till;
    const at = Date.parse(`${businessDate}T09:00:00+08:00`);
    const shiftId = `old-${number}`;
    db.prepare(
      `INSERT INTO shift (shift_id, register_id, number, business_date, opened_at, opened_by,
         opening_float_fen, opening_count) VALUES (?, '01', ?, ?, ?, 'demo-cashier', 0, '[]')`,
    ).run(shiftId, number, businessDate, at);
    for (const [seq, state] of [
      [1, 'open'],
      [2, 'counting'],
      [3, 'closed'],
    ]) {
      db.prepare(`INSERT INTO shift_transition VALUES (?, ?, ?, ?, 'demo-cashier')`).run(
        shiftId,
        seq,
        state,
        at,
      );
    }
    const names = { openedBy: '小李', closedBy: '小李', approvedBy: null, reason: '' };
    const sums = { saleCount: 1, itemCount: 1, listFen: netFen, discountFen: 0, netFen };
    const report = {
      ...names,
      ...sums,
      zNumber: number,
      shiftNumber: number,
      registerId: '01',
      businessDate,
      roundingFen: 0,
      tenders: [{ kind: 'cash', count: 1, amountFen: netFen }],
      categories: [],
      countPieces: [],
      firstReceipt: null,
      lastReceipt: null,
      overShortFen: 0,
      perpetualFen,
      journalSeq: number,
      journalHash: '',
    };
    db.prepare(`INSERT INTO z_report VALUES ('01', ?, ?, 1, 'demo-cashier', NULL, '', ?)`).run(
      number,
      shiftId,
      JSON.stringify(report),
    );
    db.prepare(`INSERT INTO z_shift VALUES (?, '01', ?)`).run(shiftId, number);
  }

  it('are closed as they are numbered: none is lost, none counts twice', () => {
    oldDay(1, '2026-08-31', 100, 100);
    oldDay(2, '2026-09-01', 200, 300);
    oldDay(3, '2026-08-31', 400, 700); // the clock stood a day back
    oldDay(4, '2026-09-25', 800, 1_500);
    day(1); // 29 October: August and September close
    const [august, september] = [closed('month', '2026-08'), closed('month', '2026-09')];
    expect([august.firstZ, august.lastZ, august.perpetualFen]).toEqual([1, 1, 100]);
    expect([september.firstZ, september.lastZ]).toEqual([2, 4]);
    expect(september).toMatchObject({ netSalesFen: 1_400, perpetualFen: 1_500 });
    expect(september.perpetualAbsoluteFen).toBe(1_500);
    const [z] = zReportsOf(shop.till.db, '01', 1);
    expect(z).toMatchObject({ zNumber: 5, perpetualFen: 21_500, perpetualAbsoluteFen: 21_500 });
  });

  it('that fall behind the last closed month count in the next', () => {
    day(1); // 29 October
    shop.pass(5 * DAY);
    taken(byHand('month', '2026-10'));
    oldDay(2, '2026-10-30', 300, 20_300);
    oldDay(3, '2026-11-02', 700, 21_000);
    expect(openPeriods(shop.till)).toMatchObject([
      { kind: 'month', period: '2026-11', firstZ: 2, lastZ: 3 },
      { kind: 'year', period: '2026', firstZ: 1, lastZ: 3 },
    ]);
  });
});
