import { describe, expect, it } from 'vitest';
import type { PromotionView } from '../../shared/contract/cart.ts';
import { dealsToShow } from './deal-order.ts';

const IDLE: PromotionView = {
  ...{ promotionId: '', name: '', kind: 'threshold_once', layer: 3, funding: 'store' },
  ...{ isTaken: false, amountFen: 0, forfeitedFen: 0, times: 0, lines: [] },
  ...{ reason: null, missingFen: null, missingUnits: null, otherName: '' },
  ...{ choice: 'auto', isOptional: true },
};
const idle = (promotionId: string, reason: PromotionView['reason']): PromotionView => ({
  ...IDLE,
  promotionId,
  reason,
});
const taken = (promotionId: string): PromotionView => ({ ...IDLE, promotionId, isTaken: true });
const idsOf = (promotions: readonly PromotionView[]) =>
  dealsToShow(promotions).shown.map((one) => one.promotionId);

describe('which promotions are explained', () => {
  it('taken ones come first, in the order in which they were taken off', () => {
    expect(idsOf([taken('b'), taken('a'), idle('c', 'not_best')])).toEqual(['b', 'a', 'c']);
  });

  it('then what somebody left out, what gave way, what lacks something, what is out of time', () => {
    const all = [
      idle('over', 'ended'),
      idle('short', 'threshold_missing'),
      idle('worse', 'one_of_group'),
      { ...idle('left', 'unticked'), choice: 'unticked' as const },
    ];
    expect(idsOf(all)).toEqual(['left', 'worse', 'short', 'over']);
  });

  it('what has nothing to do with these goods or this shop is only counted', () => {
    const all = [
      idle('tv', 'nothing_in_scope'),
      idle('far', 'other_store'),
      idle('till2', 'other_register'),
    ];
    expect(dealsToShow(all)).toEqual({ shown: [], otherCount: 3 });
  });

  it('one that was insisted on is explained even where it cannot be', () => {
    expect(idsOf([{ ...idle('tv', 'nothing_in_scope'), choice: 'pinned' }])).toEqual(['tv']);
  });

  it('of a thousand that give nothing the nearest forty stand there, all taken ones always', () => {
    const many = Array.from({ length: 1_000 }, (_, n) => idle(`t${n}`, 'threshold_missing'));
    const { shown, otherCount } = dealsToShow([taken('a'), ...many, idle('w', 'not_best')]);
    expect(shown.slice(0, 2).map((one) => one.promotionId)).toEqual(['a', 'w']);
    expect([shown.length, otherCount]).toEqual([41, 961]);
  });
});
