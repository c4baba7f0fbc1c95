import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, type DemoTill, demoTill } from '../../../test/support/demo-till.ts';
import { callerFor } from './app-router.ts';

let demo: DemoTill;
let cashier: Caller;
let manager: Caller;
beforeAll(async () => {
  demo = await demoTill();
  cashier = await demo.signIn('cashier');
  manager = await demo.signIn('manager');
});
afterAll(() => demo.close());

describe('the board over the router', () => {
  it('shows a cashier the takings, and no cost', async () => {
    await cashier.cart.addItem({ sku: '100498' });
    const { cartId, dueFen, netFen } = await cashier.cart.current();
    const pay = { cartId: cartId ?? '', expectedDueFen: dueFen, tenderedFen: null };
    await cashier.checkout.payCash({ requestId: 'board-router', ...pay });
    const view = await cashier.board.look();
    expect(view.takings).toMatchObject({ netFen, saleCount: 1 });
    expect(view).toMatchObject({ store: '青山镇店', businessDate: '2026-06-18', printer: 'ready' });
    expect(JSON.stringify(view)).not.toMatch(/cost|margin/i);
  });

  it('takes a target from a manager alone', async () => {
    await expect(cashier.board.setTarget({ targetFen: 100 })).rejects.toThrow('right_missing');
    await expect(cashier.board.setCapacity({ ticketCount: 8 })).rejects.toThrow('right_missing');
    expect(await manager.board.setTarget({ targetFen: 30_000_000 })).toMatchObject({ ok: true });
    expect(await manager.board.setCapacity({ ticketCount: 8 })).toEqual({ ok: true, value: 8 });
    expect(await cashier.board.look()).toMatchObject({
      takings: { target: { fen: 30_000_000, from: 'day' } },
      queue: { capacity: 8 },
    });
  });

  it('is for people of the shop: not for a stranger, and not for somebody in training', async () => {
    await expect(demo.anonymous.board.look()).rejects.toThrow('not_signed_in');
    const trainer = await demo.signIn('trainer');
    await expect(trainer.board.look()).rejects.toThrow('right_missing');
  });

  it('goes on while the till is locked, and is no use of it that keeps it open', async () => {
    const token = await demo.token('cashier');
    const wall = callerFor({ core: demo.core, token });
    for (let minute = 0; minute < 12; minute += 1) {
      demo.advance(60_000);
      expect((await wall.board.look()).takings.saleCount).toBe(1);
    }
    await expect(wall.cart.current()).rejects.toThrow('session_locked');
    await expect(wall.labels.sources()).rejects.toThrow('session_locked');
    await wall.session.signOut();
    await expect(wall.board.look()).rejects.toThrow('not_signed_in');
  });
});

describe('labels over the router', () => {
  it('are looked at as pictures and saved as a PDF of as many pages', async () => {
    const goods = await (await demo.signIn('cashier')).labels.goods({
      by: 'category',
      value: '电视',
    });
    if (!goods.ok) throw new Error(goods.refusal.code);
    const asked = { skus: [...goods.value], format: 'tag' as const, copies: 2 };
    const desk = await demo.signIn('cashier');
    const preview = await desk.labels.preview(asked);
    const file = await desk.labels.print(asked);
    if (!preview.ok || !file.ok) throw new Error('labels of televisions are made');
    expect(preview.value.pages).toHaveLength(3); // the first of them
    expect(preview.value).toMatchObject({
      labelCount: file.value.labelCount,
      pageCount: file.value.pageCount,
      isEarly: false,
    });
    expect(file.value.labelCount).toBe(goods.value.length * 2);
    expect(Buffer.from(file.value.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    const png = Buffer.from(preview.value.pages[0] ?? '', 'base64');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  });

  it('refuse more goods than a print takes, by name', async () => {
    const skus = demo.till.db.prepare('SELECT sku FROM item LIMIT 481').pluck().all() as string[];
    const desk = await demo.signIn('cashier');
    expect(await desk.labels.labels({ skus })).toMatchObject({
      ok: false,
      refusal: { code: 'labels_limit', params: { limit: 480 } },
    });
  });
});
