import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  outcome,
  type PeopleTill,
  peopleTill,
  sell,
  stock,
  taken,
  tryToPay,
} from '../../../test/support/people-till.ts';
import { addItem, clearCart } from '../checkout/edit-cart.ts';
import { auditStore } from '../journal/audit-store.ts';
import { eachEntry, firstBrokenEntry } from '../journal/journal-table.ts';
import type { Actor } from '../till.ts';
import { closeShift, xReport } from './close-shift.ts';
import { handOver, listHandovers, settleHandover } from './hand-over.ts';
import { openMatters } from './open-matters.ts';
import { openShift } from './open-shift.ts';
import { startCount, submitCount } from './shift.ts';
import { shiftStanding } from './shift-standing.ts';
import { takeOver } from './take-over.ts';

let shop: PeopleTill;
let fan: string;
beforeEach(() => {
  shop = peopleTill();
  fan = stock(shop.till, '风扇', 20_000);
  taken(openShift(shop.till, alone(CASHIER), { float: yuan(500) }));
});
afterEach(() => shop.remove());

const yuan = (amount: number) => ({ pieces: {}, otherFen: Math.round(amount * 100) });

/** Counts `amount` yuan and answers the number of the count. */
function count(by: Actor, amount: number): number {
  const { shift } = shiftStanding(shop.till);
  if (shift?.state === 'open') taken(startCount(shop.till, alone(by)));
  const attempt = shiftStanding(shop.till).shift?.attempt ?? 1;
  return taken(submitCount(shop.till, alone(by), { count: yuan(amount), attempt })).seq;
}
/** The cashier counts `amount` and hands over; answers the handover. */
function hand(amount: number, by = CASHIER, reason = '') {
  const countSeq = count(by, amount);
  const deed = { by, approvedBy: MANAGER };
  return taken(handOver(shop.till, deed, { countSeq, reason })).handover;
}
function take(by: Actor, amount: number, dispute: string | null = null) {
  const waiting = shiftStanding(shop.till).handover;
  const { handoverId, attempt } = waiting ?? { handoverId: '', attempt: 1 };
  return takeOver(shop.till, alone(by), { handoverId, count: yuan(amount), attempt, dispute });
}
const types = () => [...eachEntry(shop.till.db, '01')].map(({ type }) => type);
const payloads = (type: string) =>
  [...eachEntry(shop.till.db, '01')]
    .filter((entry) => entry.type === type)
    .map((entry) => JSON.parse(entry.payload));

