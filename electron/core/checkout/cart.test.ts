import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  actorOf,
  type Caller,
  type DemoTill,
  demoTill,
  reprice,
  stockItem,
} from '../../../test/support/demo-till.ts';
import { addItem } from './edit-cart.ts';

let demo: DemoTill;
let cashier: Caller;

beforeEach(async () => {
  demo = await demoTill();
  cashier = await demo.signIn('cashier');
  stockItem(demo.till, { sku: 'KETTLE', listFen: 9_990 });
  stockItem(demo.till, { sku: 'FRIDGE', listFen: 219_900, serial: 'one' });
  stockItem(demo.till, { sku: 'PIPE', listFen: 12_000, kind: 'material', unitLabel: '米' });
});
afterEach(() => demo.close());

/** Adds an item and answers the line it landed on. */
async function add(sku: string, quantityMilli = 1000): Promise<string> {
  const answer = await cashier.cart.addItem({ sku, quantityMilli });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.lineId;
}
const codeOf = (answer: { ok: boolean; refusal?: { code: string } }): string =>
  answer.ok ? 'ok' : (answer.refusal?.code ?? '');
const journal = (): readonly { type: string; payload: string }[] =>
  demo.till.db
    .prepare<[], { type: string; payload: string }>(
      'SELECT type, payload FROM journal ORDER BY seq',
    )
    .all();
const typesSince = (count: number): readonly string[] =>
  journal()
    .slice(count)
    .map((e) => e.type);

describe('putting goods into the cart', () => {
  it('the same item counts up its line, another begins its own', async () => {
    await add('KETTLE');
    await add('FRIDGE');
    await add('KETTLE');
    const cart = await cashier.cart.current();
    expect(cart.lines.map((l) => [l.sku, l.quantityMilli])).toEqual([
      ['KETTLE', 2000],
      ['FRIDGE', 1000],
    ]);
    expect(cart).toMatchObject({ netFen: 239_880, dueFen: 239_880, unitCount: 3 });
  });

  it('an item whose line was changed by hand, or has a note, begins a line of its own', async () => {
    const lineId = await add('KETTLE');
    await cashier.cart.setNote({ lineId, note: '样机' });
    await add('KETTLE');
    expect((await cashier.cart.current()).lines).toHaveLength(2);
  });

  it('a scan finds an item by its code; what nobody knows adds nothing', async () => {
    const scan = (code: string) => cashier.cart.scan({ code, source: 'wedge' });
    expect(await scan('KETTLE')).toMatchObject({ ok: true, value: { outcome: { did: 'added' } } });
    expect(codeOf(await scan('NOSUCHCODE'))).toBe('code_not_found');
    expect(codeOf(await scan('6922233612193'))).toBe('check_digit_wrong');
    expect(codeOf(await scan('6922233612192'))).toBe('code_not_found');
    expect(codeOf(await scan('134567890123456789'))).toBe('payment_code_scanned');
    expect(codeOf(await scan('YQ1|R|0001-01-009999'))).toBe('sale_not_found');
    expect((await cashier.cart.current()).unitCount).toBe(1);
  });

  it.each([
    ['KETTLE', 0, 'quantity_not_positive'],
    ['KETTLE', -1_000, 'quantity_not_positive'],
    ['KETTLE', 1_500, 'quantity_not_whole'],
    ['KETTLE', 100_000_000, 'quantity_too_large'],
    ['PIPE', 2_500, 'ok'],
    ['PIPE', 100_000_000, 'quantity_too_large'],
    ['GONE', 1_000, 'item_not_found'],
  ])('%s × %i thousandths: %s', async (sku, quantityMilli, expected) => {
    expect(codeOf(await cashier.cart.addItem({ sku, quantityMilli }))).toBe(expected);
    if (sku === 'GONE') return;
    const lineId = await add(sku);
    expect(codeOf(await cashier.cart.setQuantity({ lineId, quantityMilli }))).toBe(expected);
  });

  it('counting up stops at the same limit', async () => {
    await add('KETTLE', 999_000);
    expect(codeOf(await cashier.cart.addItem({ sku: 'KETTLE', quantityMilli: 1000 }))).toBe(
      'quantity_too_large',
    );
  });

  it('so many pieces stop at a number that every promotion can still be tried on', async () => {
    await add('KETTLE', 999_000);
    await add('PIPE', 1_000);
    expect(codeOf(await cashier.cart.addItem({ sku: 'PIPE', quantityMilli: 1000 }))).toBe(
      'too_many_units',
    );
    expect((await cashier.cart.current()).lines).toHaveLength(2);
  });

  it('a refused first item leaves no cart and no start in the journal', async () => {
    const before = journal().length;
    await cashier.cart.addItem({ sku: 'KETTLE', quantityMilli: 0 });
    expect((await cashier.cart.current()).cartId).toBeNull();
    expect(typesSince(before)).toEqual([]);
  });

  it('a cart has at most 200 lines', async () => {
    for (let i = 0; i < 200; i += 1) {
      stockItem(demo.till, { sku: `I${i}`, listFen: 100 });
      addItem(demo.till, actorOf('cashier'), { sku: `I${i}`, quantityMilli: 1000 });
    }
    expect(codeOf(await cashier.cart.addItem({ sku: 'KETTLE' }))).toBe('cart_full');
    expect(codeOf(await cashier.cart.addItem({ sku: 'I0' }))).toBe('ok');
  });

  it('an amount that no till can compute is refused, and the cart can still be shown and cleared', async () => {
    stockItem(demo.till, { sku: 'ASK', listFen: null });
    const lineId = await add('ASK');
    const price = { lineId, unitFen: 90_000_000, reason: '' };
    expect(codeOf(await cashier.cart.overridePrice(price))).toBe('ok');
    expect(codeOf(await cashier.cart.setQuantity({ lineId, quantityMilli: 999_000 }))).toBe(
      'amount_too_large',
    );
    expect((await cashier.cart.current()).lines[0]?.quantityMilli).toBe(1000);
    await cashier.cart.overridePrice({ lineId, unitFen: null, reason: '' });
    expect(codeOf(await cashier.cart.setQuantity({ lineId, quantityMilli: 999_000 }))).toBe('ok');
    expect(codeOf(await cashier.cart.overridePrice(price))).toBe('amount_too_large');
    expect(codeOf(await cashier.cart.clear({ reason: '' }))).toBe('ok');
  });
});

