import { codesUsed } from '../promotions/coupon-table.ts';
import type { Till } from '../till.ts';
import { type Cart, updateCartCoupons } from './cart-table.ts';

/** Takes codes out of a cart that another sale has used since they were shown. */
export function dropUsedCoupons(till: Till, { cartId, coupons }: Cart): void {
  const used = codesUsed(
    till.db,
    coupons.flatMap(({ codeHash }) => (codeHash === null ? [] : [codeHash])),
  );
  if (used.size === 0) return;
  const left = coupons.filter(({ codeHash }) => codeHash === null || !used.has(codeHash));
  updateCartCoupons(till.db, cartId, left);
}
