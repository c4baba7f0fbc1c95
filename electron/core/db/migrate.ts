import type BetterSqlite3 from 'better-sqlite3';
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
];

/** The schema that this version of the program works with. */
export function newestSchema(): number {
  return MIGRATIONS.at(-1)?.id ?? 0;
}

/**
 * Brings a database to the newest schema, each step in a transaction of its own.
 * Refuses data that a newer version of the program has written.
 */
export function migrate(
  db: BetterSqlite3.Database,
): Result<{ applied: number }, 'data_from_newer_version'> {
  const found = Number(db.pragma('user_version', { simple: true }));
  const newest = MIGRATIONS.at(-1)?.id ?? 0;
  if (found > newest) return refuse('data_from_newer_version', { found, newest });
  let applied = 0;
  for (const step of MIGRATIONS) {
    if (step.id <= found) continue;
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.id}`);
    }).exclusive();
    applied += 1;
  }
  return ok({ applied });
}
