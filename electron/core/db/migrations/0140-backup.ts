import { appendOnly, type Migration } from '../migration.ts';

/** Where backups go, the keys they carry, every try as a fact, and the lanes a store has had. */
export const backupMigration: Migration = {
  id: 140,
  name: 'backup',
  sql: `
CREATE TABLE backup_target (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  folder TEXT NOT NULL,
  place_id TEXT NOT NULL,          -- also in a file in that folder: a stick that is out leaves an empty folder behind
  set_at INTEGER NOT NULL, set_by TEXT NOT NULL
) STRICT;

-- The key file sealed under the owner's recovery phrase: in the database, so that every backup has it.
CREATE TABLE recovery_key (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  salt BLOB NOT NULL,
  sealed BLOB NOT NULL,            -- AES-256-GCM under scrypt(phrase, salt): nonce, tag, key file
  set_at INTEGER NOT NULL, set_by TEXT NOT NULL
) STRICT;

-- Each backup and rehearsal that ended, however it ended.
CREATE TABLE backup_run (
  run_id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('backup', 'rehearsal')),
  reason TEXT NOT NULL CHECK (reason IN ('close', 'timer', 'by_hand', 'before_restore')),
  started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'failed', 'cancelled')),
  code TEXT,                       -- why it failed
  folder TEXT NOT NULL,
  file TEXT,
  bytes INTEGER, sha256 TEXT,
  register_id TEXT NOT NULL REFERENCES register (register_id),
  journal_seq INTEGER NOT NULL,    -- up to which entry the copy reaches
  sale_count INTEGER NOT NULL,
  detail TEXT NOT NULL DEFAULT '{}' -- JSON: what a rehearsal found
) STRICT;
CREATE INDEX backup_run_by_kind ON backup_run (kind, run_id);

-- A store that was restored or copied goes on as a new lane, so that no number is ever used twice.
CREATE TABLE lane (
  register_id TEXT PRIMARY KEY REFERENCES register (register_id),
  node_id TEXT NOT NULL UNIQUE,    -- the store row names the node that is at work
  epoch INTEGER NOT NULL,
  why TEXT NOT NULL CHECK (why IN ('restore', 'clone', 'rolled_back')),
  continues_register TEXT NOT NULL REFERENCES register (register_id),
  continues_seq INTEGER NOT NULL, continues_hash TEXT NOT NULL,
  restored_from TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- What the cloud held beyond a restored backup: fetched once for each lane.
CREATE TABLE catch_up (
  register_id TEXT PRIMARY KEY REFERENCES lane (register_id),
  at INTEGER NOT NULL,
  entry_count INTEGER NOT NULL, sale_count INTEGER NOT NULL
) STRICT;

-- Entries that came back from the cloud's copy, a page a row: what the journal does not hold of them is not expected.
CREATE TABLE replay (
  register_id TEXT NOT NULL REFERENCES register (register_id),
  from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (register_id, from_seq)
) STRICT, WITHOUT ROWID;
${['backup_run', 'lane', 'catch_up', 'replay'].map(appendOnly).join('')}`,
};
