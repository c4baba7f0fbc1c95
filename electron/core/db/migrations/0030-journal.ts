import { appendOnly, type Migration } from '../migration.ts';

/** The tamper-evident journal: gapless per register, each entry chained to the one before. */
export const journalMigration: Migration = {
  id: 30,
  name: 'journal',
  sql: `
CREATE TABLE journal (
  register_id TEXT NOT NULL REFERENCES register (register_id),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  type TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  operator TEXT NOT NULL,          -- staff_id, or 'system'
  payload TEXT NOT NULL,           -- canonical JSON without personal data
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (register_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_gapless BEFORE INSERT ON journal
WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM journal WHERE register_id = NEW.register_id), 0)
BEGIN SELECT RAISE(ABORT, 'journal sequence must be gapless'); END;
${appendOnly('journal')}`,
};
