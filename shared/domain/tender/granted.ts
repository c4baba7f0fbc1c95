import { type Fen, fen } from '../../kernel/money.ts';
import type { ClaimState } from './claim-state.ts';

/** By so much a platform may round differently; what differs by more is looked into. */
export const GRANT_TOLERANCE_FEN = 1;

/**
 * By how much the platform's figure is above (or, negative, below) the till's forecast; `null` while the platform has
 * said nothing, and where the two differ by rounding at most.
 */
export function grantDifference(forecastFen: number, grantedFen: number | null): Fen | null {
  if (grantedFen === null) return null;
  const difference = fen(grantedFen - forecastFen);
  return Math.abs(difference) > GRANT_TOLERANCE_FEN ? difference : null;
}

/** Whether a platform's figure can stand with a claim in this state: it grants nothing of what it refused or took back. */
export function mayBeGranted(state: ClaimState): boolean {
  return state === 'claimed' || state === 'submitted' || state === 'settled';
}
