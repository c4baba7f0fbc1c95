import type { ErrorCode } from '../../../shared/contract/error-codes.ts';
import { isInTraining, ROLE_GRANTS, type Role } from '../../../shared/contract/rights.ts';
import { expectedSerials } from '../../../shared/domain/cart/serial-slots.ts';
import type { PricedLine } from '../../../shared/domain/pricing/priced-cart.ts';
import type { SellingObstacle } from '../shift/shift-day-table.ts';
import type { CartLine } from './cart-line-table.ts';
import type { CartTenders } from './cart-tenders.ts';
import { eachLine, type LoadedCart } from './load-cart.ts';

export type Obstacle = { readonly code: ErrorCode; readonly lineId: string | null };

/** What a cart is judged by, beside itself. */
export type Circumstances = {
  /** What keeps this register from taking any money at all. */
  readonly register: SellingObstacle | null;
  readonly role: Role;
  /** Whether the cart's customer has an address; it is encrypted, so whoever holds the keys looks it up. */
  readonly hasAddress: boolean;
  readonly today: string; // calendar date in Shanghai
  readonly tenders: Pick<CartTenders, 'obstacles'>;
};

/** What keeps a cart from being paid, in the order in which to settle it; the same ladder guards the sale. */
export function cartObstacles(
  loaded: LoadedCart,
  circumstances: Circumstances,
): readonly Obstacle[] {
  if (loaded.rows.length === 0) return [{ code: 'cart_empty', lineId: null }];
  const obstacles: Obstacle[] = [];
  const { isTraining } = loaded.cart;
  if (isTraining !== isInTraining(circumstances.role)) {
    obstacles.push({ code: isTraining ? 'cart_is_practice' : 'cart_is_real', lineId: null });
  }
  // Practice takes no money, so it needs no open shift.
  if (circumstances.register && !isTraining)
    obstacles.push({ code: circumstances.register, lineId: null });
  if (loaded.change) obstacles.push({ code: 'promotion_changed', lineId: null });
  for (const { row, priced } of eachLine(loaded)) {
    const code = lineObstacle(row, priced, loaded, circumstances.role);
    if (code) obstacles.push({ code, lineId: row.lineId });
  }
  const shifted = shiftObstacle(loaded, circumstances.role);
  if (shifted) obstacles.push(shifted);
  const delivery = deliveryObstacles(loaded, circumstances);
  return [...obstacles, ...circumstances.tenders.obstacles, ...delivery];
}

/** The lowest net of a line's units that somebody has to allow: what the floor price is compared with. */
export function lowestUnitNet(priced: PricedLine, row: CartLine): number {
  if (priced.unitNets.length === 1) {
    return isFloorAgreed(priced, 0)
      ? Number.MAX_SAFE_INTEGER
      : Math.floor((priced.netFen * 1000) / row.quantityMilli);
  }
  const nets = priced.unitNets.filter((_, unit) => !isFloorAgreed(priced, unit));
  return Math.min(Number.MAX_SAFE_INTEGER, ...nets);
}

/** True when a unit of the line would sell below its floor price without anybody having allowed it. */
export function isBelowFloor(row: CartLine, priced: PricedLine): boolean {
  const floor = row.item.floorFen;
  if (floor === null) return false;
  const lowest = lowestUnitNet(priced, row);
  if (lowest >= floor) return false;
  // A list price under the floor is the owner's own doing, not the cashier's discount.
  if (row.shownListFen !== null && lowest >= row.shownListFen) return false;
  return row.floorApproval === null || lowest < row.floorApproval.downToFen;
}

/** Every promotion that took from the unit was agreed to go below the floor, and nothing was taken by hand. */
function isFloorAgreed({ shares, adjustments }: PricedLine, unit: number): boolean {
  const takes = ({ unitShares }: { readonly unitShares: readonly number[] }) =>
    (unitShares[unit] ?? 0) > 0;
  const takers = shares.filter(takes);
  return (
    takers.length > 0 &&
    takers.every(({ promotion }) => promotion.floorAgreedBy !== null) &&
    !adjustments.some((one) => one.promotion === null && takes(one))
  );
}

/** How many serial numbers a line still lacks. They may follow at the installation, so they block nothing. */
export function missingSerials(row: CartLine): number {
  return expectedSerials(row.item.serial, row.quantityMilli).length - row.serials.length;
}

function lineObstacle(
  row: CartLine,
  priced: PricedLine,
  loaded: LoadedCart,
  role: Role,
): ErrorCode | null {
  if (row.shownListFen === null && row.override === null) return 'item_has_no_price';
  if (row.shownListFen !== row.item.listFen) return 'price_changed';
  if (priced.reductionRate > allowedRate(row, loaded, role)) return 'discount_over_limit';
  if (isBelowFloor(row, priced)) return 'below_floor_price';
  return null;
}

/** Goods whose price by hand lets the others save more than anybody here may give away. */
function shiftObstacle(loaded: LoadedCart, role: Role): Obstacle | null {
  const furthest = Math.max(...loaded.rows.map((row) => allowedRate(row, loaded, role)));
  const repriced = loaded.rows.find(({ override }) => override !== null);
  if (!repriced || loaded.shiftedRate <= furthest) return null;
  return { code: 'discount_over_limit', lineId: repriced.lineId };
}

/** The furthest right among the person at the till and those who allowed a deduction on this line. */
function allowedRate(row: CartLine, loaded: LoadedCart, role: Role): number {
  return Math.max(
    ROLE_GRANTS[role].discountRate,
    row.override?.limitRate ?? 0,
    row.discount?.limitRate ?? 0,
    loaded.cart.discount?.limitRate ?? 0,
  );
}

function deliveryObstacles(loaded: LoadedCart, around: Circumstances): readonly Obstacle[] {
  const toDeliver = loaded.rows.find((row) => row.handover !== 'carry_out');
  if (!toDeliver) return [];
  if (loaded.cart.personId === null)
    return [{ code: 'customer_missing', lineId: toDeliver.lineId }];
  if (!around.hasAddress) return [{ code: 'address_missing', lineId: toDeliver.lineId }];
  if (loaded.cart.deliveryDate === null) {
    return [{ code: 'delivery_date_missing', lineId: toDeliver.lineId }];
  }
  // A cart that was held may outlive the day it was promised for.
  const isPast = loaded.cart.deliveryDate < around.today;
  return isPast ? [{ code: 'delivery_date_past', lineId: toDeliver.lineId }] : [];
}
