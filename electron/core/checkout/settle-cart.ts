import { settleCash } from '../../../shared/domain/tender/cash.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import type { CartTenders } from './cart-tenders.ts';
import type { CashTender } from './sale-table.ts';

export type CashPayment = {
  readonly requestId: string;
  readonly cartId: string;
  readonly expectedDueFen: number; // what the cashier saw
  readonly expectedPayFen?: number | undefined; // of it, in cash
  readonly tenderedFen: number | null; // null: the exact amount
};

/**
 * The cash that a cart is paid with, and its change. A sale and a practised sale share it, so that practice shows what
 * a sale would. Refuses `cart_changed` (it is no longer what the cashier saw),
 * `tendered_too_little`, `tendered_too_much`.
 */
export function settleCart(
  { roundingFen, dueFen, payFen }: CartTenders,
  payment: CashPayment,
): Result<
  { readonly roundingFen: Fen; readonly tender: CashTender },
  'cart_changed' | 'tendered_too_little' | 'tendered_too_much'
> {
  const isAsSeen =
    dueFen === payment.expectedDueFen && payFen === (payment.expectedPayFen ?? payFen);
  if (!isAsSeen) return refuse('cart_changed', { dueFen });
  const settled = settleCash(
    payFen,
    payment.tenderedFen === null ? null : fen(payment.tenderedFen),
  );
  if (!settled.ok) return settled;
  return ok({ roundingFen, tender: { amountFen: payFen, ...settled.value } });
}
