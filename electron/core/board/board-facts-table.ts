import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** How a register stands: the state of its newest shift, and its sales of one business date. */
export type RegisterFacts = {
  readonly registerId: string;
  readonly state: 'open' | 'counting' | 'closed' | null; // null: it never had a shift
  readonly saleCount: number;
  readonly lastSaleAt: number | null;
  readonly averageMs: number | null;
};

/** A cart that lay longer than this before it was paid says nothing about how fast the till is. */
const LEFT_LYING_MS = 30 * 60_000;

/**
 * Every register of this store with its sales of a business date; `since` (epoch ms) is before its first.
 * (`+register_id` keeps SQLite on the index by time; by register it would walk every sale there ever was.)
 */
export function registerFacts(db: Database, date: string, since: number): readonly RegisterFacts[] {
  return prepared<[Record<string, unknown>], RegisterFacts>(
    db,
    `SELECT r.register_id AS registerId,
       (SELECT t.state FROM shift h JOIN shift_transition t ON t.shift_id = h.shift_id
        WHERE h.register_id = r.register_id ORDER BY h.number DESC, t.seq DESC LIMIT 1) AS state,
       coalesce(s.saleCount, 0) AS saleCount, s.lastSaleAt, s.averageMs
     FROM register r LEFT JOIN (
       SELECT register_id, count(*) AS saleCount, max(completed_at) AS lastSaleAt,
         CAST(avg(CASE WHEN completed_at - started_at BETWEEN 0 AND @lying
           THEN completed_at - started_at END) AS INTEGER) AS averageMs
       FROM sale WHERE completed_at >= @since AND business_date = @date GROUP BY +register_id
     ) s ON s.register_id = r.register_id
     ORDER BY r.register_id`,
  ).all({ date, since, lying: LEFT_LYING_MS });
}

/** What was used of a limited promotion, in all and on one business date. */
export type QuotaUsed = { readonly all: number; readonly today: number };

/** What was used of each of these promotions, at every register together; what came back is taken off. */
export function quotaUsed(
  db: Database,
  promotionIds: readonly string[],
  date: string,
): ReadonlyMap<string, QuotaUsed> {
  const rows = prepared<[string, string], QuotaUsed & { promotionId: string }>(
    db,
    `SELECT promotion_id AS promotionId, sum(units) AS 'all',
       sum(CASE WHEN business_date = ? THEN units ELSE 0 END) AS today
     FROM quota_use WHERE promotion_id IN (SELECT value FROM json_each(?)) GROUP BY promotion_id`,
  ).all(date, JSON.stringify(promotionIds));
  return new Map(rows.map(({ promotionId, ...used }) => [promotionId, used]));
}
