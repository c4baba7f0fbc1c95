import type { OfferedDeposit } from '../../../shared/contract/deposits.ts';
import { outOfTimeBecause } from '../../../shared/domain/promotions/promotion-availability.ts';
import { itemFacts } from '../checkout/cart-line-table.ts';
import type { LoadedCart } from '../checkout/load-cart.ts';
import { goodTitle } from '../promotions/good-title.ts';
import { promotionMoment } from '../promotions/promotion-moment.ts';
import { promotionVersion } from '../promotions/promotion-table.ts';
import type { Till } from '../till.ts';
import { depositsByIds, listDeposits } from './deposit-table.ts';

/** Whoever left more is found by the numbers on the slips. */
const MOST_OFFERED = 20;

/**
 * Deposits of the cart's customer that this cart could redeem: not on it yet, their goods in it and not spoken for by
 * another deposit, their presale's time running, and under the terms of those of the same presale that are on it.
 */
export function offeredDeposits(till: Till, { cart, rows }: LoadedCart): readonly OfferedDeposit[] {
  const { personId, depositIds } = cart;
  if (personId === null || cart.isTraining || rows.length === 0) return [];
  const open = listDeposits(till.db, { personId, isOpen: true, text: '', limit: MOST_OFFERED });
  const waiting = open.filter(({ depositId }) => !depositIds.includes(depositId)).toReversed();
  if (waiting.length === 0) return [];
  const moment = promotionMoment(till);
  const onCart = [...depositsByIds(till.db, depositIds)];
  return waiting.flatMap((deposit): OfferedDeposit[] => {
    const { promotionId, promotionVersion: version } = deposit;
    const terms = promotionVersion(till.db, promotionId, version)?.definition;
    if (!terms || outOfTimeBecause(terms.window, moment) !== null) return [];
    const same = onCart.filter((one) => one.promotionId === promotionId);
    if (same.some((one) => one.promotionVersion !== version)) return [];
    const spokenFor = same.filter(({ sku }) => sku === deposit.sku).length;
    if (unitsOf(rows, deposit.sku) <= spokenFor) return [];
    onCart.push(deposit); // the next one needs a unit of its own
    const { depositId, number, depositFen, sku } = deposit;
    const good = itemFacts(till.db, sku);
    return [{ depositId, number, depositFen, title: good ? goodTitle(good) : terms.name }];
  });
}

/** How many whole units of a good are in the cart. */
function unitsOf(rows: LoadedCart['rows'], sku: string): number {
  const own = rows.filter((row) => row.sku === sku);
  return own.reduce((sum, { quantityMilli }) => sum + Math.floor(quantityMilli / 1000), 0);
}
