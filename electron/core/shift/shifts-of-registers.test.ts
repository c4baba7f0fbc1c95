import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId } from '../../../shared/kernel/ids.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  outcome,
  type PeopleTill,
  peopleTill,
  taken,
} from '../../../test/support/people-till.ts';
import { firstBrokenEntry } from '../journal/journal-table.ts';
import { insertRegister } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { closeShift } from './close-shift.ts';
import { handOver, listHandovers, settleHandover } from './hand-over.ts';
import { moveCash, undoMovement } from './move-cash.ts';
import { openShift } from './open-shift.ts';
import { backToSelling, startCount, submitCount } from './shift.ts';
import { countHistory } from './shift-count.ts';
import { shiftStanding } from './shift-standing.ts';
import { takeOver } from './take-over.ts';

let shop: PeopleTill;
let first: Till;
let second: Till;
beforeEach(() => {
  shop = peopleTill();
  first = shop.till;
  second = { ...shop.till, registerId: asId('02') };
  insertRegister(first.db, { registerId: '02', serial: 'ZD-TEST-02', at: 0 });
  for (const till of [first, second]) taken(openShift(till, cashier, { float: yuan(500) }));
});
afterEach(() => shop.remove());

const cashier = alone(CASHIER);
const yuan = (amount: number) => ({ pieces: {}, otherFen: amount * 100 });

function count(till: Till, amount: number): number {
  if (shiftStanding(till).shift?.state === 'open') taken(startCount(till, cashier));
  const attempt = shiftStanding(till).shift?.attempt ?? 1;
  return taken(submitCount(till, cashier, { count: yuan(amount), attempt })).seq;
}
function hand(till: Till): string {
  const countSeq = count(till, 500);
  return taken(handOver(till, cashier, { countSeq, reason: '' })).handover.handoverId;
}

describe('two registers of one store', () => {
  it('close their days each for itself, numbered and chained apart', () => {
    for (const till of [first, second]) {
      const countSeq = count(till, 500);
      const { zNumber, report } = taken(closeShift(till, cashier, { countSeq, reason: '' }));
      expect([zNumber, report.registerId]).toEqual([1, till.registerId]);
      expect(firstBrokenEntry(till.db, till.registerId)).toBeNull();
    }
  });

  it('never take over each other’s drawer', () => {
    const handoverId = hand(first);
    const input = { handoverId, count: yuan(500), attempt: 1, dispute: null };
    expect(outcome(takeOver(second, alone(MANAGER), input))).toBe('handover_not_found');
    expect(shiftStanding(second)).toMatchObject({ shift: { state: 'open' }, handover: null });
    expect(outcome(takeOver(first, alone(MANAGER), input))).toBe('done');
  });

  it('show each other’s disputes, and a manager may settle them at either', () => {
    const handoverId = hand(first);
    const input = { handoverId, count: yuan(400), attempt: 1, dispute: '少一百' };
    taken(takeOver(first, alone(MANAGER), input));
    expect(listHandovers(second, 9)).toMatchObject([{ handoverId, state: 'disputed' }]);
    const settling = { handoverId, bears: 'shop', note: '找到了' } as const;
    taken(settleHandover(second, alone(OWNER), settling));
    expect(listHandovers(first, 9)).toMatchObject([{ handoverId, state: 'settled' }]);
  });

  it('take back only what moved in their own drawer', () => {
    const moved = moveCash(first, cashier, {
      requestId: 'request-1',
      kind: 'paid_out',
      category: 'meals',
      amountFen: 1_000,
      payee: '小吃店',
      slipNumber: '',
      note: '',
    });
    const { movementId } = taken(moved);
    const undo = { requestId: 'request-2', movementId, note: '写错' };
    expect(outcome(undoMovement(second, cashier, undo))).toBe('movement_of_earlier_shift');
    expect(outcome(undoMovement(first, cashier, undo))).toBe('done');
  });
});

describe('the history of counts', () => {
  it('keeps every count of the shift, says which one stands, and tells nobody who is about to count', () => {
    count(first, 480);
    taken(backToSelling(first, cashier));
    expect(countHistory(first)).toMatchObject([{ seq: 1, countedFen: 48_000, isStanding: false }]);
    taken(startCount(first, cashier));
    expect(countHistory(first)).toEqual([]); // an earlier expectation would help
    count(first, 490);
    count(first, 500);
    expect(countHistory(first)).toEqual([
      expect.objectContaining({ seq: 1, overShortFen: -2_000, isStanding: false, byName: '小李' }),
      expect.objectContaining({ seq: 2, overShortFen: -1_000, isStanding: true }),
      expect.objectContaining({ seq: 3, overShortFen: 0, isStanding: true }),
    ]);
    const approved = { by: CASHIER, approvedBy: MANAGER };
    const { report } = taken(closeShift(first, approved, { countSeq: 3, reason: '' }));
    expect(report.cash?.recounts.map((one) => one.countedFen)).toEqual([48_000, 49_000]);
    expect(countHistory(first)).toEqual([]);
  });
});
