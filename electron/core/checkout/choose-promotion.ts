import type { Answer } from '../../../shared/contract/answer.ts';
import type { PromotionView } from '../../../shared/contract/cart.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { allowedBy } from '../staff/approval.ts';
import type { Deed, Till } from '../till.ts';
import { linesOfCart, updateLine } from './cart-line-table.ts';
import { isBelowFloor, lowestUnitNet } from './cart-obstacles.ts';
import { updateCartChoices } from './cart-table.ts';
import { changeCart, practiceMark, writeEntry } from './edit-cart.ts';
import { eachLine, loadCart } from './load-cart.ts';

/**
 * Leaves a promotion out of the active cart, insists on it, or gives the choice back to the till. The cashier chooses
 * where the rule leaves a choice; anything else needs the right to override promotions, the person's own or an
 * approval's. Journalled. Refuses `promotion_not_in_cart`, `promotion_not_optional`, `approval_needed`.
 */
export function choosePromotion(
  till: Till,
  deed: Deed,
  input: { readonly promotionId: string; readonly choice: PromotionView['choice'] },
): Answer<null> {
  const { promotionId, choice } = input;
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    const { priced, context } = loadCart(till, cart);
    const { taken, notTaken } = priced.outcome;
    const known = new Set([...cart.choices.unticked, ...cart.choices.pinned]);
    for (const { promotion } of [...taken, ...notTaken]) known.add(promotion.promotionId);
    if (!known.has(promotionId)) return refuse('promotion_not_in_cart');
    const offered = context.promotions.find((one) => one.promotionId === promotionId);
    const isOptional = offered?.isOptional && !context.overridden.has(promotionId);
    // To give the choice back to the till needs nobody's leave: it then does what the rules say.
    const overridden = isOptional || choice === 'auto' ? null : allowedBy(deed, OVERRIDE);
    if (!isOptional && choice !== 'auto' && !overridden) {
      if (deed.approvedBy) return refuse('promotion_not_optional');
      return refuse('approval_needed', { ...OVERRIDE });
    }
    const others = (ids: readonly string[]) => ids.filter((id) => id !== promotionId);
    const { unticked, pinned, allowed } = cart.choices;
    updateCartChoices(till.db, cart.cartId, {
      unticked: [...others(unticked), ...(choice === 'unticked' ? [promotionId] : [])],
      pinned: [...others(pinned), ...(choice === 'pinned' ? [promotionId] : [])],
      allowed: [...others(allowed), ...(overridden ? [promotionId] : [])],
    });
    writeEntry(till, deed.by, 'PROMOTION_CHOICE', {
      ...{ cartId: cart.cartId, promotionId, choice, netFen: priced.netFen },
      version: offered?.version ?? null,
      approvedBy: deed.approvedBy?.staffId ?? null,
      ...practiceMark(cart.isTraining),
    });
    return ok(null);
  });
}

const OVERRIDE = { right: 'override_promotion' } as const;

/**
 * Allows what the active cart sells below a floor price to go down to where it stands now; anything lower asks again.
 * Journalled. Refuses `approval_needed`, and `below_floor_price` where the approver may not either.
 */
export function allowFloor(till: Till, deed: Deed): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    const loaded = loadCart(till, cart);
    const below = eachLine(loaded).filter(({ row, priced }) => isBelowFloor(row, priced));
    if (below.length === 0) return ok(null);
    const allower = allowedBy(deed, { right: 'below_floor' });
    if (!allower && deed.approvedBy) return refuse('below_floor_price');
    if (!allower) return refuse('approval_needed', { right: 'below_floor' });
    const now = new Map(linesOfCart(till.db, cart.cartId).map((line) => [line.lineId, line]));
    const lines = below.map(({ row, priced }) => {
      const floorApproval = { by: allower.staffId, downToFen: lowestUnitNet(priced, row) };
      updateLine(till.db, { ...(now.get(row.lineId) ?? row), floorApproval });
      return { lineId: row.lineId, sku: row.sku, downToFen: floorApproval.downToFen };
    });
    writeEntry(till, deed.by, 'PROMOTION_CHOICE', {
      ...{ cartId: cart.cartId, choice: 'below_floor', lines },
      approvedBy: deed.approvedBy?.staffId ?? null,
      ...practiceMark(cart.isTraining),
    });
    return ok(null);
  });
}
