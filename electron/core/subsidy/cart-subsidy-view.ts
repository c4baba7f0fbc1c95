import type { CartSubsidyView } from '../../../shared/contract/cart.ts';
import type { KnownEvidence } from '../../../shared/contract/subsidy-claims.ts';
import type { Till } from '../till.ts';
import { eanOf } from './barcode-table.ts';
import type { CartSubsidy } from './cart-subsidies.ts';
import { lastEvidence } from './claim-table.ts';
import { maskedHolder, openHolder } from './holder.ts';

/** A unit's subsidy as the cart shows it. */
export function subsidyView(till: Till, unit: CartSubsidy): CartSubsidyView {
  const { row, draft, policy, baseFen, rate, subsidyFen } = unit;
  return {
    ...{ lineId: row.lineId, unit: unit.unit, baseFen, rate, subsidyFen },
    isClaimed: draft !== null,
    holder: draft && maskedHolder(openHolder(till, draft.holderEnc)),
    policyName: policy.name,
    needsFiledPrice: policy.filedPriceCaps ?? false,
    needsAddress: policy.addressInRegion,
  };
}

/** What is known of a good before it is asked for: the catalogue's EAN, else what was entered with its newest claim. */
export function knownEvidence(till: Till, sku: string): KnownEvidence {
  const known = eanOf(till.db, sku);
  const last = lastEvidence(till.db, sku);
  return {
    ean: known ?? last?.ean ?? '',
    isOfCatalogue: known !== null,
    filedFen: last?.filedFen ?? null,
  };
}
