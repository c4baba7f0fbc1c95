import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { allocate } from '../../kernel/allocate.ts';
import { fen, sumFen } from '../../kernel/money.ts';
import { returnNumber } from './return-number.ts';
import {
  type PaidUnit,
  paidFor,
  refundOf,
  returnedGoods,
  type UnitKey,
  unitMilli,
} from './returnable-units.ts';

/** Units of one sale as `[position, unit, net, rounding, subsidy]`. */
function soldUnits(
  rows: readonly (readonly [number, number, number, number, number?])[],
  back: readonly string[] = [],
): readonly PaidUnit[] {
  return rows.map(([position, unit, net, rounding, subsidy = 0]) => ({
    position,
    unit,
    netFen: fen(net),
    roundingFen: fen(rounding),
    subsidyFen: fen(subsidy),
    isReturned: back.includes(`${position}/${unit}`),
  }));
}
const keys = (names: readonly string[]): readonly UnitKey[] =>
  names.map((name) => {
    const [position = 0, unit = 0] = name.split('/').map(Number);
    return { position, unit };
  });

// Two kettles for 199.98 less 5.01 by hand and 0.07 of rounding, and a fan that was given away.
const SALE = [
  [1, 1, 9_749, 4],
  [1, 2, 9_748, 3],
  [2, 1, 0, 0],
] as const;

describe('what comes back of a sale', () => {
  it.each([
    ['1/1', [], '97.45 of it: net 97.49 less 0.04 rounding', 9_745],
    ['1/2', [], 'the other, a fen less each way', 9_745],
    ['1/1 1/2', [], 'both: exactly what both cost', 19_490],
    ['2/1', [], 'what was given away pays nothing back', 0],
    ['1/1 1/2 2/1', [], 'the whole receipt: what was paid', 19_490],
    ['1/2', ['1/1'], 'the second one later costs what it cost', 9_745],
  ] as const)('%s after %j: %s', (wanted, before, _, refund) => {
    const goods = returnedGoods(soldUnits(SALE, before), keys(wanted.split(' ')));
    expect(goods).toMatchObject({ ok: true, value: { refundFen: refund } });
  });

  it.each([
    ['nothing at all', [], [], 'nothing_to_return'],
    ['a line that is not on the receipt', ['3/1'], [], 'unit_not_found'],
    ['a unit too many', ['1/3'], [], 'unit_not_found'],
    ['line zero', ['0/1'], [], 'unit_not_found'],
    ['what came back before', ['1/1'], ['1/1'], 'unit_already_returned'],
    ['one unit named twice', ['1/1', '1/1'], [], 'unit_already_returned'],
    ['a good one and one that came back', ['1/2', '1/1'], ['1/1'], 'unit_already_returned'],
  ] as const)('%s is refused', (_, wanted, before, code) => {
    expect(returnedGoods(soldUnits(SALE, before), keys(wanted))).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });

  it('keeps what the caller says of each unit', () => {
    const wanted = [{ position: 1, unit: 2, condition: 'damaged' }];
    const goods = returnedGoods(soldUnits(SALE), wanted);
    expect(goods.ok && goods.value.units).toEqual([
      {
        position: 1,
        unit: 2,
        condition: 'damaged',
        netFen: 9_748,
        roundingFen: 3,
        subsidyFen: 0,
        isReturned: false,
      },
    ]);
  });

  it('is rounded up where the sale was: the customer gets back what was paid', () => {
    const unit = { netFen: fen(9_999), roundingFen: fen(-1), subsidyFen: fen(0) };
    expect(paidFor(unit)).toBe(10_000);
  });

  it('never pays out what the government paid', () => {
    const sold = soldUnits([
      [1, 1, 289_907, 4, 43_486],
      [1, 2, 289_907, 3, 0],
    ]);
    const goods = returnedGoods(sold, keys(['1/1', '1/2']));
    expect(goods.ok && goods.value).toMatchObject({
      ...{ netFen: 579_814, roundingFen: 7, subsidyFen: 43_486, refundFen: 536_321 },
    });
  });

  it('adds up on the screen as in the core', () => {
    expect(refundOf([{ paidFen: 9_745 }, { paidFen: 0 }])).toBe(9_745);
    expect(refundOf([])).toBe(0);
  });

  it('of three pieces is one piece, of 2.5 metres all of them', () => {
    expect(unitMilli(3000, 3)).toBe(1000);
    expect(unitMilli(2500, 1)).toBe(2500);
  });

  it('whatever is returned in whatever order and however split, all together is what was paid', () => {
    const sale = fc
      .record({
        nets: fc.array(fc.integer({ min: 0, max: 900_000 }), { minLength: 1, maxLength: 12 }),
        rounding: fc.integer({ min: -50, max: 99 }),
        order: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        splits: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 }),
      })
      .filter(({ nets, rounding }) => nets.reduce((a, b) => a + b, 0) >= Math.max(1, rounding));
    const { seed, numRuns } = printedSeed('returned unit by unit');
    fc.assert(
      fc.property(sale, ({ nets, rounding, order, splits }) => {
        const shares = allocate(fen(rounding), nets);
        const dueFen = nets.reduce((a, b) => a + b, 0) - rounding;
        const back = new Set<string>();
        const units = () =>
          soldUnits(
            nets.map((net, i) => [1, i + 1, net, shares[i] ?? 0] as const),
            [...back],
          );
        const waiting = nets.map((_, i) => i + 1).sort((a, b) => key(order, a) - key(order, b));
        const refunds = [];
        for (const size of splits) {
          const wanted = waiting.splice(0, size).map((unit) => ({ position: 1, unit }));
          if (wanted.length === 0) break;
          const goods = returnedGoods(units(), wanted);
          if (!goods.ok) throw new Error(goods.refusal.code);
          expect(goods.value.refundFen).toBeGreaterThanOrEqual(0);
          refunds.push(goods.value.refundFen);
          for (const { unit } of wanted) back.add(`1/${unit}`);
        }
        const total = sumFen(refunds);
        expect(total).toBeLessThanOrEqual(dueFen);
        if (waiting.length === 0) expect(total).toBe(dueFen);
        for (const name of back) {
          expect(returnedGoods(units(), keys([name])).ok).toBe(false);
        }
      }),
      { seed, numRuns },
    );
  });
});

const key = (order: readonly number[], unit: number): number => order[unit - 1] ?? 0;

describe('the number of a return', () => {
  it.each([
    ['00000001', '01', 12, '0001-01-R000012'],
    ['12340007', '02', 1, '0007-02-R000001'],
    ['00000001', '01QXF', 3, '0001-01QXF-R000003'],
  ])('of store %s, register %s, return %i is %s', (store, register, seq, expected) => {
    expect(returnNumber(store, register, seq)).toBe(expected);
  });
});
