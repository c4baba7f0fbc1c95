import { type Fen, fen, timesMilli, timesRate } from '../../kernel/money.ts';
import type { Benefit } from './promotion.ts';

/**
 * What one unit that lists at `listFen` costs under a unit price; `null` where the kind is none or it is not lower. A
 * fixed amount is meant for a piece or a metre: `unitMilli` says how many thousandths of that the unit is.
 */
export function unitPriceUnder(benefit: Benefit, listFen: Fen, unitMilli = A_PIECE): number | null {
  const price = priceOf(benefit, listFen, unitMilli);
  return price !== null && price < listFen ? price : null;
}

const A_PIECE = 1_000;

function priceOf(benefit: Benefit, listFen: Fen, unitMilli: number): number | null {
  const times = (amount: Fen) => timesMilli(amount, unitMilli);
  switch (benefit.kind) {
    case 'direct_price':
      return benefit.priceFen === null
        ? Math.max(0, listFen - times(fen(benefit.offFen ?? 0)))
        : times(benefit.priceFen);
    case 'percent':
      return timesRate(listFen, benefit.payRate);
    case 'member_price':
    case 'flash_sale':
      return times(benefit.priceFen);
    case 'presale':
      return Math.max(0, listFen - presaleOff(benefit));
    default:
      return null;
  }
}

/** What a redeemed deposit takes off beside itself: what it is worth more than was paid, or a fixed amount. */
function presaleOff(benefit: Extract<Benefit, { kind: 'presale' }>): number {
  return benefit.worthFen === null ? (benefit.offFen ?? 0) : benefit.worthFen - benefit.depositFen;
}
