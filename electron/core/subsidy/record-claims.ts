import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { appendNow } from '../journal/journal-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Till } from '../till.ts';
import type { CartSubsidies } from './cart-subsidies.ts';
import {
  type ClaimTransition,
  claimsOfSale,
  insertClaim,
  insertClaimTransition,
  insertHolder,
  type SubsidyClaim,
} from './claim-table.ts';

/** Writes the claim of each subsidised unit of a sale. Runs inside the sale's transaction, after its units. */
export function recordClaims(
  till: Till,
  { units }: CartSubsidies,
  sale: {
    readonly saleId: string;
    readonly at: number;
    readonly by: string;
    readonly positionOf: (lineId: string) => number;
  },
): void {
  const { saleId, at, by } = sale;
  for (const { draft, row, unit, policy, category, serialNumber, ...sums } of units) {
    if (draft === null || serialNumber === null) continue;
    const claim: SubsidyClaim = {
      claimId: draft.draftId,
      ...{ policyId: policy.policyId, policyVersion: policy.version, period: policy.period },
      ...{ saleId, position: sale.positionOf(row.lineId), unit, holderHmac: draft.holderHmac },
      ...{ category: category.name, grade: row.item.energyGrade ?? '' },
      ...{ brand: row.item.brand, serialNumber, at, by },
      ...{ baseFen: sums.baseFen, subsidyFen: sums.subsidyFen },
      ...{ ean: draft.ean, filedFen: draft.filedFen },
      isEntitled: draft.isEntitled ? 1 : 0,
      isAddressInRegion: draft.isAddressInRegion ? 1 : 0,
    };
    insertClaim(till.db, claim);
    insertHolder(till.db, claim.claimId, draft.holderEnc);
    const first = { claimId: claim.claimId, seq: 1, state: 'claimed', note: '', at, by } as const;
    moveClaim(till, first, claim);
  }
}

/** Writes a claim's next state with its journal entry and its fact; `claim` in full with the first one. Call it inside a transaction. */
export function moveClaim(till: Till, to: ClaimTransition, claim?: SubsidyClaim): void {
  const { claimId, seq, state, note, at, by } = to;
  insertClaimTransition(till.db, to);
  // A keyed hash of a person could never be deleted from the chain: neither the journal nor the cloud hears it.
  const { holderHmac: _, ...told } = claim ?? { holderHmac: '' };
  const said = {
    claimId,
    seq,
    state,
    note: reasonText(note),
    ...(claim === undefined ? {} : { claim: told }),
  };
  const entry = appendNow(till, 'SUBSIDY_CLAIM', by, said);
  insertFact(till.db, {
    factId: `${claimId}-${seq}`,
    kind: 'subsidy_claim',
    registerId: till.registerId,
    createdAt: at,
    body: canonicalJson({
      ...told,
      ...{ claimId, seq, state, at, journalSeq: entry.seq, journalHash: entry.hash },
    }),
  });
}

/** Units that came back need no subsidy any more: their claims are reversed. Runs inside the return's transaction. */
export function reverseClaims(
  till: Till,
  back: { readonly saleId: string; readonly returnNumber: string; readonly at: number },
  by: string,
  units: readonly { readonly position: number; readonly unit: number }[],
): void {
  for (const claim of claimsOfSale(till.db, back.saleId)) {
    const isBack = units.some((u) => u.position === claim.position && u.unit === claim.unit);
    if (!isBack || claim.state === 'reversed') continue;
    const { claimId, stateSeq } = claim;
    const { returnNumber: note, at } = back;
    moveClaim(till, { claimId, seq: stateSeq + 1, state: 'reversed', note, at, by });
  }
}
