import type {
  AdjustmentView,
  CartLineView,
  CartView,
  CustomerView,
} from '../../../shared/contract/cart.ts';
import { tileOf } from '../../../shared/domain/catalog/category.ts';
import type { Adjustment, PricedLine } from '../../../shared/domain/pricing/priced-cart.ts';
import { quickCash } from '../../../shared/domain/tender/cash.ts';
import { fen } from '../../../shared/kernel/money.ts';
import type { CartLine } from './cart-line-table.ts';
import { missingSerials, type Obstacle } from './cart-obstacles.ts';
import { serialSlots } from './cart-serials.ts';
import type { Allowance } from './cart-table.ts';
import type { tendersView } from './cart-tenders.ts';
import { eachLine, type LoadedCart } from './load-cart.ts';
import { promotionsView } from './promotions-view.ts';

export type CartSurroundings = {
  readonly customer: CustomerView | null;
  readonly obstacles: readonly Obstacle[];
  readonly heldCount: number;
  readonly tenders: ReturnType<typeof tendersView>;
  readonly nameOf: (staffId: string) => string;
  /** The last characters of a coupon's code; empty for one that everybody shares. */
  readonly last4Of: (codeHash: string | null) => string;
  readonly titleOf: (sku: string) => string;
};

/** What the screen shows of a cart; every figure on it was computed here. */
export function cartView(loaded: LoadedCart, around: CartSurroundings): CartView {
  const { cart, rows, priced } = loaded;
  return {
    cartId: cart.cartId,
    version: cart.version,
    lines: eachLine(loaded).map(({ row, priced: line }) => lineView(row, line, loaded, around)),
    note: cart.note,
    customer: around.customer,
    unitCount: rows.reduce((n, row) => n + pieces(row), 0),
    listFen: priced.listFen,
    deductions: sumDeductions(priced.lines),
    netFen: priced.netFen,
    ...around.tenders,
    ...promotionsView(loaded, around),
    quickCash: quickCash(fen(around.tenders.payFen)),
    cartDiscount: cart.discount && {
      rate: cart.discount.rate,
      offFen: cart.discount.offFen,
      reason: cart.discount.reason,
    },
    obstacles: around.obstacles,
    missingSerials: rows.reduce((n, row) => n + missingSerials(row), 0),
    heldCount: around.heldCount,
    isTraining: cart.isTraining,
  };
}

function lineView(
  row: CartLine,
  priced: PricedLine,
  loaded: LoadedCart,
  around: CartSurroundings,
): CartLineView {
  const { item } = row;
  const changed = row.shownListFen !== row.item.listFen && row.item.listFen !== null;
  return {
    lineId: row.lineId,
    sku: row.sku,
    kind: item.kind,
    name: item.name,
    brand: item.brand,
    model: item.model,
    category: item.category,
    tile: tileOf(item.category, item.kind),
    spec: item.spec,
    energyGrade: item.energyGrade,
    colour: item.colour,
    unitLabel: item.unitLabel,
    quantityMilli: row.quantityMilli,
    unitListFen: priced.unitListFen,
    listFen: priced.listFen,
    unitPriceFen: priced.unitPriceFen,
    netFen: priced.netFen,
    adjustments: priced.adjustments.map((a) => adjustmentView(a, approver(a, row, loaded, around))),
    serials: serialSlots(row),
    missingSerials: missingSerials(row),
    handover: row.handover,
    canDeliver: item.kind === 'goods',
    needsInstall: item.needsInstall,
    note: row.note,
    priceChange: changed ? { fromFen: row.shownListFen ?? 0, toFen: row.item.listFen ?? 0 } : null,
    stockMilli: item.stockMilli,
  };
}

function approver(
  adjustment: Adjustment,
  row: CartLine,
  loaded: LoadedCart,
  around: CartSurroundings,
): string | null {
  const sources: Partial<Record<Adjustment['kind'], Allowance | null>> = {
    override: row.override,
    line_discount: row.discount,
    cart_discount: loaded.cart.discount,
  };
  const source = sources[adjustment.kind];
  return source?.approvedBy ? around.nameOf(source.approvedBy) : null;
}

function adjustmentView(adjustment: Adjustment, approvedBy: string | null): AdjustmentView {
  const { kind, reason, funding, amountFen } = adjustment;
  const promotionId = adjustment.promotion?.promotionId ?? null;
  return { kind, reason, funding, amountFen, promotionId, approvedBy };
}

function sumDeductions(lines: readonly PricedLine[]): readonly AdjustmentView[] {
  const sums = new Map<string, AdjustmentView>();
  for (const adjustment of lines.flatMap((line) => line.adjustments)) {
    const { kind, funding, reason, promotion } = adjustment;
    const key = `${kind}|${funding}|${reason}|${promotion?.promotionId ?? ''}`;
    const before = sums.get(key)?.amountFen ?? 0;
    sums.set(key, {
      ...adjustmentView(adjustment, null),
      amountFen: before + adjustment.amountFen,
    });
  }
  return [...sums.values()];
}

/** Counted goods count by the piece, a measured line as one. */
function pieces(row: CartLine): number {
  return row.quantityMilli % 1000 === 0 ? row.quantityMilli / 1000 : 1;
}
