import { allocate } from '../../kernel/allocate.ts';
import { type Fen, fen, sumFen, timesMilli, timesRate, ZERO } from '../../kernel/money.ts';
import { bestPromotions, WORK_LIMIT } from '../promotions/best-promotions.ts';
import type { Funding, Layer, PromotionKind } from '../promotions/promotion.ts';
import type {
  PromotedLine,
  PromotionContext,
  PromotionLine,
  PromotionOutcome,
  PromotionShare,
} from '../promotions/promotion-cart.ts';

/** A deduction a person made by hand: exactly one of `rate` (ten-thousandths off) and `offFen` is set. */
export type ManualDiscount = {
  readonly rate: number | null;
  readonly offFen: Fen | null;
  readonly reason: string;
};

export type PriceOverride = { readonly unitFen: Fen; readonly reason: string };

export type LineToPrice = Pick<
  PromotionLine,
  'lineId' | 'sku' | 'kind' | 'brand' | 'category' | 'tags'
> & {
  readonly quantityMilli: number;
  /** `null`: the price book has none, the override is the price. */
  readonly unitListFen: Fen | null;
  readonly override: PriceOverride | null;
  readonly discount: ManualDiscount | null;
};

export type ManualKind = 'override' | 'line_discount' | 'cart_discount';

/** One deduction of one line, as a sale stores it. */
export type Adjustment = {
  readonly kind: ManualKind | PromotionKind;
  readonly reason: string; // a promotion's name
  readonly funding: Funding;
  readonly amountFen: Fen;
  /** One amount a unit; they add up to `amountFen`. */
  readonly unitShares: readonly Fen[];
  /** The very version of the promotion that gave it; `null`: made by hand. */
  readonly promotion: {
    readonly promotionId: string;
    readonly version: number;
    readonly layer: Layer;
  } | null;
};

export type PricedLine = {
  readonly lineId: string;
  /** What one unit lists at: the price book's, or the till's own price where that is higher or the only one. */
  readonly unitListFen: Fen;
  readonly unitPriceFen: Fen;
  readonly listFen: Fen;
  /** What manual deductions are measured on: after promotions, or the list amount of what is priced by hand. */
  readonly beforeManualFen: Fen;
  readonly netFen: Fen;
  /** What promotions took; the same amounts stand in `adjustments`. */
  readonly shares: readonly PromotionShare[];
  readonly adjustments: readonly Adjustment[];
  /** One net amount a unit; a measured line counts as one unit. They add up to `netFen`. */
  readonly unitNets: readonly Fen[];
  /**
   * All deductions made by hand, in ten-thousandths of `beforeManualFen`, rounded up. A fen a unit, and one for
   * the line's share of a cart discount, count as rounding: 3 % off 99.90 is 3.00 and within 3 %.
   */
  readonly reductionRate: number;
};

export type PricedCart = {
  readonly lines: readonly PricedLine[];
  readonly listFen: Fen;
  readonly discountFen: Fen;
  readonly netFen: Fen;
  /** Which promotions were taken and why; its lines are in an order of their own. */
  readonly outcome: PromotionOutcome;
};

/** A shop that runs no promotion. */
export const WITHOUT_PROMOTIONS: PromotionContext = {
  promotions: [],
  at: 0,
  storeId: '',
  registerId: '',
  customer: { isKnown: false, tier: 'none' },
  shownCoupons: new Set(),
  deposits: new Map(),
  quotaLeft: new Map(),
  unticked: new Set(),
  pinned: new Set(),
  workLimit: WORK_LIMIT,
};

/**
 * Prices a whole cart from nothing: list price, price override, promotions, line discount, cart discount; the last is
 * spread over goods only (services and materials stay undiscounted unless discounted on their own line). A price that
 * was agreed by hand in place of a list price takes no promotion. Every amount is split to units by largest remainder,
 * nothing falls below zero. The order of the lines changes nothing: they are priced in the order of their goods.
 */
export function priceCart(
  lines: readonly LineToPrice[],
  cartDiscount: ManualDiscount | null,
  context: PromotionContext,
): PricedCart {
  const sorted = lines.map((line, index) => ({ line, index })).sort(bySkuThenLine);
  const ordered = sorted.map(({ line }) => line);
  const outcome = bestPromotions(ordered.map(toPromotionLine), context);
  const own = ordered.map((line, index) => priceLine(line, outcome.lines[index]));
  const shares = cartShares(ordered, own, cartDiscount);
  const priced = own
    .map((line, index) => ({
      line: withCartShare(line, shares[index] ?? ZERO, cartDiscount),
      index: sorted[index]?.index ?? 0,
    }))
    .sort((a, b) => a.index - b.index)
    .map(({ line }) => line);
  const listFen = sumFen(priced.map((l) => l.listFen));
  const netFen = sumFen(priced.map((l) => l.netFen));
  return { lines: priced, listFen, discountFen: fen(listFen - netFen), netFen, outcome };
}

/** How many units a line is refunded in: whole counted pieces, or the line as one. */
export function unitCountOf(quantityMilli: number): number {
  return quantityMilli % 1000 === 0 && quantityMilli <= 999_000 ? quantityMilli / 1000 : 1;
}

