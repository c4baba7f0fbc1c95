import type { Fen } from '../../kernel/money.ts';

/** Deposits for presales in these shifts: none of it is a sale, until one redeems it. */
export type PresaleDeposits = {
  readonly takenCount: number;
  readonly takenFen: Fen;
  readonly refundedCount: number;
  readonly refundedFen: Fen;
  readonly forfeitedCount: number;
  readonly forfeitedFen: Fen;
};

/** What a report says of them: nothing where nothing happened. */
export function presaleOf(deposits: PresaleDeposits | undefined): {
  readonly presale?: PresaleDeposits;
} {
  if (deposits === undefined) return {};
  const { takenCount, refundedCount, forfeitedCount } = deposits;
  return takenCount + refundedCount + forfeitedCount > 0 ? { presale: deposits } : {};
}
