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
import { auditStore } from '../journal/audit-store.ts';
import { eachEntry } from '../journal/journal-table.ts';
import { reprint } from '../printing/reprint.ts';
import { personOnPaper } from '../staff/person-on-paper.ts';
import { closeShift, xReport } from './close-shift.ts';
import { listMovements, moveCash, undoMovement } from './move-cash.ts';
import { openShift } from './open-shift.ts';
import { backToSelling, startCount, submitCount } from './shift.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  taken(openShift(shop.till, cashier, { float: { pieces: { '10000': 5 }, otherFen: 0 } }));
});
afterEach(() => shop.remove());

const cashier = alone(CASHIER);
const approved = { by: CASHIER, approvedBy: MANAGER };

type Movement = Omit<MoveCashInput, 'approval'>;
function movement(change: Partial<Movement> = {}): Movement {
  return {
    requestId: shop.till.random.uuid(),
    kind: 'paid_out',
    amountFen: 3_000,
    category: 'freight',
    payee: '老张货运',
    slipNumber: '',
    note: '',
    ...change,
  };
}
const drop = (amountFen: number) =>
  movement({ kind: 'safe_drop', category: 'safe_drop', payee: '', amountFen });
const expectedFen = () => taken(xReport(shop.till, alone(MANAGER))).expectedFen;
const rows = (sql: string) => shop.till.db.prepare(sql).all();

describe('cash that moves without a sale', () => {
  it('changes what must be in the drawer, each kind in its direction', () => {
    taken(moveCash(shop.till, cashier, movement({ amountFen: 3_000 })));
    expect(expectedFen()).toBe(47_000);
    const topUp = { kind: 'paid_in', category: 'float_top_up', payee: '' } as const;
    taken(moveCash(shop.till, cashier, movement({ ...topUp, amountFen: 20_000 })));
    expect(expectedFen()).toBe(67_000);
    taken(moveCash(shop.till, cashier, drop(40_000)));
    expect(expectedFen()).toBe(27_000);
    const deposit = { kind: 'bank_deposit', category: 'bank_deposit', payee: '' } as const;
    taken(moveCash(shop.till, cashier, movement({ ...deposit, slipNumber: 'B7', amountFen: 100 })));
    expect(expectedFen()).toBe(26_900);
    const x = taken(xReport(shop.till, alone(MANAGER)));
    expect(x.cash).toMatchObject({
      paidInFen: 20_000,
      paidOutFen: 3_000,
      dropsFen: 40_000,
      depositsFen: 100,
    });
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });

  it('opens the drawer, prints a slip, stands in the journal and goes to the cloud with one commit', () => {
    const made = taken(moveCash(shop.till, cashier, movement()));
    const jobs = rows(`SELECT kind FROM print_job WHERE ref = '${made.movementId}' ORDER BY seq`);
    expect(jobs).toEqual([{ kind: 'drawer' }, { kind: 'cash_slip' }]);
    const entry = [...eachEntry(shop.till.db, '01')].find(({ type }) => type === 'CASH_MOVEMENT');
    expect(JSON.parse(entry?.payload ?? '{}')).toMatchObject({
      movementId: made.movementId,
      requestId: expect.any(String),
      shiftId: expect.any(String),
      kind: 'paid_out',
      amountFen: -3_000,
      category: 'freight',
      slipNumber: '',
      undoes: null,
      by: CASHIER.staffId,
      approvedBy: null,
      at: made.at,
      hasPayee: true,
    });
    expect(rows(`SELECT kind FROM outbox WHERE fact_id = '${made.movementId}'`)).toHaveLength(1);
  });

  it('keeps the payee sealed: not in the database in clear, the journal, the paper or the cloud', () => {
    const made = taken(moveCash(shop.till, cashier, movement({ payee: '王小明' })));
    const everything = JSON.stringify([
      rows('SELECT payload FROM journal'),
      rows('SELECT body FROM outbox'),
      rows('SELECT document FROM print_job'),
      rows('SELECT * FROM cash_movement'),
    ]);
    expect(everything).not.toContain('王小明');
    const span = { person: made.movementId, field: 'name', masked: false } as const;
    expect(personOnPaper(shop.till)(span)).toBe('王小明');
    expect(listMovements(shop.till)[0]?.payee).toBe('王小明');
  });

  it('is printed again as a copy that says so', () => {
    const { movementId } = taken(moveCash(shop.till, cashier, movement()));
    const again = reprint(shop.till, cashier, { kind: 'cash_slip', ref: movementId });
    expect(taken(again).copy).toBe(1);
  });

  it.each([
    ['nothing', { amountFen: 0 }, 'amount_not_positive'],
    ['less than nothing', { amountFen: -100 }, 'amount_not_positive'],
    ['to nobody', { payee: '' }, 'payee_missing'],
    [
      'a debt that nobody paid',
      { kind: 'paid_in', category: 'debt_collected', payee: '' },
      'payee_missing',
    ],
    [
      'to the bank without its slip',
      { kind: 'bank_deposit', category: 'bank_deposit' },
      'slip_number_missing',
    ],
    ['more than is in the drawer', { amountFen: 50_001 }, 'cash_not_in_drawer'],
    [
      'a deposit above the cash',
      { kind: 'bank_deposit', category: 'bank_deposit', slipNumber: 'B', amountFen: 60_000 },
      'cash_not_in_drawer',
    ],
    ['all that is in the drawer', { amountFen: 50_000 }, 'done'],
  ] as const)('of %s: %j is %s', (_, change, code) => {
    const before = listMovements(shop.till).length;
    expect(outcome(moveCash(shop.till, approved, movement(change)))).toBe(code);
    expect(listMovements(shop.till)).toHaveLength(before + (code === 'done' ? 1 : 0));
  });

  it('needs an approval beyond what a person may pay out alone', () => {
    sell(shop.till, stock(shop.till, '冰箱', 200_000));
    const large = movement({ amountFen: 50_001 });
    expect(outcome(moveCash(shop.till, cashier, large))).toBe('approval_needed');
    expect(outcome(moveCash(shop.till, { by: CASHIER, approvedBy: CASHIER }, large))).toBe(
      'approval_needed',
    );
    expect(taken(moveCash(shop.till, approved, large)).approvedByName).toBe('王店长');
    const alsoLarge = movement({ amountFen: 60_000 });
    expect(taken(moveCash(shop.till, alone(MANAGER), alsoLarge)).approvedByName).toBeNull();
  });

  it('needs a shift that sells: not before opening, not while the cash is counted', () => {
    taken(startCount(shop.till, cashier));
    expect(outcome(moveCash(shop.till, cashier, movement()))).toBe('cash_being_counted');
    taken(backToSelling(shop.till, cashier));
    expect(outcome(moveCash(shop.till, cashier, movement()))).toBe('done');
    const count = { pieces: {}, otherFen: expectedFen() };
    const { attempt } = taken(startCount(shop.till, cashier));
    const { seq } = taken(submitCount(shop.till, cashier, { count, attempt }));
    taken(closeShift(shop.till, cashier, { countSeq: seq, reason: '' }));
    expect(outcome(moveCash(shop.till, cashier, movement()))).toBe('shift_not_open');
  });

  it('sent twice is one movement; the same id with another amount is refused', () => {
    const once = movement();
    const first = taken(moveCash(shop.till, cashier, once));
    expect(taken(moveCash(shop.till, cashier, once))).toEqual(first);
    expect(outcome(moveCash(shop.till, cashier, { ...once, amountFen: 1 }))).toBe('request_reused');
    expect(expectedFen()).toBe(47_000);
    taken(startCount(shop.till, cashier)); // the answer was lost, and the count has begun
    expect(taken(moveCash(shop.till, cashier, once))).toEqual(first);
  });
});

