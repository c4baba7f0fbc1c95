import type { Migration } from '../migration.ts';

/** Facts on their way to the cloud: written with the fact itself, sent later, in order. */
export const syncMigration: Migration = {
  id: 80,
  name: 'sync',
  sql: `
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  fact_id TEXT NOT NULL UNIQUE,    -- the cloud's idempotency key
  kind TEXT NOT NULL,
  register_id TEXT NOT NULL,
  body TEXT NOT NULL,              -- canonical JSON
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'acknowledged', 'parked')),
  reason TEXT,                     -- why the cloud refused a parked fact
  settled_at INTEGER
) STRICT;
CREATE INDEX outbox_open ON outbox (seq) WHERE state <> 'acknowledged';
`,
};
