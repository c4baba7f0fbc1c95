import type { PromotionView } from '../../shared/contract/cart.ts';
import type { DealChoice } from './use-deals.ts';

export type DealAct = 'useNot' | 'useThis' | 'toAuto';

/** What each act asks of the core. */
export const CHOICE_OF: Readonly<Record<DealAct, DealChoice>> = {
  useNot: 'unticked',
  useThis: 'pinned',
  toAuto: 'auto',
};

/** Promotions that could be had but give way to something better: a person may prefer them all the same. */
export const GIVES_WAY: readonly PromotionView['reason'][] = [
  'one_of_group',
  'one_coupon',
  'no_coupons',
  'units_taken',
  'not_best',
  'not_in_choice',
];

/** What a person may do about a promotion as it stands: nothing where no choice could bring it in. */
export function dealActs(
  promotion: Pick<PromotionView, 'isTaken' | 'choice' | 'reason'>,
): readonly DealAct[] {
  if (promotion.choice !== 'auto') return ['toAuto'];
  if (promotion.isTaken) return ['useNot'];
  return GIVES_WAY.includes(promotion.reason) ? ['useThis'] : [];
}
