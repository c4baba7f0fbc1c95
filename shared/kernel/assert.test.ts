import { describe, expect, it } from 'vitest';
import { assertNever, invariant } from './assert.ts';
import { ok, refuse } from './result.ts';

describe('what must hold', () => {
  it('work stops where something holds no longer', () => {
    expect(() => invariant(false, 'lines add up')).toThrow('invariant broken: lines add up');
    expect(() => invariant(true, 'lines add up')).not.toThrow();
    expect(() => assertNever('card' as never)).toThrow('unexpected case: "card"');
  });

  it('a refusal has its code, and params only where there are some', () => {
    expect(refuse('cart_empty')).toEqual({ ok: false, refusal: { code: 'cart_empty' } });
    expect(refuse('cart_full', { limit: 200 })).toEqual({
      ok: false,
      refusal: { code: 'cart_full', params: { limit: 200 } },
    });
    expect(ok(1)).toEqual({ ok: true, value: 1 });
  });
});