/** What a cart discount is taken from: the goods lines' amounts after promotions and their own deductions. */
export function cartDiscountBase(lines: readonly LineToPrice[], priced: PricedCart): Fen {
  return sumFen(
    priced.lines
      .filter((_, index) => lines[index]?.kind === 'goods')
      .map((line) => withoutManual(line, ['cart_discount'])),
  );
}

/** What a line's own discount is taken from: its amount after promotions and its price override. */
export function lineDiscountBase(line: PricedLine): Fen {
  return withoutManual(line, ['line_discount', 'cart_discount']);
}

function withoutManual(line: PricedLine, kinds: readonly Adjustment['kind'][]): Fen {
  const taken = line.adjustments.filter(({ kind }) => kinds.includes(kind));
  return fen(line.netFen + sumFen(taken.map(({ amountFen }) => amountFen)));
}

type Placed = { readonly line: LineToPrice; readonly index: number };

/** Code points decide, so that every till sorts alike. */
function bySkuThenLine(a: Placed, b: Placed): number {
  return (
    compare(a.line.sku, b.line.sku) || compare(a.line.lineId, b.line.lineId) || a.index - b.index
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A price agreed by hand in place of a list price takes no promotion; the only price there is does. */
function isPricedByHand(line: LineToPrice): boolean {
  return line.override !== null && (line.unitListFen ?? 0) > 0;
}

function toPromotionLine(line: LineToPrice): PromotionLine {
  const { lineId, sku, kind, brand, category, tags, quantityMilli } = line;
  const unitCount = unitCountOf(quantityMilli);
  const asked = askedFen(line);
  return {
    ...{ lineId, sku, kind, brand, category, tags, unitCount },
    unitListFen: unitCount === 1 ? timesMilli(asked, quantityMilli) : asked,
    unitMilli: unitCount === 1 ? quantityMilli : 1_000,
    isPricedByHand: isPricedByHand(line),
  };
}

function askedFen(line: LineToPrice): Fen {
  return line.override?.unitFen ?? line.unitListFen ?? ZERO;
}

function priceLine(line: LineToPrice, promoted: PromotedLine | undefined): PricedLine {
  const asked = askedFen(line);
  const unitListFen = fen(Math.max(line.unitListFen ?? 0, asked));
  const listFen = timesMilli(unitListFen, line.quantityMilli);
  const gross = timesMilli(asked, line.quantityMilli);
  const units = unitCountOf(line.quantityMilli);
  const shares = promoted?.shares ?? [];
  const before = promoted?.unitNets ?? evenly(gross, units);
  const adjustments: Adjustment[] = [];
  if (line.override && listFen > gross) {
    const unitShares = evenly(fen(listFen - gross), units);
    adjustments.push(byHand('override', line.override.reason, unitShares));
  }
  adjustments.push(...shares.map(byPromotion));
  const unitNets = line.discount ? discounted(line.discount, before) : before;
  const netFen = sumFen(unitNets);
  if (line.discount && netFen < sumFen(before)) {
    const unitShares = before.map((net, unit) => fen(net - (unitNets[unit] ?? 0)));
    adjustments.push(byHand('line_discount', line.discount.reason, unitShares));
  }
  const beforeManualFen = isPricedByHand(line) ? listFen : sumFen(before);
  return {
    lineId: line.lineId,
    unitListFen,
    unitPriceFen: asked,
    listFen,
    beforeManualFen,
    netFen,
    shares,
    adjustments,
    unitNets,
    reductionRate: rateOf(fen(beforeManualFen - netFen), beforeManualFen, units),
  };
}

/** A rate is rounded half up unit by unit, so that two units cost twice what one costs; an amount is shared out. */
function discounted(discount: ManualDiscount, nets: readonly Fen[]): readonly Fen[] {
  const { rate, offFen } = discount;
  if (rate !== null) return nets.map((net) => fen(net - Math.min(net, timesRate(net, rate))));
  const total = sumFen(nets);
  return allocate(fen(total - Math.min(offFen ?? 0, total)), nets);
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
  const { beforeManualFen: base } = line;
  return {
    ...line,
    netFen,
    adjustments: [...line.adjustments, byHand('cart_discount', discount.reason, unitShares)],
    unitNets: line.unitNets.map((net, index) => fen(net - (unitShares[index] ?? 0))),
    reductionRate: rateOf(fen(base - netFen), base, line.unitNets.length + 1),
  };
}

function byHand(kind: ManualKind, reason: string, unitShares: readonly Fen[]): Adjustment {
  const amountFen = sumFen(unitShares);
  return { kind, reason, funding: 'store', amountFen, unitShares, promotion: null };
}

function byPromotion({ promotion, amountFen, unitShares }: PromotionShare): Adjustment {
  const { promotionId, version, layer, name, funding, benefit } = promotion;
  return {
    ...{ kind: benefit.kind, reason: name, funding, amountFen, unitShares },
    promotion: { promotionId, version, layer },
  };
}

function evenly(total: Fen, units: number): readonly Fen[] {
  return allocate(
    total,
    Array.from({ length: units }, () => 1),
  );
}

function rateOf(reduction: Fen, base: Fen, rounding: number): number {
  return base === 0 ? 0 : Math.ceil((Math.max(0, reduction - rounding) * 10_000) / base);
}
