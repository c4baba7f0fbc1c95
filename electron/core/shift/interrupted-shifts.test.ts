import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layOut } from '../../../shared/documents/lay-out.ts';
import { paperText } from '../../../shared/documents/paper-text.ts';
import { shiftReportDocument } from '../../../shared/documents/shift-report.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  type PeopleTill,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { startNewLane } from '../backup/new-lane.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { closeShift, recentZReports, xReport } from './close-shift.ts';
import { handOver } from './hand-over.ts';
import { openMatters } from './open-matters.ts';
import { openShift } from './open-shift.ts';
import { startCount, submitCount } from './shift.ts';

let shop: PeopleTill;
let fan: string;
beforeEach(() => {
  shop = peopleTill();
  fan = stock(shop.till, '风扇', 20_000);
  taken(openShift(shop.till, cashier, { float: yuan(500) }));
  sell(shop.till, fan);
});
afterEach(() => shop.remove());

const cashier = alone(CASHIER);
const yuan = (amount: number) => ({ pieces: {}, otherFen: amount * 100 });
const matter = () => openMatters(shop.till).find(({ kind }) => kind === 'interrupted_shifts');

function restored(): void {
  shop.pass(3_600_000);
  const { registerId } = startNewLane(shop.till, 'restore', 'zhendian-backup.sqlite');
  shop.till = { ...shop.till, registerId: registerId as typeof shop.till.registerId };
}

function count(amount: number): number {
  const { attempt } = taken(startCount(shop.till, cashier));
  return taken(submitCount(shop.till, cashier, { count: yuan(amount), attempt })).seq;
}

function aDay(): ReturnType<typeof recentZReports>[number] {
  taken(openShift(shop.till, cashier, { float: yuan(700) }));
  sell(shop.till, fan);
  const countSeq = count(900);
  return taken(closeShift(shop.till, alone(MANAGER), { countSeq, reason: '' })).report;
}

const CUT_OFF = {
  registerId: '01',
  number: 1,
  businessDate: '2026-06-18',
  floatFen: 50_000,
  takenFen: 20_000,
  expectedFen: 70_000,
};

function expectWhole(): void {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  expect(verifyStore(shop.till.db)).toMatchObject({ ok: true, firstBad: null });
}

describe('a shift that a restore cut off', () => {
  it('is named with its cash before the day closes, and by its Z, on the row and on paper', () => {
    restored();
    expect(matter()).toEqual({
      kind: 'interrupted_shifts',
      count: 1,
      blocks: false,
      detail: '01-1 ￥700.00',
    });
    const z = aDay();
    expect(z.interrupted).toMatchObject([CUT_OFF]);
    expect(recentZReports(shop.till, 1)[0]?.interrupted).toEqual(z.interrupted);
    const paper = paperText(layOut(shiftReportDocument(z), 48, () => null));
    for (const said of ['01-1 恢复前没结', '2026-06-18', '700.00']) expect(paper).toContain(said);
    // The day of the new lane is its own: the sums hold what this lane sold.
    expect(z).toMatchObject({ saleCount: 1, expectedFen: 90_000, overShortFen: 0 });
    expectWhole();
  });

  it('is told once: the next day does not bring it up again', () => {
    restored();
    expect(aDay().interrupted).toHaveLength(1);
    expect(matter()).toBeUndefined();
    expect(aDay()).not.toHaveProperty('interrupted');
    expectWhole();
  });

  it('is told again when the cloud gave back more of it', () => {
    restored();
    aDay();
    shop.till.db.exec(`INSERT INTO drawer_event (shift_id, kind, amount_fen, ref, at, by, reason)
      SELECT shift_id, 'no_sale', 0, NULL, at, by, NULL FROM drawer_event LIMIT 1`);
    expect(matter()).toBeUndefined(); // an opened drawer moves no cash
    shop.till.db.exec(`INSERT INTO drawer_event (shift_id, kind, amount_fen, ref, at, by, reason)
      SELECT shift_id, 'cash_sale', 5000, NULL, at, by, NULL FROM drawer_event LIMIT 1`);
    expect(matter()?.detail).toBe('01-1 ￥750.00');
  });

  it('is cut off too when it was being counted', () => {
    count(700);
    restored();
    taken(openShift(shop.till, cashier, { float: yuan(700) }));
    expect(taken(xReport(shop.till, alone(MANAGER))).interrupted).toMatchObject([CUT_OFF]);
  });

  it('or waited for somebody to take it over', () => {
    taken(handOver(shop.till, cashier, { countSeq: count(700), reason: '' }));
    restored();
    expect(aDay().interrupted).toMatchObject([CUT_OFF]);
    expectWhole();
  });

  it('is named after two restores as well, each shift once', () => {
    restored();
    taken(openShift(shop.till, cashier, { float: yuan(700) }));
    const second = shop.till.registerId;
    restored();
    expect(matter()?.count).toBe(2);
    expect(aDay().interrupted?.map(({ registerId }) => registerId)).toEqual(['01', second]);
    restored();
    expect(matter()).toBeUndefined();
    expectWhole();
  });

  it('is nothing of a day that was closed, nor of a store that was never restored', () => {
    expect(matter()).toBeUndefined();
    taken(closeShift(shop.till, alone(MANAGER), { countSeq: count(700), reason: '' }));
    restored();
    expect(matter()).toBeUndefined();
    expect(aDay()).not.toHaveProperty('interrupted');
  });
});
