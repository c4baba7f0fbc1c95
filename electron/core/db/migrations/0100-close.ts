import { appendOnly, type Migration } from '../migration.ts';

/**
 * What the close needs: cash that moves without a sale, handovers and what came of them, Z reports over several
 * shifts, and the closes of months and years. Tables whose kinds are a closed list are built anew with more of them.
 */
export const closeMigration: Migration = {
  id: 100,
  name: 'close',
  sql: `
DROP TRIGGER drawer_event_no_update;
DROP TRIGGER drawer_event_no_delete;
CREATE TABLE drawer_event_wider (
  event_id INTEGER PRIMARY KEY,
  shift_id TEXT NOT NULL REFERENCES shift (shift_id),
  kind TEXT NOT NULL CHECK (kind IN ('open_float', 'cash_sale', 'cash_change', 'cash_refund', 'paid_in',
    'paid_out', 'safe_drop', 'bank_deposit', 'no_sale', 'over_short')),
  amount_fen INTEGER NOT NULL,     -- signed: what the drawer gains
  ref TEXT,                        -- the sale, return or cash movement
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  reason TEXT
) STRICT;
INSERT INTO drawer_event_wider SELECT event_id, shift_id, kind, amount_fen, ref, at, by, reason FROM drawer_event;
DROP TABLE drawer_event;
ALTER TABLE drawer_event_wider RENAME TO drawer_event;
CREATE INDEX drawer_event_by_shift ON drawer_event (shift_id);
${appendOnly('drawer_event')}

CREATE TABLE print_job_wider (
  job_id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,     -- order of printing
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'return_slip', 'installation_ticket', 'z_report', 'x_report',
    'handover_slip', 'cash_slip', 'period_report', 'drawer', 'test_page')),
  ref TEXT NOT NULL,               -- sale, return, ticket, shift, movement, period or the reason of a drawer kick
  copy INTEGER NOT NULL DEFAULT 0, -- 0 the original, n the n-th reprint
  document TEXT NOT NULL,          -- JSON blocks as printed, personal data by reference only
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'confirmed', 'failed', 'unknown', 'cancelled')),
  fault TEXT,                      -- closed set of printer faults
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
INSERT INTO print_job_wider SELECT job_id, seq, kind, ref, copy, document, state, fault, attempts, next_try_at,
  created_at, finished_at FROM print_job;
DROP TABLE print_job;
ALTER TABLE print_job_wider RENAME TO print_job;
CREATE INDEX print_job_open ON print_job (seq) WHERE state IN ('queued', 'sent');
CREATE INDEX print_job_stuck ON print_job (seq) WHERE state IN ('failed', 'unknown');
CREATE INDEX print_job_by_ref ON print_job (ref, kind, copy);

-- Cash that moves without a sale. Undone by a further movement the other way, never by a change.
CREATE TABLE cash_movement (
  movement_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE, -- the screen's id: the same one is answered the same
  shift_id TEXT NOT NULL REFERENCES shift (shift_id),
  kind TEXT NOT NULL CHECK (kind IN ('paid_in', 'paid_out', 'safe_drop', 'bank_deposit')),
  amount_fen INTEGER NOT NULL,     -- signed: what the drawer gains
  category TEXT NOT NULL,
  payee_enc BLOB,                  -- who gave or got it, encrypted: it may be a person
  slip_number TEXT NOT NULL,       -- of the bank's slip
  note TEXT NOT NULL,
  undoes TEXT UNIQUE REFERENCES cash_movement (movement_id),
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  approved_by TEXT
) STRICT;
CREATE INDEX cash_movement_by_shift ON cash_movement (shift_id);

-- The outgoing clerk has counted and left; the drawer waits for somebody who counts it again.
CREATE TABLE handover (
  handover_id TEXT PRIMARY KEY,
  register_id TEXT NOT NULL REFERENCES register (register_id),
  from_shift_id TEXT NOT NULL UNIQUE REFERENCES shift (shift_id),
  handed_fen INTEGER NOT NULL,     -- what the outgoing clerk counted
  out_by TEXT NOT NULL REFERENCES staff_member (staff_id),
  at INTEGER NOT NULL
) STRICT;

-- Each blind count of the incoming clerk; a recount is a further row.
CREATE TABLE handover_count (
  handover_id TEXT NOT NULL REFERENCES handover (handover_id),
  seq INTEGER NOT NULL,
  counted_by TEXT NOT NULL,
  counted_at INTEGER NOT NULL,
  counts TEXT NOT NULL,            -- JSON: pieces by denomination in fen
  counted_fen INTEGER NOT NULL,
  PRIMARY KEY (handover_id, seq)
) STRICT, WITHOUT ROWID;

-- What the incoming clerk said: accepted as handed over, or disputed with the amount that was there.
CREATE TABLE handover_answer (
  handover_id TEXT PRIMARY KEY REFERENCES handover (handover_id),
  to_shift_id TEXT NOT NULL UNIQUE REFERENCES shift (shift_id),
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'disputed')),
  received_fen INTEGER NOT NULL,
  in_by TEXT NOT NULL REFERENCES staff_member (staff_id),
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- How a manager settled a dispute.
CREATE TABLE handover_settlement (
  handover_id TEXT PRIMARY KEY REFERENCES handover_answer (handover_id),
  bears TEXT NOT NULL CHECK (bears IN ('shop', 'outgoing', 'incoming')),
  note TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff_member (staff_id),
  at INTEGER NOT NULL
) STRICT;

-- Which shifts a Z report holds: every shift is in one at most.
CREATE TABLE z_shift (
  shift_id TEXT PRIMARY KEY REFERENCES shift (shift_id),
  register_id TEXT NOT NULL,
  z_number INTEGER NOT NULL,
  FOREIGN KEY (register_id, z_number) REFERENCES z_report (register_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX z_shift_by_z ON z_shift (register_id, z_number);
INSERT INTO z_shift (shift_id, register_id, z_number) SELECT shift_id, register_id, number FROM z_report;

-- The close of a month or a year: what its days added up to, and the totals that only ever rise.
CREATE TABLE period_close (
  register_id TEXT NOT NULL REFERENCES register (register_id),
  kind TEXT NOT NULL CHECK (kind IN ('month', 'year')),
  period TEXT NOT NULL,            -- '2026-11', '2026'
  first_z INTEGER NOT NULL, last_z INTEGER NOT NULL,
  report TEXT NOT NULL,            -- JSON as printed
  closed_at INTEGER NOT NULL,
  closed_by TEXT NOT NULL,
  journal_seq INTEGER NOT NULL, journal_hash TEXT NOT NULL,
  PRIMARY KEY (register_id, kind, period)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER period_close_in_order BEFORE INSERT ON period_close
WHEN EXISTS (SELECT 1 FROM period_close p WHERE p.register_id = NEW.register_id AND p.kind = NEW.kind
  AND p.period >= NEW.period)
BEGIN SELECT RAISE(ABORT, 'a period is closed once, and after the one before it'); END;
${[
  'cash_movement',
  'handover',
  'handover_count',
  'handover_answer',
  'handover_settlement',
  'z_shift',
  'period_close',
]
  .map(appendOnly)
  .join('')}`,
};
