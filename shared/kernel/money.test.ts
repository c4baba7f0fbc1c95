import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedSeed } from '../../test/support/printed-seed.ts';
import { fen, formatYuan, parseYuan, plainYuan, sumFen, timesMilli, timesRate } from './money.ts';

describe('money', () => {
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 10_000_000_001, -10_000_000_001])(
    '%s fen is no amount',
    (value) => {
      expect(() => fen(value)).toThrow();
    },
  );

  it('nothing is never a negative nothing', () => {
    expect(Object.is(fen(-0), 0)).toBe(true);
    expect(Object.is(timesMilli(fen(0), -1000), 0)).toBe(true);
  });

  it.each([
    [12_000, 2_500, 30_000], // 2.5 m of pipe at 120.00
    [12_345, 1_000, 12_345],
    [333, 1_500, 500], // 499.5, half up
    [1, 499, 0],
    [1, 500, 1],
    [-333, 1_500, -500],
    [9_000, 1, 9],
  ])('%i fen times %i thousandths is %i fen', (unit, quantity, product) => {
    expect(timesMilli(fen(unit), quantity)).toBe(product);
  });

  it.each([
    [10_000, 1_500, 1_500],
    [9_990, 300, 300], // 299.7
    [50, 300, 2], // 1.5, half up
    [19_999, 5_000, 10_000],
    [289_900, 1_500, 43_485],
    [0, 10_000, 0],
  ])('%i fen at %i ten-thousandths is %i fen', (amount, rate, part) => {
    expect(timesRate(fen(amount), rate)).toBe(part);
  });

  it.each([
    [0, '0.00', '0.00'],
    [5, '0.05', '0.05'],
    [123_456, '1,234.56', '1234.56'],
    [100_000_000, '1,000,000.00', '1000000.00'],
    [-123_456, '-1,234.56', '-1234.56'],
  ])('%i fen is written %s', (amount, grouped, plain) => {
    expect(formatYuan(fen(amount))).toBe(grouped);
    expect(plainYuan(fen(amount))).toBe(plain);
  });

  it.each([
    ['1234.5', 123_450],
    ['1,234.50', 123_450],
    ['￥1999.00元', 199_900],
    ['¥ 88', 8_800],
    ['１２．３', 1_230],
    ['0.05', 5],
    ['12.', 1_200],
    ['12.300', 1_230],
    ['-3.2', -320],
  ])('%s is read as %i fen', (text, amount) => {
    expect(parseYuan(text)).toBe(amount);
  });

  it.each(['', 'abc', '1.234', '.5', '1.2.3', '--1', '6.9E+12', '999999999', '面议', '1/2'])(
    '"%s" is no amount',
    (text) => {
      expect(parseYuan(text)).toBeNull();
    },
  );

  it('what is written is read back as the same amount', () => {
    const amount = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 });
    fc.assert(
      fc.property(amount, (value) => {
        expect(parseYuan(formatYuan(fen(value)))).toBe(value);
        expect(parseYuan(plainYuan(fen(value)))).toBe(value);
      }),
      printedSeed('yuan text'),
    );
  });

  it('a sum that no shop can mean is a fault', () => {
    expect(sumFen([fen(1), fen(2), fen(-3)])).toBe(0);
    expect(() => sumFen([fen(9_999_999_999), fen(9_999_999_999)])).toThrow(/out of range/);
  });
});
