import { isCounted, usesTaken } from '../../../shared/domain/promotions/quota-lease.ts';
import type { Database } from '../db/open.ts';
import { insertCouponUse, turnOfCode } from '../promotions/coupon-table.ts';
import type { PromotionUse } from '../promotions/quota.ts';
import type { CartCoupon } from './cart-table.ts';
import type { LoadedCart } from './load-cart.ts';

/** What a cart uses up of every promotion it takes. */
export function quotaUses({ priced }: LoadedCart): readonly PromotionUse[] {
  return priced.outcome.taken.map(({ promotion, times }) => ({
    promotion,
    units: usesTaken(promotion.benefit.kind, times),
  }));
}

/** The one-time codes that a cart uses up: those whose coupon gives something. */
export function couponsUsed({ cart, priced }: LoadedCart): readonly CartCoupon[] {
  const taken = new Set(priced.outcome.taken.map(({ promotion }) => promotion.promotionId));
  return cart.coupons.filter((one) => one.codeHash !== null && taken.has(one.promotionId));
}

/** What a SALE entry says beside its lines, so that rows of uses can be rebuilt from it; nothing where there are none. */
export function promotionFacts(
  db: Database,
  loaded: LoadedCart,
): Readonly<Record<string, unknown>> {
  const coupons = couponsUsed(loaded).map((one) => ({ ...one, ...laterTurn(db, one) }));
  const uses = quotaUses(loaded)
    .filter(({ promotion, units }) => isCounted(promotion.quota) && units > 0)
    .map(({ promotion: { promotionId }, units }) => ({ promotionId, units }));
  return {
    ...(coupons.length === 0 ? {} : { coupons }),
    ...(uses.length === 0 ? {} : { quotaUses: uses }),
  };
}

/** The first use of a code says no turn. */
function laterTurn(db: Database, { codeHash }: CartCoupon): { readonly turn?: number } {
  const turn = codeHash === null ? 1 : turnOfCode(db, codeHash);
  return turn === 1 ? {} : { turn };
}

/** Uses up the codes of a sale. Runs inside its transaction; the key refuses a code that is used already. */
export function writeCouponUses(
  db: Database,
  loaded: LoadedCart,
  sale: { readonly saleId: string; readonly completedAt: number },
): void {
  for (const { promotionId, codeHash } of couponsUsed(loaded)) {
    if (codeHash === null) continue;
    const { saleId, completedAt: at } = sale;
    const turn = turnOfCode(db, codeHash);
    insertCouponUse(db, { codeHash, turn, promotionId, saleId, at });
  }
}
