import { draftOf, savePromotion } from '../../electron/core/promotions/save-promotion.ts';
import type { Till } from '../../electron/core/till.ts';
import type { Benefit, Promotion } from '../../shared/domain/promotions/promotion.ts';
import { fen } from '../../shared/kernel/money.ts';
import { aPromotion } from './a-promotion.ts';
import { alone, OWNER, taken } from './people-till.ts';

type Changes = Parameters<typeof aPromotion>[1];

/** Schedules a promotion of the 618 days in the store, as its owner does, who may agree to floor prices being left. */
export function runPromotion(
  till: Till,
  benefit: Benefit,
  changes: Changes = {},
  agreesToFloor = false,
): Promotion {
  const definition = draftOf(aPromotion(benefit, changes));
  const input = { promotionId: null, expectedVersion: 0, definition, agreesToFloor };
  return taken(savePromotion(till, alone(OWNER), { ...input, status: 'scheduled' }));
}

/** Every `per` yuan `off` yuan off, once for each time. */
export function everyOff(per: number, off: number): Benefit {
  return { kind: 'threshold_each', perFen: fen(per * 100), offFen: fen(off * 100), capFen: null };
}

/** A coupon of the shop over `over` yuan. */
export function couponOff(
  over: number,
  off: number,
  claim: 'automatic' | 'shared_code' | 'one_time_code' = 'one_time_code',
): Benefit {
  const amounts = { overFen: fen(over * 100), offFen: fen(off * 100), offRate: null, capFen: null };
  return { kind: 'coupon', coupon: 'shop', claim, ...amounts };
}

/** Buy for `over` yuan and get one of `sku` for nothing. */
export function giftOver(over: number, sku: string): Benefit {
  const threshold = { overFen: fen(over * 100), overUnits: null, isEach: false };
  return { kind: 'gift', threshold, reward: { skus: [sku], count: 1 } };
}
