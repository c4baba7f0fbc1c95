import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../shared/contract/system.ts';
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
  tryToPay,
} from '../../../test/support/people-till.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { auditStore } from '../journal/audit-store.ts';
import { appendNow } from '../journal/journal-table.ts';
import { writeSettings } from '../settings/settings.ts';
import { closeShift, recentZReports } from './close-shift.ts';
import { openDemoShift } from './demo-shift.ts';
import { openShift } from './open-shift.ts';
import { startCount, submitCount } from './shift.ts';
import { shiftStanding } from './shift-standing.ts';

const HOUR = 3_600_000;
let shop: PeopleTill;
let fan: string;
beforeEach(() => {
  shop = peopleTill(); // 18 June 2026, 09:00
  fan = stock(shop.till, '风扇', 20_000);
});
afterEach(() => shop.remove());

const cashier = alone(CASHIER);
const yuan = (amount: number) => ({ pieces: {}, otherFen: amount * 100 });
const open = (amount = 500, more: { confirmedDate?: string } = {}, deed = cashier) =>
  openShift(shop.till, deed, { float: yuan(amount), ...more });
const date = () => shiftStanding(shop.till).shift?.businessDate;
const warning = () => shiftStanding(shop.till).shift?.warning;

function count(amount: number): number {
  const running = shiftStanding(shop.till).shift;
  if (running?.state === 'open') taken(startCount(shop.till, cashier));
  const attempt = shiftStanding(shop.till).shift?.attempt ?? 1;
  return taken(submitCount(shop.till, cashier, { count: yuan(amount), attempt })).seq;
}
function close(amount: number, deed = cashier) {
  return closeShift(shop.till, deed, { countSeq: count(amount), reason: '' });
}
function setClock(shanghai: string): void {
  const target = Date.parse(`${shanghai}:00+08:00`);
  shop.pass(target - shop.till.clock.now(), 'by setting the clock');
}

describe('a business day', () => {
  it('closed after midnight keeps its date', () => {
    taken(open());
    sell(shop.till, fan);
    setClock('2026-06-19T01:30');
    expect(warning()).toBe('late');
    expect(taken(close(700)).report.businessDate).toBe('2026-06-18');
    expect(shiftStanding(shop.till)).toMatchObject({
      nextBusinessDate: '2026-06-19',
      dayIsClosed: true,
    });
    setClock('2026-06-19T09:00');
    expect(shiftStanding(shop.till)).toMatchObject({
      nextBusinessDate: '2026-06-19',
      dayIsClosed: false,
    });
  });

  it('closed the next noon still keeps its date, and the day after begins with the next opening', () => {
    taken(open());
    sell(shop.till, fan);
    setClock('2026-06-19T08:30');
    expect(warning()).toBe('past_day');
    expect(taken(close(700)).report.businessDate).toBe('2026-06-18');
    taken(open());
    expect(date()).toBe('2026-06-19');
  });

  it('has one Z: what is sold after it belongs to the next date', () => {
    for (const expected of ['2026-06-18', '2026-06-19', '2026-06-20']) {
      taken(open());
      expect(date()).toBe(expected);
      sell(shop.till, fan);
      taken(close(700));
    }
    const dates = recentZReports(shop.till, 9).map((one) => one.businessDate);
    expect(dates).toEqual(['2026-06-20', '2026-06-19', '2026-06-18']);
    const sold = shop.till.db.prepare('SELECT business_date FROM sale ORDER BY receipt_seq');
    expect(sold.pluck().all()).toEqual(['2026-06-18', '2026-06-19', '2026-06-20']);
    setClock('2026-06-18T23:45'); // still the evening of the first date
    taken(open());
    expect([date(), warning()]).toEqual(['2026-06-21', null]);
  });

  it('sells no more once it is open for 24 hours and its date is over; counting and closing go on', () => {
    taken(open());
    shop.pass(24 * HOUR - 1);
    taken(addItem(shop.till, CASHIER, { sku: fan, quantityMilli: 1000 }));
    expect(warning()).toBe('past_day');
    expect(outcome(tryToPay(shop.till))).toBe('done');
    shop.pass(1);
    taken(addItem(shop.till, CASHIER, { sku: fan, quantityMilli: 1000 }));
    expect(warning()).toBe('too_old');
    expect(outcome(tryToPay(shop.till))).toBe('shift_too_old');
    expect(outcome(startCount(shop.till, cashier))).toBe('cart_open');
    shop.till.db.exec("UPDATE cart SET state = 'held'");
    expect(taken(close(700)).report.businessDate).toBe('2026-06-18');
    taken(open());
    expect([date(), warning()]).toEqual(['2026-06-19', null]);
  });
});

