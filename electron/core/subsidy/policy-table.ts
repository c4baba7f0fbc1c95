import type { SubsidyPolicy } from '../../../shared/domain/tender/subsidy.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

export function insertPolicy(db: Database, policy: SubsidyPolicy, at: number): void {
  prepared(
    db,
    `INSERT INTO subsidy_policy (policy_id, version, region, from_date, to_date, definition, at)
     VALUES (@policyId, @version, @region, @fromDate, @toDate, @definition, @at)`,
  ).run({
    policyId: policy.policyId,
    version: policy.version,
    region: policy.region,
    fromDate: policy.fromDate,
    toDate: policy.toDate,
    definition: canonicalJson(policy),
    at,
  });
}

export function newestPolicyVersion(db: Database, policyId: string): number {
  const row = prepared<[string], { version: number | null }>(
    db,
    'SELECT max(version) AS version FROM subsidy_policy WHERE policy_id = ?',
  ).get(policyId);
  return row?.version ?? 0;
}

export function hasPolicy(db: Database, policyId: string, version: number): boolean {
  const sql = 'SELECT 1 FROM subsidy_policy WHERE policy_id = ? AND version = ?';
  return prepared(db, sql).get(policyId, version) !== undefined;
}

/** The newest version of each policy that holds on a day (`YYYY-MM-DD`). */
export function policiesOn(db: Database, date: string): readonly SubsidyPolicy[] {
  return prepared<[string, string], { definition: string }>(
    db,
    `SELECT p.definition FROM subsidy_policy p WHERE p.from_date <= ? AND p.to_date >= ?
       AND p.version = (SELECT max(q.version) FROM subsidy_policy q WHERE q.policy_id = p.policy_id)`,
  )
    .all(date, date)
    .map((row) => JSON.parse(row.definition) as SubsidyPolicy); // written by `insertPolicy` alone
}
