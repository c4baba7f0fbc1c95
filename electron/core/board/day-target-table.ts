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

export type DayTarget = {
  readonly businessDate: string;
  readonly targetFen: number;
  readonly at: number;
  readonly by: string;
};

/** Writes a target; answers the row's id, by which its entry names it. */
export function insertDayTarget(db: Database, target: DayTarget): number {
  const done = prepared(
    db,
    `INSERT INTO day_target (business_date, target_fen, at, by)
     VALUES (@businessDate, @targetFen, @at, @by)`,
  ).run(target);
  return Number(done.lastInsertRowid);
}

/** Whether a date has had its target set after a moment (epoch ms): then one from before it counts no more. */
export function isTargetSetAfter(db: Database, businessDate: string, at: number): boolean {
  const sql = 'SELECT 1 FROM day_target WHERE business_date = ? AND at > ? LIMIT 1';
  return prepared(db, sql).get(businessDate, at) !== undefined;
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

export type CrewCapacity = {
  readonly ticketCount: number;
  readonly at: number;
  readonly by: string;
};

/** Writes a capacity; answers the row's id, by which its entry names it. */
export function insertCrewCapacity(db: Database, capacity: CrewCapacity): number {
  const done = prepared(
    db,
    'INSERT INTO crew_capacity (ticket_count, at, by) VALUES (@ticketCount, @at, @by)',
  ).run(capacity);
  return Number(done.lastInsertRowid);
}

/** Whether the capacity has been set after a moment (epoch ms). */
export function isCapacitySetAfter(db: Database, at: number): boolean {
  const sql = 'SELECT 1 FROM crew_capacity WHERE at > ? LIMIT 1';
  return prepared(db, sql).get(at) !== undefined;
}
