import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Caller,
  type DemoTill,
  demoTill,
  stockItem,
} from '../../../test/support/demo-till.ts';
import { auditStore } from '../journal/audit-store.ts';

let demo: DemoTill;
let cashier: Caller;

beforeEach(async () => {
  demo = await demoTill();
  cashier = await demo.signIn('cashier');
  stockItem(demo.till, { sku: 'KETTLE', listFen: 9_999 });
  stockItem(demo.till, { sku: 'FRIDGE', listFen: 219_900, serial: 'one' });
});
afterEach(() => demo.close());

type Payment = Parameters<Caller['checkout']['payCash']>[0];
const codeOf = (answer: { ok: boolean; refusal?: { code: string } }): string =>
  answer.ok ? 'ok' : (answer.refusal?.code ?? '');
const idOf = (answer: Awaited<ReturnType<Caller['checkout']['payCash']>>): string => {
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.saleId;
};
async function payment(more: Partial<Payment> = {}): Promise<Payment> {
  const cart = await cashier.cart.current();
  return {
    requestId: `pay-${cart.cartId}`,
    cartId: cart.cartId ?? '',
    expectedDueFen: cart.dueFen,
    tenderedFen: null,
    ...more,
  };
}
async function sell(sku: string, more: Partial<Payment> = {}) {
  await cashier.cart.addItem({ sku });
  const answer = await cashier.checkout.payCash(await payment(more));
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
}
const row = (sql: string, ...bound: unknown[]): unknown => demo.till.db.prepare(sql).get(...bound);
const rows = (sql: string): unknown[] => demo.till.db.prepare(sql).all();
const saleCount = () => row('SELECT count(*) AS n FROM sale');

