import { readFileSync } from 'node:fs';
import { subsidyPoliciesInput } from '../../../shared/contract/subsidy-claims.ts';
import type { SubsidyPolicy } from '../../../shared/domain/tender/subsidy.ts';

const POLICIES = new URL('../../../resources/subsidy-policies.json', import.meta.url);

/** The subsidy policies that come with this version of the program. Throws when the file is none. */
export function programPolicies(file: URL = POLICIES): readonly SubsidyPolicy[] {
  return subsidyPoliciesInput.parse(JSON.parse(readFileSync(file, 'utf8'))).policies;
}
