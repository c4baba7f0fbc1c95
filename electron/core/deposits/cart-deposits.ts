import type { Answer } from '../../../shared/contract/answer.ts';
import { type Fen, ZERO } from '../../../shared/kernel/money.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Obstacle } from '../checkout/cart-obstacles.ts';
import type { Cart } from '../checkout/cart-table.ts';
import { changeCart } from '../checkout/edit-cart.ts';
import type { LoadedCart } from '../checkout/load-cart.ts';
import type { Database } from '../db/open.ts';
import type { Till } from '../till.ts';
import { putCartDeposits } from './cart-deposit-table.ts';
import { depositByNumber, depositsByIds, type StandingDeposit } from './deposit-table.ts';

/** A deposit on a cart: used where its goods are there and its presale holds. */
export type CartDeposit = StandingDeposit & { readonly isUsed: boolean };

export type CartDeposits = {
  readonly all: readonly CartDeposit[];
  readonly usedFen: Fen;
  readonly obstacles: readonly Obstacle[];
};

export const NO_DEPOSITS: CartDeposits = { all: [], usedFen: ZERO, obstacles: [] };

/** How many units of each presale the deposits on a cart were paid for, as the engine asks. */
export function depositCounts(db: Database, cart: Cart): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (cart.depositIds.length === 0) return counts;
  for (const { promotionId, end } of depositsByIds(db, cart.depositIds)) {
    if (end === null) counts.set(promotionId, (counts.get(promotionId) ?? 0) + 1);
  }
  return counts;
}

/** The deposits on a cart as it is priced. A deposit that finds no unit keeps the cart from being sold with it. */
export function cartDeposits(db: Database, loaded: LoadedCart): CartDeposits {
  const { depositIds } = loaded.cart;
  if (depositIds.length === 0) return NO_DEPOSITS;
  const unitsLeft = presaleUnits(loaded);
  const all = depositsByIds(db, depositIds).map((deposit): CartDeposit => {
    const left = unitsLeft.get(deposit.promotionId) ?? 0;
    const isUsed = deposit.end === null && left > 0;
    if (isUsed) unitsLeft.set(deposit.promotionId, left - 1);
    return { ...deposit, isUsed };
  });
  const used = all.filter(({ isUsed }) => isUsed);
  const unused = all.find(({ isUsed }) => !isUsed);
  return {
    all,
    usedFen: used.reduce((sum, { depositFen }) => sum + depositFen, 0) as Fen,
    obstacles: unused
      ? [{ code: unused.end ? 'deposit_ended' : 'deposit_goods_missing', lineId: null }]
      : [],
  };
}

/**
 * Redeems a deposit by the number on its slip with the active cart. Refuses `deposit_not_found`, `deposit_ended`,
 * `deposit_in_cart`; practice redeems none (`cart_is_practice`).
 */
export function addDeposit(till: Till, number: string): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    if (cart.isTraining) return refuse('cart_is_practice');
    const deposit = depositByNumber(till.db, number.trim().toUpperCase());
    if (!deposit) return refuse('deposit_not_found');
    if (deposit.end) return refuse('deposit_ended');
    if (cart.depositIds.includes(deposit.depositId)) return refuse('deposit_in_cart');
    putCartDeposits(till.db, cart.cartId, [...cart.depositIds, deposit.depositId]);
    return ok(null);
  });
}

/** Leaves a deposit for another time. Refuses `deposit_not_found`. */
export function removeDeposit(till: Till, depositId: string): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart?.depositIds.includes(depositId)) return refuse('deposit_not_found');
    const left = cart.depositIds.filter((id) => id !== depositId);
    putCartDeposits(till.db, cart.cartId, left);
    return ok(null);
  });
}

/** Units that take each presale, as the cart is priced. */
function presaleUnits({ priced }: LoadedCart): Map<string, number> {
  const units = new Map<string, number>();
  for (const { kind, promotion, unitShares } of priced.lines.flatMap((l) => l.adjustments)) {
    if (kind !== 'presale' || promotion === null) continue;
    const taking = unitShares.filter((share) => share > 0).length;
    units.set(promotion.promotionId, (units.get(promotion.promotionId) ?? 0) + taking);
  }
  return units;
}
