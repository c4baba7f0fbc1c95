import { describe, expect, it } from 'vitest';
import { checkQuantity, countability } from './quantity.ts';
import { expectedSerials } from './serial-slots.ts';

describe('a quantity', () => {
  it.each([
    ['counted', 1000, 'ok'],
    ['counted', 999_000, 'ok'],
    ['counted', 0, 'quantity_not_positive'],
    ['counted', -1000, 'quantity_not_positive'],
    ['counted', 1500, 'quantity_not_whole'],
    ['counted', 1_000_000, 'quantity_too_large'],
    ['counted', 100_000_000, 'quantity_too_large'],
    ['measured', 2500, 'ok'],
    ['measured', 1, 'ok'],
    ['measured', 9_999_000, 'ok'],
    ['measured', 9_999_001, 'quantity_too_large'],
    ['measured', -1, 'quantity_not_positive'],
    ['measured', 0.5, 'quantity_not_whole'],
    ['counted', Number.NaN, 'quantity_not_whole'],
  ] as const)('%s: %d thousandths', (kind, quantity, expected) => {
    const answer = checkQuantity(quantity, kind);
    expect(answer.ok ? 'ok' : answer.refusal.code).toBe(expected);
  });

  it('pipe is measured, machines and brackets are counted', () => {
    expect(['米', '平方米', '台', '套', '个', '次'].map(countability)).toEqual([
      'measured',
      'measured',
      'counted',
      'counted',
      'counted',
      'counted',
    ]);
  });
});

describe('serial numbers of a line', () => {
  it('two split air conditioners ask for two outdoor and two indoor numbers', () => {
    expect(expectedSerials('ac_split', 2000)).toEqual([
      { unit: 1, role: 'outdoor' },
      { unit: 1, role: 'indoor' },
      { unit: 2, role: 'outdoor' },
      { unit: 2, role: 'indoor' },
    ]);
  });

  it('a fridge asks for one, pipe for none', () => {
    expect(expectedSerials('one', 1000)).toEqual([{ unit: 1, role: 'unit' }]);
    expect(expectedSerials('none', 2500)).toEqual([]);
  });
});
