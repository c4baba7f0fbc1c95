import type { Answer } from '../../../shared/contract/answer.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Till } from '../till.ts';
import { dropUsedCoupons } from './cart-coupons.ts';
import { linesOfCart, updateLine } from './cart-line-table.ts';
import { updateShownPromotions } from './cart-table.ts';
import { changeCart } from './edit-cart.ts';

/** Takes over what changed since the cashier saw it: list prices, promotions, and coupons that are used up. */
export function acceptPrices(till: Till): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    for (const line of linesOfCart(till.db, cart.cartId)) {
      if (line.shownListFen === line.item.listFen) continue;
      updateLine(till.db, { ...line, shownListFen: line.item.listFen, floorApproval: null });
    }
    dropUsedCoupons(till, cart);
    updateShownPromotions(till.db, cart.cartId, null);
    return ok(null);
  });
}
