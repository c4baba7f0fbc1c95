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

describe('a report as a file', () => {
  const z = { kind: 'z_report' as const, number: null };
  const x = { kind: 'x_report' as const };
  const month = { kind: 'period_report' as const, period: '2026-06' };

  it('is kept by who may read it: an X report tells the expected cash, a month is the manager’s', async () => {
    const cashier = await demo.signIn('cashier');
    const code = async (which: typeof z | typeof x | typeof month) => {
      const answer = await cashier.printing.report({ which, format: 'pdf' });
      return answer.ok ? 'done' : answer.refusal.code;
    };
    expect(await code(x)).toBe('right_missing');
    expect(await code(month)).toBe('right_missing');
    expect(await code(z)).toBe('nothing_to_print'); // no day is closed yet
  });

  it('is the slip, or A4, of the report that was taken last', async () => {
    const manager = await demo.signIn('manager');
    expect(await manager.printing.report({ which: x, format: 'pdf' })).toMatchObject({
      refusal: { code: 'nothing_to_print' },
    });
    expect((await manager.shift.xReport()).ok).toBe(true);
    for (const format of ['pdf', 'a4'] as const) {
      const answer = await manager.printing.report({ which: x, format });
      if (!answer.ok) throw new Error(answer.refusal.code);
      expect(answer.value.name).toBe('X');
      expect(Buffer.from(answer.value.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    }
    const text = await manager.printing.report({ which: x, format: 'text' });
    expect(text.ok && Buffer.from(text.value.base64, 'base64').toString('utf8')).toContain(
      '应有现金',
    );
  });

  it('of a month that is not closed is refused, as its close is', async () => {
    const manager = await demo.signIn('manager');
    expect(await manager.printing.report({ which: month, format: 'a4' })).toMatchObject({
      refusal: { code: 'nothing_to_print' },
    });
    const june = { kind: 'month' as const, period: '2026-06' };
    expect(await manager.periods.close(june)).toMatchObject({ ok: false });
    expect(await manager.periods.get(june)).toMatchObject({ refusal: { code: 'period_empty' } });
    expect(await manager.periods.list({})).toEqual({ open: [], closed: [] });
    const cashier = await demo.signIn('cashier');
    await expect(cashier.periods.list({})).rejects.toThrow('right_missing');
  });
});
