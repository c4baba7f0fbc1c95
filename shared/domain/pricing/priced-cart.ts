import { allocate } from '../../kernel/allocate.ts';
import { type Fen, fen, sumFen, timesMilli, timesRate, ZERO } from '../../kernel/money.ts';

/** Who bears a deduction; settlements with brands and platforms are sums over this. */
export type Funding = 'store' | 'brand' | 'platform' | 'government';

/** A deduction a person made by hand: exactly one of `rate` (ten-thousandths off) and `offFen` is set. */
export type ManualDiscount = {
  readonly rate: number | null;
  readonly offFen: Fen | null;
  readonly reason: string;
};

export type PriceOverride = { readonly unitFen: Fen; readonly reason: string };

export type LineToPrice = {
  readonly lineId: string;
  readonly kind: 'goods' | 'service' | 'material';
  readonly quantityMilli: number;
  /** `null`: the price book has none, the override is the price. */
  readonly unitListFen: Fen | null;
  readonly override: PriceOverride | null;
  readonly discount: ManualDiscount | null;
};

export type Adjustment = {
  readonly kind: 'override' | 'line_discount' | 'cart_discount';
  readonly reason: string;
  readonly funding: Funding;
  readonly amountFen: Fen;
};

export type PricedLine = {
  readonly lineId: string;
  /** What one unit lists at: the price book's, or the till's own price where that is higher or the only one. */
  readonly unitListFen: Fen;
  readonly unitPriceFen: Fen;
  readonly listFen: Fen;
  readonly netFen: Fen;
  readonly adjustments: readonly Adjustment[];
  /** One net amount a unit; a measured line counts as one unit. They add up to `netFen`. */
  readonly unitNets: readonly Fen[];
  /**
   * All deductions made by hand, in ten-thousandths of `listFen`, rounded up. A fen a unit, and one for
   * the line's share of a cart discount, count as rounding: 3 % off 99.90 is 3.00 and within 3 %.
   */
  readonly reductionRate: number;
};

export type PricedCart = {
  readonly lines: readonly PricedLine[];
  readonly listFen: Fen;
  readonly discountFen: Fen;
  readonly netFen: Fen;
};

/**
 * Prices a whole cart from nothing: list price, price override, line discount, cart discount; the
 * last is spread over goods only (services and materials stay undiscounted unless discounted on their
 * own line). Every amount is split to units by largest remainder, nothing falls below zero.
 */
export function priceCart(
  lines: readonly LineToPrice[],
  cartDiscount: ManualDiscount | null,
): PricedCart {
  const own = lines.map(priceLine);
  const shares = cartShares(lines, own, cartDiscount);
  const priced = own.map((line, index) => withCartShare(line, shares[index] ?? ZERO, cartDiscount));
  const listFen = sumFen(priced.map((l) => l.listFen));
  const netFen = sumFen(priced.map((l) => l.netFen));
  return { lines: priced, listFen, discountFen: fen(listFen - netFen), netFen };
}

/** How many units a line is refunded in: whole counted pieces, or the line as one. */
export function unitCountOf(quantityMilli: number): number {
  return quantityMilli % 1000 === 0 && quantityMilli <= 999_000 ? quantityMilli / 1000 : 1;
}

/** What a cart discount is taken from: the goods lines' amounts after their own deductions. */
export function cartDiscountBase(lines: readonly LineToPrice[]): Fen {
  return sumFen(lines.filter((l) => l.kind === 'goods').map((l) => priceLine(l).netFen));
}

function priceLine(line: LineToPrice): PricedLine {
  const asked = line.override?.unitFen ?? line.unitListFen ?? ZERO;
  const unitListFen = fen(Math.max(line.unitListFen ?? 0, asked));
  const listFen = timesMilli(unitListFen, line.quantityMilli);
  const gross = timesMilli(asked, line.quantityMilli);
  const adjustments: Adjustment[] = [];
  if (line.override && listFen > gross) {
    adjustments.push(byHand('override', line.override.reason, fen(listFen - gross)));
  }
  const units = unitCountOf(line.quantityMilli);
  const unitAmount = fen(units === 1 ? gross : asked);
  const off = line.discount ? discountOf(line.discount, unitAmount, units, gross) : ZERO;
  if (line.discount && off > 0) {
    adjustments.push(byHand('line_discount', line.discount.reason, off));
  }
  const netFen = fen(gross - off);
  return {
    lineId: line.lineId,
    unitListFen,
    unitPriceFen: asked,
    listFen,
    netFen,
    adjustments,
    unitNets: evenly(netFen, units),
    reductionRate: rateOf(fen(listFen - netFen), listFen, units),
  };
}

/** A rate is rounded half up unit by unit, so that two units cost twice what one costs. */
function discountOf(discount: ManualDiscount, unitAmount: Fen, units: number, gross: Fen): Fen {
  const off =
    discount.rate === null ? (discount.offFen ?? 0) : timesRate(unitAmount, discount.rate) * units;
  return fen(Math.min(off, gross));
}

function cartShares(
  lines: readonly LineToPrice[],
  own: readonly PricedLine[],
  discount: ManualDiscount | null,
): readonly Fen[] {
  if (!discount) return own.map(() => ZERO);
  const weights = own.map((line, index) => (lines[index]?.kind === 'goods' ? line.netFen : 0));
  const base = fen(weights.reduce((a: number, b) => a + b, 0));
  const wanted = discount.rate === null ? (discount.offFen ?? 0) : timesRate(base, discount.rate);
  return allocate(fen(Math.min(wanted, base)), weights);
}

function withCartShare(line: PricedLine, share: Fen, discount: ManualDiscount | null): PricedLine {
  if (!discount || share === 0) return line;
  const netFen = fen(line.netFen - share);
  const unitShares = allocate(share, line.unitNets);
  return {
    ...line,
    netFen,
    adjustments: [...line.adjustments, byHand('cart_discount', discount.reason, share)],
    unitNets: line.unitNets.map((net, index) => fen(net - (unitShares[index] ?? 0))),
    reductionRate: rateOf(fen(line.listFen - netFen), line.listFen, line.unitNets.length + 1),
  };
}

function byHand(kind: Adjustment['kind'], reason: string, amountFen: Fen): Adjustment {
  return { kind, reason, funding: 'store', amountFen };
}

function evenly(total: Fen, units: number): readonly Fen[] {
  return allocate(
    total,
    Array.from({ length: units }, () => 1),
  );
}

function rateOf(reduction: Fen, list: Fen, rounding: number): number {
  return list === 0 ? 0 : Math.ceil((Math.max(0, reduction - rounding) * 10_000) / list);
}
