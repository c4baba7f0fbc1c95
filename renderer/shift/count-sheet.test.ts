import { describe, expect, it } from 'vitest';
import {
  countInput,
  fieldFen,
  NOTHING_COUNTED,
  putText,
  sheetTotal,
  stepPieces,
  typedCount,
} from './count-sheet.ts';

describe('the count as it is typed', () => {
  it.each([
    [10_000, '37', '37'],
    [10_000, '-3', '3'],
    [100, '1.5', '15'],
    [50, 'abc', ''],
    [10, '1234567', '12345'],
    ['other', '12.30', '12.30'],
    ['other', '-1e3', '13'],
  ] as const)('field %s takes %j as %j', (field, typed, kept) => {
    expect(putText(NOTHING_COUNTED, field, typed)[field]).toBe(kept);
  });

  it('one piece less than nothing is nothing, and the field looks empty again', () => {
    const one = stepPieces(NOTHING_COUNTED, 500, 1);
    expect(one[500]).toBe('1');
    expect(stepPieces(one, 500, -1)[500]).toBe('');
    expect(stepPieces(NOTHING_COUNTED, 500, -1)[500]).toBe('');
  });

  it('pieces and loose money come to what lies in the drawer', () => {
    const count = { 10000: '37', 5000: '12', 50: '3', other: '0.25' } as const;
    expect(fieldFen(count, 10_000)).toBe(370_000);
    expect(fieldFen(count, 'other')).toBe(25);
    expect(sheetTotal(count)).toBe(370_000 + 60_000 + 150 + 25);
    expect(countInput(count)).toEqual({
      pieces: { 10000: 37, 5000: 12, 50: 3 },
      otherFen: 25,
    });
  });

  it('a count that was taken stands in the fields as it was', () => {
    const input = { pieces: { 10000: 3, 100: 0, 10: 8 }, otherFen: 5 };
    expect(countInput(typedCount(input))).toEqual({
      pieces: { 10000: 3, 10: 8 },
      otherFen: 5,
    });
  });

  it('what the core would not take shows as nothing', () => {
    expect(fieldFen({ other: '99999999' }, 'other')).toBe(0);
  });
});
