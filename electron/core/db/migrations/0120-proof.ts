import { appendOnly, type Migration } from '../migration.ts';

/** What proves the journal: keys, signatures of the closes, archives, the copy in the cloud, and lawful purges. */
export const proofMigration: Migration = {
  id: 120,
  name: 'proof',
  sql: `
-- Public keys of a register, each named in the journal when it began to count.
CREATE TABLE signing_key (
  register_id TEXT NOT NULL REFERENCES register (register_id),
  key_id TEXT NOT NULL,            -- the first 16 hex digits of the key's SHA-256
  public_key TEXT NOT NULL,        -- Ed25519, SPKI, base64
  since_seq INTEGER NOT NULL,      -- of the entry that names it
  at INTEGER NOT NULL,
  PRIMARY KEY (register_id, key_id)
) STRICT, WITHOUT ROWID;

-- The signature over an entry that closes a shift's day, a month or a year.
CREATE TABLE journal_signature (
  register_id TEXT NOT NULL, seq INTEGER NOT NULL,
  key_id TEXT NOT NULL,
  signature TEXT NOT NULL,         -- Ed25519 over register|seq|hash, base64
  PRIMARY KEY (register_id, seq),
  FOREIGN KEY (register_id, key_id) REFERENCES signing_key (register_id, key_id)
) STRICT, WITHOUT ROWID;

-- Up to where the cloud holds a register's journal, as it acknowledged it.
CREATE TABLE journal_upload (
  register_id TEXT PRIMARY KEY REFERENCES register (register_id),
  seq INTEGER NOT NULL, hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  fork TEXT                        -- JSON: where the cloud holds another entry under the same number
) STRICT, WITHOUT ROWID;

-- An archive that was written, and that somebody acknowledged having put away.
CREATE TABLE journal_archive (
  archive_id TEXT PRIMARY KEY,
  register_id TEXT NOT NULL REFERENCES register (register_id),
  from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL,
  last_hash TEXT NOT NULL,         -- of entry to_seq
  sha256 TEXT NOT NULL,            -- of the archive file
  at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE TABLE journal_archive_kept (
  archive_id TEXT PRIMARY KEY REFERENCES journal_archive (archive_id),
  at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;

-- Entries up to here may leave the till: archived, the archive put away, and the cloud's copy acknowledged.
CREATE TABLE journal_purge (
  register_id TEXT NOT NULL REFERENCES register (register_id),
  through_seq INTEGER NOT NULL,
  last_hash TEXT NOT NULL,
  archive_id TEXT NOT NULL REFERENCES journal_archive_kept (archive_id),
  at INTEGER NOT NULL, by TEXT NOT NULL,
  PRIMARY KEY (register_id, through_seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_purge_lawful BEFORE INSERT ON journal_purge
WHEN NOT EXISTS (SELECT 1 FROM journal_archive a JOIN journal_archive_kept k USING (archive_id)
    WHERE a.archive_id = NEW.archive_id AND a.register_id = NEW.register_id AND a.to_seq = NEW.through_seq
      AND a.last_hash = NEW.last_hash)
  OR NOT EXISTS (SELECT 1 FROM journal_upload u WHERE u.register_id = NEW.register_id AND u.seq >= NEW.through_seq)
BEGIN SELECT RAISE(ABORT, 'only what is archived and acknowledged is purged'); END;
DROP TRIGGER journal_no_delete;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
WHEN NOT EXISTS (SELECT 1 FROM journal_purge p WHERE p.register_id = OLD.register_id AND p.through_seq >= OLD.seq)
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
${['signing_key', 'journal_signature', 'journal_archive', 'journal_archive_kept', 'journal_purge']
  .map(appendOnly)
  .join('')}`,
};
