import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  approvalOf,
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
  stockItem(demo.till, { sku: 'KETTLE', listFen: 9_990 });
  stockItem(demo.till, { sku: 'FRIDGE', listFen: 219_900, serial: 'one' });
});
afterEach(() => demo.close());

const requestId = () => crypto.randomUUID();
const codeOf = (answer: { ok: boolean; refusal?: { code: string } }): string =>
  answer.ok ? 'ok' : (answer.refusal?.code ?? '');

async function sell(sku: string, serialNumber: string | null = null) {
  await cashier.cart.addItem({ sku });
  const cart = await cashier.cart.current();
  const lineId = cart.lines[0]?.lineId ?? '';
  if (serialNumber) await cashier.cart.setSerial({ lineId, serialNumber });
  const payment = { cartId: cart.cartId ?? '', expectedDueFen: cart.dueFen, tenderedFen: null };
  const answer = await cashier.checkout.payCash({ requestId: requestId(), ...payment });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
}
const whole = (saleId: string, expectedRefundFen: number) => ({
  requestId: requestId(),
  saleId,
  units: [{ position: 1, unit: 1, condition: 'restock' as const }],
  reason: '不想要了',
  expectedRefundFen,
});

describe('the sale a customer comes back with', () => {
  it('is found by its receipt, its number, a serial number, a slip, a good, an amount, and a day', async () => {
    const kettle = await sell('KETTLE');
    demo.advance(86_400_000);
    cashier = await demo.signIn('cashier');
    const found = async (input: { text?: string; date?: string }) => {
      const { isExact, sales } = await cashier.returns.find(input);
      return { isExact, numbers: sales.map((sale) => sale.receiptNumber) };
    };
    const only = { isExact: true, numbers: ['0001-01-000001'] };
    expect(await found({ text: 'YQ1|R|0001-01-000001' })).toEqual(only);
    expect(await found({ text: '0001-01-000001' })).toEqual(only);
    expect(await found({ text: 'KETTLE' })).toEqual({ ...only, isExact: false });
    expect(await found({ text: '99.9' })).toEqual({ ...only, isExact: false });
    expect(await found({ date: '2026-06-18' })).toEqual({ ...only, isExact: false });
    expect(await found({ date: '2026-06-17' })).toEqual({ isExact: false, numbers: [] });
    expect(await found({ text: 'kettle', date: '2026-06-18' })).toEqual({
      ...only,
      isExact: false,
    });
    expect(await found({ text: 'NOSUCHTHING' })).toEqual({ isExact: false, numbers: [] });
    expect(kettle.returnedFen).toBe(0);
  });

  it('is found by the serial number of a unit it still holds, and by the slip of what came back', async () => {
    const { saleId } = await sell('FRIDGE', 'FRIDGE00001');
    expect(await cashier.returns.find({ text: 'fridge00001' })).toMatchObject({ isExact: true });
    const manager = await demo.signIn('manager');
    const back = await manager.returns.create(whole(saleId, 219_900));
    expect(codeOf(back)).toBe('ok');
    expect(await cashier.returns.find({ text: 'FRIDGE00001' })).toMatchObject({ sales: [] });
    expect(await cashier.returns.find({ text: '0001-01-R000001' })).toMatchObject({
      isExact: true,
      sales: [{ saleId, returnedFen: 219_900 }],
    });
  });

  it('shows each unit with what it cost, its serial number, its age, and what came back of it', async () => {
    const { saleId } = await sell('FRIDGE', 'FRIDGE00001');
    const manager = await demo.signIn('manager');
    await manager.returns.create(whole(saleId, 219_900));
    demo.advance(9 * 86_400_000);
    cashier = await demo.signIn('cashier');
    const sale = await cashier.returns.returnable({ saleId });
    expect(sale).toMatchObject({
      ok: true,
      value: {
        ageDays: 9,
        dueFen: 219_900,
        returnedFen: 219_900,
        alonePayOutFen: 50_000,
        lines: [
          {
            paidFen: 219_900,
            units: [
              {
                paidFen: 219_900,
                serialNumbers: ['FRIDGE00001'],
                returned: { returnNumber: '0001-01-R000001', condition: 'restock' },
              },
            ],
          },
        ],
        returns: [{ refundFen: 219_900, by: '王店长' }],
      },
    });
    expect(codeOf(await cashier.returns.returnable({ saleId: 'none' }))).toBe('sale_not_found');
  });
});

