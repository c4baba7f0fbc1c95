import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import type { Role } from '../../shared/contract/rights.ts';
import {
  approvalOf,
  type Caller,
  type DemoTill,
  demoTill,
  stockItem,
} from '../support/demo-till.ts';
import { outcome, taken } from '../support/people-till.ts';

// What goes wrong at a counter: each is refused by name, and leaves nothing half done.

const FLOAT_FEN = 50_000;
const GOODS_FEN = 41_370; // an amount that is nothing else
const EXPECTED_FEN = FLOAT_FEN + GOODS_FEN;

let demo: DemoTill;
let li: Caller; // the cashier
beforeEach(async () => {
  demo = await demoTill();
  stockItem(demo.till, { sku: 'RARE', listFen: GOODS_FEN });
  li = await demo.signIn('cashier');
});
afterEach(async () => {
  expect(auditStore(demo.till.db).faults).toEqual([]);
  expect(verifyStore(demo.till.db).firstBad).toBeNull();
  await demo.close();
});

const fenOf = (amountFen: number) => ({ pieces: {}, otherFen: amountFen });
const rows = (table: string) =>
  Number(demo.till.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
const requestId = () => crypto.randomUUID();
const at = (time: string) => demo.setClock(Date.parse(`${time}+08:00`));

async function sellRare(): Promise<string> {
  taken(await li.cart.addItem({ sku: 'RARE' }));
  const cart = await li.cart.current();
  const pay = { cartId: cart.cartId ?? '', expectedDueFen: cart.dueFen, tenderedFen: null };
  return taken(await li.checkout.payCash({ ...pay, requestId: requestId() })).saleId;
}
function payOut(amountFen: number, id = requestId()) {
  const about = { kind: 'paid_out', category: 'freight', payee: '老周' } as const;
  return { ...about, requestId: id, amountFen };
}
async function closeDay(amountFen: number): Promise<string> {
  taken(await li.shift.startCount());
  const attempt = (await li.shift.state())?.attempt ?? 1;
  const { seq } = taken(await li.shift.submitCount({ count: fenOf(amountFen), attempt }));
  return taken(await li.shift.close({ countSeq: seq })).report.businessDate;
}
/** The till of the next morning: whoever was signed in has gone home. */
async function nextMorning(time: string, role: Role = 'cashier'): Promise<void> {
  at(time);
  li = await demo.signIn(role);
}

describe('a close that is refused', () => {
  it('while goods are rung up and not paid', async () => {
    taken(await li.cart.addItem({ sku: 'RARE' }));
    expect(outcome(await li.shift.startCount())).toBe('cart_open');
    expect(await li.shift.state()).toMatchObject({ state: 'open' });
    taken(await li.cart.clear({ reason: '不要了' }));
    expect(outcome(await li.shift.startCount())).toBe('done');
  });

  it('when two screens count at once: the first stands, the second is told', async () => {
    taken(await li.shift.startCount());
    const other = await demo.signIn('cashier');
    const count = (caller: Caller, fen: number) =>
      caller.shift.submitCount({ count: fenOf(fen), attempt: 1 });
    const both = await Promise.all([count(other, FLOAT_FEN), count(other, FLOAT_FEN - 1)]);
    expect(both.map(outcome).sort()).toEqual(['count_superseded', 'done']);
    const close = () => other.shift.close({ countSeq: 1 });
    const closed = await Promise.all([close(), close()]);
    expect(closed.map(outcome).sort()).toEqual(['done', 'shift_not_open']);
    expect(rows('z_report')).toBe(1);
  });

  it('with the clock set back before the opening, until a manager gives a PIN for it', async () => {
    at('2026-06-18T08:00:00');
    li = await demo.signIn('cashier');
    taken(await li.shift.startCount());
    const { seq } = taken(await li.shift.submitCount({ count: fenOf(FLOAT_FEN), attempt: 1 }));
    expect(outcome(await li.shift.close({ countSeq: seq }))).toBe('clock_before_opening');
    expect(await li.shift.state()).toMatchObject({ state: 'counting' });
    expect(rows('z_report')).toBe(0);
    const approval = approvalOf('manager');
    expect(outcome(await li.shift.close({ countSeq: seq, approval }))).toBe('done');
  });

  it.each([
    ['less than nothing', { pieces: {}, otherFen: -1 }],
    ['minus one note', { pieces: { '10000': -1 }, otherFen: 0 }],
    ['half a note', { pieces: { '10000': 0.5 }, otherFen: 0 }],
    ['a note that there is not', { pieces: { '30000': 1 }, otherFen: 0 }],
    ['more notes than there are', { pieces: { '10000': 2 ** 53 }, otherFen: 0 }],
  ] as const)('with a count of %s', async (_, count) => {
    taken(await li.shift.startCount());
    expect(outcome(await li.shift.submitCount({ count, attempt: 1 }))).toBe('count_invalid');
    expect(rows('cash_count')).toBe(0);
    expect((await li.shift.state())?.attempt).toBe(1);
  });
});

describe('a morning', () => {
  it('begins with no float of a million, and with none below nothing', async () => {
    await closeDay(FLOAT_FEN);
    await nextMorning('2026-06-19T09:00:00');
    const open = (fen: number) => li.shift.open({ float: fenOf(fen) });
    const million = { pieces: { '10000': 10_000 }, otherFen: 0 };
    expect(outcome(await li.shift.open({ float: million }))).toBe('float_too_large');
    expect(outcome(await open(100_000_000))).toBe('count_invalid');
    expect(outcome(await open(-1))).toBe('count_invalid');
    expect(await li.shift.state()).toBeNull();
    const both = await Promise.all([open(FLOAT_FEN), open(FLOAT_FEN)]);
    expect(both.map(outcome).sort()).toEqual(['done', 'shift_already_open']);
  });

  it('on which the clock runs a year ahead opens nothing, and the right clock opens the right day', async () => {
    await closeDay(FLOAT_FEN);
    await nextMorning('2027-06-19T09:00:00');
    expect(outcome(await li.shift.open({ float: fenOf(0) }))).toBe('clock_far_ahead');
    await nextMorning('2026-06-19T09:00:00');
    expect(taken(await li.shift.open({ float: fenOf(0) })).businessDate).toBe('2026-06-19');
  });
});

describe('a night', () => {
  it('over midnight, over New Year and over the 29th of February: each close keeps the day it began on', async () => {
    at('2026-06-19T00:40:00');
    li = await demo.signIn('cashier');
    expect(await closeDay(FLOAT_FEN)).toBe('2026-06-18');
    const manager = async () => ({
      confirmedDate: (await li.shift.standing()).nextBusinessDate,
      approval: approvalOf('manager'),
    });
    const nights = [
      ['2027-12-31', '2028-01-01'],
      ['2028-02-29', '2028-03-01'],
      ['2028-03-01', '2028-03-02'],
    ] as const;
    for (const [day, after] of nights) {
      await nextMorning(`${day}T09:00:00`);
      taken(await li.shift.open({ float: fenOf(FLOAT_FEN), ...(await manager()) }));
      await sellRare();
      await nextMorning(`${after}T00:30:00`);
      expect(await closeDay(EXPECTED_FEN)).toBe(day);
    }
    const boss = await demo.signIn('manager');
    const { closed } = await boss.periods.list({});
    const names = closed.map(({ period, kind }) => `${kind} ${period}`).sort();
    expect(names).toEqual([
      'month 2026-06',
      'month 2027-12',
      'month 2028-02',
      'year 2026',
      'year 2027',
    ]);
    expect(outcome(await boss.periods.close({ kind: 'month', period: '2028-02' }))).toBe(
      'period_already_closed',
    );
  });
});

describe('a finger that slips', () => {
  it('twice on the same button pays out, undoes and refunds once, also after the program started again', async () => {
    const saleId = await sellRare();
    const paying = payOut(1_000);
    const paid = await Promise.all([li.cash.move(paying), li.cash.move(paying)]);
    const [{ movementId = '' } = {}] = paid.map(taken);
    const undoing = { requestId: requestId(), movementId, note: '写错' };
    expect(
      (await Promise.all([li.cash.undo(undoing), li.cash.undo(undoing)])).map(outcome),
    ).toEqual(['done', 'done']);
    const units = [{ position: 1, unit: 1, condition: 'restock' as const }];
    const back = { saleId, units, reason: '不要了', expectedRefundFen: GOODS_FEN };
    const first = { ...back, requestId: requestId() };
    const other = { ...back, requestId: requestId() };
    // The two screens of a dishonest cashier: the same unit twice, by two requests at once.
    const backs = await Promise.all([li.returns.create(first), li.returns.create(other)]);
    expect(backs.map(outcome)).toEqual(['done', 'unit_already_returned']);
    await demo.restart();
    li = await demo.signIn('cashier');
    for (const again of [await li.cash.move(paying), await li.cash.undo(undoing)]) {
      expect(outcome(again)).toBe('done');
    }
    expect(outcome(await li.returns.create(first))).toBe('done');
    expect(outcome(await li.returns.create({ ...first, units: [] }))).toMatch(/^(done|request_)/);
    expect([rows('cash_movement'), rows('sale_return'), rows('returned_unit')]).toEqual([2, 1, 1]);
  });
});

describe('a bag for the bank', () => {
  it('with more than the drawer holds is not packed, whoever packs it', async () => {
    const about = { kind: 'bank_deposit', category: 'bank_deposit', slipNumber: 'B1' } as const;
    const deposit = { ...about, amountFen: FLOAT_FEN + 1, requestId: requestId() };
    expect(outcome(await li.cash.move(deposit))).toBe('approval_needed');
    const approval = approvalOf('owner');
    expect(outcome(await li.cash.move({ ...deposit, approval }))).toBe('cash_not_in_drawer');
    expect([rows('cash_movement'), rows('drawer_event')]).toEqual([0, 1]);
  });
});

describe('a blind count', () => {
  it('stays blind: nothing that a cashier can ask says what should be there', async () => {
    await sellRare();
    const boss = await demo.signIn('manager');
    taken(await boss.shift.xReport());
    await demo.core.printQueue.idle();
    li = await demo.signIn('cashier');
    taken(await li.shift.startCount());
    const said: Record<string, unknown> = {
      state: await li.shift.state(),
      standing: await li.shift.standing(),
      matters: await li.shift.matters(),
      counts: await li.shift.counts(),
      handovers: await li.shift.handovers(),
      zReports: await li.shift.zReports({}),
      movements: await li.cash.list(),
      jobs: await li.printing.jobs(),
      paper: await li.printing.paper({ limit: 20 }),
      health: await li.health.report(),
      status: await li.system.status(),
      backup: await li.backup.status(),
      returns: await li.returns.list({}),
      sales: await li.checkout.sales({}),
      cart: await li.cart.current(),
      x: await li.printing.report({ which: { kind: 'x_report' }, format: 'text' }),
      reprint: await li.printing.reprint({
        kind: 'x_report',
        ref: (await li.shift.state())?.shiftId ?? '',
      }),
      payOut: await li.cash.move(payOut(EXPECTED_FEN)),
    };
    const secret = [String(EXPECTED_FEN), '913.70'];
    for (const [what, answer] of Object.entries(said)) {
      for (const figure of secret) expect(JSON.stringify(answer), what).not.toContain(figure);
    }
    await expect(li.shift.xReport()).rejects.toThrow('right_missing');
    await expect(li.reports.page({ name: 'today' } as never)).rejects.toThrow('right_missing');
  });
});