describe('handing the drawer over', () => {
  it('ends the shift without a Z, books its difference, and nothing sells until somebody takes it', () => {
    sell(shop.till, fan);
    const handover = hand(697, CASHIER, ''); // 3.00 short
    expect(handover).toMatchObject({ state: 'waiting', outName: '小李', fromShiftNumber: 1 });
    const standing = shiftStanding(shop.till);
    expect(standing).toMatchObject({ shift: null, openDayShifts: 1, dayIsClosed: false });
    expect(standing.nextBusinessDate).toBe('2026-06-18');
    taken(addItem(shop.till, MANAGER, { sku: fan, quantityMilli: 1000 }));
    expect(outcome(tryToPay(shop.till))).toBe('handover_waiting');
    expect(outcome(openShift(shop.till, alone(MANAGER), { float: yuan(1) }))).toBe(
      'handover_waiting',
    );
    expect(shop.till.db.prepare('SELECT count(*) FROM z_report').pluck().get()).toBe(0);
    const booked = shop.till.db.prepare(
      "SELECT amount_fen FROM drawer_event WHERE kind = 'over_short'",
    );
    expect(booked.pluck().all()).toEqual([-300]);
  });

  it('is taken by another person who counts the same, with a shift of the same day', () => {
    sell(shop.till, fan);
    hand(700);
    const answer = taken(take(MANAGER, 700));
    expect(answer).toMatchObject({
      state: 'accepted',
      shift: { number: 2, openingFloatFen: 70_000, openedBy: '王店长', businessDate: '2026-06-18' },
    });
    sell(shop.till, fan);
    const countSeq = count(MANAGER, 900);
    const z = taken(closeShift(shop.till, alone(MANAGER), { countSeq, reason: '' })).report;
    expect(z).toMatchObject({
      zNumber: 1,
      saleCount: 2,
      openingFloatFen: 50_000,
      cashInFen: 40_000,
      expectedFen: 90_000,
      countedFen: 90_000,
      overShortFen: 0,
    });
    expect(z.shifts).toHaveLength(2);
    expect(auditStore(shop.till.db).faults).toEqual([]);
    expect(firstBrokenEntry(shop.till.db, '01')).toBeNull();
  });

  it('is blind both times: the screen and the slip tell no amount before it is taken', () => {
    sell(shop.till, stock(shop.till, '彩电', 123_400));
    const handover = hand(1_734);
    expect(handover).toMatchObject({ handedFen: null, receivedFen: null, differenceFen: null });
    const standing = JSON.stringify(shiftStanding(shop.till));
    const slips = shop.till.db.prepare(
      "SELECT document FROM print_job WHERE kind = 'handover_slip'",
    );
    const paper = JSON.stringify(slips.all());
    for (const text of [standing, paper]) expect(text).not.toMatch(/1734|173400/);
    taken(take(MANAGER, 1_734));
    expect(JSON.stringify(slips.all())).toContain('1734.00');
  });

  it('counted otherwise opens nothing: count again, every count is kept', () => {
    const { handoverId } = hand(500);
    expect(taken(take(MANAGER, 490))).toEqual({
      state: 'differs',
      attempt: 2,
      countedFen: 49_000,
      handedFen: 50_000,
      differenceFen: -1_000,
    });
    expect(shiftStanding(shop.till)).toMatchObject({ shift: null, handover: { attempt: 2 } });
    expect(taken(take(MANAGER, 500))).toMatchObject({ state: 'accepted' });
    const counts = shop.till.db.prepare('SELECT counted_fen FROM handover_count ORDER BY seq');
    expect(counts.pluck().all()).toEqual([49_000, 50_000]);
    expect(payloads('CASH_COUNT').filter((one) => one.handoverId === handoverId)).toMatchObject([
      { seq: 1, countedFen: 49_000, pieces: [{ fen: 1, count: 49_000 }] },
      { seq: 2, countedFen: 50_000 },
    ]);
  });

  it('can be taken with a dispute: the shift begins with what was there, a manager settles who bears it', () => {
    const { handoverId } = hand(500);
    taken(take(MANAGER, 490));
    expect(taken(take(MANAGER, 490, '少了一张十块'))).toMatchObject({
      state: 'disputed',
      shift: { openingFloatFen: 49_000 },
    });
    expect(openMatters(shop.till)).toContainEqual(
      expect.objectContaining({ kind: 'handover_disputed', count: 1, detail: '01-1' }),
    );
    const settle = () =>
      settleHandover(shop.till, alone(OWNER), { handoverId, bears: 'outgoing', note: '监控看过' });
    expect(taken(settle())).toMatchObject({
      state: 'settled',
      handedFen: 50_000,
      receivedFen: 49_000,
      differenceFen: -1_000,
      inName: '王店长',
      bears: 'outgoing',
      settledBy: '陈老板',
    });
    expect(outcome(settle())).toBe('handover_not_disputed');
    expect(openMatters(shop.till).map(({ kind }) => kind)).not.toContain('handover_disputed');
    const known = ['HANDOVER', 'HANDOVER_TAKEN', 'HANDOVER_SETTLED'];
    expect(types().filter((type) => known.includes(type))).toEqual(known);
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });

  it('a dispute that turns out to be none is accepted', () => {
    hand(500);
    expect(taken(take(MANAGER, 500, '好像少了'))).toMatchObject({ state: 'accepted' });
  });

  it('stands in the journal with everything its rows hold', () => {
    const { handoverId } = hand(500);
    taken(take(MANAGER, 480, '少了二十'));
    const db = shop.till.db;
    expect(payloads('HANDOVER')[0]).toEqual({
      handoverId,
      registerId: '01',
      fromShiftId: db.prepare('SELECT shift_id FROM shift WHERE number = 1').pluck().get(),
      handedFen: 50_000,
      outBy: CASHIER.staffId,
      at: shop.till.clock.now(),
      countSeq: 1,
    });
    expect(payloads('HANDOVER_TAKEN')[0]).toEqual({
      handoverId,
      toShiftId: db.prepare('SELECT shift_id FROM shift WHERE number = 2').pluck().get(),
      verdict: 'disputed',
      receivedFen: 48_000,
      inBy: MANAGER.staffId,
      reason: '少了二十',
      at: shop.till.clock.now(),
      countSeq: 1,
    });
    const facts = db.prepare("SELECT fact_id FROM outbox WHERE kind = 'handover' ORDER BY seq");
    expect(facts.pluck().all()).toEqual([handoverId, `${handoverId}:taken`]);
  });
});

