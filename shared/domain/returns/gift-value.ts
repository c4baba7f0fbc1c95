import { type Fen, fen, sumFen } from '../../kernel/money.ts';
import type { Threshold } from '../promotions/promotion.ts';
import { timesEarned } from '../promotions/whole-cart.ts';
import { type UnitKey, unitName } from './returnable-units.ts';

/** What a sale gave away under one promotion, and the units that earned it. */
export type GiftPromise = {
  readonly name: string; // of the promotion, as the customer reads it
  readonly threshold: Threshold;
  readonly count: number; // gifts each time the threshold is reached
  readonly earning: readonly (UnitKey & { readonly amountFen: number })[];
  readonly gifts: readonly (UnitKey & { readonly valueFen: number })[];
};

/**
 * What the customer owes, or with a minus gets back, for gifts that stay with them when the units in `back` (by name,
 * of earlier returns too) have come back: the gifts that what stays no longer earns, the least worth first, less what
 * was paid for them before; never more than the refund. A gift that is brought back is owed no longer.
 */
export function giftsOwed(
  promises: readonly GiftPromise[],
  back: ReadonlySet<string>,
  paid: { readonly refundFen: Fen; readonly beforeFen: Fen },
): Fen {
  const none: ReadonlySet<string> = new Set();
  // What already the whole sale would not earn by these figures was earned by something they do not show.
  const owed = sumFen(
    promises.map((one) => fen(Math.max(0, unearned(one, back) - unearned(one, none)))),
  );
  return fen(Math.min(owed - paid.beforeFen, paid.refundFen));
}

function unearned(promise: GiftPromise, back: ReadonlySet<string>): number {
  const stays = (unit: UnitKey) => !back.has(unitName(unit));
  const earning = promise.earning.filter(stays);
  const amount = earning.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const earned = timesEarned(promise.threshold, amount, earning.length) * promise.count;
  const values = promise.gifts.filter(stays).map(({ valueFen }) => valueFen);
  const surplus = Math.max(0, values.length - earned);
  return values
    .sort((a, b) => a - b)
    .slice(0, surplus)
    .reduce((sum, value) => sum + value, 0);
}
