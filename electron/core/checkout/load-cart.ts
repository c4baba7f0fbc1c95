import {
  type LineToPrice,
  type PricedCart,
  type PricedLine,
  priceCart,
} from '../../../shared/domain/pricing/priced-cart.ts';
import type { Database } from '../db/open.ts';
import { type CartLine, linesOfCart } from './cart-line-table.ts';
import type { Cart } from './cart-table.ts';

/** A cart with its lines and what they cost; `rows[i]` and `priced.lines[i]` are the same line. */
export type LoadedCart = {
  readonly cart: Cart;
  readonly rows: readonly CartLine[];
  readonly priced: PricedCart;
};

/** Reads a cart and prices it from nothing, at the prices the cashier was shown. */
export function loadCart(db: Database, cart: Cart): LoadedCart {
  const rows = linesOfCart(db, cart.cartId);
  return { cart, rows, priced: priceCart(rows.map(toPrice), cart.discount) };
}

export function toPrice(row: CartLine): LineToPrice {
  return {
    lineId: row.lineId,
    kind: row.item.kind,
    quantityMilli: row.quantityMilli,
    unitListFen: row.shownListFen,
    override: row.override,
    discount: row.discount,
  };
}

/** Pairs each stored line with its price. */
export function eachLine(
  loaded: LoadedCart,
): readonly { readonly row: CartLine; readonly priced: PricedLine }[] {
  return loaded.rows.flatMap((row, index) => {
    const priced = loaded.priced.lines[index];
    return priced ? [{ row, priced }] : [];
  });
}
