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
    ['53340001', '01', 123, '0001-01-000123'],
    ['53340001', '01QXF', 1, '0001-01QXF-000001'],
    ['53340001', '12', 1_000_000, '0001-12-1000000'],
  ])('of store %s, register %s, sale %i is %s', (store, register, seq, text) => {
    expect(receiptNumber(store, register, seq)).toBe(text);
  });
});
