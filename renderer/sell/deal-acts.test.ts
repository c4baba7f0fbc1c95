import { describe, expect, it } from 'vitest';
import { NOT_TAKEN_REASONS } from '../../shared/domain/promotions/promotion-cart.ts';
import { CHOICE_OF, type DealAct, dealActs } from './deal-acts.ts';

const auto = { choice: 'auto', isTaken: false, reason: null } as const;

describe('what a cashier may do about a promotion', () => {
  it('one that is taken may be left out; to ask for what is there already means nothing', () => {
    expect(dealActs({ ...auto, isTaken: true })).toEqual(['useNot']);
  });

  it('one that somebody chose or left out goes back to automatic, taken or not', () => {
    for (const choice of ['pinned', 'unticked'] as const) {
      for (const isTaken of [true, false]) {
        expect(dealActs({ choice, isTaken, reason: null })).toEqual(['toAuto']);
      }
    }
  });

  it('one that gives way to a better one may be preferred', () => {
    const offered = NOT_TAKEN_REASONS.filter((reason) => dealActs({ ...auto, reason }).length > 0);
    expect(offered).toEqual([
      'one_of_group',
      'one_coupon',
      'no_coupons',
      'units_taken',
      'not_best',
      'not_in_choice',
    ]);
  });

  it('one that no choice could bring in offers nothing to press', () => {
    expect(dealActs({ ...auto, reason: 'ended' })).toEqual([]);
    // A price of higher priority stands whatever anybody chooses.
    expect(dealActs({ ...auto, reason: 'outranked' })).toEqual([]);
    expect(dealActs({ ...auto, reason: 'threshold_missing' })).toEqual([]);
  });

  it('one act leaves out, one insists and one gives the choice back', () => {
    const all: readonly DealAct[] = ['useNot', 'useThis', 'toAuto'];
    expect(all.map((act) => CHOICE_OF[act])).toEqual(['unticked', 'pinned', 'auto']);
  });
});
