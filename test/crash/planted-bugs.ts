import type { Database } from '../../electron/core/db/open.ts';

/** How the child sells: as the program does, or with a bug that the examination has to find. */
export type Variant = 'as_is' | 'ack_before_commit' | 'two_transactions';

type Bug = {
  /** Runs a sale and acknowledges it, in the order that the variant has. */
  readonly around: <Sale>(sell: () => Sale, acknowledge: (sale: Sale) => void) => Sale;
};

/** Turns a database into one that loses sales when the power goes; `as_is` leaves it alone. */
export function plantBug(db: Database, variant: Variant): Bug {
  if (variant === 'ack_before_commit') return { around: acknowledgingEarly(db) };
  if (variant === 'two_transactions') commitAfter(db, /^INSERT INTO tender/);
  return {
    around: (sell, acknowledge) => {
      const sale = sell();
      acknowledge(sale);
      return sale;
    },
  };
}

function acknowledgingEarly(db: Database): Bug['around'] {
  return (sell, acknowledge) => {
    db.exec('BEGIN IMMEDIATE');
    const sale = sell();
    acknowledge(sale);
    db.exec('COMMIT');
    return sale;
  };
}

/** Commits half way: after every statement whose text matches. */
export function commitAfter(db: Database, text: RegExp): void {
  const prepare = db.prepare.bind(db) as unknown as (sql: string) => {
    run: (...bound: unknown[]) => unknown;
  };
  const split = (sql: string) => {
    const statement = prepare(sql);
    if (!text.test(sql.trim())) return statement;
    const run = statement.run.bind(statement);
    statement.run = (...bound: unknown[]) => {
      const done = run(...bound);
      db.exec('COMMIT');
      db.exec('BEGIN IMMEDIATE');
      return done;
    };
    return statement;
  };
  db.prepare = split as unknown as Database['prepare'];
}
