import type {
  CartCouponView,
  CartView,
  NearMissView,
  OpenRewardView,
  PromotionView,
} from '../../../shared/contract/cart.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import type { NotTaken, TakenPromotion } from '../../../shared/domain/promotions/promotion-cart.ts';
import type { LoadedCart } from './load-cart.ts';

type Names = {
  readonly last4Of: (codeHash: string | null) => string;
  readonly titleOf: (sku: string) => string;
};

/** What the screen says of a cart's promotions: what was taken and why, what not, and what little is missing. */
export function promotionsView(
  loaded: LoadedCart,
  names: Names,
): Pick<
  CartView,
  'promotions' | 'nearMisses' | 'openRewards' | 'coupons' | 'promotionChange' | 'isBestPrice'
> {
  const { priced, change } = loaded;
  const { taken, notTaken, nearMisses, openRewards, isProved } = priced.outcome;
  return {
    promotions: [
      ...taken.map((one) => takenView(loaded, one)),
      ...notTaken.map((one) => notTakenView(loaded, one)),
    ],
    nearMisses: nearMisses.map(
      ({ promotion, missingFen, missingUnits, givesFen }): NearMissView => ({
        ...{ promotionId: promotion.promotionId, name: promotion.name },
        ...{ missingFen, missingUnits, givesFen },
      }),
    ),
    openRewards: openRewards.map(
      ({ promotion, skus, count }): OpenRewardView => ({
        ...{ promotionId: promotion.promotionId, name: promotion.name, count },
        priceFen: promotion.benefit.kind === 'add_on' ? promotion.benefit.priceFen : 0,
        items: skus.map((sku) => ({ sku, title: names.titleOf(sku) })),
      }),
    ),
    coupons: couponsView(loaded, names),
    promotionChange: change,
    isBestPrice: isProved,
  };
}

function takenView(loaded: LoadedCart, one: TakenPromotion): PromotionView {
  const { promotion, amountFen, forfeitedFen, times } = one;
  const { promotionId } = promotion;
  const lines = loaded.priced.lines.flatMap((line) =>
    line.shares
      .filter((share) => share.promotion.promotionId === promotionId)
      .map((share) => ({ lineId: line.lineId, amountFen: share.amountFen })),
  );
  return {
    ...headOf(loaded, promotion),
    ...{ isTaken: true, amountFen, forfeitedFen, times, lines },
    ...{ reason: null, missingFen: null, missingUnits: null, otherName: '' },
  };
}

function notTakenView(loaded: LoadedCart, one: NotTaken): PromotionView {
  const { promotion, reason, missingFen, missingUnits, other } = one;
  return {
    ...headOf(loaded, promotion),
    ...{ isTaken: false, amountFen: 0, forfeitedFen: 0, times: 0, lines: [] },
    ...{ reason, missingFen, missingUnits, otherName: other?.name ?? '' },
  };
}

function headOf({ context }: LoadedCart, promotion: Promotion) {
  const { promotionId, name, benefit, layer, funding } = promotion;
  const isOptional = promotion.isOptional && !context.overridden.has(promotionId);
  return {
    ...{ promotionId, name, kind: benefit.kind, layer, funding, isOptional },
    choice: choiceOf(context, promotionId),
  };
}

function choiceOf(context: LoadedCart['context'], promotionId: string): PromotionView['choice'] {
  if (context.unticked.has(promotionId)) return 'unticked';
  return context.pinned.has(promotionId) ? 'pinned' : 'auto';
}

function couponsView(
  { cart, context, priced }: LoadedCart,
  { last4Of }: Names,
): readonly CartCouponView[] {
  const taken = new Set(priced.outcome.taken.map(({ promotion }) => promotion.promotionId));
  const named = new Map(context.promotions.map((one) => [one.promotionId, one.name]));
  return cart.coupons.map(({ promotionId, codeHash }) => ({
    promotionId,
    name: named.get(promotionId) ?? '',
    last4: last4Of(codeHash),
    isTaken: taken.has(promotionId),
  }));
}
