import { describe, expect, test } from 'vitest';
import { maskIdentityNumber, readIdentityNumber } from './identity-number.ts';

describe('an identity number', () => {
  test.each([
    ['11010519491231002X', '11010519491231002X'],
    ['440524188001010014', null], // born before anybody who is alive
    ['11010519491231002x', '11010519491231002X'],
    [' 110105 19491231 002X', '11010519491231002X'],
    ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X'],
    ['110105194912310021', null], // wrong check digit
    ['110105194912310', null], // the 15 digits of old cards
    ['11010519490231002X', null], // 31 February
    ['01010519491231002X', null],
    ['11010519491231002', null],
    ['', null],
    ["11010519491231002X' OR 1=1", null],
  ])('%s is read as %s', (typed, read) => {
    expect(readIdentityNumber(typed)).toBe(read);
  });

  test('with any one digit mistyped is none', () => {
    const good = '11010519491231002X';
    for (let at = 0; at < 17; at += 1) {
      const digit = String((Number(good[at]) + 1) % 10);
      expect(readIdentityNumber(good.slice(0, at) + digit + good.slice(at + 1))).toBeNull();
    }
  });

  test('is shown by its place and its last four alone', () => {
    expect(maskIdentityNumber('11010519491231002X')).toBe('110105********002X');
  });
});
