import type { PromotionChangeView } from '../../../shared/contract/cart.ts';
import {
  type LineToPrice,
  type PricedCart,
  type PricedLine,
  priceCart,
} from '../../../shared/domain/pricing/priced-cart.ts';
import { unavailableBecause } from '../../../shared/domain/promotions/promotion-availability.ts';
import type { PromotionContext } from '../../../shared/domain/promotions/promotion-cart.ts';
import type { Database } from '../db/open.ts';
import type { Till } from '../till.ts';
import { type CartLine, linesOfCart } from './cart-line-table.ts';
import type { Cart } from './cart-table.ts';
import { type CartContext, promotionContext } from './promotion-context.ts';
import { promotionChange } from './shown-promotions.ts';

/** A cart with its lines and what they cost; `rows[i]` and `priced.lines[i]` are the same line. */
export type LoadedCart = {
  readonly cart: Cart;
  readonly rows: readonly CartLine[];
  readonly priced: PricedCart;
  readonly context: CartContext;
  /** What time, a quota or a new version did to it since the cashier last saw it; `null`: nothing. */
  readonly change: PromotionChangeView | null;
  /**
   * How far the whole cart is below what its goods come to with nothing done by hand, in ten-thousandths. A price by hand
   * takes goods out of promotions, which can give the others more: looked at where there is one, else 0.
   */
  readonly shiftedRate: number;
};

/** Reads a cart and prices it from nothing, at the list prices the cashier was shown and the promotions of now. */
export function loadCart(till: Till, cart: Cart): LoadedCart {
  const rows = linesOfCart(till.db, cart.cartId);
  const context = promotionContext(till, cart);
  const priced = pricedOnce(till.db, rows.map(toPrice), cart, context);
  const change = promotionChange(cart.shown, priced);
  const shiftedRate = rows.some(isRepriced) ? shiftOf(till.db, { cart, rows, priced, context }) : 0;
  return { cart, rows, priced, context, change, shiftedRate };
}

/** Whether a line has a price by hand in place of the list price. */
function isRepriced({ override, shownListFen }: CartLine): boolean {
  return override !== null && (shownListFen ?? 0) > 0;
}

/** A fen a unit and two a line are rounding, as each line's own limit counts them. */
function shiftOf(
  db: Database,
  { cart, rows, priced, context }: Pick<LoadedCart, 'cart' | 'rows' | 'priced' | 'context'>,
): number {
  const asListed = rows.map((row) => {
    const line = toPrice(row);
    return { ...line, discount: null, override: isRepriced(row) ? null : line.override };
  });
  const best = pricedOnce(db, asListed, { ...cart, discount: null }, context).netFen;
  const rounding = priced.lines.reduce((sum, { unitNets }) => sum + unitNets.length + 2, 0);
  const less = Math.max(0, best - priced.netFen - rounding);
  return best === 0 ? 0 : Math.ceil((less * 10_000) / best);
}

export function toPrice(row: CartLine): LineToPrice {
  const { kind, brand, category, tags } = row.item;
  return {
    lineId: row.lineId,
    sku: row.sku,
    ...{ kind, brand, category, tags },
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

/** So many carts are remembered: one deed looks at a cart before, after, and once more for the screen. */
const REMEMBERED = 8;
const memory = new WeakMap<Database, Map<string, PricedCart>>();

/** A cart that is looked at again under the same circumstances is not searched again. */
function pricedOnce(
  db: Database,
  lines: readonly LineToPrice[],
  cart: Cart,
  context: PromotionContext,
): PricedCart {
  const known = memory.get(db) ?? new Map<string, PricedCart>();
  memory.set(db, known);
  const key = circumstances(lines, cart, context);
  const priced = known.get(key) ?? priceCart(lines, cart.discount, context);
  known.delete(key);
  known.set(key, priced);
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return priced;
}

/** All that a price depends on, as text. Of the time only what it opens and closes counts. */
function circumstances(
  lines: readonly LineToPrice[],
  { discount }: Cart,
  context: PromotionContext,
): string {
  const promotions = context.promotions.map((one) => [
    ...[one.promotionId, one.version, one.isOptional],
    unavailableBecause(one, context),
    context.quotaLeft.get(one.promotionId),
    context.deposits.get(one.promotionId),
    context.pinned.has(one.promotionId),
  ]);
  return JSON.stringify([lines, discount, promotions]);
}
