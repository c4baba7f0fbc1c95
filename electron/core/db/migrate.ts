import type BetterSqlite3 from 'better-sqlite3';
import { invariant } from '../../../shared/kernel/assert.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import type { Migration } from './migration.ts';
import { catalogMigration } from './migrations/0010-catalog.ts';
import { peopleMigration } from './migrations/0020-people.ts';
import { journalMigration } from './migrations/0030-journal.ts';
import { shiftMigration } from './migrations/0040-shift.ts';
import { checkoutMigration } from './migrations/0050-checkout.ts';
import { printingMigration } from './migrations/0060-printing.ts';
import { fulfilmentMigration } from './migrations/0070-fulfilment.ts';
import { syncMigration } from './migrations/0080-sync.ts';
import { stockLevelMigration } from './migrations/0090-stock-level.ts';
import { closeMigration } from './migrations/0100-close.ts';
import { returnsMigration } from './migrations/0110-returns.ts';
import { proofMigration } from './migrations/0120-proof.ts';
import { backupMigration } from './migrations/0140-backup.ts';
import { reportsMigration } from './migrations/0150-reports.ts';
import { closeReadsMigration } from './migrations/0160-close-reads.ts';
import { printQueueMigration } from './migrations/0170-print-queue.ts';
import { promotionsMigration } from './migrations/0180-promotions.ts';
import { tendersMigration } from './migrations/0190-tenders.ts';
import { boardMigration } from './migrations/0200-board.ts';
import { settledPromisesMigration } from './migrations/0210-settled-promises.ts';

export const MIGRATIONS: readonly Migration[] = [
  catalogMigration,
  peopleMigration,
  journalMigration,
  shiftMigration,
  checkoutMigration,
  printingMigration,
  fulfilmentMigration,
  syncMigration,
  stockLevelMigration,
  closeMigration,
  returnsMigration,
  proofMigration,
  backupMigration,
  reportsMigration,
  closeReadsMigration,
  printQueueMigration,
  promotionsMigration,
  tendersMigration,
  boardMigration,
  settledPromisesMigration,
];

/** The schema that this version of the program works with. */
export function newestSchema(): number {
  return MIGRATIONS.at(-1)?.id ?? 0;
}

/**
 * Brings a database to the newest schema, each step in a transaction of its own. Foreign keys rest meanwhile, as SQLite
 * asks where a table is made anew; each step is kept only if all of them hold after it, and throws if one does not.
 * Refuses data that a newer version of the program has written.
 */
export function migrate(
  db: BetterSqlite3.Database,
): Result<{ applied: number }, 'data_from_newer_version'> {
  const found = Number(db.pragma('user_version', { simple: true }));
  const newest = MIGRATIONS.at(-1)?.id ?? 0;
  if (found > newest) return refuse('data_from_newer_version', { found, newest });
  const steps = MIGRATIONS.filter(({ id }) => id > found);
  if (steps.length === 0) return ok({ applied: 0 });
  withoutForeignKeys(db, () => {
    for (const step of steps) apply(db, step);
  });
  return ok({ applied: steps.length });
}

/** Applies one step whole or not at all; call it with foreign keys at rest. */
export function apply(db: BetterSqlite3.Database, step: Migration): void {
  db.transaction(() => {
    db.exec(step.sql);
    const [broken] = db.pragma('foreign_key_check') as readonly { readonly table: string }[];
    invariant(broken === undefined, `a foreign key of ${broken?.table} holds after ${step.name}`);
    db.pragma(`user_version = ${step.id}`);
  }).exclusive();
}

/** The pragma does nothing inside a transaction, so it stands around them. */
export function withoutForeignKeys(db: BetterSqlite3.Database, work: () => void): void {
  const before = Number(db.pragma('foreign_keys', { simple: true }));
  db.pragma('foreign_keys = OFF');
  try {
    work();
  } finally {
    db.pragma(`foreign_keys = ${before}`);
  }
}
