export const CLAIM_STATES = ['claimed', 'submitted', 'settled', 'rejected', 'reversed'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

const NEXT: Readonly<Record<ClaimState, readonly ClaimState[]>> = {
  claimed: ['submitted', 'reversed'],
  submitted: ['settled', 'rejected', 'reversed'],
  rejected: ['submitted', 'reversed'],
  settled: ['reversed'],
  reversed: [],
};

/** Where a claim may go from a state: a rejected one may be submitted again, one whose goods came back is reversed. */
export function nextClaimStates(state: ClaimState): readonly ClaimState[] {
  return NEXT[state];
}

/** Whether the government still owes what a claim in this state asks for. */
export function isOwed(state: ClaimState): boolean {
  return state === 'claimed' || state === 'submitted';
}
