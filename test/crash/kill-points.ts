import { env } from 'node:process';
import type { Database } from '../../electron/core/db/open.ts';

/** The point at which a child kills itself, from 1; 0 for a child that others kill. */
export const KILL_AT = Number(env.KILL_AT ?? 0);

type Method = (...bound: unknown[]) => unknown;

/**
 * Counts every statement that writes and both sides of every commit, and ends the process with SIGKILL right before point
 * `killAt`. Answers a function that tells how many points were reached.
 */
export function killAtStatement(db: Database, killAt: number): () => number {
  let reached = 0;
  const point = () => {
    reached += 1;
    if (reached === killAt) process.kill(process.pid, 'SIGKILL');
  };
  countStatements(db, point);
  countCommits(db, point);
  return () => reached;
}

function countStatements(db: Database, point: () => void): void {
  const prepare = db.prepare.bind(db) as unknown as (sql: string) => Record<string, unknown>;
  db.prepare = ((sql: string) => {
    const statement = prepare(sql);
    const run = (statement.run as Method).bind(statement);
    statement.run = (...bound: unknown[]) => {
      point();
      return run(...bound);
    };
    return statement;
  }) as unknown as Database['prepare'];
}

function countCommits(db: Database, point: () => void): void {
  const transaction = db.transaction.bind(db);
  db.transaction = ((work: Method) => {
    const counted = transaction((...bound: unknown[]) => {
      const done = work(...bound);
      point(); // all is written, nothing is committed
      return done;
    });
    const committing = (...bound: unknown[]) => {
      const done = counted.immediate(...bound);
      point(); // committed, not yet acknowledged
      return done;
    };
    return { immediate: committing };
  }) as unknown as Database['transaction'];
}
