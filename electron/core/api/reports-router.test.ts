import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoTill, demoTill } from '../../../test/support/demo-till.ts';
import { eachEntry } from '../journal/journal-table.ts';

const JUNE = { from: '2026-06-01', to: '2026-06-18' };

let demo: DemoTill;
beforeAll(async () => {
  demo = await demoTill();
});
afterAll(() => demo.close());

const exported = () =>
  [...eachEntry(demo.till.db, '01')]
    .filter(({ type }) => type === 'REPORT_EXPORTED')
    .map(({ operator, payload }) => ({ operator, ...JSON.parse(payload) }));

describe('reports over the router', () => {
  it('are for managers and owners, not for cashiers or those in training', async () => {
    for (const role of ['cashier', 'trainer'] as const) {
      const caller = await demo.signIn(role);
      await expect(caller.reports.page({ name: 'today', ...JUNE })).rejects.toThrow(
        'right_missing',
      );
      await expect(caller.reports.standing()).rejects.toThrow('right_missing');
      await expect(caller.reports.export({ name: 'days', ...JUNE, format: 'csv' })).rejects.toThrow(
        'right_missing',
      );
    }
    const manager = await demo.signIn('manager');
    expect(await manager.reports.page({ name: 'today', ...JUNE })).toMatchObject({ ok: true });
  });

  it('keep margin and cost from a manager, on the screen and in every file', async () => {
    const manager = await demo.signIn('manager');
    expect((await manager.reports.standing()).names).not.toContain('margin');
    const refused = { ok: false, refusal: { code: 'right_missing' } };
    expect(await manager.reports.page({ name: 'margin', ...JUNE })).toMatchObject(refused);
    for (const format of ['csv', 'xlsx', 'pdf'] as const) {
      expect(await manager.reports.export({ name: 'margin', ...JUNE, format })).toMatchObject(
        refused,
      );
    }
    const stock = await manager.reports.page({ name: 'slow_stock', ...JUNE });
    expect(JSON.stringify(stock)).not.toContain('value_at_cost');
    const owner = await demo.signIn('owner');
    expect((await owner.reports.standing()).names).toContain('margin');
    expect(await owner.reports.page({ name: 'margin', ...JUNE })).toMatchObject({ ok: true });
  });

  it('leave an entry in the journal for each file that was made, and none for one that was refused', async () => {
    const before = exported().length;
    const manager = await demo.signIn('manager');
    const asked = { name: 'brands', ...JUNE } as const;
    const csv = await manager.reports.export({ ...asked, format: 'csv' });
    expect(csv).toMatchObject({
      ok: true,
      value: { fileName: '按品牌_2026-06-01_2026-06-18.csv' },
    });
    const pdf = await manager.reports.export({ ...asked, format: 'pdf', language: 'en' });
    const bytes = pdf.ok ? Buffer.from(pdf.value.base64, 'base64') : Buffer.alloc(0);
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const wrong = { ...asked, from: '2026-07-01', format: 'csv' } as const;
    expect(await manager.reports.export(wrong)).toMatchObject({
      refusal: { code: 'period_invalid' },
    });
    const said = { operator: 'demo-manager', report: 'brands', ...JUNE, rowCount: 0 };
    expect(exported().slice(before)).toEqual([
      { ...said, format: 'csv' },
      { ...said, format: 'pdf' },
    ]);
  });

  it('let a manager set the daily target, which is journalled', async () => {
    const manager = await demo.signIn('manager');
    await manager.reports.setTarget({ month: '2026-06', dailyFen: 300_000 });
    expect((await manager.reports.standing()).target).toEqual({
      month: '2026-06',
      dailyFen: 300_000,
    });
    const last = [...eachEntry(demo.till.db, '01')]
      .filter(({ type }) => type === 'SETTINGS')
      .at(-1);
    expect(last?.payload).toBe('{"changed":["salesTarget"],"dailyFen":300000,"month":"2026-06"}');
    const cashier = await demo.signIn('cashier');
    await expect(cashier.reports.setTarget({ month: '2026-06', dailyFen: 1 })).rejects.toThrow(
      'right_missing',
    );
  });

  it('say nothing of customers', async () => {
    const owner = await demo.signIn('owner');
    const items = await owner.catalog.quickItems();
    await owner.cart.addItem({ sku: items[0]?.sku ?? '' });
    await owner.cart.acceptPrices();
    const cart = await owner.cart.current();
    const pay = { cartId: cart.cartId ?? '', expectedDueFen: cart.dueFen, tenderedFen: null };
    await owner.checkout.payCash({ ...pay, requestId: 'request-of-this-sale' });
    const { names } = await owner.reports.standing();
    for (const name of names) {
      const page = JSON.stringify(await owner.reports.page({ name, ...JUNE, to: '2026-07-01' }));
      expect(page).not.toMatch(/phone|address|person_id|personId|customer/i);
    }
  });
});
