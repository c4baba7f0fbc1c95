import { appendOnly, type Migration } from '../migration.ts';

/** Tenders beside cash: the government's subsidy of a unit, and deposits that were paid for a presale. */
export const tendersMigration: Migration = {
  id: 190,
  name: 'tenders',
  sql: `
DROP TRIGGER tender_no_update;
DROP TRIGGER tender_no_delete;
CREATE TABLE tender_wider (
  sale_id TEXT NOT NULL REFERENCES sale (sale_id), seq INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'subsidy', 'deposit')),
  amount_fen INTEGER NOT NULL, tendered_fen INTEGER NOT NULL, change_fen INTEGER NOT NULL,
  ref TEXT,                        -- the claim, or the deposit
  PRIMARY KEY (sale_id, seq),
  CHECK (tendered_fen - change_fen = amount_fen AND change_fen >= 0),
  CHECK (kind = 'cash' OR (change_fen = 0 AND ref IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO tender_wider SELECT sale_id, seq, kind, amount_fen, tendered_fen, change_fen, NULL FROM tender;
DROP TABLE tender;
ALTER TABLE tender_wider RENAME TO tender;
${appendOnly('tender')}
-- A unit's share that the government pays: no refund ever pays it out.
ALTER TABLE sale_unit ADD COLUMN subsidy_fen INTEGER NOT NULL DEFAULT 0 CHECK (subsidy_fen >= 0);

-- Rules of subsidies with dates; a newer row of the same policy replaces it from then on.
CREATE TABLE subsidy_policy (
  policy_id TEXT NOT NULL, version INTEGER NOT NULL,
  region TEXT NOT NULL,            -- administrative code of 2, 4 or 6 digits; empty: the whole country
  from_date TEXT NOT NULL, to_date TEXT NOT NULL, -- both days count
  definition TEXT NOT NULL,        -- JSON
  at INTEGER NOT NULL,
  PRIMARY KEY (policy_id, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE subsidy_claim (
  claim_id TEXT PRIMARY KEY,
  policy_id TEXT NOT NULL, policy_version INTEGER NOT NULL,
  sale_id TEXT NOT NULL, position INTEGER NOT NULL, unit INTEGER NOT NULL,
  holder_hmac TEXT NOT NULL,       -- keyed hash of the identity number, for limits a person
  period TEXT NOT NULL, category TEXT NOT NULL, -- as the policy names them: limits count by both
  grade TEXT NOT NULL, brand TEXT NOT NULL, serial_number TEXT NOT NULL,
  base_fen INTEGER NOT NULL, subsidy_fen INTEGER NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL,
  UNIQUE (sale_id, position, unit),
  FOREIGN KEY (sale_id, position, unit) REFERENCES sale_unit (sale_id, position, unit)
) STRICT;
CREATE INDEX subsidy_claim_by_holder ON subsidy_claim (holder_hmac, period, category);
CREATE INDEX subsidy_claim_by_serial ON subsidy_claim (brand, serial_number);
-- Who a claim was made for, encrypted. The one part of a claim that is deleted, once nobody may need it any more.
CREATE TABLE subsidy_holder (
  claim_id TEXT PRIMARY KEY REFERENCES subsidy_claim (claim_id),
  holder_enc BLOB NOT NULL         -- JSON: name and identity number
) STRICT, WITHOUT ROWID;
CREATE TABLE subsidy_claim_transition (
  claim_id TEXT NOT NULL REFERENCES subsidy_claim (claim_id), seq INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('claimed', 'submitted', 'settled', 'rejected', 'reversed')),
  note TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
  PRIMARY KEY (claim_id, seq)
) STRICT, WITHOUT ROWID;
-- What a cart that is not sold yet knows of the holder of a subsidy.
CREATE TABLE subsidy_draft (
  draft_id TEXT PRIMARY KEY,
  cart_id TEXT NOT NULL REFERENCES cart (cart_id) ON DELETE CASCADE,
  line_id TEXT NOT NULL REFERENCES cart_line (line_id) ON DELETE CASCADE, unit INTEGER NOT NULL,
  holder_enc BLOB NOT NULL, holder_hmac TEXT NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL,
  UNIQUE (line_id, unit)
) STRICT;

CREATE TABLE deposit (
  deposit_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE,
  register_id TEXT NOT NULL REFERENCES register (register_id),
  epoch INTEGER NOT NULL,
  deposit_seq INTEGER NOT NULL,    -- gapless per register and epoch
  number TEXT NOT NULL UNIQUE,     -- 0001-01-D000012
  promotion_id TEXT NOT NULL, promotion_version INTEGER NOT NULL,
  sku TEXT NOT NULL,               -- empty: any of the promotion's goods
  person_id TEXT REFERENCES person (person_id), -- unknown only where a restore lost the person
  deposit_fen INTEGER NOT NULL CHECK (deposit_fen > 0),
  shift_id TEXT NOT NULL REFERENCES shift (shift_id),
  business_date TEXT NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL,
  journal_seq INTEGER NOT NULL, journal_hash TEXT NOT NULL,
  UNIQUE (register_id, epoch, deposit_seq)
) STRICT;
CREATE INDEX deposit_by_person ON deposit (person_id);
CREATE INDEX deposit_by_shift ON deposit (shift_id);
-- A deposit ends once: redeemed by a sale, paid back, or forfeited.
CREATE TABLE deposit_end (
  deposit_id TEXT PRIMARY KEY REFERENCES deposit (deposit_id),
  state TEXT NOT NULL CHECK (state IN ('redeemed', 'refunded', 'forfeited')),
  ref TEXT NOT NULL,               -- the sale, or the reason
  shift_id TEXT NOT NULL REFERENCES shift (shift_id),
  at INTEGER NOT NULL, by TEXT NOT NULL, approved_by TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX deposit_end_by_shift ON deposit_end (shift_id);

DROP TRIGGER sale_return_no_update;
DROP TRIGGER sale_return_no_delete;
CREATE TABLE sale_return_wider (
  return_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE, -- the screen's id: the same one is answered the same
  sale_id TEXT NOT NULL REFERENCES sale (sale_id),
  register_id TEXT NOT NULL REFERENCES register (register_id),
  epoch INTEGER NOT NULL,
  return_seq INTEGER NOT NULL,     -- gapless per register and epoch
  return_number TEXT NOT NULL UNIQUE, -- 0001-01-R000012
  business_date TEXT NOT NULL,
  shift_id TEXT NOT NULL REFERENCES shift (shift_id),
  by TEXT NOT NULL REFERENCES staff_member (staff_id),
  approved_by TEXT,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  net_fen INTEGER NOT NULL CHECK (net_fen >= 0),
  rounding_fen INTEGER NOT NULL,
  subsidy_fen INTEGER NOT NULL CHECK (subsidy_fen >= 0), -- goes back to the government, never to the customer
  refund_fen INTEGER NOT NULL CHECK (refund_fen >= 0),
  journal_seq INTEGER NOT NULL, journal_hash TEXT NOT NULL,
  UNIQUE (register_id, epoch, return_seq),
  CHECK (net_fen - rounding_fen - subsidy_fen = refund_fen)
) STRICT;
INSERT INTO sale_return_wider SELECT return_id, request_id, sale_id, register_id, epoch, return_seq, return_number,
  business_date, shift_id, by, approved_by, reason, at, net_fen, rounding_fen, 0, refund_fen, journal_seq, journal_hash
  FROM sale_return;
DROP TABLE sale_return;
ALTER TABLE sale_return_wider RENAME TO sale_return;
CREATE INDEX sale_return_by_sale ON sale_return (sale_id);
CREATE INDEX sale_return_by_shift ON sale_return (shift_id);
CREATE INDEX sale_return_by_date ON sale_return (business_date);
${appendOnly('sale_return')}
ALTER TABLE returned_unit ADD COLUMN subsidy_fen INTEGER NOT NULL DEFAULT 0 CHECK (subsidy_fen >= 0);

DROP TRIGGER drawer_event_no_update;
DROP TRIGGER drawer_event_no_delete;
CREATE TABLE drawer_event_wider (
  event_id INTEGER PRIMARY KEY,
  shift_id TEXT NOT NULL REFERENCES shift (shift_id),
  kind TEXT NOT NULL CHECK (kind IN ('open_float', 'cash_sale', 'cash_change', 'cash_refund', 'paid_in',
    'paid_out', 'safe_drop', 'bank_deposit', 'no_sale', 'over_short', 'deposit_in', 'deposit_back')),
  amount_fen INTEGER NOT NULL,     -- signed: what the drawer gains
  ref TEXT,                        -- the sale, return, cash movement or deposit
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  reason TEXT
) STRICT;
INSERT INTO drawer_event_wider SELECT event_id, shift_id, kind, amount_fen, ref, at, by, reason FROM drawer_event;
DROP TABLE drawer_event;
ALTER TABLE drawer_event_wider RENAME TO drawer_event;
CREATE INDEX drawer_event_by_shift ON drawer_event (shift_id);
CREATE INDEX drawer_event_over_short ON drawer_event (shift_id) WHERE kind = 'over_short';
${appendOnly('drawer_event')}

CREATE TABLE print_job_wider (
  job_id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,     -- order of printing
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'return_slip', 'installation_ticket', 'z_report', 'x_report',
    'handover_slip', 'cash_slip', 'period_report', 'deposit_slip', 'drawer', 'test_page')),
  ref TEXT NOT NULL,               -- sale, return, ticket, shift, movement, period, deposit or the reason of a drawer kick
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
CREATE INDEX print_job_queued ON print_job (seq) WHERE state = 'queued';
CREATE INDEX print_job_in_hand ON print_job (seq) WHERE state = 'sent' AND finished_at IS NULL;
CREATE INDEX print_job_stuck ON print_job (seq) WHERE state IN ('failed', 'unknown');
CREATE INDEX print_job_by_ref ON print_job (ref, kind, copy);
${['subsidy_policy', 'subsidy_claim', 'subsidy_claim_transition', 'deposit', 'deposit_end'].map(appendOnly).join('')}`,
};