describe('changing a cart', () => {
  it('what is not there cannot be changed', async () => {
    const lineId = 'nobody';
    expect(codeOf(await cashier.cart.setQuantity({ lineId, quantityMilli: 1000 }))).toBe(
      'line_not_found',
    );
    expect(codeOf(await cashier.cart.removeLine({ lineId }))).toBe('line_not_found');
    expect(codeOf(await cashier.cart.setNote({ lineId, note: '' }))).toBe('line_not_found');
    expect(codeOf(await cashier.cart.setNote({ lineId: null, note: '' }))).toBe('cart_empty');
    expect(codeOf(await cashier.cart.clear({ reason: '' }))).toBe('cart_empty');
    expect(codeOf(await cashier.cart.hold({ label: '' }))).toBe('cart_empty');
    expect(codeOf(await cashier.cart.acceptPrices())).toBe('cart_empty');
    expect(codeOf(await cashier.cart.removeCustomer())).toBe('cart_empty');
    expect(codeOf(await cashier.cart.recall({ cartId: lineId }))).toBe('cart_not_found');
    const off = { rate: null, offFen: 100, reason: '样机' };
    expect(codeOf(await cashier.cart.discount({ lineId: null, ...off }))).toBe('cart_empty');
    expect(codeOf(await cashier.cart.discount({ lineId, ...off }))).toBe('line_not_found');
    expect(codeOf(await cashier.cart.overridePrice({ lineId, unitFen: 1, reason: 'x' }))).toBe(
      'line_not_found',
    );
  });

  it('a note has its limit', async () => {
    const lineId = await add('KETTLE');
    expect(codeOf(await cashier.cart.setNote({ lineId, note: '长'.repeat(121) }))).toBe(
      'note_too_long',
    );
    expect(codeOf(await cashier.cart.setNote({ lineId: null, note: '长'.repeat(121) }))).toBe(
      'note_too_long',
    );
    expect(codeOf(await cashier.cart.setNote({ lineId, note: ` ${'长'.repeat(120)} ` }))).toBe(
      'ok',
    );
    expect((await cashier.cart.current()).lines[0]?.note).toHaveLength(120);
  });

  it('the journal has the start, each line taken out, less of a line, and the end of a cart given up', async () => {
    const before = journal().length;
    const kettle = await add('KETTLE', 3000);
    const fridge = await add('FRIDGE');
    await cashier.cart.setQuantity({ lineId: kettle, quantityMilli: 1000 });
    await cashier.cart.setQuantity({ lineId: kettle, quantityMilli: 2000 });
    await cashier.cart.removeLine({ lineId: fridge });
    await cashier.cart.clear({ reason: '顾客不买了' });
    expect(typesSince(before)).toEqual(['SALE_START', 'LINE_VOID', 'LINE_VOID', 'SALE_ABORT']);
    expect(JSON.parse(journal().at(-1)?.payload ?? '')).toMatchObject({
      reason: '顾客不买了',
      netFen: 19_980,
      startSeq: before + 1,
      lines: [{ sku: 'KETTLE', quantityMilli: 2000, netFen: 19_980 }],
    });
  });

  it('with its last line a cart is given up, so that nothing of it reaches the next customer', async () => {
    const lineId = await add('KETTLE');
    const off = { lineId: null, rate: 300, offFen: null, reason: '熟客' };
    expect(codeOf(await cashier.cart.discount(off))).toBe('ok');
    const before = journal().length;
    await cashier.cart.removeLine({ lineId });
    expect(typesSince(before)).toEqual(['LINE_VOID', 'SALE_ABORT']);
    await add('FRIDGE');
    expect(await cashier.cart.current()).toMatchObject({ netFen: 219_900, cartDiscount: null });
  });

  it('a price that changed since it was shown stops the sale until somebody takes it over', async () => {
    await add('KETTLE');
    reprice(demo.till, 'KETTLE', 10_990);
    const cart = await cashier.cart.current();
    expect(cart.lines[0]?.priceChange).toEqual({ fromFen: 9_990, toFen: 10_990 });
    expect(cart).toMatchObject({ dueFen: 9_990, obstacles: [{ code: 'price_changed' }] });
    const pay = {
      requestId: 'request-1',
      cartId: cart.cartId ?? '',
      expectedDueFen: 9_990,
      tenderedFen: null,
    };
    expect(codeOf(await cashier.checkout.payCash(pay))).toBe('price_changed');
    expect(codeOf(await cashier.cart.acceptPrices())).toBe('ok');
    expect(await cashier.cart.current()).toMatchObject({ dueFen: 10_990, obstacles: [] });
  });

  it('an item whose price was taken away asks for one', async () => {
    await add('KETTLE');
    reprice(demo.till, 'KETTLE', null);
    await cashier.cart.acceptPrices();
    expect((await cashier.cart.current()).obstacles).toMatchObject([{ code: 'item_has_no_price' }]);
  });
});

