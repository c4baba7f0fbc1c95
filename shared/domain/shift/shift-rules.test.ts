import { describe, expect, it } from 'vitest';
import { fen } from '../../kernel/money.ts';
import { countedCash, MAX_PIECES } from './denominations.ts';
import { type DrawerEventKind, expectedCash, tolerance } from './expected-cash.ts';
import { mayBecome } from './shift-state.ts';

const events = (...rows: readonly (readonly [DrawerEventKind, number])[]) =>
  rows.map(([kind, amount]) => ({ kind, amount: fen(amount) }));

describe('a count sheet', () => {
  it('adds notes, coins and loose fen', () => {
    const counted = countedCash({ pieces: { '10000': 3, '50': 1, '10': 4 }, otherFen: 7 });
    expect(counted).toEqual({
      ok: true,
      value: {
        total: 30_097,
        pieces: [
          { fen: 10_000, count: 3 },
          { fen: 50, count: 1 },
          { fen: 10, count: 4 },
          { fen: 1, count: 7 },
        ],
      },
    });
  });

  it('of nothing is nothing', () => {
    expect(countedCash({ pieces: {}, otherFen: 0 })).toMatchObject({
      value: { total: 0, pieces: [] },
    });
  });

  it.each([
    [{ '100': -1 }, 0],
    [{ '100': 1.5 }, 0],
    [{ '100': Number.NaN }, 0],
    [{ '100': Number.POSITIVE_INFINITY }, 0],
    [{ '100': MAX_PIECES + 1 }, 0],
    [{ '200': 1 }, 0],
    [{ '1e4': 1 }, 0],
    [{ constructor: 1 }, 0],
    [{}, -1],
    [{}, 0.5],
    [{ '10000': MAX_PIECES, '5000': MAX_PIECES }, 0],
  ])('refuses %j and %d loose fen', (pieces, otherFen) => {
    expect(countedCash({ pieces, otherFen })).toMatchObject({
      ok: false,
      refusal: { code: 'count_invalid' },
    });
  });
});

describe('expected cash', () => {
  it.each([
    ['the float alone', events(['open_float', 50_000]), 50_000],
    ['a sale paid exactly', events(['open_float', 50_000], ['cash_sale', 1_000]), 51_000],
    [
      'a sale with change',
      events(['open_float', 50_000], ['cash_sale', 10_000], ['cash_change', -9_000]),
      51_000,
    ],
    ['an opened drawer changes nothing', events(['open_float', 50_000], ['no_sale', 0]), 50_000],
    [
      'a booked difference was not expected',
      events(['open_float', 100], ['over_short', -100]),
      100,
    ],
    ['an empty ledger', [], 0],
    ['a return', events(['open_float', 5_000], ['cash_sale', 900], ['cash_refund', -900]), 5_000],
    ['cash paid in', events(['open_float', 5_000], ['paid_in', 200]), 5_200],
    ['cash paid out', events(['open_float', 5_000], ['paid_out', -200]), 4_800],
    [
      'a payment taken back',
      events(['open_float', 5_000], ['paid_out', -200], ['paid_out', 200]),
      5_000,
    ],
    [
      'cash brought to the safe and to the bank',
      events(['open_float', 5_000], ['safe_drop', -3_000], ['bank_deposit', -2_000]),
      0,
    ],
  ])('with %s', (_, ledger, expected) => {
    const sums = expectedCash(ledger);
    expect(sums.expected).toBe(expected);
    const { openingFloat, takings, paidIn, paidOut, drops, deposits } = sums;
    expect(takings).toBe(sums.cashIn - sums.cashOut - sums.refunds);
    expect(sums.expected).toBe(openingFloat + takings + paidIn - paidOut - drops - deposits);
    for (const taken of [paidOut, drops, deposits]) expect(taken).toBeGreaterThanOrEqual(0);
  });

  it('counts how often the drawer was opened without a sale', () => {
    expect(expectedCash(events(['no_sale', 0], ['no_sale', 0])).noSaleCount).toBe(2);
  });

  it.each([
    [0, 500],
    [4_999_999, 500],
    [5_010_000, 501],
    [100_000_000, 10_000],
    [-100, 500],
  ])('of %d fen takings tolerates %d fen', (takings, allowed) => {
    expect(tolerance(fen(takings))).toBe(allowed);
  });
});

describe('the life of a shift', () => {
  it.each([
    ['open', 'counting', true],
    ['open', 'closed', false],
    ['open', 'open', false],
    ['counting', 'open', true],
    ['counting', 'closed', true],
    ['counting', 'counting', false],
    ['closed', 'open', false],
    ['closed', 'counting', false],
  ] as const)('from %s to %s: %s', (from, to, allowed) => {
    expect(mayBecome(from, to)).toBe(allowed);
  });
});
