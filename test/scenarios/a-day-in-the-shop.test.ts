import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import {
  approvalOf,
  type Caller,
  type DemoTill,
  demoTill,
  stockItem,
} from '../support/demo-till.ts';

// One shop, one day, in the order in which it happens: each step stands on the ones before.

const KETTLE = 9_990;
const AIR_CONDITIONER = 314_900; // 格力 KFR-35GW/NhGt1BGj

let demo: DemoTill;
let li: Caller; // the cashier
let heldCartId = '';
let firstSaleId = '';

beforeAll(async () => {
  demo = await demoTill();
});
afterAll(() => demo.close());

const codeOf = (answer: { ok: boolean; refusal?: { code: string } }): string =>
  answer.ok ? 'ok' : (answer.refusal?.code ?? '');

/** What the cashier does last: reads the amount off the screen and takes the money. */
async function takeCash(tenderedFen: number | null) {
  const cart = await li.cart.current();
  const answer = await li.checkout.payCash({
    requestId: `request-${cart.cartId}`,
    cartId: cart.cartId ?? '',
    expectedDueFen: cart.dueFen,
    tenderedFen,
  });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
}

/** Lets the print queue finish, and reads what lies on the virtual printer. */
async function paper(kind: string): Promise<readonly string[]> {
  await vi.waitFor(
    async () => {
      const states = (await li.printing.jobs()).map((job) => job.state);
      expect(new Set(states)).toEqual(new Set(['confirmed']));
    },
    { timeout: 20_000, interval: 20 },
  );
  const sheets = await li.printing.paper({ limit: 20 });
  return sheets.filter((sheet) => sheet.kind === kind).map((sheet) => sheet.text);
}