describe('a cart put aside', () => {
  it('comes back whole, with its notes and deductions, after a restart and at another register', async () => {
    const lineId = await add('KETTLE', 2000);
    await cashier.cart.setNote({ lineId: null, note: '下午来取' });
    await cashier.cart.discount({ lineId, rate: 300, offFen: null, reason: '熟客' });
    const before = await cashier.cart.current();
    await cashier.cart.hold({ label: '穿红衣服的' });
    expect((await cashier.cart.current()).cartId).toBeNull();
    await demo.restart();
    cashier = await demo.signIn('cashier');
    const [held] = await cashier.cart.held();
    expect(held).toMatchObject({
      label: '穿红衣服的',
      lineCount: 1,
      payFen: before.payFen,
      by: '小李',
    });
    expect(codeOf(await cashier.cart.recall({ cartId: held?.cartId ?? '' }))).toBe('ok');
    const after = await cashier.cart.current();
    expect(after).toEqual({ ...before, version: after.version });
  });

  it('is not paid, changed or recalled over an open one', async () => {
    const lineId = await add('KETTLE');
    const { cartId } = await cashier.cart.current();
    await cashier.cart.hold({ label: '' });
    const pay = {
      requestId: 'request-1',
      cartId: cartId ?? '',
      expectedDueFen: 9_990,
      tenderedFen: null,
    };
    expect(codeOf(await cashier.checkout.payCash(pay))).toBe('cart_in_use');
    expect(codeOf(await cashier.cart.setQuantity({ lineId, quantityMilli: 2000 }))).toBe(
      'line_not_found',
    );
    await add('FRIDGE');
    expect(codeOf(await cashier.cart.recall({ cartId: cartId ?? '' }))).toBe('cart_in_use');
    expect((await cashier.cart.current()).lines[0]?.sku).toBe('FRIDGE');
  });

  it('there is room for a hundred', async () => {
    for (let i = 0; i < 100; i += 1) {
      addItem(demo.till, actorOf('cashier'), { sku: 'KETTLE', quantityMilli: 1000 });
      await cashier.cart.hold({ label: String(i) });
    }
    await add('KETTLE');
    expect(codeOf(await cashier.cart.hold({ label: 'one more' }))).toBe('cart_full');
    expect((await cashier.cart.current()).lines).toHaveLength(1);
  });
});

describe('after a power cut', () => {
  it('the cart on the screen is still there', async () => {
    await add('KETTLE', 2000);
    const before = await cashier.cart.current();
    await demo.restart();
    cashier = await demo.signIn('cashier');
    expect(await cashier.cart.current()).toEqual(before);
  });
});
