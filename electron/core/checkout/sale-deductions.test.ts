import { describe, expect, it } from 'vitest';
import { saleDeductions } from './sale-deductions.ts';

const line = (...adjustments: readonly object[]) => ({ adjustments: JSON.stringify(adjustments) });
const shelf = { kind: 'override', reason: '样机', funding: 'store', amountFen: 500 };
const spring = (amountFen: number, funding = 'platform') => ({
  ...{ kind: 'threshold_each', reason: '每满300减50', funding, amountFen },
  promotion: { promotionId: 'p1', version: 2, layer: 5 },
});

describe('the deductions of a sale', () => {
  it('stand once for each reason and who bears it, added up over the lines', () => {
    expect(saleDeductions([line(shelf, spring(3_000)), line(spring(2_000)), line()])).toEqual([
      { ...shelf, promotionId: null },
      {
        ...{ kind: 'threshold_each', reason: '每满300减50', funding: 'platform' },
        ...{ amountFen: 5_000, promotionId: 'p1' },
      },
    ]);
  });

  it('of one name that two parties bear stand apart', () => {
    const both = saleDeductions([line(spring(3_000)), line(spring(100, 'store'))]);
    expect(both.map(({ funding, amountFen }) => [funding, amountFen])).toEqual([
      ['platform', 3_000],
      ['store', 100],
    ]);
  });

  it('of a sale at list prices are none', () => {
    expect(saleDeductions([line(), line()])).toEqual([]);
  });
});
