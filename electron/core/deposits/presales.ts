import type { Benefit, Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { promotionMoment } from '../promotions/promotion-moment.ts';
import { scheduledBetween } from '../promotions/promotion-table.ts';
import type { Till } from '../till.ts';

/** A promotion whose goods are sold against a deposit. */
export type Presale = {
  readonly promotion: Promotion;
  readonly benefit: Extract<Benefit, { readonly kind: 'presale' }>;
};

/** Deposits are taken this long before a presale's window begins. */
const AHEAD_MS = 90 * 86_400_000;

/** The presales that deposits may be taken for now, the first to end first. */
export function openPresales(till: Till): readonly Presale[] {
  const now = promotionMoment(till);
  return scheduledBetween(till.db, now, now + AHEAD_MS).flatMap(({ definition: promotion }) => {
    const { benefit } = promotion;
    return benefit.kind === 'presale' ? [{ promotion, benefit }] : [];
  });
}
