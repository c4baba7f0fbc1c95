import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import {
  isCounted,
  leaseSize,
  type QuotaFacts,
  quotaLeft,
  quotaShort,
} from '../../../shared/domain/promotions/quota-lease.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import type { Till } from '../till.ts';
import type { QuotaBack } from './quota-return.ts';
import { nodeQuotaSource } from './quota-source.ts';
import {
  heldByRegister,
  insertQuotaUse,
  quotaSums,
  usedByPerson,
  usedOnDay,
} from './quota-table.ts';

/** Whom limits are counted for: the customer on the cart, where there is one, and the day of the shift. */
export type QuotaHolder = { readonly personId: string | null; readonly businessDate: string };

/** How many units, sets or sales a sale takes of a promotion, as `usesTaken` counts them. */
export type PromotionUse = { readonly promotion: Promotion; readonly units: number };

type SoldFor = QuotaHolder & { readonly saleId: string; readonly by: string };

/**
 * How many more units, sets or sales a cart at this register may have of each promotion whose uses are counted beyond
 * the sale. Writes nothing. What is limited for each customer nobody else has: `needsCustomer`.
 */
export function quotaLeftFor(
  till: Till,
  promotions: readonly Promotion[],
  holder: QuotaHolder,
): ReadonlyMap<string, number> {
  const left = new Map<string, number>();
  for (const { promotionId, quota } of promotions) {
    if (!isCounted(quota)) continue;
    const units = quotaLeft(quota, factsOf(till, { promotionId, quota }, holder));
    if (units !== null) left.set(promotionId, units);
  }
  return left;
}

/**
 * Books what a sale uses of its limited promotions, and leases what the register does not hold yet. Call it inside the
 * sale's transaction, which a refusal has to take back: `quota_used_up`, `quota_not_held`. It reads and writes in that
 * one transaction, so that two registers never sell the same unit. Practice uses nothing: do not call it there.
 */
export function recordQuotaUse(
  till: Till,
  sale: SoldFor,
  uses: readonly PromotionUse[],
): Result<null, 'quota_used_up' | 'quota_not_held'> {
  const source = nodeQuotaSource(till, sale.by);
  const at = till.clock.now();
  for (const { promotion, units } of uses) {
    const { promotionId, quota, name } = promotion;
    if (!isCounted(quota) || units <= 0) continue;
    const facts = factsOf(till, promotion, sale);
    const short = quotaShort(quota, facts, units);
    if (short) return refuse(short, { name });
    const missing = units - facts.heldUnits;
    if (quota.total !== null && missing > 0) {
      const wanted = leaseSize(missing, facts.availableUnits);
      const granted = source.lease({ promotionId, total: quota.total }, wanted);
      if (granted < missing) return refuse('quota_not_held', { name });
    }
    insertQuotaUse(till.db, {
      promotionId,
      ref: sale.saleId,
      registerId: till.registerId,
      units,
      personId: sale.personId,
      businessDate: sale.businessDate,
      at,
    });
  }
  return ok(null);
}

/** Books what returned goods give back, to the register that takes them. Call it inside the return's transaction. */
export function recordQuotaReturn(till: Till, returnId: string, back: readonly QuotaBack[]): void {
  const place = { ref: returnId, registerId: till.registerId, at: till.clock.now() };
  for (const one of back) insertQuotaUse(till.db, { ...one, ...place });
}

/** Gives back what this register leased and did not sell. Call it inside the transaction that ends its shift. */
export function releaseLeases(till: Till, by: string): void {
  const source = nodeQuotaSource(till, by);
  for (const { promotionId, units } of heldByRegister(till.db, till.registerId)) {
    source.giveBack(promotionId, units);
  }
}

function factsOf(
  till: Till,
  { promotionId, quota }: Pick<Promotion, 'promotionId' | 'quota'>,
  { personId, businessDate }: QuotaHolder,
): QuotaFacts {
  const { db, registerId } = till;
  const { total, perDay, perCustomer } = quota;
  const sums = total === null ? null : quotaSums(db, promotionId, registerId);
  return {
    heldUnits: sums ? sums.leasedHere - sums.usedHere : 0,
    availableUnits: sums && total !== null ? Math.max(0, total - sums.leased) : 0,
    usedUnits: sums?.used ?? 0,
    usedThatDay: perDay === null ? 0 : usedOnDay(db, promotionId, businessDate),
    usedByCustomer:
      perCustomer === null || personId === null ? 0 : usedByPerson(db, promotionId, personId),
  };
}
