import type { CartView } from '../../../shared/contract/cart.ts';
import { cashRounding } from '../../../shared/domain/tender/cash.ts';
import { type Fen, fen, ZERO } from '../../../shared/kernel/money.ts';
import { type CartDeposits, cartDeposits, NO_DEPOSITS } from '../deposits/cart-deposits.ts';
import { offeredDeposits } from '../deposits/offered-deposits.ts';
import { storedSettings } from '../settings/setting-table.ts';
import { type CartSubsidies, cartSubsidies, NO_SUBSIDIES } from '../subsidy/cart-subsidies.ts';
import { subsidyView } from '../subsidy/cart-subsidy-view.ts';
import type { Till } from '../till.ts';
import type { Obstacle } from './cart-obstacles.ts';
import type { LoadedCart } from './load-cart.ts';

/** How a cart is paid: what the government and earlier deposits pay of it, and what is left for cash. */
export type CartTenders = {
  readonly subsidies: CartSubsidies;
  readonly deposits: CartDeposits;
  readonly roundingFen: Fen; // of the cash alone
  readonly dueFen: Fen; // net less rounding: what all tenders add up to
  readonly payFen: Fen; // in cash
  readonly obstacles: readonly Obstacle[];
};

/** Splits what a cart comes to over its tenders. A subsidy and a deposit are no discount: the amount due stays whole. */
export function cartTenders(till: Till, loaded: LoadedCart): CartTenders {
  const { isTraining } = loaded.cart;
  const subsidies = isTraining ? NO_SUBSIDIES : cartSubsidies(till, loaded);
  const deposits = isTraining ? NO_DEPOSITS : cartDeposits(till.db, loaded);
  const { netFen } = loaded.priced;
  const asideFen = subsidies.claimedFen + deposits.usedFen;
  const isOver = asideFen > netFen;
  const cashFen = isOver ? ZERO : fen(netFen - asideFen);
  const roundingFen = cashRounding(cashFen, storedSettings(till.db).cashRounding);
  return {
    subsidies,
    deposits,
    roundingFen,
    dueFen: fen(netFen - roundingFen),
    payFen: fen(cashFen - roundingFen),
    obstacles: [
      ...subsidies.obstacles,
      ...deposits.obstacles,
      ...(isOver ? [{ code: 'deposit_exceeds_due' as const, lineId: null }] : []),
    ],
  };
}

/** What the screen shows of it. */
export function tendersView(
  till: Till,
  loaded: LoadedCart,
  tenders: CartTenders,
): Pick<
  CartView,
  | ('roundingFen' | 'dueFen' | 'payFen' | 'subsidyFen' | 'depositFen')
  | ('subsidies' | 'deposits' | 'offeredDeposits')
> {
  const { subsidies, deposits, roundingFen, dueFen, payFen } = tenders;
  return {
    ...{ roundingFen, dueFen, payFen },
    subsidyFen: subsidies.claimedFen,
    depositFen: deposits.usedFen,
    subsidies: subsidies.units.map((unit) => subsidyView(till, unit)),
    deposits: deposits.all.map(({ depositId, number, depositFen, isUsed }) => ({
      ...{ depositId, number, depositFen, isUsed },
    })),
    offeredDeposits: offeredDeposits(till, loaded),
  };
}
