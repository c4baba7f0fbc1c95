import { describe, expect, it } from 'vitest';
import { maskAddress, maskName, maskPhone } from './mask.ts';
import { readPhone } from './phone.ts';

describe('masking', () => {
  it.each([
    ['王小三', '王*三'],
    ['王三', '王*'],
    ['欧阳小明', '欧**明'],
    ['王', '*'],
    ['', ''],
  ])('name %s -> %s', (name, masked) => expect(maskName(name)).toBe(masked));

  it.each([
    ['13812348000', '138****8000'],
    ['07986543210', '079****3210'],
    ['12345', '****2345'],
    ['123', '****'],
    ['', '****'],
  ])('phone %s -> %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  it.each([
    ['青山镇李家村3组12号', '青山镇李家村****'],
    ['江西省景德镇市浮梁县青山镇人民路88号', '江西省景德镇市浮梁县青山镇****'],
    ['和平社区5栋302', '和平社区****'],
    ['云桥县青山乡老屋场', '云桥县青山乡****'],
    ['人民路88号', '人民路****'],
    ['李家村', '李家村'],
    ['', ''],
  ])('address %s -> %s', (address, masked) => expect(maskAddress(address)).toBe(masked));
});

describe('a phone number', () => {
  it.each([
    ['138 1234 8000', '13812348000'],
    ['+86 138-1234-8000', '13812348000'],
    ['008613812348000', '13812348000'],
    ['１３８１２３４８０００', '13812348000'],
    ['(0798) 654-3210', '07986543210'],
    ['010-65432100', '01065432100'],
  ])('%s is %s', (text, digits) => expect(readPhone(text)).toEqual({ ok: true, value: digits }));

  it.each(['', '110', '12812348000', '1381234800', '138123480000', 'abc', '0798-123'])(
    '"%s" is none',
    (text) => expect(readPhone(text)).toMatchObject({ refusal: { code: 'phone_invalid' } }),
  );
});
