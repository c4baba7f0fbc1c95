import type { PromotionStatus } from '../../../shared/contract/promotions.ts';
import type { Promotion, PromotionKind } from '../../../shared/domain/promotions/promotion.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** One version of one promotion as it was decided; the newest version is the promotion. */
export type PromotionVersion = {
  readonly definition: Promotion;
  readonly status: PromotionStatus;
  readonly at: number; // epoch ms
  readonly by: string; // staff id
};

export type VersionRow = {
  promotion_id: string;
  version: number;
  status: PromotionStatus;
  kind: PromotionKind;
  name: string;
  campaign: string;
  from_at: number;
  to_at: number;
  definition: string;
  at: number;
  by: string;
};

/** Writes a further version. Call it inside the transaction of the entry that holds it. */
export function insertPromotionVersion(db: Database, version: PromotionVersion): void {
  const { definition, status, at, by } = version;
  prepared(
    db,
    `INSERT INTO promotion_version (promotion_id, version, status, kind, name, campaign, from_at, to_at,
       definition, at, by)
     VALUES (@promotionId, @version, @status, @kind, @name, @campaign, @fromAt, @toAt, @definition, @at, @by)`,
  ).run({
    ...versionColumns(definition),
    ...{ status, at, by },
  });
  forgetActive(db);
}

/** What the columns beside the definition say; the audit holds rows to it. */
export function versionColumns(definition: Promotion) {
  const { promotionId, version, benefit, name, campaign, window } = definition;
  return {
    ...{ promotionId, version, kind: benefit.kind, name, campaign },
    ...{ fromAt: window.fromAt, toAt: window.toAt },
    definition: canonicalJson(definition),
  };
}

export function newestVersion(db: Database, promotionId: string): PromotionVersion | null {
  const row = prepared<[string], VersionRow>(
    db,
    'SELECT * FROM promotion_version WHERE promotion_id = ? ORDER BY version DESC LIMIT 1',
  ).get(promotionId);
  return row ? fromRow(row) : null;
}

/** One version, also an earlier one: what a sale was sold under. */
export function promotionVersion(
  db: Database,
  promotionId: string,
  version: number,
): PromotionVersion | null {
  const row = prepared<[string, number], VersionRow>(
    db,
    'SELECT * FROM promotion_version WHERE promotion_id = ? AND version = ?',
  ).get(promotionId, version);
  return row ? fromRow(row) : null;
}

/** Every version of one promotion, the newest first. */
export function versionsOf(db: Database, promotionId: string): readonly PromotionVersion[] {
  return prepared<[string], VersionRow>(
    db,
    'SELECT * FROM promotion_version WHERE promotion_id = ? ORDER BY version DESC',
  )
    .all(promotionId)
    .map(fromRow);
}

/** Newest versions that are scheduled and whose windows overlap `[fromAt, toAt)`, earliest end first. */
export function scheduledBetween(
  db: Database,
  fromAt: number,
  toAt: number,
): readonly PromotionVersion[] {
  return prepared<[number, number], VersionRow>(
    db,
    `SELECT v.* FROM promotion_version v
     WHERE v.to_at > ? AND v.from_at < ? AND v.status = 'scheduled'
       AND v.version = (SELECT max(n.version) FROM promotion_version n WHERE n.promotion_id = v.promotion_id)
     ORDER BY v.to_at, v.promotion_id`,
  )
    .all(fromAt, toAt)
    .map(fromRow);
}

/** How many scheduled promotions have not ended by `at`. */
export function countScheduled(db: Database, at: number): number {
  return (
    prepared<[number], { n: number }>(
      db,
      `SELECT count(*) AS n FROM promotion_version v
       WHERE v.to_at > ? AND v.status = 'scheduled'
         AND v.version = (SELECT max(n.version) FROM promotion_version n WHERE n.promotion_id = v.promotion_id)`,
    ).get(at)?.n ?? 0
  );
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Active = { readonly hour: number; readonly promotions: readonly Promotion[] };
const active = new WeakMap<Database, Active>();

/**
 * Scheduled promotions around `at` (epoch ms): whose window has not ended more than a day ago nor starts more than a
 * week ahead, so that a cart can say why it has one of them not. Read and parsed once an hour or after a change: the
 * same list until then.
 */
export function activePromotions(db: Database, at: number): readonly Promotion[] {
  const hour = Math.floor(at / HOUR_MS);
  const known = active.get(db);
  if (known?.hour === hour) return known.promotions;
  const from = hour * HOUR_MS;
  const promotions = scheduledBetween(db, from - DAY_MS, from + 7 * DAY_MS + HOUR_MS).map(
    ({ definition }) => definition,
  );
  // What a transaction sees may still be taken back.
  if (!db.inTransaction) active.set(db, { hour, promotions });
  return promotions;
}

function forgetActive(db: Database): void {
  active.delete(db);
}

export function fromRow(row: VersionRow): PromotionVersion {
  return {
    // Written by `insertPromotionVersion` only.
    definition: JSON.parse(row.definition) as Promotion,
    status: row.status,
    at: row.at,
    by: row.by,
  };
}
