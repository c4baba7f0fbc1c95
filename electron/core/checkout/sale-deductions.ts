import type { SaleDeduction } from '../../../shared/contract/checkout.ts';
import type { Funding } from '../../../shared/domain/promotions/promotion.ts';

/** A deduction as it stands with a sold line; one made before there were promotions names none. */
type StoredDeduction = {
  readonly kind: SaleDeduction['kind'];
  readonly reason: string;
  readonly funding: Funding;
  readonly amountFen: number;
  readonly promotion?: { readonly promotionId: string } | null;
};

/** What was taken off a sale, from its lines' own words; each reason and who bears it once, in the order of the lines. */
export function saleDeductions(
  lines: readonly { readonly adjustments: string }[],
): readonly SaleDeduction[] {
  const sums = new Map<string, SaleDeduction>();
  // Written with the sale and never changed.
  const stored = lines.flatMap((line) => JSON.parse(line.adjustments) as StoredDeduction[]);
  for (const { kind, reason, funding, amountFen, promotion } of stored) {
    const promotionId = promotion?.promotionId ?? null;
    const key = JSON.stringify([kind, promotionId, reason, funding]);
    const before = sums.get(key)?.amountFen ?? 0;
    sums.set(key, { kind, reason, funding, amountFen: before + amountFen, promotionId });
  }
  return [...sums.values()];
}
