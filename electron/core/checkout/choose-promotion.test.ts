import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alone,
  CASHIER,
  OWNER,
  outcome,
  type PeopleTill,
  peopleTill,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { runPromotion } from '../../../test/support/running-promotion.ts';
import { draftOf, savePromotion } from '../promotions/save-promotion.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import type { Till } from '../till.ts';
import { choosePromotion } from './choose-promotion.ts';
import { currentCart } from './current-cart.ts';
import { addItem } from './edit-cart.ts';

let shop: PeopleTill;
let till: Till;
beforeEach(() => {
  shop = peopleTill();
  till = shop.till;
  openDemoShift(till);
});
afterEach(() => shop.remove());

const cashier = alone(CASHIER);

describe('a cashier’s choice of a promotion', () => {
  it('does not outlive the rule that left it, unless somebody with the right allowed it', () => {
    const sku = stock(till, '台灯', 20_000);
    const rest = { scope: { skus: [sku] }, isOptional: true };
    const one = runPromotion(till, { kind: 'percent', payRate: 9_000 }, rest);
    const { promotionId } = one;
    addItem(till, CASHIER, { sku, quantityMilli: 1_000 });
    const net = () => currentCart(till, CASHIER).netFen;
    const choose = (by = cashier) =>
      outcome(choosePromotion(till, by, { promotionId, choice: 'unticked' }));
    expect([choose(), net()]).toEqual(['done', 20_000]);
    const definition = { ...draftOf(one), isOptional: false };
    const input = { promotionId, expectedVersion: 1, definition, agreesToFloor: false };
    taken(savePromotion(till, alone(OWNER), { ...input, status: 'scheduled' }));
    expect(net()).toBe(18_000);
    expect(currentCart(till, CASHIER)).toMatchObject({
      obstacles: [{ code: 'promotion_changed' }],
      promotions: [{ promotionId, isTaken: true, choice: 'auto' }],
    });
    expect([choose(), net()]).toEqual(['approval_needed', 18_000]);
    expect([choose({ by: CASHIER, approvedBy: OWNER }), net()]).toEqual(['done', 20_000]);
    // What was allowed stays allowed, also once anybody may choose again.
    const again = { ...input, expectedVersion: 2, definition: draftOf(one) };
    taken(savePromotion(till, alone(OWNER), { ...again, status: 'scheduled' }));
    expect(net()).toBe(20_000);
    expect(outcome(choosePromotion(till, cashier, { promotionId, choice: 'auto' }))).toBe('done');
    expect(net()).toBe(18_000);
  });
});
