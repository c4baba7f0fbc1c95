import type { PromotionChangeView } from '../../../shared/contract/cart.ts';
import type { PricedCart } from '../../../shared/domain/pricing/priced-cart.ts';
import type { Cart, ShownPromotions } from './cart-table.ts';

/** What a cashier sees of a priced cart, to be held against it later. */
export function shownOf(priced: PricedCart, change: PromotionChangeView | null): ShownPromotions {
  const taken = priced.outcome.taken.map(({ promotion: { promotionId, name } }) => ({
    promotionId,
    name,
  }));
  return { taken, netFen: priced.netFen, change };
}

/**
 * How a cart differs from what was last shown of it, together with what changed before and was never accepted; `null`
 * where nothing does, and for a cart that was never shown.
 */
export function promotionChange(
  shown: Cart['shown'],
  priced: PricedCart,
): PromotionChangeView | null {
  if (!shown) return null;
  const now = shownOf(priced, null);
  const started = namesBeside(now.taken, shown.taken);
  const ended = namesBeside(shown.taken, now.taken);
  const { change: before } = shown;
  if (started.length + ended.length === 0 && now.netFen === shown.netFen) return before;
  if (!before) return { fromFen: shown.netFen, toFen: now.netFen, started, ended };
  return {
    fromFen: before.fromFen,
    toFen: before.toFen + now.netFen - shown.netFen,
    started: [...new Set([...before.started, ...started])],
    ended: [...new Set([...before.ended, ...ended])],
  };
}

function namesBeside(
  these: ShownPromotions['taken'],
  those: ShownPromotions['taken'],
): readonly string[] {
  const ids = new Set(those.map(({ promotionId }) => promotionId));
  return these.filter(({ promotionId }) => !ids.has(promotionId)).map(({ name }) => name);
}
