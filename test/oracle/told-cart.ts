import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import type {
  PromotionLine,
  PromotionOutcome,
} from '../../shared/domain/promotions/promotion-cart.ts';
import { isEligible, type OracleCart } from './rule-arithmetic.ts';

/** A cart, what was answered to it, and the way to ask again. */
export type Told = {
  readonly cart: OracleCart;
  readonly outcome: PromotionOutcome;
  readonly solve: (cart: OracleCart) => PromotionOutcome;
};

/** The lines that a promotion is about: its scope's, of a set only those of its goods. */
export function concerned({ lines }: OracleCart, promotion: Promotion): readonly PromotionLine[] {
  const { benefit } = promotion;
  return lines.filter(
    (line) =>
      isEligible(promotion, { ...line, isPricedByHand: false }) &&
      (benefit.kind !== 'bundle' || benefit.items.some(({ sku }) => sku === line.sku)),
  );
}

/** The least amount, or number of units, from which a threshold gives anything. */
export function firstStep({ benefit }: Promotion): { fen: number; units: number | null } {
  switch (benefit.kind) {
    case 'threshold_once':
    case 'coupon':
      return { fen: benefit.overFen, units: null };
    case 'threshold_each':
      return { fen: benefit.perFen, units: null };
    case 'threshold_tiered':
      return { fen: Math.min(...benefit.tiers.map(({ overFen }) => overFen)), units: null };
    case 'threshold_percent':
    case 'gift':
    case 'add_on':
      return { fen: benefit.threshold.overFen ?? 0, units: benefit.threshold.overUnits };
    default:
      throw new Error(`${benefit.kind} has no threshold`);
  }
}

/** Whether the rules let it be had at all: insisted on alone, it is taken, and the cart costs no less. */
export function isHad(
  { outcome, cart: told, solve }: Told,
  cart: OracleCart,
  promotion: Promotion,
) {
  const pinned = new Set([promotion.promotionId]);
  const had = solve({ ...cart, context: { ...cart.context, pinned } });
  const isFree = told.context.pinned.size === 0 && cart.lines === told.lines;
  const isWhole = cart.context.promotions === told.context.promotions;
  if (isFree && isWhole && outcome.isProved && had.netFen < outcome.netFen) return false;
  return had.taken.some((one) => one.promotion === promotion);
}
