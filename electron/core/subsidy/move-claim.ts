import type { Answer } from '../../../shared/contract/answer.ts';
import type { MoveClaimInput } from '../../../shared/contract/subsidy-claims.ts';
import { nextClaimStates } from '../../../shared/domain/tender/claim-state.ts';
import { mayBeGranted } from '../../../shared/domain/tender/granted.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { linesOfSale } from '../checkout/sale-table.ts';
import { inRefusableTransaction } from '../db/open.ts';
import type { Actor, Till } from '../till.ts';
import { eanOf } from './barcode-table.ts';
import { claimById, type StandingClaim } from './claim-table.ts';
import { recordGrant } from './grant-claim.ts';
import { moveClaim } from './record-claims.ts';

/**
 * Notes what became of a claim: handed in, paid with what the platform granted, or refused with the authority's reason. The same state again is
 * answered the same. Refuses `subsidy_not_found`, `subsidy_state_forbidden`, `reason_missing` (a rejection without
 * one), and `subsidy_barcode_missing`: a province takes no claim for goods without an EAN.
 */
export function changeClaim(
  till: Till,
  by: Actor,
  { claimId, state, note, grantedFen, grantNote }: MoveClaimInput,
): Answer<null> {
  const answer = inRefusableTransaction(till.db, (): Answer<null> => {
    const claim = claimById(till.db, claimId);
    if (!claim) return refuse('subsidy_not_found');
    if (claim.state === state) return ok(null);
    if (!nextClaimStates(claim.state).includes(state)) return refuse('subsidy_state_forbidden');
    if (state === 'rejected' && note.trim() === '') return refuse('reason_missing');
    const goods = state === 'submitted' ? withoutEan(till, claim) : null;
    if (goods !== null) return refuse('subsidy_barcode_missing', { name: goods });
    const at = till.clock.now();
    const seq = claim.stateSeq + 1;
    if (grantedFen !== null && mayBeGranted(state)) {
      recordGrant(till, by, claim, { grantedFen, note: grantNote });
    }
    moveClaim(till, { claimId, seq, state, note: note.trim(), at, by: by.staffId });
    return ok(null);
  });
  if (answer.ok) till.announce({ type: 'sync.changed' });
  return answer;
}

/** What the goods of a claim are called where neither the claim nor the catalogue knows an EAN of them. */
function withoutEan(till: Till, claim: StandingClaim): string | null {
  if (claim.ean !== '') return null;
  const line = linesOfSale(till.db, claim.saleId).find((l) => l.position === claim.position);
  if (!line) return claim.serialNumber;
  return eanOf(till.db, line.sku) === null ? line.name : null;
}
