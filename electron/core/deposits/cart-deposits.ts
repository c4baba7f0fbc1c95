import type { Answer } from '../../../shared/contract/answer.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { outOfTimeBecause } from '../../../shared/domain/promotions/promotion-availability.ts';
import { type Fen, ZERO } from '../../../shared/kernel/money.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Obstacle } from '../checkout/cart-obstacles.ts';
import type { Cart } from '../checkout/cart-table.ts';
import { changeCart } from '../checkout/edit-cart.ts';
import type { LoadedCart } from '../checkout/load-cart.ts';
import type { Database } from '../db/open.ts';
import { promotionMoment } from '../promotions/promotion-moment.ts';
import { promotionVersion as versionOf } from '../promotions/promotion-table.ts';
import type { Till } from '../till.ts';
import { putCartDeposits } from './cart-deposit-table.ts';
import {
  type Deposit,
  depositByNumber,
  depositsByIds,
  type StandingDeposit,
} from './deposit-table.ts';

/** A deposit on a cart: used where its goods are there and its presale holds. */
export type CartDeposit = StandingDeposit & { readonly isUsed: boolean };

export type CartDeposits = {
  readonly all: readonly CartDeposit[];
  readonly usedFen: Fen;
  readonly obstacles: readonly Obstacle[];
};

export const NO_DEPOSITS: CartDeposits = { all: [], usedFen: ZERO, obstacles: [] };

/** What the deposits on a cart promise. */
export type PromisedPresales = {
  /** One version of each presale: the one its first deposit was taken under, whatever was decided since. */
  readonly promotions: readonly Promotion[];
  /** How many units of each the deposits were paid for, by the promotion's id, as the engine asks. */
  readonly units: ReadonlyMap<string, number>;
};

const NO_PROMISES: PromisedPresales = { promotions: [], units: new Map() };

/**
 * A slip is kept as it was printed: with the version of the presale that it names and within that version's window,
 * also where the presale was changed, moved or stopped since.
 */
export function promisedPresales(db: Database, cart: Cart): PromisedPresales {
  if (cart.depositIds.length === 0) return NO_PROMISES;
  const promised = new Map<string, Promotion>();
  const units = new Map<string, number>();
  for (const { promotionId, promotionVersion, end } of depositsByIds(db, cart.depositIds)) {
    if (end !== null) continue;
    const terms = promised.get(promotionId) ?? termsOf(db, { promotionId, promotionVersion });
    if (terms?.version !== promotionVersion) continue; // it waits for a sale of its own
    promised.set(promotionId, terms);
    units.set(promotionId, (units.get(promotionId) ?? 0) + 1);
  }
  return { promotions: [...promised.values()], units };
}

/** These promotions, with each presale that a deposit promises as it was promised. */
export function withPromised(
  promotions: readonly Promotion[],
  promised: PromisedPresales,
): readonly Promotion[] {
  if (promised.promotions.length === 0) return promotions;
  const others = promotions.filter((one) => !promised.units.has(one.promotionId));
  return [...others, ...promised.promotions];
}

function termsOf(
  db: Database,
  slip: Pick<Deposit, 'promotionId' | 'promotionVersion'>,
): Promotion | null {
  const { promotionId, promotionVersion: version } = slip;
  return versionOf(db, promotionId, version)?.definition ?? null;
}

/** The deposits on a cart as it is priced. A deposit that finds no unit keeps the cart from being sold with it. */
export function cartDeposits(db: Database, loaded: LoadedCart): CartDeposits {
  const { depositIds } = loaded.cart;
  if (depositIds.length === 0) return NO_DEPOSITS;
  const unitsLeft = presaleUnits(loaded);
  const all = depositsByIds(db, depositIds).map((deposit): CartDeposit => {
    const terms = `${deposit.promotionId} ${deposit.promotionVersion}`;
    const left = unitsLeft.get(terms) ?? 0;
    const isUsed = deposit.end === null && left > 0;
    if (isUsed) unitsLeft.set(terms, left - 1);
    return { ...deposit, isUsed };
  });
  const used = all.filter(({ isUsed }) => isUsed);
  const unused = all.find(({ isUsed }) => !isUsed);
  return {
    all,
    usedFen: used.reduce((sum, { depositFen }) => sum + depositFen, 0) as Fen,
    obstacles: unused ? [{ code: unusedBecause(loaded, unused), lineId: null }] : [],
  };
}

function unusedBecause(
  { context }: LoadedCart,
  { end, promotionId, promotionVersion }: StandingDeposit,
): Obstacle['code'] {
  if (end) return 'deposit_ended';
  const promised = context.promotions.find((one) => one.promotionId === promotionId);
  if (promised && promised.version !== promotionVersion) return 'deposit_other_terms';
  if (promised && outOfTimeBecause(promised.window, context.at)) return 'deposit_out_of_time';
  return 'deposit_goods_missing';
}

/**
 * Redeems a deposit by the number on its slip with the active cart. Refuses `deposit_not_found`, `deposit_ended`,
 * `deposit_in_cart`, and `deposit_out_of_time` outside the window that the slip names; practice redeems none
 * (`cart_is_practice`).
 */
export function addDeposit(till: Till, number: string): Answer<null> {
  return changeCart(till, (cart) => {
    if (!cart) return refuse('cart_empty');
    if (cart.isTraining) return refuse('cart_is_practice');
    const deposit = depositByNumber(till.db, number.trim().toUpperCase());
    if (!deposit) return refuse('deposit_not_found');
    if (deposit.end) return refuse('deposit_ended');
    if (cart.depositIds.includes(deposit.depositId)) return refuse('deposit_in_cart');
    const terms = termsOf(till.db, deposit);
    if (terms && outOfTimeBecause(terms.window, promotionMoment(till))) {
      return refuse('deposit_out_of_time');
    }
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

/** Units that take each version of a presale, as the cart is priced. */
function presaleUnits({ priced }: LoadedCart): Map<string, number> {
  const units = new Map<string, number>();
  for (const { kind, promotion, unitShares } of priced.lines.flatMap((l) => l.adjustments)) {
    if (kind !== 'presale' || promotion === null) continue;
    const taking = unitShares.filter((share) => share > 0).length;
    const terms = `${promotion.promotionId} ${promotion.version}`;
    units.set(terms, (units.get(terms) ?? 0) + taking);
  }
  return units;
}
