import { describe, expect, it } from 'vitest';
import { wallAmount, wallRate } from './wall-amount.ts';

describe('amounts on the wall', () => {
  it.each([
    [0, '0'],
    [18_642_000, '186,420'],
    [199_950, '2,000'], // in whole yuan; the exact sum stands in the reports
    [-59_900, '−599'],
    [-40, '0'],
  ])('%i fen reads %s', (amount, text) => {
    expect(wallAmount(amount)).toBe(text);
  });

  it.each([
    [0, 100, 0],
    [62, 100, 62],
    [99_999, 100_000, 99], // never reached before it is
    [150, 100, 150],
    [5, 0, 0],
  ])('%i of %i are %i %%', (part, whole, rate) => {
    expect(wallRate(part, whole)).toBe(rate);
  });
});
