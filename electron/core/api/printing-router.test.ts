import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoTill, demoTill } from '../../../test/support/demo-till.ts';

let demo: DemoTill;

beforeEach(async () => {
  demo = await demoTill();
});
afterEach(() => demo.close());

describe('a reprint', () => {
  it('of an X report tells a cashier nothing before the count: it needs who may read one', async () => {
    const manager = await demo.signIn('manager');
    const shift = await manager.shift.state();
    expect((await manager.shift.xReport()).ok).toBe(true);
    const again = { kind: 'x_report' as const, ref: shift?.shiftId ?? '' };
    const cashier = await demo.signIn('cashier');
    expect(await cashier.printing.reprint(again)).toMatchObject({
      ok: false,
      refusal: { code: 'right_missing' },
    });
    expect(await manager.printing.reprint(again)).toMatchObject({ ok: true, value: { copy: 1 } });
  });

  it('of what was never printed is refused', async () => {
    const cashier = await demo.signIn('cashier');
    expect(await cashier.printing.reprint({ kind: 'receipt', ref: 'nothing' })).toMatchObject({
      ok: false,
      refusal: { code: 'nothing_to_print' },
    });
  });
});
