import { describe, expect, it } from 'vitest';
import type { AdjustmentView } from '../../shared/contract/cart.ts';
import { savingsToShow } from './line-savings.ts';

function saving(
  reason: string,
  amountFen: number,
  kind: AdjustmentView['kind'] = 'threshold_once',
) {
  const one: AdjustmentView = {
    ...{ kind, reason, amountFen, funding: 'store', promotionId: reason, approvedBy: null },
  };
  return one;
}
const names = (list: readonly AdjustmentView[]) => list.map(({ reason }) => reason);

describe('the chips of a line', () => {
  it('name each of up to three savings, as they come', () => {
    const three = [saving('小', 1), saving('大', 300), saving('中', 20)];
    expect(savingsToShow(three)).toEqual({ shown: three, rest: null });
    expect(savingsToShow([])).toEqual({ shown: [], rest: null });
  });

  it('name the two largest of more, in the order they were taken, and add up the others', () => {
    const five = [
      saving('a', 10),
      saving('b', 500),
      saving('c', 1),
      saving('d', 900),
      saving('e', 7),
    ];
    const { shown, rest } = savingsToShow(five);
    expect(names(shown)).toEqual(['b', 'd']);
    expect(rest).toEqual({ count: 3, amountFen: 18 });
  });

  it('never hide what a person took off, nor that it is a gift', () => {
    const byHand = saving('熟客', 5, 'line_discount');
    const gift = saving('满赠', 1, 'gift');
    const { shown } = savingsToShow([saving('a', 10), gift, saving('b', 500), byHand]);
    expect(names(shown)).toEqual(['满赠', '熟客']);
  });
});