describe('a day in the shop', () => {
  it('begins with the float in the drawer and the cashier at the till', async () => {
    li = await demo.signIn('cashier');
    expect(await li.shift.state()).toMatchObject({ state: 'open', number: 1, saleCount: 0 });
  });

  it('an air conditioner is found by its initials and typed model, and paid with notes that need change', async () => {
    const [found] = await li.catalog.search({ text: 'gl nhgt1bgj', limit: 5 });
    expect(found?.listFen).toBe(AIR_CONDITIONER);
    await li.cart.addItem({ sku: found?.sku ?? '' });
    const sale = await takeCash(320_000);
    expect(sale).toMatchObject({
      receiptNumber: '0001-01-000001',
      dueFen: 314_900,
      changeFen: 5_100,
    });
    expect(sale.changePieces).toEqual([
      { fen: 5_000, count: 1 },
      { fen: 100, count: 1 },
    ]);
    firstSaleId = sale.saleId;
    const [receipt] = await paper('receipt');
    expect(receipt).toContain('0001-01-000001');
    expect(receipt).toContain('3149.00');
    expect(receipt).toContain('51.00');
  });

  it('a villager goes to fetch money; the next one is served in between, and nothing gets mixed up', async () => {
    await addKettle(2);
    await li.cart.hold({ label: '老王' });
    await addKettle(1);
    expect((await takeCash(10_000)).changeFen).toBe(10);
    const [held] = await li.cart.held();
    expect(held).toMatchObject({ label: '老王', payFen: 2 * KETTLE });
    heldCartId = held?.cartId ?? '';
  });

  it('the power fails; the held cart is still there and is paid', async () => {
    await demo.restart();
    li = await demo.signIn('cashier');
    expect(codeOf(await li.cart.recall({ cartId: heldCartId }))).toBe('ok');
    expect((await takeCash(null)).receiptNumber).toBe('0001-01-000003');
  });

  it('eight percent off is more than the cashier may give; the manager allows it with her PIN', async () => {
    await addKettle(1);
    const off = { lineId: null, rate: 800, offFen: null, reason: '老顾客' };
    expect(codeOf(await li.cart.discount(off))).toBe('approval_needed');
    const allowed = await li.cart.discount({ ...off, approval: approvalOf('manager') });
    expect(codeOf(allowed)).toBe('ok');
    expect(await takeCash(10_000)).toMatchObject({ dueFen: 9_190, changeFen: 810 });
  });

  it('an air conditioner is to be delivered and installed: two numbers, a customer, a ticket', async () => {
    const [found] = await li.catalog.search({ text: 'gl nhgt1bgj', limit: 1 });
    await li.cart.addItem({ sku: found?.sku ?? '' });
    const lineId = (await li.cart.current()).lines[0]?.lineId ?? '';
    await li.cart.setHandover({ lineId, handover: 'deliver_install' });
    const customer = { name: '王小明', phone: '13800138000', address: '青山镇石桥村三组18号' };
    const delivery = { deliveryDate: '2026-06-19', deliveryNote: '先打电话' };
    const given = { ...customer, ...delivery, deliverySlot: 'morning' as const };
    expect(codeOf(await li.cart.setCustomer(given))).toBe('ok');
    await li.cart.scan({ code: '4A1234567890', source: 'wedge', lineId });
    await li.cart.scan({ code: '4B1234567890', source: 'wedge', lineId });
    expect((await li.cart.current()).missingSerials).toBe(0);
    expect((await takeCash(null)).tickets).toHaveLength(1);
    const [ticket] = await paper('installation_ticket');
    expect(ticket).toContain('4A1234567890');
    expect(ticket).toContain('4B1234567890');
    expect(ticket).toContain('石桥村');
    const receipts = await paper('receipt');
    expect(receipts.join('')).not.toContain('13800138000');
  });

  it('a customer lost his receipt: the copy says that it is one', async () => {
    await li.printing.reprint({ kind: 'receipt', ref: firstSaleId });
    const copies = (await paper('receipt')).filter((text) => text.includes('补打'));
    expect(copies).toHaveLength(1);
    expect(copies[0]).toContain('0001-01-000001');
  });

  it('ends with a count that is fifty yuan short, a reason, the manager, and a Z', async () => {
    expect(codeOf(await li.shift.startCount())).toBe('ok');
    await addKettle(1);
    expect((await li.cart.current()).obstacles).toMatchObject([{ code: 'no_open_shift' }]);
    await li.cart.clear({ reason: '打烊' });
    const sold = AIR_CONDITIONER * 2 + KETTLE * 3 + 9_190;
    const expected = 50_000 + sold;
    const short = 5_000;
    const count = { pieces: {}, otherFen: expected - short };
    const counted = await li.shift.submitCount({ count, attempt: 1 });
    expect(counted).toMatchObject({
      ok: true,
      value: { expectedFen: expected, overShortFen: -short, needsApproval: true },
    });
    expect(codeOf(await li.shift.close({ countSeq: 1 }))).toBe('over_short_needs_reason');
    expect(codeOf(await li.shift.close({ countSeq: 1, reason: '找错钱' }))).toBe('approval_needed');
    const closed = await li.shift.close({
      countSeq: 1,
      reason: '找错钱',
      approval: approvalOf('manager'),
    });
    expect(closed).toMatchObject({
      ok: true,
      value: {
        zNumber: 1,
        report: {
          saleCount: 5,
          netFen: sold + 1,
          roundingFen: 1,
          overShortFen: -short,
          firstReceipt: '0001-01-000001',
          lastReceipt: '0001-01-000005',
          discountCount: 1,
          reprintCount: 1,
          clearedCartCount: 1,
          approvedBy: '王店长',
        },
      },
    });
    const [z] = await paper('z_report');
    expect(z).toContain('0001-01-000005');
  });

  it('the next morning opens the next shift with its own float', async () => {
    demo.advance(22 * 3_600_000);
    li = await demo.signIn('cashier');
    await addKettle(1);
    expect((await li.cart.current()).obstacles).toMatchObject([{ code: 'no_open_shift' }]);
    const opened = await li.shift.open({ float: { pieces: { '10000': 3 }, otherFen: 0 } });
    expect(opened).toMatchObject({ ok: true, value: { number: 2, businessDate: '2026-06-19' } });
    expect((await takeCash(null)).receiptNumber).toBe('0001-01-000006');
  });

  it('leaves a store in which every fact agrees with every other', () => {
    expect(auditStore(demo.till.db).faults).toEqual([]);
  });
});

async function addKettle(count: number): Promise<void> {
  const added = await li.cart.addItem({ sku: kettleSku(), quantityMilli: count * 1000 });
  if (!added.ok) throw new Error(added.refusal.code);
}

function kettleSku(): string {
  const row = demo.till.db.prepare("SELECT sku FROM item WHERE sku = 'KETTLE'").get();
  if (!row) stockItem(demo.till, { sku: 'KETTLE', listFen: KETTLE });
  return 'KETTLE';
}
