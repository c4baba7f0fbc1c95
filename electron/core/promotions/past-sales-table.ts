import type { CustomerTier } from '../../../shared/domain/promotions/promotion.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { fromRow, type PromotionVersion, type VersionRow } from './promotion-table.ts';

/** A line of a sale as it was sold, with what its goods are called by now. */
export type PastLine = {
  readonly saleId: string;
  readonly completedAt: number;
  readonly businessDate: string;
  readonly registerId: string;
  readonly isKnown: 0 | 1; // whether a customer was entered
  readonly tier: CustomerTier;
  readonly position: number;
  readonly sku: string;
  readonly kind: 'goods' | 'service' | 'material';
  readonly brand: string;
  readonly category: string;
  readonly tags: string; // JSON
  readonly quantityMilli: number;
  readonly unitListFen: number;
  readonly adjustments: string; // JSON
};

/** Where a page of past sales begins: behind this sale. */
export type PastCursor = { readonly completedAt: number; readonly saleId: string };

/** The lines of the next sales of some business dates behind the cursor, sale by sale in order of time. */
export function pastLines(
  db: Database,
  period: { readonly from: string; readonly to: string },
  after: PastCursor,
  saleCount: number,
): readonly PastLine[] {
  return prepared<[Record<string, unknown>], PastLine>(
    db,
    `WITH page AS (
       SELECT sale_id, completed_at, business_date, register_id, person_id FROM sale
       WHERE completed_at >= @at AND (completed_at > @at OR sale_id > @id) AND completed_at < @until
         AND business_date >= @from AND business_date <= @to
       ORDER BY completed_at, sale_id LIMIT @count)
     SELECT s.sale_id AS saleId, s.completed_at AS completedAt, s.business_date AS businessDate,
       s.register_id AS registerId, s.person_id IS NOT NULL AS isKnown, coalesce(p.tier, 'none') AS tier,
       l.position, l.sku, l.kind, l.brand, l.category,
       (SELECT json_group_array(t.tag) FROM item_tag t WHERE t.sku = l.sku) AS tags,
       l.quantity_milli AS quantityMilli, l.unit_list_fen AS unitListFen, l.adjustments
     FROM page s JOIN line_item l ON l.sale_id = s.sale_id LEFT JOIN person p ON p.person_id = s.person_id
     ORDER BY s.completed_at, s.sale_id, l.position`,
  ).all({
    ...period,
    at: after.completedAt,
    id: after.saleId,
    count: saleCount,
    until: untilOf(period.to),
  });
}

/** How many sales some business dates have. */
export function countPastSales(
  db: Database,
  period: { readonly from: string; readonly to: string },
): number {
  const row = prepared<[Record<string, unknown>], { n: number }>(
    db,
    `SELECT count(*) AS n FROM sale WHERE completed_at >= @at AND completed_at < @until
       AND business_date >= @from AND business_date <= @to`,
  ).get({ ...period, at: startOf(period.from), until: untilOf(period.to) });
  return row?.n ?? 0;
}

/** Every version that was decided before `until` of promotions whose window meets `[from, until)`, in order of time. */
export function versionsKnown(
  db: Database,
  from: number,
  until: number,
): readonly PromotionVersion[] {
  return prepared<[number, number], VersionRow>(
    db,
    `SELECT v.* FROM promotion_version v
     WHERE v.promotion_id IN (SELECT w.promotion_id FROM promotion_version w WHERE w.to_at > ?)
       AND v.at < ? ORDER BY v.at, v.promotion_id, v.version`,
  )
    .all(from, until)
    .map(fromRow);
}

const DAY_MS = 86_400_000;

/** A business date's sales lie within a day of its calendar day, wherever the cut-off is. */
export function startOf(date: string): number {
  return Date.parse(`${date}T00:00:00+08:00`) - DAY_MS;
}

export function untilOf(date: string): number {
  return Date.parse(`${date}T00:00:00+08:00`) + 3 * DAY_MS;
}
