import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Caller,
  type DemoTill,
  demoTill,
  stockItem,
} from '../../../test/support/demo-till.ts';

let demo: DemoTill;
let cashier: Caller;
let lineId = '';

beforeEach(async () => {
  demo = await demoTill();
  cashier = await demo.signIn('cashier');
  stockItem(demo.till, { sku: 'FRIDGE', listFen: 219_900 });
  stockItem(demo.till, { sku: 'LABOUR', listFen: 10_000, kind: 'service', unitLabel: '次' });
  const added = await cashier.cart.addItem({ sku: 'FRIDGE' });
  lineId = added.ok ? added.value.lineId : '';
});
afterEach(() => demo.close());

const WANG = {
  name: '王小明',
  phone: '13800138000',
  address: '石桥村三组18号',
  deliveryDate: '2026-06-19',
  deliverySlot: 'morning' as const,
  deliveryNote: '',
};
const codeOf = (answer: { ok: boolean; refusal?: { code: string } }): string =>
  answer.ok ? 'ok' : (answer.refusal?.code ?? '');
const customer = async (more: Partial<typeof WANG> = {}) =>
  codeOf(await cashier.cart.setCustomer({ ...WANG, ...more }));
const deliver = () => cashier.cart.setHandover({ lineId, handover: 'deliver_install' });
const obstacles = async () => (await cashier.cart.current()).obstacles.map((o) => o.code);

describe('a customer the store knows', () => {
  const again = (more: Partial<typeof WANG> & { personId: string }) =>
    cashier.cart.setCustomer({ ...WANG, name: '', phone: '', address: '', ...more });

  it('is found by the end of the phone and keeps name, phone and address', async () => {
    await deliver();
    await customer();
    await cashier.cart.clear({ reason: '顾客改天再来' });
    const [found] = await cashier.customer.search({ phoneEnd: '8000' });
    await cashier.cart.addItem({ sku: 'FRIDGE' });
    const [line] = (await cashier.cart.current()).lines;
    lineId = line?.lineId ?? '';
    await deliver();
    expect(codeOf(await again({ personId: found?.personId ?? '' }))).toBe('ok');
    expect(await obstacles()).toEqual([]);
    expect((await cashier.cart.current()).customer).toMatchObject({
      personId: found?.personId,
      phone: '138****8000',
    });
  });

  it('gets a new address where one is typed, and is not invented where nobody is known', async () => {
    await customer();
    const personId = (await cashier.cart.current()).customer?.personId ?? '';
    expect(codeOf(await again({ personId, address: '青山镇 桥头村 二组' }))).toBe('ok');
    expect((await cashier.cart.current()).customer?.address).toContain('桥头村');
    expect(codeOf(await again({ personId: 'nobody' }))).toBe('customer_missing');
  });
});

describe('a line that is delivered', () => {
  it.each([
    ['nobody', { name: '' }, 'customer_missing'],
    ['no address', { address: ' ' }, 'address_missing'],
    ['no date', { deliveryDate: '' }, 'delivery_date_missing'],
    ['no real date', { deliveryDate: '2027-02-30' }, 'delivery_date_missing'],
    ['a month too many', { deliveryDate: '2027-13-01' }, 'delivery_date_missing'],
    ['words for a date', { deliveryDate: '明天' }, 'delivery_date_missing'],
    ['yesterday', { deliveryDate: '2026-06-17' }, 'delivery_date_past'],
    ['half a phone number', { phone: '1380013' }, 'phone_invalid'],
    ['today', { deliveryDate: '2026-06-18' }, 'ok'],
  ])('%s', async (_, more, code) => {
    await deliver();
    expect(await obstacles()).toEqual(['customer_missing']);
    expect(await customer(more)).toBe(code);
    expect(await obstacles()).toEqual(code === 'ok' ? [] : ['customer_missing']);
  });

  it('needs the address also of a customer who was noted before it was to be delivered', async () => {
    expect(await customer({ address: '' })).toBe('ok');
    await deliver();
    expect(await obstacles()).toEqual(['address_missing']);
    expect(await customer()).toBe('ok');
    expect(await obstacles()).toEqual([]);
  });

  it('needs a date, and one that has not passed while the cart was held', async () => {
    expect(await customer({ deliveryDate: '' })).toBe('ok');
    await deliver();
    expect(await obstacles()).toEqual(['delivery_date_missing']);
    await customer();
    const { cartId } = await cashier.cart.current();
    await cashier.cart.hold({ label: '' });
    demo.advance(3 * 86_400_000);
    cashier = await demo.signIn('cashier');
    await cashier.cart.recall({ cartId: cartId ?? '' });
    expect(await obstacles()).toEqual(['shift_too_old', 'delivery_date_past']);
  });

  it('keeps its customer, who shows masked', async () => {
    await deliver();
    await customer();
    expect(codeOf(await cashier.cart.removeCustomer())).toBe('customer_missing');
    const shown = JSON.stringify((await cashier.cart.current()).customer);
    expect(shown).not.toMatch(/王小明|13800138000|18号/);
    await cashier.cart.setHandover({ lineId, handover: 'carry_out' });
    expect(codeOf(await cashier.cart.removeCustomer())).toBe('ok');
    expect((await cashier.cart.current()).customer).toBeNull();
  });

  it('is a good: labour is not delivered', async () => {
    const added = await cashier.cart.addItem({ sku: 'LABOUR' });
    const labour = added.ok ? added.value.lineId : '';
    expect(codeOf(await cashier.cart.setHandover({ lineId: labour, handover: 'deliver' }))).toBe(
      'item_not_deliverable',
    );
  });

  it('gets its ticket with the sale', async () => {
    await deliver();
    await customer();
    const cart = await cashier.cart.current();
    const sold = await cashier.checkout.payCash({
      requestId: 'request-1',
      cartId: cart.cartId ?? '',
      expectedDueFen: cart.dueFen,
      tenderedFen: null,
    });
    expect(sold.ok && sold.value.tickets).toHaveLength(1);
    expect(await cashier.fulfilment.list({})).toMatchObject([
      { type: 'deliver_install', deliveryDate: '2026-06-19', deliverySlot: 'morning' },
    ]);
  });

  it('the next customer’s cart knows nothing of this one', async () => {
    await deliver();
    await customer();
    await cashier.cart.removeLine({ lineId });
    await cashier.cart.addItem({ sku: 'FRIDGE' });
    expect((await cashier.cart.current()).customer).toBeNull();
  });
});
