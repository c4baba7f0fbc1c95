import { WORK_LIMIT } from '../../../shared/domain/promotions/best-promotions.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import type { PromotionContext } from '../../../shared/domain/promotions/promotion-cart.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { promisedPresales, withPromised } from '../deposits/cart-deposits.ts';
import { codesUsed } from '../promotions/coupon-table.ts';
import { promotionMoment } from '../promotions/promotion-moment.ts';
import { activePromotions } from '../promotions/promotion-table.ts';
import { quotaLeftFor } from '../promotions/quota.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import { tierOf } from '../staff/person-table.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import type { Cart } from './cart-table.ts';

export type CartContext = PromotionContext & {
  /** Promotions that are no choice of a cashier, and that somebody with the right left out of this cart. */
  readonly overridden: ReadonlySet<string>;
};

/** Everything beside its lines by which a cart's promotions are judged, at this register and at this moment. */
export function promotionContext(till: Till, cart: Cart): CartContext {
  const { db } = till;
  const at = promotionMoment(till);
  const { unticked, pinned, allowed } = cart.choices;
  const promised = promisedPresales(db, cart);
  const promotions = withPromised(activePromotions(db, at), promised);
  const overridden = new Set(
    unticked.length === 0
      ? []
      : promotions
          .filter((one) => !one.isOptional && unticked.includes(one.promotionId))
          .map(({ promotionId }) => promotionId)
          .filter((id) => allowed.includes(id)),
  );
  const isForced = (id: string) =>
    !allowed.includes(id) &&
    promotions.some(({ promotionId, isOptional }) => promotionId === id && !isOptional);
  const stands = (ids: readonly string[]) => new Set(ids.filter((id) => !isForced(id)));
  const { personId } = cart;
  return {
    promotions: overridden.size === 0 ? promotions : promotions.map(letOut(overridden)),
    overridden,
    at,
    storeId: storeOf(db)?.storeId ?? '',
    registerId: till.registerId,
    customer: {
      isKnown: personId !== null,
      tier: personId === null ? 'none' : tierOf(db, personId),
    },
    shownCoupons: shownCoupons(till, cart),
    deposits: promised.units,
    quotaLeft: quotaLeftFor(till, promotions, { personId, businessDate: quotaDate(till) }),
    unticked: stands(unticked),
    pinned: stands(pinned),
    workLimit: WORK_LIMIT,
  };
}

/** The day that limits of a day count by: the open shift's, else today's. */
export function quotaDate(till: Till): string {
  const shift = currentShiftOf(till.db, till.registerId);
  return shift?.businessDate ?? businessDate(till.clock.now(), 0);
}

function letOut(overridden: ReadonlySet<string>): (promotion: Promotion) => Promotion {
  return (one) => (overridden.has(one.promotionId) ? { ...one, isOptional: true } : one);
}

/** A code that another register took meanwhile gives nothing here. */
function shownCoupons(till: Till, { coupons }: Cart): ReadonlySet<string> {
  if (coupons.length === 0) return new Set();
  const hashes = coupons.flatMap(({ codeHash }) => (codeHash === null ? [] : [codeHash]));
  const used = codesUsed(till.db, hashes);
  return new Set(
    coupons
      .filter(({ codeHash }) => codeHash === null || !used.has(codeHash))
      .map(({ promotionId }) => promotionId),
  );
}
