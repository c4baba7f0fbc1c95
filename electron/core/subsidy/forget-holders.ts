import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import type { Till } from '../till.ts';
import { deleteHoldersEndedBefore } from './claim-table.ts';

const KEPT_MS = 180 * 86_400_000;

/**
 * Deletes names and identity numbers of claims that were paid, rejected or reversed 180 days ago; the keyed hash stays
 * for the limits of its period. The journal notes how many went. Answers that number.
 */
export function forgetHolders(till: Till): number {
  return inTransaction(till.db, () => {
    const count = deleteHoldersEndedBefore(till.db, till.clock.now() - KEPT_MS);
    if (count > 0)
      appendNow(till, 'PERSONAL_DATA_DELETED', 'system', { what: 'subsidy_holder', count });
    return count;
  });
}
