import { policyFor, type SubsidyPolicy } from '../../../shared/domain/tender/subsidy.ts';
import type { Database } from '../db/open.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { settingText } from '../settings/setting-table.ts';
import type { Till } from '../till.ts';
import { insertPolicy, newestPolicyVersion, policiesOn } from './policy-table.ts';
import { programPolicies } from './program-policies.ts';

/** The setting with the store's administrative code; without it the policies of the whole country hold. */
const REGION = 'region';

/**
 * Keeps policies that are newer than those the store has, each with its journal entry; answers how many. Versions that
 * are not newer change nothing.
 */
export function loadPolicies(
  till: Till,
  policies: readonly SubsidyPolicy[] = programPolicies(),
): number {
  const { db } = till;
  return inTransaction(db, () => {
    let kept = 0;
    for (const policy of [...policies].sort((a, b) => a.version - b.version)) {
      if (policy.version <= newestPolicyVersion(db, policy.policyId)) continue;
      insertPolicy(db, policy, till.clock.now());
      const { policyId, version } = policy;
      appendNow(till, 'SUBSIDY_POLICY', 'system', { policyId, version, definition: policy });
      kept += 1;
    }
    return kept;
  });
}

/** The policy that holds for this store on a day; `null` when none does. */
export function storePolicy(db: Database, date: string): SubsidyPolicy | null {
  const policies = policiesOn(db, date);
  if (policies.length === 0) return null;
  return policyFor(policies, settingText(db, REGION) ?? '', date);
}
