import { appendOnly, type Migration } from '../migration.ts';

/** Shifts as facts: the row that opens one, its transitions, and every event in the cash drawer. */
export const shiftMigration: Migration = {
  id: 40,
  name: 'shift',
  sql: `
CREATE TABLE shift (
  shift_id TEXT PRIMARY KEY,
  register_id TEXT NOT NULL REFERENCES register (register_id),
  number INTEGER NOT NULL,         -- gapless per register
  business_date TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL REFERENCES staff_member (staff_id),
  opening_float_fen INTEGER NOT NULL CHECK (opening_float_fen >= 0),
  opening_count TEXT NOT NULL,     -- JSON: pieces by denomination in fen
  UNIQUE (register_id, number)
) STRICT;

CREATE TABLE shift_transition (
  shift_id TEXT NOT NULL REFERENCES shift (shift_id),
  seq INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'counting', 'closed')),
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (shift_id, seq)
) STRICT, WITHOUT ROWID;

-- A blind count as it was submitted; a recount is a further row, never a correction.
CREATE TABLE cash_count (
  shift_id TEXT NOT NULL REFERENCES shift (shift_id),
  seq INTEGER NOT NULL,
  transition_seq INTEGER NOT NULL, -- the transition to counting that it belongs to: selling again makes it void
  counted_by TEXT NOT NULL,
  counted_at INTEGER NOT NULL,
  counts TEXT NOT NULL,            -- JSON: pieces by denomination in fen
  counted_fen INTEGER NOT NULL,
  expected_fen INTEGER NOT NULL,
  over_short_fen INTEGER NOT NULL,
  PRIMARY KEY (shift_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE z_report (
  register_id TEXT NOT NULL,
  number INTEGER NOT NULL,         -- gapless per register
  shift_id TEXT NOT NULL UNIQUE REFERENCES shift (shift_id),
  closed_at INTEGER NOT NULL,
  closed_by TEXT NOT NULL,
  approved_by TEXT,
  reason TEXT,
  report TEXT NOT NULL,            -- JSON as printed
  PRIMARY KEY (register_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE drawer_event (
  event_id INTEGER PRIMARY KEY,
  shift_id TEXT NOT NULL REFERENCES shift (shift_id),
  kind TEXT NOT NULL CHECK (kind IN ('open_float', 'cash_sale', 'cash_change', 'no_sale', 'over_short')),
  amount_fen INTEGER NOT NULL,     -- signed: what the drawer gains
  ref TEXT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  reason TEXT
) STRICT;
CREATE INDEX drawer_event_by_shift ON drawer_event (shift_id);
${['shift', 'shift_transition', 'cash_count', 'z_report', 'drawer_event'].map(appendOnly).join('')}`,
};
