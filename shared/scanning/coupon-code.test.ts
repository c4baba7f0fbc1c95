import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedSeed } from '../../test/support/printed-seed.ts';
import { classifyCode } from './classify-code.ts';
import { couponCode, readCouponCode, spacedCouponCode } from './coupon-code.ts';

const bytes = fc.uint8Array({ minLength: 12, maxLength: 12 });

describe('the code of a coupon', () => {
  it('is read as it was made, printed, scanned or typed by hand', () => {
    fc.assert(
      fc.property(bytes, fc.boolean(), (body, isOneTime) => {
        const code = couponCode(body, isOneTime);
        for (const typed of [code, code.toLowerCase(), spacedCouponCode(code), ` ${code} `]) {
          expect(readCouponCode(typed)).toEqual({ code, isOneTime });
        }
        expect(classifyCode(code)).toMatchObject({ kind: 'coupon', number: code });
        expect(classifyCode(`YQ1|C|${code}`)).toMatchObject({ kind: 'coupon', number: code });
      }),
      printedSeed('coupon codes'),
    );
  });

  it('with one wrong character, or two that changed places, is none', () => {
    fc.assert(
      fc.property(bytes, fc.nat({ max: 11 }), fc.nat({ max: 29 }), (body, at, step) => {
        const code = couponCode(body, true);
        const letters = '23456789ABCDEFGHJKLMNPQRSTVWXYZ';
        const old = code[at + 2] ?? '';
        const other = letters[(letters.indexOf(old) + 1 + step) % letters.length] ?? '';
        expect(readCouponCode(code.slice(0, at + 2) + other + code.slice(at + 3))).toBeNull();
        const next = code[at + 3] ?? '';
        if (at === 11 || next === old) return;
        const swapped = code.slice(0, at + 2) + next + old + code.slice(at + 4);
        expect(readCouponCode(swapped)).toBeNull();
      }),
      printedSeed('mistyped coupon codes'),
    );
  });

  it.each([
    ['6922233612192', 'goods'],
    ['130123456789012345', 'a phone that pays'],
    ['KFR35GW0012345678', 'a serial number'],
    ['ZQ2345678', 'too few characters'],
    ['', 'nothing'],
  ])('%s is %s and no coupon', (text) => {
    expect(readCouponCode(text)).toBeNull();
    expect(classifyCode(text).kind).not.toBe('coupon');
  });
});
