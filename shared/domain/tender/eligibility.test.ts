import { describe, expect, test } from 'vitest';
import { programPolicies } from '../../../electron/core/subsidy/program-policies.ts';
import { goodsUnmet, isEan13 } from './eligibility.ts';
import { policyFor } from './subsidy.ts';

const EAN = '6901234567892';

function on(date: string) {
  const policy = policyFor(programPolicies(), '360281', date);
  if (!policy) throw new Error(`no policy on ${date}`);
  return policy;
}

describe('what goods lack for a subsidy', () => {
  const unit = { serialNumber: 'AC1', ean: EAN, filedFen: 300_000, finalFen: 300_000 };
  test.each([
    ['nothing at the filed price', {}, null],
    ['one fen above it', { finalFen: 300_001 }, 'subsidy_above_filed'],
    ['no filed price', { filedFen: null }, 'subsidy_filed_missing'],
    ['no barcode, asked before the price', { ean: '', filedFen: null }, 'subsidy_barcode_missing'],
    ['no serial number, asked first', { serialNumber: null, ean: '' }, 'subsidy_serial_missing'],
  ] as const)('%s', (_, changes, expected) => {
    expect(goodsUnmet(on('2026-06-18'), { ...unit, ...changes })).toBe(expected);
  });

  test('nobody asked for a filed price before 2026', () => {
    const bare = { ...unit, filedFen: null, finalFen: 999_999 };
    expect(goodsUnmet(on('2025-06-18'), bare)).toBeNull();
    expect(goodsUnmet(on('2024-11-11'), bare)).toBeNull();
  });
});

describe('a barcode of goods', () => {
  test.each([
    [EAN, true],
    ['6901234567893', false], // another check digit
    ['690123456789', false],
    ['012345678905', false], // twelve digits: the American one
    ['16901234567899', false],
    ['69O1234567892', false],
    ['', false],
  ])('%s: %s', (code, expected) => {
    expect(isEan13(code)).toBe(expected);
  });
});
