import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** Whether goods are rung up at this register that nobody has paid, held or cleared; practice keeps nobody from closing. */
export function hasOpenCart(db: Database, registerId: string): boolean {
  return (
    count(
      db,
      `SELECT count(*) AS n FROM cart c WHERE c.register_id = ? AND c.state = 'active' AND c.is_training = 0
         AND EXISTS (SELECT 1 FROM cart_line l WHERE l.cart_id = c.cart_id)`,
      registerId,
    ) > 0
  );
}

export function heldCartCount(db: Database, registerId: string): number {
  return count(
    db,
    `SELECT count(*) AS n FROM cart WHERE register_id = ? AND state = 'held' AND is_training = 0`,
    registerId,
  );
}

/** Facts that wait to be sent to the cloud, or that it would not take. */
export function outboxCount(db: Database, state: 'waiting' | 'parked'): number {
  return count(
    db,
    `SELECT count(*) AS n FROM outbox WHERE state <> 'acknowledged' AND state = ?`,
    state,
  );
}

/**
 * Sheets that have not come out, oldest first, each with the number of what stands on it where it has one. (The
 * conditions are those of the indexes: every other sheet ever printed stays untouched.)
 */
export function unprintedSheets(db: Database): readonly { readonly number: string | null }[] {
  return prepared<[], { number: string | null }>(
    db,
    `SELECT CASE j.kind
         WHEN 'receipt' THEN (SELECT receipt_number FROM sale WHERE sale_id = j.ref)
         WHEN 'installation_ticket' THEN (SELECT ticket_number FROM installation_ticket WHERE ticket_id = j.ref)
         WHEN 'return_slip' THEN (SELECT return_number FROM sale_return WHERE return_id = j.ref)
       END AS number
     FROM (
       SELECT * FROM print_job WHERE state = 'queued'
       UNION ALL SELECT * FROM print_job WHERE state IN ('failed', 'unknown')) j
     WHERE j.kind <> 'drawer' ORDER BY j.seq`,
  ).all();
}

/** When the newest complete backup of the store ended (epoch ms); `null` when there never was one. */
export function lastBackupAt(db: Database): number | null {
  const row = prepared<[], { at: number }>(
    db,
    `SELECT ended_at AS at FROM backup_run WHERE kind = 'backup' AND outcome = 'done'
     ORDER BY run_id DESC LIMIT 1`,
  ).get();
  return row?.at ?? null;
}

function count(db: Database, sql: string, bound: string): number {
  return prepared<[string], { n: number }>(db, sql).get(bound)?.n ?? 0;
}
