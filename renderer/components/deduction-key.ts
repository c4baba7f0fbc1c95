import type { SaleDeduction } from '../../shared/contract/checkout.ts';

/** What tells one deduction of a line, a cart or a sale from another. */
export function deductionKey(deduction: Omit<SaleDeduction, 'amountFen'>): string {
  const { kind, promotionId, reason, funding } = deduction;
  return `${promotionId ?? kind} ${reason} ${funding}`;
}
