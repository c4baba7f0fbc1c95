import { describe, expect, it } from 'vitest';
import { couponCode, spacedCouponCode } from '../../shared/scanning/coupon-code.ts';
import { enteredQuantity, quantityOf, readTyped } from './typed-text.ts';

describe('what is typed into the find bar', () => {
  it.each([
    ['3500', 350000],
    ['3405.8', 340580],
    ['0.05', 5],
    ['999999.99', 99999999],
  ])('%s can be cash', (text, amountFen) => {
    expect(readTyped(text).amountFen).toBe(amountFen);
  });

  it.each(['', 'xtexyj', '6901234567892', '1.234', '-5', '12a', '￥5'])(
    '“%s” is never cash',
    (text) => {
      expect(readTyped(text).amountFen).toBeNull();
    },
  );

  it.each([
    ['2', 2000],
    ['1.5', 1500],
    ['0.125', 125],
  ])('%s can be a quantity', (text, milli) => {
    expect(quantityOf(text)).toBe(milli);
  });

  it.each(['', '12345', '1.2345', 'a', '-1', '6901234567892'])('“%s” is no quantity', (text) => {
    expect(quantityOf(text)).toBeNull();
  });

  it.each([
    ['2', 2000],
    ['0', 0],
    ['-1', -1000],
    ['100000', 100_000_000],
  ])('%s entered as a quantity is for the core to judge', (text, milli) => {
    expect(enteredQuantity(text)).toBe(milli);
  });

  it.each(['', '--1', '1.2345', 'a', '6901234567892'])('“%s” entered is no quantity', (text) => {
    expect(enteredQuantity(text)).toBeNull();
  });

  it('a barcode and a serial number are codes, a model and a name are not', () => {
    expect(readTyped('6901234567892').isCode).toBe(true);
    expect(readTyped('2207W0019384756').isCode).toBe(true);
    expect(readTyped('BCD-218').isCode).toBe(false);
    expect(readTyped('小天鹅洗衣机').isCode).toBe(false);
    expect(readTyped('xtexyj').isCode).toBe(false);
  });

  it('a coupon’s code is a code as it is printed, read out or typed small; a slip of the hand is none', () => {
    const bytes = Uint8Array.from({ length: 12 }, (_, n) => n * 7);
    for (const isOneTime of [true, false]) {
      const code = couponCode(bytes, isOneTime);
      expect(readTyped(code).isCode).toBe(true);
      expect(readTyped(` ${code.toLowerCase()} `).isCode).toBe(true);
      expect(readTyped(spacedCouponCode(code)).isCode).toBe(true);
      expect(readTyped(code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))).isCode).toBe(
        false,
      );
    }
  });
});