describe('a cash sale', () => {
  it('writes everything that follows from it at once', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE', quantityMilli: 2000 });
    const lineId = (await cashier.cart.current()).lines[0]?.lineId ?? null;
    await cashier.cart.discount({ lineId, rate: null, offFen: 501, reason: '样机' });
    expect(await cashier.cart.current()).toMatchObject({
      netFen: 19_497,
      roundingFen: 7,
      dueFen: 19_490,
    });
    const answer = await cashier.checkout.payCash(await payment({ tenderedFen: 20_000 }));
    expect(answer).toMatchObject({
      ok: true,
      value: {
        receiptNumber: '0001-01-000001',
        dueFen: 19_490,
        tenderedFen: 20_000,
        changeFen: 510,
        roundingFen: 7,
        changePieces: [
          { fen: 500, count: 1 },
          { fen: 10, count: 1 },
        ],
      },
    });
    const saleId = answer.ok ? answer.value.saleId : '';
    expect(
      row('SELECT list_fen, discount_fen, net_fen, rounding_fen, due_fen, business_date FROM sale'),
    ).toEqual({
      list_fen: 19_998,
      discount_fen: 501,
      net_fen: 19_497,
      rounding_fen: 7,
      due_fen: 19_490,
      business_date: '2026-06-18',
    });
    expect(rows('SELECT unit, net_fen, rounding_fen FROM sale_unit')).toEqual([
      { unit: 1, net_fen: 9_749, rounding_fen: 4 },
      { unit: 2, net_fen: 9_748, rounding_fen: 3 },
    ]);
    expect(row('SELECT quantity_milli, reason FROM stock_movement WHERE ref = ?', saleId)).toEqual({
      quantity_milli: -2000,
      reason: 'sale',
    });
    expect(rows("SELECT kind, amount_fen FROM drawer_event WHERE kind LIKE 'cash%'")).toEqual([
      { kind: 'cash_sale', amount_fen: 20_000 },
      { kind: 'cash_change', amount_fen: -510 },
    ]);
    expect(rows('SELECT kind FROM print_job ORDER BY kind')).toEqual([
      { kind: 'drawer' },
      { kind: 'receipt' },
    ]);
    expect(row("SELECT count(*) AS n FROM outbox WHERE kind = 'sale'")).toEqual({ n: 1 });
    expect(row('SELECT count(*) AS n FROM cart')).toEqual({ n: 0 });
    expect(auditStore(demo.till.db).faults).toEqual([]);
  });

  it('prints where it stands in the journal, on which register, and the code that verifies it', async () => {
    const { saleId } = await sell('KETTLE');
    const entry = row("SELECT seq, hash FROM journal WHERE type = 'SALE'") as {
      seq: number;
      hash: string;
    };
    const { serial } = row('SELECT serial FROM register') as { serial: string };
    const job = row("SELECT document FROM print_job WHERE kind = 'receipt'") as {
      document: string;
    };
    expect(job.document).toContain(serial);
    expect(job.document).toContain(entry.hash.slice(0, 8).toUpperCase());
    expect(job.document).toMatch(new RegExp(`\\b${entry.seq}\\b`));
    expect(await cashier.checkout.sale({ saleId })).toMatchObject({
      journalSeq: entry.seq,
      verifyCode: entry.hash.slice(0, 8).toUpperCase(),
    });
  });

  it('counts receipts up by one, over restarts and whatever the clock says', async () => {
    const numbers = [(await sell('KETTLE')).receiptNumber];
    demo.setClock(Date.parse('2001-01-01T00:00:00Z'));
    await demo.restart();
    cashier = await demo.signIn('cashier');
    numbers.push((await sell('KETTLE')).receiptNumber);
    demo.setClock(Date.parse('2031-01-01T00:00:00Z'));
    await demo.restart();
    cashier = await demo.signIn('cashier');
    numbers.push((await sell('KETTLE')).receiptNumber);
    expect(numbers).toEqual(['0001-01-000001', '0001-01-000002', '0001-01-000003']);
    expect(auditStore(demo.till.db).faults).toEqual([]);
  });

  it.each([
    ['none', 0, 9_999],
    ['floor_jiao', 9, 9_990],
    ['floor_yuan', 99, 9_900],
    ['half_up_jiao', -1, 10_000],
    ['half_up_yuan', -1, 10_000],
  ])('rounded %s books the difference to its units', async (mode, roundingFen, dueFen) => {
    const owner = await demo.signIn('owner');
    const settings = await owner.settings.get();
    await owner.settings.save({ ...settings, cashRounding: mode as typeof settings.cashRounding });
    const sale = await sell('KETTLE');
    expect(sale).toMatchObject({ roundingFen, dueFen });
    expect(row('SELECT sum(net_fen - rounding_fen) AS paid FROM sale_unit')).toEqual({
      paid: dueFen,
    });
    expect(auditStore(demo.till.db).faults).toEqual([]);
  });

  it('of nothing at all, which only the owner can allow, is a sale of nothing', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE' });
    const approval = { staffId: 'demo-owner', pin: '3333' };
    const gift = { lineId: null, rate: 10_000, offFen: null, reason: '赠品', approval };
    expect(codeOf(await cashier.cart.discount(gift))).toBe('ok');
    expect(await cashier.checkout.payCash(await payment())).toMatchObject({
      ok: true,
      value: { dueFen: 0 },
    });
    expect(auditStore(demo.till.db).faults).toEqual([]);
  });

  it('keeps personal data out of the journal and the outbox', async () => {
    await cashier.cart.addItem({ sku: 'FRIDGE' });
    const lineId = (await cashier.cart.current()).lines[0]?.lineId ?? '';
    await cashier.cart.setHandover({ lineId, handover: 'deliver_install' });
    await cashier.cart.setCustomer({
      name: '王小明',
      phone: '13800138000',
      address: '石桥村三组18号',
      deliveryDate: '2026-06-19',
      deliverySlot: 'morning',
      deliveryNote: '找王小明 13800138000',
    });
    await cashier.cart.discount({ lineId, rate: 100, offFen: null, reason: '熟人 13800138000' });
    expect(codeOf(await cashier.checkout.payCash(await payment()))).toBe('ok');
    const kept = JSON.stringify([
      rows('SELECT payload FROM journal'),
      rows("SELECT body FROM outbox WHERE kind = 'sale'"),
    ]);
    expect(kept).not.toMatch(/王小明|13800138000|石桥/);
  });
});