describe('a return over the screen', () => {
  it('beyond the cashier’s right takes a manager’s PIN for this one return', async () => {
    const { saleId } = await sell('FRIDGE');
    const asked = whole(saleId, 219_900);
    expect(codeOf(await cashier.returns.create(asked))).toBe('approval_needed');
    const by = (role: 'cashier' | 'manager') => ({ ...asked, approval: approvalOf(role) });
    expect(codeOf(await cashier.returns.create(by('cashier')))).toBe('approval_refused');
    const wrong = { ...asked, approval: { staffId: 'demo-manager', pin: '0000' } };
    expect(codeOf(await cashier.returns.create(wrong))).toBe('pin_wrong');
    expect(await cashier.returns.create(by('manager'))).toMatchObject({
      ok: true,
      value: { approvedBy: '王店长', by: '小李', refundFen: 219_900 },
    });
    const approvals = demo.till.db
      .prepare(`SELECT payload FROM journal WHERE type = 'APPROVAL'`)
      .pluck()
      .all();
    expect(approvals).toEqual(['{"payOutFen":219900,"right":"return_goods"}']);
  });

  it('says which notes to hand back, and how its slip and its fact stand', async () => {
    const { saleId } = await sell('KETTLE');
    const made = await cashier.returns.create(whole(saleId, 9_990));
    if (!made.ok) throw new Error(made.refusal.code);
    expect(made.value.refundPieces).toEqual([
      { fen: 5_000, count: 1 },
      { fen: 2_000, count: 2 },
      { fen: 500, count: 1 },
      { fen: 100, count: 4 },
      { fen: 50, count: 1 },
      { fen: 10, count: 4 },
    ]);
    await demo.core.printQueue.idle();
    const { returnId } = made.value;
    expect(await cashier.returns.detail({ returnId })).toMatchObject({
      ok: true,
      value: {
        slipState: 'confirmed',
        uploadState: 'waiting',
        lines: [{ name: 'KETTLE', refundFen: 9_990, condition: 'restock', quantityMilli: 1000 }],
      },
    });
    expect(await cashier.returns.list({})).toMatchObject([{ returnId, firstLine: 'KETTLE' }]);
    expect(codeOf(await cashier.returns.detail({ returnId: 'none' }))).toBe('return_not_found');
  });

  it('is shown on the sale it undoes, and its slip can be printed again', async () => {
    const { saleId } = await sell('KETTLE');
    const made = await cashier.returns.create(whole(saleId, 9_990));
    if (!made.ok) throw new Error(made.refusal.code);
    expect(await cashier.checkout.sale({ saleId })).toMatchObject({
      returnedFen: 9_990,
      returns: [{ returnNumber: '0001-01-R000001', refundFen: 9_990 }],
      lines: [{ units: [{ unit: 1, paidFen: 9_990, state: 'returned' }] }],
    });
    const again = { kind: 'return_slip', ref: made.value.returnId } as const;
    expect(await cashier.printing.reprint(again)).toMatchObject({ ok: true, value: { copy: 1 } });
    await demo.core.printQueue.idle();
    const [sheet] = await cashier.printing.paper({ limit: 1 });
    expect(sheet?.text).toContain('补打 第1次');
    expect(auditStore(demo.till.db).faults).toEqual([]);
  });

  it('by many at once is made once: each screen asks with its own id, one is answered yes', async () => {
    const { saleId } = await sell('KETTLE');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => cashier.returns.create(whole(saleId, 9_990))),
    );
    expect(answers.map(codeOf).sort()).toEqual([
      'ok',
      ...Array.from({ length: 7 }, () => 'unit_already_returned'),
    ]);
  });

  it('needs no network: the cloud is out of reach and everything is written', async () => {
    const owner = await demo.signIn('owner');
    const settings = await owner.settings.get();
    const cloud = { url: 'http://127.0.0.1:9', token: 'none' };
    await owner.settings.save({ ...settings, cloud });
    const { saleId } = await sell('KETTLE');
    expect(codeOf(await cashier.returns.create(whole(saleId, 9_990)))).toBe('ok');
  });

  it('is not for somebody in training', async () => {
    const { saleId } = await sell('KETTLE');
    const trainee = await demo.signIn('trainer');
    await expect(trainee.returns.create(whole(saleId, 9_990))).rejects.toThrow('right_missing');
  });
});
