import { describe, expect, test } from 'vitest';
import { CLAIM_STATES } from './claim-state.ts';
import { grantDifference, mayBeGranted } from './granted.ts';

describe('the platform’s figure beside the forecast', () => {
  test.each([
    [43_486, null, null],
    [43_486, 43_486, null],
    [43_486, 43_485, null], // cut off instead of rounded
    [43_486, 43_487, null],
    [43_486, 43_484, -2],
    [43_486, 43_488, 2],
    [43_486, 0, -43_486],
  ])('%d forecast, %s granted: %s', (forecast, granted, expected) => {
    expect(grantDifference(forecast, granted)).toBe(expected);
  });

  test('stands with a claim that was neither refused nor taken back', () => {
    expect(CLAIM_STATES.filter(mayBeGranted)).toEqual(['claimed', 'submitted', 'settled']);
  });
});