describe('a movement that was a mistake', () => {
  const undo = (movementId: string, requestId = shop.till.random.uuid()) =>
    undoMovement(shop.till, cashier, { requestId, movementId, note: '写错了' });

  it('is taken back by one the other way; both stay', () => {
    const made = taken(moveCash(shop.till, cashier, movement()));
    expect(taken(undo(made.movementId))).toMatchObject({
      kind: 'paid_out',
      amountFen: 3_000,
      undoes: made.movementId,
      payee: '老张货运',
    });
    expect(expectedFen()).toBe(50_000);
    expect(listMovements(shop.till).map((one) => [one.amountFen, one.isUndone])).toEqual([
      [3_000, false],
      [-3_000, true],
    ]);
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });

  it('is taken back once, however often it is asked, and the counter movement never', () => {
    const made = taken(moveCash(shop.till, cashier, movement()));
    const requestId = shop.till.random.uuid();
    const back = taken(undo(made.movementId, requestId));
    expect(taken(undo(made.movementId, requestId))).toEqual(back);
    expect(outcome(undo(made.movementId))).toBe('movement_already_undone');
    expect(outcome(undo(back.movementId))).toBe('movement_already_undone');
    expect(outcome(undo('nothing'))).toBe('movement_not_found');
    expect(listMovements(shop.till)).toHaveLength(2);
  });

  it('that put cash in cannot be taken back from a drawer that no longer has it', () => {
    const topUp = { kind: 'paid_in', category: 'float_top_up', payee: '' } as const;
    const made = taken(moveCash(shop.till, cashier, movement({ ...topUp, amountFen: 20_000 })));
    taken(moveCash(shop.till, approved, drop(60_000)));
    expect(outcome(undo(made.movementId))).toBe('cash_not_in_drawer');
  });
});