describe('paying twice', () => {
  it('two clicks are one sale, and both are told the same', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE' });
    const input = await payment();
    const answers = await Promise.all([
      cashier.checkout.payCash(input),
      cashier.checkout.payCash(input),
    ]);
    expect(idOf(answers[0])).toBe(idOf(answers[1]));
    expect(saleCount()).toEqual({ n: 1 });
  });

  it('a second screen that pays the same cart under another request gets the same sale', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE' });
    const input = await payment();
    const first = await cashier.checkout.payCash(input);
    const second = await cashier.checkout.payCash({ ...input, requestId: 'another-one' });
    expect(idOf(second)).toBe(idOf(first));
    expect(saleCount()).toEqual({ n: 1 });
  });

  it('an answer lost in a power cut is given again after the restart', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE' });
    const input = await payment();
    const first = await cashier.checkout.payCash(input);
    await demo.restart();
    cashier = await demo.signIn('cashier');
    const again = await cashier.checkout.payCash(input);
    expect(idOf(again)).toBe(idOf(first));
    expect(saleCount()).toEqual({ n: 1 });
  });

  it('a request that was used for another cart is refused', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE' });
    const input = await payment();
    await cashier.checkout.payCash(input);
    await cashier.cart.addItem({ sku: 'KETTLE' });
    const next = await payment({ requestId: input.requestId });
    expect(codeOf(await cashier.checkout.payCash(next))).toBe('request_reused');
    expect(saleCount()).toEqual({ n: 1 });
  });
});

describe('paying is refused', () => {
  it('when the amount is not the one the cashier saw', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE' });
    const input = await payment();
    await cashier.cart.addItem({ sku: 'KETTLE' });
    expect(await cashier.checkout.payCash(input)).toMatchObject({
      refusal: { code: 'cart_changed', params: { dueFen: 19_990 } },
    });
    expect(saleCount()).toEqual({ n: 0 });
  });

  it.each([
    [9_989, 'tendered_too_little'],
    [0, 'tendered_too_little'],
    [-10_000, 'tendered_too_little'],
    [209_991, 'tendered_too_much'],
    [6_922_233_612, 'tendered_too_much'],
    [209_990, 'ok'],
  ])('with %i fen in hand: %s', async (tenderedFen, code) => {
    await cashier.cart.addItem({ sku: 'KETTLE' });
    expect(codeOf(await cashier.checkout.payCash(await payment({ tenderedFen })))).toBe(code);
  });

  it('for a cart that is unknown, given up, or emptied', async () => {
    await cashier.cart.addItem({ sku: 'KETTLE' });
    const input = await payment();
    expect(codeOf(await cashier.checkout.payCash({ ...input, cartId: 'nobody' }))).toBe(
      'cart_not_found',
    );
    await cashier.cart.clear({ reason: '' });
    expect(codeOf(await cashier.checkout.payCash(input))).toBe('cart_not_found');
    expect((await cashier.cart.current()).obstacles).toEqual([
      { code: 'cart_empty', lineId: null },
    ]);
  });

  it('without an open shift, and while the cash is being counted', async () => {
    await cashier.shift.startCount();
    await cashier.cart.addItem({ sku: 'KETTLE' });
    expect((await cashier.cart.current()).obstacles).toMatchObject([{ code: 'no_open_shift' }]);
    expect(codeOf(await cashier.checkout.payCash(await payment()))).toBe('no_open_shift');
    await cashier.shift.backToSelling();
    expect(codeOf(await cashier.checkout.payCash(await payment()))).toBe('ok');
  });
});
