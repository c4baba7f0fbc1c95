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
  stockItem(demo.till, { sku: 'OWN-CODE-0001', listFen: 219_900, serial: 'one', brand: '海牌' });
  stockItem(demo.till, { sku: 'AC', listFen: 299_900, serial: 'ac_split', brand: '风牌' });
  stockItem(demo.till, { sku: 'KETTLE', listFen: 9_990, brand: '海牌' });
});
afterEach(() => demo.close());

const FRIDGE = 'OWN-CODE-0001';
async function add(sku: string, quantityMilli = 1000): Promise<string> {
  const answer = await cashier.cart.addItem({ sku, quantityMilli });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.lineId;
}
const codeOf = (answer: { ok: boolean; refusal?: { code: string } }): string =>
  answer.ok ? 'ok' : (answer.refusal?.code ?? '');
const tie = async (lineId: string, serialNumber: string) =>
  codeOf(await cashier.cart.setSerial({ lineId, serialNumber }));
const scan = (code: string, lineId: string | null = null) =>
  cashier.cart.scan({ code, source: 'wedge', lineId });
const pay = async () => {
  const cart = await cashier.cart.current();
  return codeOf(
    await cashier.checkout.payCash({
      requestId: `pay-${cart.cartId}`,
      cartId: cart.cartId ?? '',
      expectedDueFen: cart.dueFen,
      tenderedFen: null,
    }),
  );
};
const serials = async (line = 0) =>
  (await cashier.cart.current()).lines[line]?.serials.map((s) => s.serialNumber);

describe('a serial number', () => {
  it.each([
    ['0A12345678', 'ok'],
    [' 0a12345678 ', 'ok'],
    ['000074/00033725', 'ok'],
    ['SHORT1', 'serial_invalid'],
    ['NODIGITSHERE', 'serial_invalid'],
    ['有汉字的号码12345', 'serial_invalid'],
    ["'; DROP TABLE sale", 'serial_invalid'],
    [FRIDGE, 'serial_is_item_code'],
    ['6922233612192', 'serial_is_item_code'],
    ['134567890123456789', 'payment_code_scanned'],
    ['281234567890123456', 'payment_code_scanned'],
    ['6212345678901234567', 'payment_code_scanned'],
    ['0112345678901234567', 'payment_code_scanned'],
  ])('%s: %s', async (serialNumber, code) => {
    expect(await tie(await add(FRIDGE), serialNumber)).toBe(code);
  });

  it('is kept in upper case, whatever the scanner sends', async () => {
    await tie(await add(FRIDGE), ' 0a12345678 ');
    expect(await serials()).toEqual(['0A12345678']);
  });

  it('belongs to one unit of one cart', async () => {
    const lineId = await add(FRIDGE, 2000);
    expect(await tie(lineId, '0A12345678')).toBe('ok');
    expect(await tie(lineId, '0a12345678')).toBe('serial_in_cart');
    expect(await tie(lineId, '0B12345678')).toBe('ok');
    expect(await tie(lineId, '0C12345678')).toBe('serial_not_expected');
  });

  it('is not asked of a kettle', async () => {
    expect(await tie(await add('KETTLE'), '0A12345678')).toBe('serial_not_expected');
    expect(await tie('nobody', '0A12345678')).toBe('line_not_found');
  });

  it('that was sold is not sold again, in the next cart or in one that was held', async () => {
    await tie(await add(FRIDGE), '0A12345678');
    const { cartId } = await cashier.cart.current();
    await cashier.cart.hold({ label: '' });
    const lineId = await add(FRIDGE);
    await tie(lineId, '0A12345678');
    expect(await pay()).toBe('ok');
    expect(await tie(await add(FRIDGE), '0A12345678')).toBe('serial_taken');
    await cashier.cart.clear({ reason: '' });
    await cashier.cart.recall({ cartId: cartId ?? '' });
    expect(await pay()).toBe('serial_taken');
    await cashier.cart.removeSerial({
      lineId: (await cashier.cart.current()).lines[0]?.lineId ?? '',
      serialNumber: '0A12345678',
    });
    expect(await pay()).toBe('ok');
    expect(auditStore(demo.till.db).faults).toEqual([]);
  });

  it('of another maker may read the same', async () => {
    await tie(await add(FRIDGE), '0A12345678');
    await pay();
    expect(await tie(await add('AC'), '0A12345678')).toBe('ok');
  });

  it('of units that are taken away goes with them', async () => {
    const lineId = await add(FRIDGE, 3000);
    for (const serial of ['0A12345678', '0B12345678', '0C12345678']) await tie(lineId, serial);
    await cashier.cart.setQuantity({ lineId, quantityMilli: 2000 });
    expect(await serials()).toEqual(['0A12345678', '0B12345678']);
    await cashier.cart.setQuantity({ lineId, quantityMilli: 3000 });
    expect(await serials()).toEqual(['0A12345678', '0B12345678', null]);
  });

  it('taken off again leaves its place to the next', async () => {
    const lineId = await add('AC');
    await tie(lineId, 'OUTDOOR0001');
    await tie(lineId, 'INDOOR00001');
    await cashier.cart.removeSerial({ lineId, serialNumber: 'OUTDOOR0001' });
    await tie(lineId, 'OUTDOOR0002');
    const [line] = (await cashier.cart.current()).lines;
    expect(line?.serials).toEqual([
      { unit: 1, role: 'outdoor', serialNumber: 'OUTDOOR0002' },
      { unit: 1, role: 'indoor', serialNumber: 'INDOOR00001' },
    ]);
  });

  it('may follow at the installation: it does not stop the sale', async () => {
    await add('AC');
    expect(await cashier.cart.current()).toMatchObject({ missingSerials: 2, obstacles: [] });
    expect(await pay()).toBe('ok');
  });
});

describe('scanning at the selling screen', () => {
  it('a number goes to the selected line, else to the newest that waits', async () => {
    const fridge = await add(FRIDGE);
    const ac = await add('AC');
    expect(await scan('0A12345678', fridge)).toMatchObject({
      value: { outcome: { did: 'serial', lineId: fridge, role: 'unit' } },
    });
    expect(await scan('OUTDOOR0001')).toMatchObject({
      value: { outcome: { lineId: ac, role: 'outdoor' } },
    });
    expect(await scan('INDOOR00001')).toMatchObject({
      value: { outcome: { lineId: ac, role: 'indoor' } },
    });
    expect(codeOf(await scan('ONEMORE0001'))).toBe('code_not_found');
  });

  it('the codes on a box may come in any order: item, then its numbers, or another item between', async () => {
    await scan('AC');
    await scan('OUTDOOR0001');
    await scan('KETTLE');
    await scan('INDOOR00001');
    expect(await serials(0)).toEqual(['OUTDOOR0001', 'INDOOR00001']);
    expect((await cashier.cart.current()).lines.map((l) => l.sku)).toEqual(['AC', 'KETTLE']);
  });

  it.each([
    '134567890123456789',
    '281234567890123456',
    '6212345678901234567',
    '0112345678901234567',
    'fp0123456789',
  ])('a payment code (%s) lands nowhere, even while a number is awaited', async (code) => {
    await add(FRIDGE);
    expect(codeOf(await scan(code))).toBe('payment_code_scanned');
    expect(await serials()).toEqual([null]);
  });

  it('the code of a receipt finds its sale', async () => {
    await add('KETTLE');
    await pay();
    const sale = await cashier.checkout.lastSale();
    expect(await scan(`YQ1|R|${sale?.receiptNumber}`)).toMatchObject({
      value: { outcome: { did: 'receipt', saleId: sale?.saleId } },
    });
  });
});
