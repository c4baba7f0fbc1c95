import type { PromotionStanding } from '../../../shared/contract/promotions.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { fromRow, type PromotionVersion, type VersionRow } from './promotion-table.ts';

/** What the list is narrowed to; null and empty narrow nothing. */
export type PromotionFilter = {
  readonly moment: number; // epoch ms
  readonly campaign: string | null;
  readonly text: string;
  /** Only those whose window meets `[fromAt, toAt)`. */
  readonly fromAt: number;
  readonly toAt: number;
};

export type ListedVersion = PromotionVersion & {
  readonly standing: PromotionStanding;
  readonly changedBy: string; // a name; empty where nobody of it is known
};

/** The newest version of each promotion that fits, and where it stands at the moment. */
const NEWEST = `
  SELECT v.*, s.name AS changed_by,
    CASE v.status WHEN 'draft' THEN 'draft' WHEN 'stopped' THEN 'stopped'
      ELSE CASE WHEN v.to_at <= @moment THEN 'ended' WHEN v.from_at > @moment THEN 'scheduled' ELSE 'running' END
    END AS standing
  FROM promotion_version v LEFT JOIN staff_member s ON s.staff_id = v.by
  WHERE v.version = (SELECT max(n.version) FROM promotion_version n WHERE n.promotion_id = v.promotion_id)
    AND v.to_at > @fromAt AND v.from_at < @toAt
    AND (@campaign IS NULL OR v.campaign = @campaign)
    AND (@text = '' OR instr(lower(v.name), lower(@text)) > 0 OR instr(lower(v.campaign), lower(@text)) > 0)`;

/** One page: running ones first, then what comes next, drafts, and the past, the latest of it first. */
export function listVersions(
  db: Database,
  filter: PromotionFilter & {
    readonly standing: PromotionStanding | null;
    readonly offset: number;
    readonly limit: number;
  },
): readonly ListedVersion[] {
  return prepared<
    [typeof filter],
    VersionRow & { standing: PromotionStanding; changed_by: string | null }
  >(
    db,
    `SELECT * FROM (${NEWEST}) WHERE @standing IS NULL OR standing = @standing
     ORDER BY CASE standing WHEN 'running' THEN 0 WHEN 'scheduled' THEN 1 WHEN 'draft' THEN 2 ELSE 3 END,
       CASE standing WHEN 'running' THEN to_at WHEN 'scheduled' THEN from_at ELSE -at END, promotion_id
     LIMIT @limit OFFSET @offset`,
  )
    .all(filter)
    .map((row) => ({
      ...fromRow(row),
      standing: row.standing,
      changedBy: row.changed_by ?? '',
    }));
}

/** How many promotions stand where, narrowed as the list. */
export function countByStanding(
  db: Database,
  filter: PromotionFilter,
): ReadonlyMap<PromotionStanding, number> {
  const rows = prepared<[PromotionFilter], { standing: PromotionStanding; n: number }>(
    db,
    `SELECT standing, count(*) AS n FROM (${NEWEST}) GROUP BY standing`,
  ).all(filter);
  return new Map(rows.map(({ standing, n }) => [standing, n]));
}

/** Campaigns that newest versions belong to, the latest first. */
export function campaignNames(db: Database, limit: number): readonly string[] {
  return prepared<[number], { campaign: string }>(
    db,
    `SELECT v.campaign FROM promotion_version v
     WHERE v.campaign <> ''
       AND v.version = (SELECT max(n.version) FROM promotion_version n WHERE n.promotion_id = v.promotion_id)
     GROUP BY v.campaign ORDER BY max(v.to_at) DESC LIMIT ?`,
  )
    .all(limit)
    .map(({ campaign }) => campaign);
}