describe('a store whose day ends at another hour', () => {
  const endsAt = (dayCutoffMinutes: number) =>
    writeSettings(shop.till, alone(MANAGER), { ...DEFAULT_SETTINGS, dayCutoffMinutes });

  it.each([
    [0, '2026-06-19T00:00', '2026-06-19'],
    [0, '2026-06-18T23:59', '2026-06-18'],
    [360, '2026-06-19T05:59', '2026-06-18'],
    [360, '2026-06-19T06:00', '2026-06-19'],
    [720, '2026-06-19T11:59', '2026-06-18'],
  ])('%i minutes past midnight: a shift opened at %s is of %s', (minutes, now, expected) => {
    endsAt(minutes);
    setClock(now);
    expect(shiftStanding(shop.till).nextBusinessDate).toBe(expected);
    taken(open());
    expect(date()).toBe(expected);
    sell(shop.till, fan);
    expect(taken(close(700)).report.businessDate).toBe(expected);
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });

  it('chooses it for the next opening: the day that runs keeps its date and its end', () => {
    taken(open());
    sell(shop.till, fan);
    shop.pass(1);
    endsAt(0);
    setClock('2026-06-19T01:00');
    expect([date(), warning()]).toEqual(['2026-06-18', 'late']);
    sell(shop.till, fan);
    endsAt(60);
    endsAt(120); // however often it is chosen anew
    setClock('2026-06-19T03:59');
    expect(warning()).toBe('late');
    setClock('2026-06-19T04:00');
    expect(warning()).toBe('past_day');
    endsAt(0);
    expect(taken(close(900)).report.businessDate).toBe('2026-06-18');
    const sold = shop.till.db.prepare('SELECT DISTINCT business_date FROM sale').pluck();
    expect(sold.all()).toEqual(['2026-06-18']);
    taken(open());
    expect(date()).toBe('2026-06-19');
    setClock('2026-06-20T00:00');
    expect(warning()).toBe('past_day'); // this day opened under midnight
  });

  it('never goes back to a date that has its Z, and leaves none of them with two', () => {
    endsAt(0);
    setClock('2026-06-19T00:10');
    taken(open());
    taken(close(500));
    endsAt(720); // by noon it is still the 18th
    setClock('2026-06-19T08:00');
    taken(open());
    expect(date()).toBe('2026-06-20');
    taken(close(500));
    const dates = recentZReports(shop.till, 9).map((one) => one.businessDate);
    expect(dates).toEqual(['2026-06-20', '2026-06-19']);
  });

  it('keeps its choice over a restart', () => {
    taken(open());
    shop.pass(1);
    endsAt(0);
    shop.restart();
    setClock('2026-06-19T02:00');
    expect(warning()).toBe('late');
    taken(close(500));
    expect(shiftStanding(shop.till)).toMatchObject({
      nextBusinessDate: '2026-06-19',
      dayIsClosed: false,
    });
  });
});

describe('a clock that is wrong', () => {
  it('set back before the opening keeps the shift open until a manager gives a PIN for it', () => {
    taken(open());
    setClock('2026-06-17T09:00');
    const countSeq = count(500);
    const end = { countSeq, reason: '' };
    expect(outcome(closeShift(shop.till, cashier, end))).toBe('clock_before_opening');
    expect(outcome(closeShift(shop.till, alone(MANAGER), end))).toBe('clock_before_opening');
    expect(shiftStanding(shop.till).shift?.state).toBe('counting');
    const approved = { by: CASHIER, approvedBy: MANAGER };
    const { report } = taken(closeShift(shop.till, approved, end));
    expect(report).toMatchObject({ zNumber: 1, businessDate: '2026-06-18', approvedBy: '王店长' });
    taken(open());
    expect(date()).toBe('2026-06-19');
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });

  it('far ahead opens nothing until a manager confirms the very date', () => {
    taken(open());
    taken(close(500));
    setClock('2026-07-29T09:00');
    // What the program wrote by the wrong clock since is no proof of it.
    appendNow(shop.till, 'PROGRAM_START', 'system', { version: '0.0.0' });
    const answer = open();
    expect(answer).toMatchObject({
      refusal: { code: 'clock_far_ahead', params: { date: '2026-07-29', days: 41 } },
    });
    const approved = { by: CASHIER, approvedBy: MANAGER };
    expect(outcome(open(500, {}, approved))).toBe('clock_far_ahead');
    expect(outcome(open(500, { confirmedDate: '2026-07-29' }))).toBe('clock_far_ahead');
    expect(outcome(open(500, { confirmedDate: '2026-07-30' }, approved))).toBe('clock_far_ahead');
    expect(shiftStanding(shop.till).shift).toBeNull();
    expect(outcome(open(500, { confirmedDate: '2026-07-29' }, approved))).toBe('done');
    expect(date()).toBe('2026-07-29');
  });

  it('after forty days of holiday is believed', () => {
    taken(open());
    taken(close(500));
    setClock('2026-07-28T09:00');
    expect(outcome(open())).toBe('done');
  });
});

describe('the demo store on its second day', () => {
  it('closes what was left of the first by the system, with the cash that should be there, and opens anew', () => {
    openDemoShift(shop.till);
    sell(shop.till, fan);
    shop.pass(20 * HOUR);
    openDemoShift(shop.till);
    expect(recentZReports(shop.till, 9)).toMatchObject([
      { zNumber: 1, businessDate: '2026-06-18', saleCount: 1, overShortFen: 0, reason: '演示' },
    ]);
    expect(shiftStanding(shop.till).shift).toMatchObject({
      number: 2,
      businessDate: '2026-06-19',
      openingFloatFen: 50_000,
    });
    sell(shop.till, fan);
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });

  it('goes on in the same shift on the same day, also after midnight', () => {
    openDemoShift(shop.till);
    shop.pass(18 * HOUR);
    openDemoShift(shop.till);
    expect(shiftStanding(shop.till).shift?.number).toBe(1);
  });

  it('leaves a counted difference to a person', () => {
    openDemoShift(shop.till);
    count(480);
    shop.pass(30 * HOUR);
    openDemoShift(shop.till);
    expect(shiftStanding(shop.till).shift).toMatchObject({ number: 1, state: 'counting' });
  });

  it('leaves the shift of a real store alone', () => {
    taken(open());
    shop.till.db.exec('UPDATE store SET is_demo = 0');
    shop.pass(30 * HOUR);
    openDemoShift(shop.till);
    expect(shiftStanding(shop.till).shift).toMatchObject({ number: 1, warning: 'too_old' });
  });
});
