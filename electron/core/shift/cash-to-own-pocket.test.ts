import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MoveCashInput } from '../../../shared/contract/cash-movement.ts';
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
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { saleById } from '../checkout/sale-table.ts';
import { auditStore } from '../journal/audit-store.ts';
import { returnableSale } from '../returns/return-view.ts';
import type { Deed } from '../till.ts';
import { closeShift } from './close-shift.ts';
import { moveCash, undoMovement } from './move-cash.ts';
import { openShift } from './open-shift.ts';
import { backToSelling, startCount, submitCount } from './shift.ts';
import { shiftStanding } from './shift-standing.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  taken(openShift(shop.till, cashier, { float: yuan(500) }));
});
afterEach(() => shop.remove());

const cashier = alone(CASHIER);
const byManager = alone(MANAGER);
const approved = { by: CASHIER, approvedBy: MANAGER };
const yuan = (amount: number) => ({ pieces: {}, otherFen: amount * 100 });

function move(amountYuan: number, change: Partial<MoveCashInput> = {}, deed: Deed = cashier) {
  return moveCash(shop.till, deed, {
    requestId: shop.till.random.uuid(),
    kind: 'paid_out',
    amountFen: amountYuan * 100,
    category: 'other_out',
    payee: '某人',
    slipNumber: '',
    note: '',
    ...change,
  });
}
const putIn = { kind: 'paid_in', category: 'float_top_up', payee: '' } as const;
const drop = { kind: 'safe_drop', category: 'safe_drop', payee: '' } as const;
const undo = (movementId: string, deed: Deed = cashier) =>
  undoMovement(shop.till, deed, { requestId: shop.till.random.uuid(), movementId, note: '写错' });
const sold = (amountYuan: number) =>
  sell(shop.till, stock(shop.till, `货 ${shop.till.random.uuid()}`, amountYuan * 100));
const back = (saleId: string, deed: Deed = cashier) =>
  giveBack(shop.till, deed, { saleId, units: unitsNamed('1/1') });

function count(amountYuan: number): { seq: number; overShortFen: number; needsApproval: boolean } {
  if (shiftStanding(shop.till).shift?.state !== 'counting') taken(startCount(shop.till, cashier));
  const attempt = shiftStanding(shop.till).shift?.attempt ?? 1;
  return taken(submitCount(shop.till, cashier, { count: yuan(amountYuan), attempt }));
}

describe('what a cashier may let out alone in a shift', () => {
  it('counts together over pay-outs, drops and refunds, however it is split', () => {
    const small = sold(150);
    sold(2000);
    expect(outcome(move(200))).toBe('done');
    expect(outcome(move(100, drop))).toBe('done');
    expect(outcome(back(small))).toBe('done');
    expect(outcome(move(51))).toBe('approval_needed');
    expect(outcome(move(50))).toBe('done');
    expect(outcome(move(0.01, drop))).toBe('approval_needed');
    expect(outcome(back(sold(10)))).toBe('approval_needed');
    expect(outcome(move(51, {}, approved))).toBe('done');
    expect(outcome(move(5, putIn))).toBe('done');
  });

  it('is not won back by undoing, nor by one’s own or an equal’s approval', () => {
    sold(2000);
    for (let i = 0; i < 5; i += 1) {
      expect(outcome(undo(taken(move(100)).movementId))).toBe('done');
    }
    expect(outcome(move(1))).toBe('approval_needed');
    expect(outcome(move(1, {}, { by: CASHIER, approvedBy: CASHIER }))).toBe('approval_needed');
    const equal = { ...CASHIER, staffId: MANAGER.staffId };
    expect(outcome(move(1, {}, { by: CASHIER, approvedBy: equal }))).toBe('approval_needed');
    const other = taken(move(900, putIn));
    expect(outcome(undo(other.movementId))).toBe('approval_needed');
  });

  it('begins anew with the next shift, and the return screen says what is left of it', () => {
    const saleId = sold(100);
    const leftFen = () => {
      const sale = saleById(shop.till.db, saleId);
      return sale && returnableSale(shop.till, CASHIER, sale).alonePayOutFen;
    };
    expect(leftFen()).toBe(50_000);
    taken(move(400));
    expect(leftFen()).toBe(10_000);
    taken(closeShift(shop.till, cashier, { countSeq: count(200).seq, reason: '' }));
    shop.pass(24 * 3_600_000);
    taken(openShift(shop.till, cashier, { float: yuan(500) }));
    expect(leftFen()).toBe(50_000);
    expect(outcome(move(400))).toBe('done');
  });
});

describe('what the drawer should hold', () => {
  it('cannot be felt for: whoever may not pay so much alone gets the same answer above and below it', () => {
    sold(3141);
    const answers = [501, 3640, 3641, 3642, 9999].map((amount) => move(amount, drop));
    for (const answer of answers) expect(outcome(answer)).toBe('approval_needed');
  });

  it('is hidden from a second counting until that one was submitted', () => {
    count(490);
    taken(backToSelling(shop.till, cashier));
    taken(startCount(shop.till, cashier));
    expect(shiftStanding(shop.till).shift?.count).toBeNull();
  });
});

describe('a difference that was seen', () => {
  it('is not paid in, taken out or refunded away without somebody who may accept it', () => {
    const saleId = sold(100);
    expect(count(570).overShortFen).toBe(-3_000);
    taken(backToSelling(shop.till, cashier));
    expect(outcome(move(30, putIn))).toBe('approval_needed');
    expect(outcome(move(30))).toBe('approval_needed');
    expect(outcome(back(saleId))).toBe('approval_needed');
    expect(outcome(move(30, putIn, approved))).toBe('done');
    expect(outcome(move(30, drop, byManager))).toBe('done');
  });

  it('is not counted away: a later count that fits still takes a manager', () => {
    expect(count(300)).toMatchObject({ overShortFen: -20_000, needsApproval: true });
    const again = count(500);
    expect(again).toMatchObject({ overShortFen: 0, needsApproval: true });
    const close = (deed: Deed) => closeShift(shop.till, deed, { countSeq: again.seq, reason: '' });
    expect(outcome(close(cashier))).toBe('approval_needed');
    expect(outcome(close(approved))).toBe('done');
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });

  it('within the tolerance is nobody’s business: counted again or not, it closes', () => {
    count(496);
    expect(count(500).needsApproval).toBe(false);
  });
});
