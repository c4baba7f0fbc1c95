import { describe, expect, it } from 'vitest';
import { createDice } from './dice.ts';

describe('dice', () => {
  it('throw the same with the same seed', () => {
    const throws = (seed: number) => Array.from({ length: 20 }, createDice(seed).throw);
    expect(throws(7)).toEqual(throws(7));
    expect(throws(7)).not.toEqual(throws(8));
  });

  it('stay between their bounds and reach both', () => {
    const dice = createDice(1);
    const seen = new Set(Array.from({ length: 500 }, () => dice.between(3, 6)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  });

  it('pick in proportion to the weights', () => {
    const dice = createDice(3);
    const counts = { often: 0, seldom: 0, never: 0 };
    const weights = { often: 9, seldom: 1, never: 0 };
    const names = ['often', 'seldom', 'never'] as const;
    for (let i = 0; i < 5_000; i += 1) counts[dice.weighted(names, (name) => weights[name])] += 1;
    expect(counts.never).toBe(0);
    expect(counts.often / counts.seldom).toBeGreaterThan(7);
    expect(counts.often / counts.seldom).toBeLessThan(11.5);
  });

  it('cannot pick from nothing', () => {
    expect(() => createDice(1).pick([])).toThrow('something to pick from');
  });
});
