import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Caller,
  type DemoTill,
  demoTill,
  stockItem,
} from '../../../test/support/demo-till.ts';
import { auditStore } from '../journal/audit-store.ts';
import { firstBrokenEntry } from '../journal/journal-table.ts';

let demo: DemoTill;
let trainee: Caller;
beforeEach(async () => {
  demo = await demoTill();
  trainee = await demo.signIn('trainer');
  stockItem(demo.till, { sku: 'KETTLE', listFen: 9_999 });
  stockItem(demo.till, { sku: 'FRIDGE', listFen: 219_900, serial: 'one' });
});
afterEach(async () => {
  expect(auditStore(demo.till.db).faults).toEqual([]);
  await demo.close();
});

const codeOf = (answer: { ok: boolean; refusal?: { code: string } }): string =>
  answer.ok ? 'ok' : (answer.refusal?.code ?? '');
const rows = (sql: string): unknown[] => demo.till.db.prepare(sql).all();
const count = (table: string) =>
  demo.till.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

async function payment(who: Caller, tenderedFen: number | null = null) {
  const cart = await who.cart.current();
  const cartId = cart.cartId ?? '';
  return { requestId: `pay-${cartId}`, cartId, expectedDueFen: cart.dueFen, tenderedFen };
}
async function practise(sku: string, tenderedFen: number | null = null) {
  await trainee.cart.addItem({ sku });
  const answer = await trainee.checkout.practise(await payment(trainee, tenderedFen));
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
}

describe('a practised sale', () => {
  it('is journalled and printed as practice, and changes nothing that is real', async () => {
    const watched = [
      ...['sale', 'line_item', 'sale_unit', 'tender', 'serial_event', 'stock_movement'],
      ...['drawer_event', 'installation_ticket', 'outbox'],
    ];
    const before = watched.map(count);
    await trainee.cart.addItem({ sku: 'FRIDGE' });
    const { lines } = await trainee.cart.current();
    const lineId = lines[0]?.lineId ?? '';
    await trainee.cart.setSerial({ lineId, serialNumber: 'FRIDGE00001' });
    const answer = await trainee.checkout.practise(await payment(trainee, 220_000));
    expect(answer).toMatchObject({
      ok: true,
      value: { number: 1, dueFen: 219_900, changeFen: 100, changePieces: [{ fen: 100, count: 1 }] },
    });
    expect(watched.map(count)).toEqual(before);
    expect(rows('SELECT by, due_fen FROM training_sale')).toEqual([
      { by: 'demo-trainer', due_fen: 219_900 },
    ]);
    const [entry] = rows(`SELECT payload FROM journal WHERE type = 'TRAINING_SALE'`) as [
      { payload: string },
    ];
    expect(JSON.parse(entry.payload)).toMatchObject({
      isTraining: true,
      dueFen: 219_900,
      content: { number: 1, lines: [{ sku: 'FRIDGE', netFen: 219_900 }] },
    });
    expect(firstBrokenEntry(demo.till.db, '01')).toBeNull();
    expect(count('cart')).toBe(0);
    // The serial number is free: the unit is still in the shop.
    const cashier = await demo.signIn('cashier');
    await cashier.cart.addItem({ sku: 'FRIDGE' });
    const [line] = (await cashier.cart.current()).lines;
    const serial = { lineId: line?.lineId ?? '', serialNumber: 'FRIDGE00001' };
    expect(codeOf(await cashier.cart.setSerial(serial))).toBe('ok');
  });

  it('prints 练习 TRAINING at the top and at the bottom, takes no receipt number, opens no drawer', async () => {
    await practise('KETTLE');
    await practise('KETTLE');
    await demo.core.printQueue.idle();
    const [second] = await trainee.printing.paper({ limit: 1 });
    const lines = (second?.text ?? '').trim().split('\n');
    expect(lines.at(-1)).toContain('练习 TRAINING');
    expect(second?.text.match(/练习 TRAINING/g)).toHaveLength(2);
    expect(second?.text).toContain('No.练习 2');
    expect(second?.text).not.toContain('YQ1|R|');
    expect(second?.text).not.toMatch(/退货至|凭小票退换/);
    expect(rows('SELECT kind, count(*) AS n FROM print_job GROUP BY kind')).toEqual([
      { kind: 'receipt', n: 2 },
    ]);
    const cashier = await demo.signIn('cashier');
    await cashier.cart.addItem({ sku: 'KETTLE' });
    expect(await cashier.checkout.payCash(await payment(cashier))).toMatchObject({
      ok: true,
      value: { receiptNumber: '0001-01-000001' },
    });
  });

  it('asked for again is answered the same, and another cart under its id is refused', async () => {
    await trainee.cart.addItem({ sku: 'KETTLE' });
    const asked = await payment(trainee);
    const first = await trainee.checkout.practise(asked);
    const trainingId = first.ok ? first.value.trainingId : '';
    expect(await trainee.checkout.practise(asked)).toMatchObject({ value: { trainingId } });
    expect(count('training_sale')).toBe(1);
    expect(codeOf(await trainee.checkout.practise({ ...asked, cartId: 'other' }))).toBe(
      'request_reused',
    );
    expect(codeOf(await trainee.checkout.practise({ ...asked, requestId: 'another-one' }))).toBe(
      'cart_not_found',
    );
  });

  it('needs no open shift, since no money is taken', async () => {
    const cashier = await demo.signIn('cashier');
    await cashier.shift.startCount();
    expect(codeOf(await trainee.cart.addItem({ sku: 'KETTLE' }))).toBe('ok');
    expect((await trainee.cart.current()).obstacles).toEqual([]);
    expect(codeOf(await trainee.checkout.practise(await payment(trainee)))).toBe('ok');
    expect(rows('SELECT shift_id FROM training_sale')).toEqual([{ shift_id: null }]);
  });

  it.each([
    ['too little money', { tenderedFen: 100 }, 'tendered_too_little'],
    ['another amount than was shown', { expectedDueFen: 1 }, 'cart_changed'],
    ['a cart that is not there', { cartId: 'none' }, 'cart_not_found'],
  ])('is refused like a sale: %s', async (_, more, code) => {
    await trainee.cart.addItem({ sku: 'KETTLE' });
    const asked = { ...(await payment(trainee)), ...more };
    expect(codeOf(await trainee.checkout.practise(asked))).toBe(code);
    expect(count('training_sale')).toBe(0);
  });
});

