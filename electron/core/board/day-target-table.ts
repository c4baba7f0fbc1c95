import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** What the shop means to sell on one business date, in fen; 0 where nobody set it for that day. */
export function dayTarget(db: Database, businessDate: string): number {
  return (
    prepared<[string], number>(
      db,
      `SELECT target_fen FROM day_target WHERE business_date = (SELECT ?)
       ORDER BY target_id DESC LIMIT 1`,
    )
      .pluck()
      .get(businessDate) ?? 0
  );
}

export function insertDayTarget(
  db: Database,
  target: {
    readonly businessDate: string;
    readonly targetFen: number;
    readonly at: number;
    readonly by: string;
  },
): void {
  prepared(
    db,
    `INSERT INTO day_target (business_date, target_fen, at, by)
     VALUES (@businessDate, @targetFen, @at, @by)`,
  ).run(target);
}

/** How many tickets the crew does in half a day; 0 where nobody said. */
export function crewCapacity(db: Database): number {
  return (
    prepared<[], number>(
      db,
      'SELECT ticket_count FROM crew_capacity ORDER BY capacity_id DESC LIMIT 1',
    )
      .pluck()
      .get() ?? 0
  );
}

export function insertCrewCapacity(
  db: Database,
  capacity: { readonly ticketCount: number; readonly at: number; readonly by: string },
): void {
  prepared(
    db,
    'INSERT INTO crew_capacity (ticket_count, at, by) VALUES (@ticketCount, @at, @by)',
  ).run(capacity);
}
