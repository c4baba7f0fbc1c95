import { describe, expect, it } from 'vitest';
import type { BusinessDate } from '../../kernel/business-date.ts';
import { receiptNumber } from './receipt-number.ts';
import { warrantyDates } from './warranty.ts';

const machine = { kind: 'goods', hasSerial: true };
const dates = (soldOn: string, ...lines: { kind: string; hasSerial: boolean }[]) =>
  Object.values(warrantyDates(soldOn as BusinessDate, lines));

describe('the three guarantees on a receipt', () => {
  it.each([
    ['2026-06-18', ['2026-06-25', '2026-07-03', '2027-06-18']],
    ['2026-12-30', ['2027-01-06', '2027-01-14', '2027-12-30']],
    ['2024-02-29', ['2024-03-07', '2024-03-15', '2025-02-28']],
    ['2023-02-28', ['2023-03-07', '2023-03-15', '2024-02-28']],
    ['2024-02-22', ['2024-02-29', '2024-03-08', '2025-02-22']],
  ])('of a machine sold on %s', (soldOn, expected) => {
    expect(dates(soldOn, machine)).toEqual(expected);
  });

  it('goods without a serial number have no machine year, services promise nothing', () => {
    expect(dates('2026-06-18', { kind: 'goods', hasSerial: false })).toEqual([
      '2026-06-25',
      '2026-07-03',
      null,
    ]);
    expect(dates('2026-06-18', { kind: 'service', hasSerial: false })).toEqual([null, null, null]);
    expect(dates('2026-06-18')).toEqual([null, null, null]);
  });
});

describe('a receipt number', () => {
  it.each([
    ['53340001', '01', 1, 123, '0001-01-000123'],
    ['53340001', '01', 2, 1, '0001-01B-000001'],
    ['53340001', '12', 26, 1_000_000, '0001-12Z-1000000'],
    ['53340001', '01', 27, 1, '0001-01AA-000001'],
  ])('of store %s, register %s, epoch %i, sale %i is %s', (store, register, epoch, seq, text) => {
    expect(receiptNumber(store, register, epoch, seq)).toBe(text);
  });

  it('is never used twice by two epochs of one register', () => {
    const numbers = Array.from({ length: 40 }, (_, i) => receiptNumber('53340001', '01', i + 1, 1));
    expect(new Set(numbers).size).toBe(40);
  });
});
