import type { ClaimList, ClaimView } from '../../../shared/contract/subsidy-claims.ts';
import { maskName } from '../../../shared/domain/customer/mask.ts';
import { type ClaimState, nextClaimStates } from '../../../shared/domain/tender/claim-state.ts';
import { grantDifference, mayBeGranted } from '../../../shared/domain/tender/granted.ts';
import { maskIdentityNumber } from '../../../shared/domain/tender/identity-number.ts';
import { staffName } from '../checkout/current-cart.ts';
import { linesOfSale, saleById } from '../checkout/sale-table.ts';
import type { Till } from '../till.ts';
import { claimSums, holderOf, listClaims, type StandingClaim } from './claim-table.ts';
import { openDifferences } from './grant-table.ts';
import { openHolder } from './holder.ts';

/** Claims with what each asks for and where it stands, people masked, newest first. */
export function claimList(
  till: Till,
  filter: {
    readonly state: ClaimState | null;
    readonly isDiffering?: boolean;
    readonly limit: number;
  },
): ClaimList {
  const claims = listClaims(till.db, { ...filter, fromAt: 0, toAt: Number.MAX_SAFE_INTEGER });
  return {
    claims: claims.map((claim) => claimView(till, claim)),
    sums: claimSums(till.db),
    differences: openDifferences(till.db),
  };
}

/** What is refused or taken back differs from nothing any more. */
export function openDifference({ state, subsidyFen, grantedFen }: StandingClaim): number | null {
  return mayBeGranted(state) ? grantDifference(subsidyFen, grantedFen) : null;
}

export function claimView(till: Till, claim: StandingClaim): ClaimView {
  const sale = saleById(till.db, claim.saleId);
  const line = linesOfSale(till.db, claim.saleId).find((l) => l.position === claim.position);
  const sealed = holderOf(till.db, claim.claimId);
  const holder = sealed && openHolder(till, sealed);
  return {
    claimId: claim.claimId,
    saleId: claim.saleId,
    receiptNumber: sale?.receiptNumber ?? '',
    soldAt: claim.at,
    goods: line?.name ?? '',
    category: claim.category,
    grade: claim.grade,
    serialNumber: claim.serialNumber,
    holder: holder ? maskName(holder.name) : '',
    identityNumber: holder ? maskIdentityNumber(holder.identityNumber) : '',
    baseFen: claim.baseFen,
    subsidyFen: claim.subsidyFen,
    grantedFen: claim.grantedFen,
    differenceFen: openDifference(claim),
    grantNote: claim.grantNote,
    mayBeGranted: mayBeGranted(claim.state),
    state: claim.state,
    stateAt: claim.stateAt,
    note: claim.stateNote,
    by: staffName(till, claim.by),
    // Goods that came back reverse their claim; nobody does it by hand.
    next: nextClaimStates(claim.state).filter((state) => state !== 'reversed'),
  };
}
