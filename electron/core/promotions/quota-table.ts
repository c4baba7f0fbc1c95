import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** What a register was granted of a limited promotion (above zero) or gave back (below). */
export type QuotaLease = {
  readonly leaseId: string;
  readonly promotionId: string;
  readonly registerId: string;
  readonly units: number;
  readonly reason: 'granted' | 'returned';
  readonly at: number; // epoch ms
};

/** What a sale used of a limited promotion (above zero) or a return gave back (below). */
export type QuotaUse = {
  readonly promotionId: string;
  readonly ref: string; // the sale, or the return
  readonly registerId: string;
  readonly units: number;
  readonly personId: string | null;
  readonly businessDate: string;
  readonly at: number; // epoch ms
};

export function insertQuotaLease(db: Database, lease: QuotaLease): void {
  prepared(
    db,
    `INSERT INTO quota_lease (lease_id, promotion_id, register_id, units, reason, at)
     VALUES (@leaseId, @promotionId, @registerId, @units, @reason, @at)`,
  ).run(lease);
}

export function insertQuotaUse(db: Database, use: QuotaUse): void {
  prepared(
    db,
    `INSERT INTO quota_use (promotion_id, ref, register_id, units, person_id, business_date, at)
     VALUES (@promotionId, @ref, @registerId, @units, @personId, @businessDate, @at)`,
  ).run(use);
}

/** Units out on lease and units sold, of all registers and of one. */
export type QuotaSums = {
  readonly leased: number;
  readonly leasedHere: number;
  readonly used: number;
  readonly usedHere: number;
};

export function quotaSums(db: Database, promotionId: string, registerId: string): QuotaSums {
  const leases = prepared<[string, string], { all: number; here: number }>(
    db,
    `SELECT coalesce(sum(units), 0) AS "all",
       coalesce(sum(units) FILTER (WHERE register_id = ?), 0) AS here
     FROM quota_lease WHERE promotion_id = ?`,
  ).get(registerId, promotionId);
  const uses = prepared<[string, string], { all: number; here: number }>(
    db,
    `SELECT coalesce(sum(units), 0) AS "all",
       coalesce(sum(units) FILTER (WHERE register_id = ?), 0) AS here
     FROM quota_use WHERE promotion_id = ?`,
  ).get(registerId, promotionId);
  return {
    leased: leases?.all ?? 0,
    leasedHere: leases?.here ?? 0,
    used: uses?.all ?? 0,
    usedHere: uses?.here ?? 0,
  };
}

export function leasedUnits(db: Database, promotionId: string): number {
  const row = prepared<[string], { units: number }>(
    db,
    'SELECT coalesce(sum(units), 0) AS units FROM quota_lease WHERE promotion_id = ?',
  ).get(promotionId);
  return row?.units ?? 0;
}

export function usedOnDay(db: Database, promotionId: string, businessDate: string): number {
  const row = prepared<[string, string], { units: number }>(
    db,
    `SELECT coalesce(sum(units), 0) AS units FROM quota_use
     WHERE promotion_id = ? AND business_date = ?`,
  ).get(promotionId, businessDate);
  return row?.units ?? 0;
}

export function usedByPerson(db: Database, promotionId: string, personId: string): number {
  const row = prepared<[string, string], { units: number }>(
    db,
    `SELECT coalesce(sum(units), 0) AS units FROM quota_use
     WHERE promotion_id = ? AND person_id = ?`,
  ).get(promotionId, personId);
  return row?.units ?? 0;
}

/** What a register holds unsold, by promotion. */
export function heldByRegister(
  db: Database,
  registerId: string,
): readonly { readonly promotionId: string; readonly units: number }[] {
  return prepared<[string, string], { promotionId: string; units: number }>(
    db,
    `SELECT promotion_id AS promotionId, sum(units) AS units FROM (
       SELECT promotion_id, units FROM quota_lease WHERE register_id = ?
       UNION ALL SELECT promotion_id, -units FROM quota_use u WHERE register_id = ?
         AND EXISTS (SELECT 1 FROM quota_lease l WHERE l.promotion_id = u.promotion_id))
     GROUP BY promotion_id HAVING sum(units) > 0 ORDER BY promotion_id`,
  ).all(registerId, registerId);
}

/** What a sale used, and what returns of it gave back so far. */
export function usesOfSale(
  db: Database,
  saleId: string,
): readonly (QuotaUse & { readonly unitsBack: number })[] {
  return prepared<[string], QuotaUse & { unitsBack: number }>(
    db,
    `SELECT u.promotion_id AS promotionId, u.ref, u.register_id AS registerId, u.units,
       u.person_id AS personId, u.business_date AS businessDate, u.at,
       (SELECT coalesce(-sum(b.units), 0) FROM sale_return r JOIN quota_use b
          ON b.promotion_id = u.promotion_id AND b.ref = r.return_id
        WHERE r.sale_id = u.ref) AS unitsBack
     FROM quota_use u WHERE u.ref = ? ORDER BY u.promotion_id`,
  ).all(saleId);
}
