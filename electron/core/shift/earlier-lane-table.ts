import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** Whether a Z report of any lane has named a shift that was cut off, with the cash that is known of it now. */
export function wasReported(
  db: Database,
  shift: { readonly registerId: string; readonly number: number; readonly expectedFen: number },
): boolean {
  const named = prepared<[string, number, number], { found: 1 }>(
    db,
    `SELECT 1 AS found FROM z_report z, json_each(z.report, '$.interrupted') i
     WHERE i.value ->> 'registerId' = ? AND i.value ->> 'number' = ? AND i.value ->> 'expectedFen' = ? LIMIT 1`,
  ).get(shift.registerId, shift.number, shift.expectedFen);
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
