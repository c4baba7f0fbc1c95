import { appendNow } from '../journal/journal-table.ts';
import type { QuotaSource } from '../ports.ts';
import type { Till } from '../till.ts';
import { insertQuotaLease, leasedUnits } from './quota-table.ts';

/**
 * Leases out of the node's own pool: the promotion's total, less what any register holds or has sold. Every grant and
 * everything given back is a row and an entry of the register's journal, in the caller's transaction.
 */
export function nodeQuotaSource(till: Till, by: string): QuotaSource {
  const available = ({ promotionId, total }: { promotionId: string; total: number }) =>
    Math.max(0, total - leasedUnits(till.db, promotionId));
  return {
    available,
    lease: (pool, units) => {
      const granted = Math.min(units, available(pool));
      if (granted > 0) book(till, by, { promotionId: pool.promotionId, units: granted });
      return granted;
    },
    giveBack: (promotionId, units) => {
      if (units > 0) book(till, by, { promotionId, units: -units });
    },
  };
}

function book(till: Till, by: string, moved: { promotionId: string; units: number }): void {
  const lease = {
    leaseId: till.random.uuid(),
    ...moved,
    registerId: till.registerId,
    reason: moved.units > 0 ? ('granted' as const) : ('returned' as const),
    at: till.clock.now(),
  };
  insertQuotaLease(till.db, lease);
  appendNow(till, 'QUOTA_LEASE', by, lease);
}
