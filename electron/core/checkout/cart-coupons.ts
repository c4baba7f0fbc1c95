import type { Answer } from '../../../shared/contract/answer.ts';
import { unavailableBecause } from '../../../shared/domain/promotions/promotion-availability.ts';
import { readPaperCode } from '../../../shared/kernel/paper-code.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { readCouponCode } from '../../../shared/scanning/coupon-code.ts';
import { codesUsed, couponByHash, receiptOfCode } from '../promotions/coupon-table.ts';
import { codeHash, isSharedCoupon, sharedCode } from '../promotions/coupons.ts';
import type { Till } from '../till.ts';
import { type Cart, type CartCoupon, updateCartCoupons } from './cart-table.ts';
import { changeCart } from './edit-cart.ts';
import { promotionContext } from './promotion-context.ts';

/**
 * Shows a coupon's code to the active cart, scanned or typed; which coupon it is, is answered. Refuses `cart_empty`,
 * `coupon_unknown`, `coupon_used` with the receipt that used it, `coupon_in_cart`, and `coupon_not_valid_now`.
 */
export function addCoupon(till: Till, text: string): Answer<{ readonly promotionId: string }> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    const found = couponOf(till, cart, text);
    if (!found.ok) return found;
    const { promotionId, codeHash: hash } = found.value;
    const receiptNumber = hash && receiptOfCode(till.db, hash);
    if (receiptNumber) return refuse('coupon_used', { receiptNumber });
    // A second code of the same coupon gives nothing more in one sale, and stays good for another.
    if (cart.coupons.some((one) => one.promotionId === promotionId)) {
      return refuse('coupon_in_cart');
    }
    const context = promotionContext(till, cart);
    const promotion = context.promotions.find((one) => one.promotionId === promotionId);
    const why = promotion ? unavailableBecause(promotion, context) : 'ended';
    if (why !== null && OUT_OF_TIME.has(why)) return refuse('coupon_not_valid_now');
    updateCartCoupons(till.db, cart.cartId, [...cart.coupons, found.value]);
    return ok({ promotionId });
  });
}

/** Takes a coupon out of the active cart again; its code stays good. */
export function removeCoupon(till: Till, promotionId: string): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    const left = cart.coupons.filter((one) => one.promotionId !== promotionId);
    updateCartCoupons(till.db, cart.cartId, left);
    return ok(null);
  });
}

/** Takes codes out of a cart that another sale has used since they were shown. */
export function dropUsedCoupons(till: Till, { cartId, coupons }: Cart): void {
  const used = codesUsed(
    till.db,
    coupons.flatMap((one) => one.codeHash ?? []),
  );
  if (used.size === 0) return;
  const left = coupons.filter((one) => one.codeHash === null || !used.has(one.codeHash));
  updateCartCoupons(till.db, cartId, left);
}

const OUT_OF_TIME: ReadonlySet<string> = new Set([
  ...['not_started', 'ended', 'not_this_day', 'not_this_hour', 'other_store', 'other_register'],
]);

function couponOf(till: Till, cart: Cart, text: string): Result<CartCoupon, 'coupon_unknown'> {
  const ours = readPaperCode(text.trim());
  const read = readCouponCode(ours?.kind === 'C' ? ours.number : text);
  if (!read) return refuse('coupon_unknown');
  if (read.isOneTime) {
    const hash = codeHash(till, read.code);
    const issued = couponByHash(till.db, hash);
    if (!issued) return refuse('coupon_unknown');
    return ok({ promotionId: issued.promotionId, codeHash: hash });
  }
  const shared = promotionContext(till, cart).promotions.find(
    (one) => isSharedCoupon(one) && sharedCode(till, one.promotionId) === read.code,
  );
  if (!shared) return refuse('coupon_unknown');
  return ok({ promotionId: shared.promotionId, codeHash: null });
}
