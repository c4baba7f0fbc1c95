import { type Fen, fen } from '../../kernel/money.ts';
import type { ZReport } from './z-report.ts';

/** What of the counted cash may be brought away, and what stays in the drawer as the next float. */
export type DepositProposal = { readonly depositFen: Fen; readonly floatFen: Fen };

/**
 * What a Z report proposes to deposit: counted − next float, the next day beginning with the float this one began with.
 * Null where no more than that was counted, and for an X report. Nothing is booked until the cash really leaves.
 */
export function depositProposal(
  report: Pick<ZReport, 'zNumber' | 'countedFen' | 'openingFloatFen'>,
): DepositProposal | null {
  const { zNumber, countedFen, openingFloatFen: floatFen } = report;
  if (zNumber === null || countedFen === null || countedFen <= floatFen) return null;
  return { depositFen: fen(countedFen - floatFen), floatFen };
}

/**
 * The proposal of the last Z report as the next shift finds it: null once that shift brought cash away, or where its
 * own float says that the cash is gone already.
 */
export function openProposal(
  last: Pick<ZReport, 'zNumber' | 'countedFen' | 'openingFloatFen'> | undefined,
  shift: { readonly openingFloatFen: number; readonly hasDeposited: boolean },
): DepositProposal | null {
  const proposal = last ? depositProposal(last) : null;
  if (!proposal || shift.hasDeposited) return null;
  return shift.openingFloatFen < proposal.depositFen + proposal.floatFen ? null : proposal;
}
