import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { fen } from '../../kernel/money.ts';
import {
  type CashRoundingMode,
  cashRounding,
  changePieces,
  quickCash,
  settleCash,
} from './cash.ts';

const MODES: readonly CashRoundingMode[] = [
  'none',
  'floor_jiao',
  'floor_yuan',
  'half_up_jiao',
  'half_up_yuan',
];

describe('rounding for cash', () => {
  it.each([
    // net, what each mode takes off
    [12_345, [0, 5, 45, -5, 45]],
    [12_344, [0, 4, 44, 4, 44]],
    [12_350, [0, 0, 50, 0, -50]],
    [12_349, [0, 9, 49, -1, 49]],
    [100, [0, 0, 0, 0, 0]],
    [4, [0, 4, 4, 4, 4]],
    [0, [0, 0, 0, 0, 0]],
  ])('of %i fen', (net, expected) => {
    expect(MODES.map((mode) => cashRounding(fen(net), mode))).toEqual(expected);
  });

  it('never goes against the customer in a floor mode, nor by more than half a coin in the others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), (net) => {
        const [none, jiao, yuan, halfJiao, halfYuan] = MODES.map((m) => cashRounding(fen(net), m));
        expect(none).toBe(0);
        expect(jiao).toBeGreaterThanOrEqual(0);
        expect(yuan).toBeGreaterThanOrEqual(0);
        expect(halfJiao).toBeGreaterThanOrEqual(-5);
        expect(halfYuan).toBeGreaterThanOrEqual(-50);
        expect((net - (jiao ?? 0)) % 10).toBe(0);
        expect((net - (halfYuan ?? 0)) % 100).toBe(0);
      }),
      printedSeed('cash rounding'),
    );
  });
});

describe('settling in cash', () => {
  it.each([
    [10_000, null, 10_000, 0],
    [10_000, 10_000, 10_000, 0],
    [9_990, 10_000, 10_000, 10],
    [0, null, 0, 0],
    [0, 100, 100, 100],
    [100, 200_100, 200_100, 200_000],
  ])('%i due, %s given', (due, given, tenderedFen, changeFen) => {
    expect(settleCash(fen(due), given === null ? null : fen(given))).toEqual({
      ok: true,
      value: { tenderedFen, changeFen },
    });
  });

  it('too little, and too much to be meant', () => {
    expect(settleCash(fen(10_000), fen(9_999))).toMatchObject({
      refusal: { code: 'tendered_too_little', params: { missingFen: 1 } },
    });
    expect(settleCash(fen(100), fen(-100))).toMatchObject({
      refusal: { code: 'tendered_too_little' },
    });
    expect(settleCash(fen(100), fen(200_101))).toMatchObject({
      refusal: { code: 'tendered_too_much' },
    });
  });

  it('gives change in the fewest pieces, largest first, to the fen', () => {
    expect(changePieces(fen(18_761))).toEqual([
      { fen: 10_000, count: 1 },
      { fen: 5_000, count: 1 },
      { fen: 2_000, count: 1 },
      { fen: 1_000, count: 1 },
      { fen: 500, count: 1 },
      { fen: 100, count: 2 },
      { fen: 50, count: 1 },
      { fen: 10, count: 1 },
      { fen: 1, count: 1 },
    ]);
    expect(changePieces(fen(0))).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), (change) => {
        const sum = changePieces(fen(change)).reduce((n, p) => n + p.fen * p.count, 0);
        expect(sum).toBe(change);
      }),
      printedSeed('change pieces'),
    );
  });

  it.each([
    [189_800, [189_900, 190_000, 200_000]],
    [9_990, [10_000, 100_000]],
    [100, [200, 1_000, 10_000, 100_000]],
    [12_300, [12_400, 13_000, 20_000, 100_000]],
    [0, []],
  ])('for %i fen offers notes a customer is likely to hand over', (due, offered) => {
    expect(quickCash(fen(due))).toEqual(offered);
  });

  it('offers at most four, rising, each above the amount due and none that paying would refuse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000_000 }), (due) => {
        const offered = quickCash(fen(due));
        expect(offered.length).toBeGreaterThan(0);
        expect(offered.length).toBeLessThanOrEqual(4);
        expect([...offered].sort((a, b) => a - b)).toEqual(offered);
        for (const amount of offered) {
          expect(amount).toBeGreaterThan(due);
          expect(settleCash(fen(due), amount).ok).toBe(true);
        }
      }),
      printedSeed('quick cash'),
    );
  });
});
