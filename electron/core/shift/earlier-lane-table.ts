import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/**
 * Whether a Z report has named a shift that was cut off, with the cash that is known of it now. The lanes after it are
 * looked through from their first Z on, which as a rule is the one that named it.
 */
export function wasReported(
  db: Database,
  shift: { readonly registerId: string; readonly number: number; readonly expectedFen: number },
): boolean {
  const { registerId, number, expectedFen } = shift;
  const key = { registerId, number, expectedFen };
  const named = prepared<[typeof key], { found: 1 }>(
    db,
    `SELECT 1 AS found FROM register r CROSS JOIN z_report z ON z.register_id = r.register_id
       CROSS JOIN json_each(z.report, '$.interrupted') i
     WHERE r.rowid > (SELECT rowid FROM register WHERE register_id = @registerId)
       AND i.value ->> 'registerId' = @registerId AND i.value ->> 'number' = @number
       AND i.value ->> 'expectedFen' = @expectedFen LIMIT 1`,
  ).get(key);
  return named !== undefined;
}

/** The registers that this one continues after restores, the store's first one first; empty where it is the first. */
export function earlierLanes(db: Database, registerId: string): readonly string[] {
  return prepared<[string], string>(
    db,
    `WITH RECURSIVE before (register_id, steps) AS (
       SELECT continues_register, 1 FROM lane WHERE register_id = ?
       UNION ALL SELECT l.continues_register, b.steps + 1 FROM before b
         JOIN lane l ON l.register_id = b.register_id)
     SELECT register_id FROM before ORDER BY steps DESC`,
  )
    .pluck()
    .all(registerId) as string[];
}