describe('practice and trade', () => {
  it('practice is never paid for real, by anybody', async () => {
    await trainee.cart.addItem({ sku: 'KETTLE' });
    const cashier = await demo.signIn('cashier');
    expect(await cashier.cart.current()).toMatchObject({
      isTraining: true,
      obstacles: [{ code: 'cart_is_practice' }],
    });
    expect(codeOf(await cashier.checkout.payCash(await payment(cashier)))).toBe('cart_is_practice');
    await expect(cashier.checkout.practise(await payment(cashier))).rejects.toThrow(
      'right_missing',
    );
    const owner = await demo.signIn('owner');
    expect(codeOf(await owner.checkout.payCash(await payment(owner)))).toBe('cart_is_practice');
    expect(count('sale')).toBe(0);
  });

  it('a real cart is never practised with, nor paid by somebody in training', async () => {
    const cashier = await demo.signIn('cashier');
    await cashier.cart.addItem({ sku: 'KETTLE' });
    expect((await trainee.cart.current()).obstacles).toEqual([
      { code: 'cart_is_real', lineId: null },
    ]);
    expect(codeOf(await trainee.checkout.practise(await payment(trainee)))).toBe('cart_is_real');
    await expect(trainee.checkout.payCash(await payment(trainee))).rejects.toThrow('right_missing');
    expect(count('training_sale')).toBe(0);
  });

  it('nothing is put into a cart of the other kind', async () => {
    await trainee.cart.addItem({ sku: 'KETTLE' });
    const cashier = await demo.signIn('cashier');
    expect(codeOf(await cashier.cart.addItem({ sku: 'FRIDGE' }))).toBe('cart_is_practice');
    expect(codeOf(await cashier.cart.clear({ reason: '练习' }))).toBe('ok');
    expect(codeOf(await cashier.cart.addItem({ sku: 'FRIDGE' }))).toBe('ok');
    expect(codeOf(await trainee.cart.addItem({ sku: 'KETTLE' }))).toBe('cart_is_real');
  });

  it('held practice is recalled by somebody in training alone, a held customer by staff alone', async () => {
    await trainee.cart.addItem({ sku: 'KETTLE' });
    const practiceId = (await trainee.cart.current()).cartId ?? '';
    await trainee.cart.hold({ label: '' });
    const cashier = await demo.signIn('cashier');
    await cashier.cart.addItem({ sku: 'FRIDGE' });
    const realId = (await cashier.cart.current()).cartId ?? '';
    await cashier.cart.hold({ label: '老王' });
    expect(
      (await cashier.cart.held()).map(({ cartId, isTraining }) => [cartId, isTraining]),
    ).toEqual(
      expect.arrayContaining([
        [practiceId, true],
        [realId, false],
      ]),
    );
    expect(codeOf(await cashier.cart.recall({ cartId: practiceId }))).toBe('cart_is_practice');
    expect(codeOf(await trainee.cart.recall({ cartId: realId }))).toBe('cart_is_real');
    expect(codeOf(await trainee.cart.recall({ cartId: practiceId }))).toBe('ok');
    expect((await trainee.cart.current()).isTraining).toBe(true);
  });

  it('practice that lies open or was held keeps nobody from counting the drawer', async () => {
    await trainee.cart.addItem({ sku: 'KETTLE' });
    await trainee.cart.hold({ label: '' });
    await trainee.cart.addItem({ sku: 'FRIDGE' });
    const cashier = await demo.signIn('cashier');
    const matters = (await cashier.shift.matters()).filter((one) => /cart/.test(one.kind));
    expect(matters.map((one) => one.count).filter((n) => n > 0)).toEqual([]);
    expect(codeOf(await cashier.shift.startCount())).toBe('ok');
  });

  it('what the journal says of practice is marked, so that no report counts it', async () => {
    await trainee.cart.addItem({ sku: 'KETTLE', quantityMilli: 3000 });
    const { lines } = await trainee.cart.current();
    const lineId = lines[0]?.lineId ?? '';
    await trainee.cart.setQuantity({ lineId, quantityMilli: 1000 });
    await trainee.cart.clear({ reason: '练完了' });
    const entries = rows(
      `SELECT type, payload ->> 'isTraining' AS isTraining FROM journal
       WHERE type IN ('SALE_START', 'LINE_VOID', 'SALE_ABORT') ORDER BY seq`,
    );
    expect(entries).toEqual(
      ['SALE_START', 'LINE_VOID', 'SALE_ABORT'].map((type) => ({ type, isTraining: 1 })),
    );
  });
});