describe('taking over is refused', () => {
  it('for whoever handed over', () => {
    hand(500);
    expect(outcome(take(CASHIER, 500))).toBe('handover_same_person');
  });

  it('for a count that another screen was ahead of, and for one that cannot be', () => {
    const { handoverId } = hand(500);
    taken(take(MANAGER, 400));
    const late = { handoverId, count: yuan(500), attempt: 1, dispute: null };
    expect(outcome(takeOver(shop.till, alone(OWNER), late))).toBe('count_superseded');
    const count = { pieces: { '100': -1 }, otherFen: 0 };
    expect(outcome(takeOver(shop.till, alone(OWNER), { ...late, attempt: 2, count }))).toBe(
      'count_invalid',
    );
    expect(shiftStanding(shop.till).handover?.attempt).toBe(2);
  });

  it('when it was taken already, or is not known', () => {
    const { handoverId } = hand(500);
    taken(take(MANAGER, 500));
    const again = { handoverId, count: yuan(500), attempt: 2, dispute: null };
    expect(outcome(takeOver(shop.till, alone(OWNER), again))).toBe('handover_not_waiting');
    expect(outcome(takeOver(shop.till, alone(OWNER), { ...again, handoverId: 'x' }))).toBe(
      'handover_not_found',
    );
    const settle = { handoverId, bears: 'shop', note: '没事' } as const;
    expect(outcome(settleHandover(shop.till, alone(OWNER), settle))).toBe('handover_not_disputed');
    expect(outcome(settleHandover(shop.till, alone(OWNER), { ...settle, handoverId: 'x' }))).toBe(
      'handover_not_found',
    );
  });
});

describe('handing over is refused', () => {
  it.each([
    ['a count that was not the last', (seq: number) => seq - 1, '少了', 'count_superseded'],
    ['no reason for a difference', (seq: number) => seq, '', 'over_short_needs_reason'],
    ['nobody who accepts it', (seq: number) => seq, '少了', 'approval_needed'],
  ])('with %s', (_, seq, reason, code) => {
    count(CASHIER, 500);
    const countSeq = count(CASHIER, 400);
    const input = { countSeq: seq(countSeq), reason };
    expect(outcome(handOver(shop.till, alone(CASHIER), input))).toBe(code);
    expect(shiftStanding(shop.till)).toMatchObject({
      shift: { state: 'counting' },
      handover: null,
    });
  });

  it('before counting, and without a shift', () => {
    const input = { countSeq: 1, reason: '' };
    expect(outcome(handOver(shop.till, alone(CASHIER), input))).toBe('shift_not_counting');
    taken(startCount(shop.till, alone(CASHIER)));
    expect(outcome(handOver(shop.till, alone(CASHIER), input))).toBe('count_needed');
    hand(500);
    expect(outcome(handOver(shop.till, alone(CASHIER), input))).toBe('shift_not_open');
  });
});

