import { ROLE_GRANTS } from '../../../shared/contract/rights.ts';
import {
  claimListInput,
  exportClaimsInput,
  grantClaimInput,
  knownEvidenceInput,
  moveClaimInput,
  subsidyInput,
  subsidyPlaceInput,
} from '../../../shared/contract/subsidy-claims.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { knownEvidence } from '../subsidy/cart-subsidy-view.ts';
import { exportClaims } from '../subsidy/claim-export.ts';
import { claimSubsidy, dropSubsidy } from '../subsidy/claim-subsidy.ts';
import { claimList } from '../subsidy/claim-view.ts';
import { grantClaim } from '../subsidy/grant-claim.ts';
import { changeClaim } from '../subsidy/move-claim.ts';
import { needing, router } from './trpc.ts';

const claiming = needing('claim_subsidy');

/** The government's subsidies: asked for at the till, listed and followed until they are paid. */
export const subsidyRouter = router({
  claim: claiming
    .input(subsidyInput)
    .mutation(({ ctx, input }) => claimSubsidy(ctx.till, ctx.actor, input)),
  drop: claiming
    .input(subsidyPlaceInput)
    .mutation(({ ctx, input }) => dropSubsidy(ctx.till, input)),
  known: claiming
    .input(knownEvidenceInput)
    .query(({ ctx, input }) => knownEvidence(ctx.till, input.sku)),
  list: claiming.input(claimListInput).query(({ ctx, input }) => claimList(ctx.till, input)),
  move: needing('see_reports')
    .input(moveClaimInput)
    .mutation(({ ctx, input }) => changeClaim(ctx.till, ctx.actor, input)),
  grant: needing('see_reports')
    .input(grantClaimInput)
    .mutation(({ ctx, input }) => grantClaim(ctx.till, ctx.actor, input)),
  /** Names and identity numbers in clear leave the till, so it takes both rights. */
  export: needing('export_data')
    .input(exportClaimsInput)
    .mutation(({ ctx, input }) => {
      const { rights } = ROLE_GRANTS[ctx.actor.role];
      if (!rights.has('reveal_personal_data')) return refuse('right_missing');
      return ok(exportClaims(ctx.till, ctx.actor, input));
    }),
});
