import { type UnitKey, unitName } from '../../../shared/domain/returns/returnable-units.ts';
import { paidUnitsOf } from '../returns/return-table.ts';
import type { Till } from '../till.ts';
import { type CouponUse, insertCouponRevival, standingUsesOf } from './coupon-table.ts';
import { promotionMoment } from './promotion-moment.ts';
import { newestVersion } from './promotion-table.ts';

/** A one-time code that a sale used up and that is good once more, with what the slip says of it. */
export type RevivedCoupon = Pick<CouponUse, 'codeHash' | 'turn' | 'promotionId'> & {
  readonly name: string;
  readonly last4: string;
  readonly untilAt: number; // epoch ms
};

/** What becomes of the codes of a sale when goods of it come back. */
export type CouponsBack = {
  readonly revived: readonly RevivedCoupon[];
  /** Why the other codes stay used up: something of the sale stays too, or they are past their time; `null` where there are none. */
  readonly spent: 'partial' | 'expired' | null;
};

/**
 * The codes of a sale come back to life with the return after which nothing of it is left, if their coupon still runs
 * then. What comes back in part brings none back. Read it before the return's own rows are written.
 */
export function couponsBack(till: Till, saleId: string, back: readonly UnitKey[]): CouponsBack {
  const uses = standingUsesOf(till.db, saleId);
  if (uses.length === 0) return { revived: [], spent: null };
  const now = new Set(back.map(unitName));
  const isWhole = paidUnitsOf(till.db, saleId).every(
    (unit) => unit.isReturned || now.has(unitName(unit)),
  );
  if (!isWhole) return { revived: [], spent: 'partial' };
  const moment = promotionMoment(till);
  const revived = uses.flatMap(({ codeHash, turn, promotionId, last4 }): RevivedCoupon[] => {
    const coupon = newestVersion(till.db, promotionId);
    if (coupon?.status !== 'scheduled' || coupon.definition.window.toAt <= moment) return [];
    const { name, window } = coupon.definition;
    return [{ codeHash, turn, promotionId, name, last4, untilAt: window.toAt }];
  });
  return { revived, spent: revived.length < uses.length ? 'expired' : null };
}

/** Writes what `couponsBack` found. Runs inside the return's transaction; the key lets each use be undone once. */
export function reviveCoupons(
  till: Till,
  { returnId, at }: { readonly returnId: string; readonly at: number },
  { revived }: CouponsBack,
): void {
  for (const { codeHash, turn } of revived) {
    insertCouponRevival(till.db, { codeHash, turn, returnId, at });
  }
}
