import { insertQuotaLease } from '../promotions/quota-table.ts';
import type { Till } from '../till.ts';
import type { Replayed } from './replay-entry.ts';

/**
 * A lease as its entry says it. What an earlier lane held unsold stays with it: its node may be alive and still sell
 * it, and nothing is ever oversold.
 */
export function replayQuotaLease(till: Till, { registerId, said }: Replayed): void {
  insertQuotaLease(till.db, {
    leaseId: String(said.leaseId),
    promotionId: String(said.promotionId),
    registerId,
    units: Number(said.units),
    reason: said.reason === 'returned' ? 'returned' : 'granted',
    at: Number(said.at),
  });
}