describe('a day that nobody takes over', () => {
  it('is closed on the count it was handed over with, by somebody who may accept that', () => {
    sell(shop.till, fan);
    hand(690, CASHIER, '少了十块');
    const close = (deed = alone(CASHIER)) =>
      closeShift(shop.till, deed, { countSeq: null, reason: '晚上没人接' });
    expect(outcome(close())).toBe('approval_needed');
    expect(outcome(close({ by: CASHIER, approvedBy: CASHIER }))).toBe('approval_needed');
    const { report } = taken(close({ by: CASHIER, approvedBy: MANAGER }));
    expect(report).toMatchObject({
      zNumber: 1,
      saleCount: 1,
      expectedFen: 70_000,
      countedFen: 69_000,
      overShortFen: -1_000,
    });
    expect(shiftStanding(shop.till)).toMatchObject({ handover: null, openDayShifts: 0 });
    expect(outcome(take(MANAGER, 690))).toBe('handover_not_found');
    expect(listHandovers(shop.till, 9)).toMatchObject([{ state: 'settled', handedFen: 69_000 }]);
    expect(outcome(close(alone(MANAGER)))).toBe('nothing_to_close');
    expect(taken(openShift(shop.till, alone(CASHIER), { float: yuan(690) }))).toMatchObject({
      number: 2,
      businessDate: '2026-06-19',
    });
  });

  it('is not closed so while its last shift still runs', () => {
    const input = { countSeq: null, reason: '' };
    expect(outcome(closeShift(shop.till, alone(MANAGER), input))).toBe('shift_not_counting');
  });
});

describe('three shifts in one day', () => {
  it('the report of each handover is the day so far, its totals rising', () => {
    const reports: { saleCount: number; perpetualFen: number; zNumber: number | null }[] = [];
    for (const [by, next, amount] of [
      [CASHIER, MANAGER, 700],
      [MANAGER, CASHIER, 900],
    ] as const) {
      sell(shop.till, fan);
      const countSeq = count(by, amount);
      const handed = handOver(shop.till, alone(by), { countSeq, reason: '' });
      reports.push(taken(handed).report);
      taken(take(next, amount));
    }
    expect(reports).toMatchObject([
      { zNumber: null, saleCount: 1, perpetualFen: 20_000, countedFen: 70_000 },
      { zNumber: null, saleCount: 2, perpetualFen: 40_000, countedFen: 90_000 },
    ]);
  });

  it('are one Z: X just before it says the same, and the goods in the cart go on', () => {
    sell(shop.till, fan);
    hand(700);
    taken(take(MANAGER, 695, '少五块'));
    sell(shop.till, fan);
    hand(895, MANAGER);
    taken(take(CASHIER, 895));
    sell(shop.till, fan);
    taken(addItem(shop.till, CASHIER, { sku: fan, quantityMilli: 1000 }));
    taken(clearCart(shop.till, CASHIER, ''));
    const x = taken(xReport(shop.till, alone(MANAGER)));
    const countSeq = count(CASHIER, 1_095);
    const z = taken(closeShift(shop.till, alone(CASHIER), { countSeq, reason: '' })).report;
    const same = ['saleCount', 'netFen', 'cashInFen', 'expectedFen', 'perpetualFen'] as const;
    for (const name of same) expect([name, z[name]]).toEqual([name, x[name]]);
    expect(z).toMatchObject({ saleCount: 3, expectedFen: 109_500, shiftNumber: 3 });
    expect(z.cash).toMatchObject({ disputedFen: -500 });
    const inZ = shop.till.db.prepare('SELECT count(*) FROM z_shift WHERE z_number = 1');
    expect(inZ.pluck().get()).toBe(3);
    expect(listHandovers(shop.till, 9).map(({ state }) => state)).toEqual(['disputed', 'accepted']);
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });
});
