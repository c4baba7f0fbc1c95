import type { Migration } from '../migration.ts';

/** The store itself, its registers and settings, staff and their sessions, and encrypted personal data. */
export const peopleMigration: Migration = {
  id: 20,
  name: 'people',
  sql: `
CREATE TABLE store (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  store_id TEXT NOT NULL,          -- 8 digits, also the prefix of receipt numbers
  node_id TEXT NOT NULL,           -- one machine that writes; joins (register, sequence) in the cloud
  epoch INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL, branch TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL,
  is_demo INTEGER NOT NULL CHECK (is_demo IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE register (
  register_id TEXT PRIMARY KEY,    -- '01'
  serial TEXT NOT NULL UNIQUE,     -- printed on every receipt
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL              -- JSON
) STRICT;

CREATE TABLE staff_member (
  staff_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('cashier', 'manager', 'owner', 'trainer')),
  pin_hash TEXT NOT NULL,          -- argon2id over PIN and machine pepper
  is_active INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL
) STRICT;

-- One row a person: guessing is slowed across restarts and clock jumps.
CREATE TABLE pin_guard (
  staff_id TEXT PRIMARY KEY REFERENCES staff_member (staff_id),
  failed_count INTEGER NOT NULL,
  waiting_ms INTEGER NOT NULL,     -- how long the next try is refused, counted from last_failed_at
  last_failed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_session (
  token_hash TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff_member (staff_id),
  register_id TEXT NOT NULL REFERENCES register (register_id),
  started_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  is_locked INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER
) STRICT;

-- Names, phones and addresses live here alone, each field encrypted; everything else holds only the reference.
CREATE TABLE person (
  person_id TEXT PRIMARY KEY,
  name_enc BLOB NOT NULL,
  phone_enc BLOB NOT NULL,
  phone_hmac TEXT NOT NULL,
  phone_last4 TEXT NOT NULL,
  address_enc BLOB,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX person_by_phone ON person (phone_hmac);
CREATE INDEX person_by_last4 ON person (phone_last4);
`,
};
