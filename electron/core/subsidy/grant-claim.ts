import type { Answer } from '../../../shared/contract/answer.ts';
import type { GrantClaimInput } from '../../../shared/contract/subsidy-claims.ts';
import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { mayBeGranted } from '../../../shared/domain/tender/granted.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { inRefusableTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Actor, Till } from '../till.ts';
import { claimById, type StandingClaim } from './claim-table.ts';
import { insertGrant } from './grant-table.ts';

/**
 * Notes what the paying platform really granted of a claim. Its figure goes before the till's forecast; both are kept,
 * and the sale is never touched. A further figure corrects the one before; the same one again is answered the same.
 * Refuses `subsidy_not_found`, and `subsidy_grant_forbidden` of a claim that was rejected or reversed.
 */
export function grantClaim(till: Till, by: Actor, input: GrantClaimInput): Answer<null> {
  const answer = inRefusableTransaction(till.db, (): Answer<null> => {
    const claim = claimById(till.db, input.claimId);
    if (!claim) return refuse('subsidy_not_found');
    if (!mayBeGranted(claim.state)) return refuse('subsidy_grant_forbidden');
    recordGrant(till, by, claim, input);
    return ok(null);
  });
  if (answer.ok) till.announce({ type: 'sync.changed' });
  return answer;
}

/** Writes the platform's figure with its journal entry and its fact, unless it stands so already. Call it inside a transaction. */
export function recordGrant(
  till: Till,
  by: Actor,
  claim: StandingClaim,
  said: Pick<GrantClaimInput, 'grantedFen' | 'note'>,
): void {
  const note = said.note.trim();
  const { claimId, subsidyFen } = claim;
  if (claim.grantedFen === said.grantedFen && claim.grantNote === note) return;
  const seq = (claim.grantSeq ?? 0) + 1;
  const grantedFen = fen(said.grantedFen);
  const at = till.clock.now();
  insertGrant(till.db, { claimId, seq, grantedFen, note, at, by: by.staffId });
  const payload = { claimId, seq, grantedFen, forecastFen: subsidyFen, note: reasonText(note) };
  const entry = appendNow(till, 'SUBSIDY_GRANT', by.staffId, payload);
  insertFact(till.db, {
    factId: `${claimId}-grant-${seq}`,
    kind: 'subsidy_grant',
    registerId: till.registerId,
    createdAt: at,
    body: canonicalJson({ ...payload, at, journalSeq: entry.seq, journalHash: entry.hash }),
  });
}
