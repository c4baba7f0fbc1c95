import { describe, expect, it } from 'vitest';
import { paperCode } from '../kernel/paper-code.ts';
import { classifyCode } from './classify-code.ts';

describe('what a scanned code is', () => {
  it.each([
    ['6922233612192', 'ean'],
    ['6922233612193', 'bad_check_digit'],
    ['4006381333931', 'ean'],
    ['134567890123456789', 'payment'],
    ['2812345678901234', 'payment'],
    ['301234567890123456789012', 'payment'],
    ['6212345678901234567', 'payment'],
    ['0112345678901234567', 'payment'],
    ['fp1234567890abcdef', 'payment'],
    ['0A12345678901234', 'serial'],
    ['KFR-35GW/N8XHA1', 'serial'],
    ['YQ1|R|0001-01-000123', 'receipt'],
    ['YQ1|R|0001-01-000123|9F3A21C7', 'receipt'],
    ['YQ1|T|T0001-000045|4F2A', 'ticket'],
    ['YQ1|C|618A|77', 'coupon'],
    ['0001-01-D000001', 'deposit'],
    ['0001-01-D00000', 'serial'],
    ['空调', 'other'],
    ['', 'other'],
    ['123', 'other'],
  ])('%s is %s', (code, kind) => {
    expect(classifyCode(code).kind).toBe(kind);
  });

  it('a payment code may still be a serial number where one is expected, a code of goods may not', () => {
    expect(classifyCode('2812345678901234').mayBeSerial).toBe(true);
    expect(classifyCode('6922233612192').mayBeSerial).toBe(false);
  });

  it('every single wrong digit of a code of goods is noticed', () => {
    const right = '6922233612192';
    for (let at = 2; at < 13; at += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        const code = right.slice(0, at) + digit + right.slice(at + 1);
        expect(classifyCode(code).kind === 'ean').toBe(code === right);
      }
    }
  });

  it('a code the till prints is read back as what it was', () => {
    const text = paperCode({ kind: 'T', number: 'T0001-000045', check: 'AB12' });
    expect(classifyCode(text)).toEqual({
      kind: 'ticket',
      ticketNumber: 'T0001-000045',
      mayBeSerial: false,
    });
  });
});
