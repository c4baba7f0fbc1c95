import type { CloudMigration } from '../cloud-migration.ts';

/** What the government no longer pays of goods that came back: part of the due of their sales, never of a refund. */
export const subsidyBackMigration: CloudMigration = {
  id: 40,
  name: 'subsidy back',
  statements: ['ALTER TABLE return_day ADD COLUMN subsidy_fen bigint NOT NULL DEFAULT 0'],
  plainOnly: [],
  distributed: [],
};
