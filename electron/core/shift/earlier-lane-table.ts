import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

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
