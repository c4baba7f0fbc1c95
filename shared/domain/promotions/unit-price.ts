import { type Fen, timesRate } from '../../kernel/money.ts';
import type { Benefit } from './promotion.ts';

/** What one unit that lists at `listFen` costs under a unit price; `null` where the kind is none or it is not lower. */
export function unitPriceUnder(benefit: Benefit, listFen: Fen): number | null {
  const price = priceOf(benefit, listFen);
  return price !== null && price < listFen ? price : null;
}

function priceOf(benefit: Benefit, listFen: Fen): number | null {
  switch (benefit.kind) {
    case 'direct_price':
      return benefit.priceFen ?? Math.max(0, listFen - (benefit.offFen ?? 0));
    case 'percent':
      return timesRate(listFen, benefit.payRate);
    case 'member_price':
    case 'flash_sale':
      return benefit.priceFen;
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
