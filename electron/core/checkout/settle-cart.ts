import { cashRounding, settleCash } from '../../../shared/domain/tender/cash.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import type { Database } from '../db/open.ts';
import { storedSettings } from '../settings/setting-table.ts';
import type { LoadedCart } from './load-cart.ts';
import type { CashTender } from './sale-table.ts';

export type CashPayment = {
  readonly requestId: string;
  readonly cartId: string;
  readonly expectedDueFen: number; // what the cashier saw
  readonly tenderedFen: number | null; // null: the exact amount
};

/**
 * What a cart comes to in cash: its rounding, and the tender with its change. A sale and a practised sale share it, so
 * that practice shows what a sale would. Refuses `cart_changed` (it is no longer what the cashier saw),
 * `tendered_too_little`, `tendered_too_much`.
 */
export function settleCart(
  db: Database,
  { priced }: LoadedCart,
  payment: CashPayment,
): Result<
  { readonly roundingFen: Fen; readonly tender: CashTender },
  'cart_changed' | 'tendered_too_little' | 'tendered_too_much'
> {
  const roundingFen = cashRounding(priced.netFen, storedSettings(db).cashRounding);
  const dueFen = fen(priced.netFen - roundingFen);
  if (dueFen !== payment.expectedDueFen) return refuse('cart_changed', { dueFen });
  const settled = settleCash(
    dueFen,
    payment.tenderedFen === null ? null : fen(payment.tenderedFen),
  );
  if (!settled.ok) return settled;
  return ok({ roundingFen, tender: { amountFen: dueFen, ...settled.value } });
}
